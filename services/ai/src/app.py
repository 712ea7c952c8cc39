"""The AI agents API: a chat with any OpenAI-compatible server."""

import logging
import logging.config

from flask import Flask, Response, jsonify, request
from flask_cors import CORS
from werkzeug.exceptions import BadRequest, HTTPException

from src.client_errors import answer_client_errors
from src.environment import listed, optional
from src.json_log import logging_config
from src.model_server import ModelServer, ModelServerError
from src.problems import http_problem, problem

logging.config.dictConfig(logging_config(optional("LOG_LEVEL", "INFO")))
log = logging.getLogger(__name__)

VERSION = optional("APP_VERSION", "0")
MODE = optional("APP_MODE", "prod")
ROLES = ("system", "user", "assistant")

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
    """{"message": "…"} or {"messages": [{"role": "user", "content": "…"}, …]}"""
    return jsonify(server.chat(messages_of(request.get_json())))


def messages_of(body: object) -> list[dict[str, str]]:
    if not isinstance(body, dict):
        raise BadRequest('expected an object such as {"message": "…"}')
    messages = body.get("messages", [{"role": "user", "content": body.get("message")}])
    if not isinstance(messages, list) or not messages:
        raise BadRequest("messages: expected a list with at least one message")
    for index, message in enumerate(messages):
        content = message.get("content") if isinstance(message, dict) else None
        if not isinstance(content, str) or not content.strip() or message.get("role") not in ROLES:
            raise BadRequest(
                f"messages[{index}]: expected a role ({', '.join(ROLES)}) and a content that is not empty"
            )
    return [{"role": message["role"], "content": message["content"]} for message in messages]


app.register_error_handler(HTTPException, http_problem)


@app.errorhandler(ModelServerError)
def model_server_error(error: ModelServerError) -> Response:
    log.error("chat: %s", error)
    return problem(error.status, str(error))
