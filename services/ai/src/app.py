"""The AI agents API: a chat with any OpenAI-compatible server."""

import logging
import logging.config

from flask import Flask, Response, jsonify, request
from flask_cors import CORS
from werkzeug.exceptions import HTTPException

from src.client_errors import answer_client_errors
from src.environment import listed, optional
from src.json_log import logging_config
from src.model_server import ModelServer, ModelServerError
from src.problems import http_problem, problem
from src.questions import messages_of

logging.config.dictConfig(logging_config(optional("LOG_LEVEL", "INFO")))
log = logging.getLogger(__name__)

VERSION = optional("APP_VERSION", "0")
MODE = optional("APP_MODE", "prod")

server = ModelServer(
    base_url=optional("OPENAI_BASE_URL", "https://api.openai.com/v1"),
    key=optional("OPENAI_API_KEY"),
    model=optional("AI_MODEL", "gpt-4"),
)
app = Flask(__name__)
answer_client_errors(app)
app.config["MAX_CONTENT_LENGTH"] = 1024 * 1024
app.json.ensure_ascii = False
app.url_map.strict_slashes = False
CORS(
    app,
    resources={r"/api/*": {"origins": listed("CORS_ALLOWED_ORIGINS")}},
    expose_headers=["Retry-After", "X-Request-ID"],
    always_send=False,
)


@app.get("/api/")
def about() -> Response:
    return jsonify(
        name="Gaara ERP AI agents", version=VERSION, mode=MODE, links={"health": "health", "chat": "chat"}
    )


@app.get("/api/health")
def health() -> Response:
    """Healthy also without a key: the rest of the ERP does not need one."""
    response = jsonify(status="healthy", version=VERSION, model=server.model, configured=bool(server.key))
    response.headers["Cache-Control"] = "no-store"
    return response


@app.post("/api/chat")
def chat() -> Response:
    return jsonify(server.chat(messages_of(request.get_json())))


app.register_error_handler(HTTPException, http_problem)


@app.errorhandler(ModelServerError)
def model_server_error(error: ModelServerError) -> Response:
    log.error("chat: %s", error)
    return problem(error.status, str(error))
