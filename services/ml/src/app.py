"""The machine-learning API: how much of a product will be asked for."""

import logging
import logging.config

from flask import Flask, Response, jsonify, request
from flask_cors import CORS
from werkzeug.exceptions import BadRequest, HTTPException

from src import months
from src.client_errors import answer_client_errors
from src.environment import listed, optional
from src.json_log import logging_config
from src.model import ModelError, ModelFile
from src.problems import http_problem, problem

logging.config.dictConfig(logging_config(optional("LOG_LEVEL", "INFO")))
log = logging.getLogger(__name__)

VERSION = optional("APP_VERSION", "0")
MODE = optional("APP_MODE", "prod")
MAX_MONTHS = 36

model_file = ModelFile(optional("MODEL_PATH", "/app/models"))
app = Flask(__name__)
answer_client_errors(app)
app.config["MAX_CONTENT_LENGTH"] = 64 * 1024
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
        name="Gaara ERP machine learning",
        version=VERSION,
        mode=MODE,
        links={"health": "health", "predict": "predict"},
    )


@app.get("/api/health")
def health() -> Response:
    try:
        model = model_file.current()
    except ModelError as error:
        log.error("health check failed: model: %s", error)
        response = jsonify(status="unhealthy", version=VERSION, checks={"model": str(error)})
        response.status_code = 503
    else:
        response = jsonify(
            status="healthy", version=VERSION, checks={"model": "ok"}, products=sorted(model.products)
        )
    response.headers["Cache-Control"] = "no-store"
    return response


@app.post("/api/predict")
def predict() -> Response:
    """{"product": "seeds", "month": "2027-03", "months": 6}: demand from that month on."""
    body = request.get_json()
    if not isinstance(body, dict):
        raise BadRequest('expected an object such as {"product": "seeds", "month": "2027-03"}')
    model = model_file.current()
    product = body.get("product")
    if not isinstance(product, str) or product not in model.products:
        raise BadRequest(f"product: expected one of {', '.join(sorted(model.products))}")
    try:
        first = months.parse(str(body.get("month")))
    except ValueError as error:
        raise BadRequest(f"month: {error}") from None
    count = body.get("months", 1)
    if type(count) is not int or not 1 <= count <= MAX_MONTHS:
        raise BadRequest(f"months: expected a whole number from 1 to {MAX_MONTHS}")
    predictions = []
    for month in range(first, first + count):
        expected, low, high = model.predict(product, month)
        predictions.append(
            {"month": months.text(month), "demand": round(expected), "low": round(low), "high": round(high)}
        )
    return jsonify(product=product, model=model.version, predictions=predictions)


app.register_error_handler(HTTPException, http_problem)


@app.errorhandler(ModelError)
def model_error(error: ModelError) -> Response:
    return problem(503, str(error))
