"""The inventory API."""

import logging
import logging.config

from flask import Flask, Response, jsonify, request
from flask_cors import CORS
from flask_migrate import Migrate
from sqlalchemy import select, text
from sqlalchemy.exc import OperationalError, SQLAlchemyError
from werkzeug.exceptions import BadRequest, HTTPException

from src.environment import listed, optional, required, sqlalchemy_url
from src.json_log import logging_config
from src.models import Product, db

logging.config.dictConfig(logging_config(optional("LOG_LEVEL", "INFO")))
log = logging.getLogger(__name__)

VERSION = optional("APP_VERSION", "0")
MODE = optional("APP_MODE", "prod")
MAX_PER_PAGE = 100

secrets = required("SECRET_KEY", "JWT_SECRET_KEY", "JWT_REFRESH_SECRET_KEY", "DATABASE_URL")

app = Flask(__name__)
app.config.update(
    SECRET_KEY=secrets["SECRET_KEY"],
    JWT_SECRET_KEY=secrets["JWT_SECRET_KEY"],
    JWT_REFRESH_SECRET_KEY=secrets["JWT_REFRESH_SECRET_KEY"],
    SQLALCHEMY_DATABASE_URI=sqlalchemy_url(secrets["DATABASE_URL"]),
    SQLALCHEMY_ENGINE_OPTIONS={
        # One connection for each of a worker's threads; a dead one is found before it is used.
        "pool_size": 4,
        "max_overflow": 0,
        "pool_pre_ping": True,
        "connect_args": {"connect_timeout": 2, "application_name": "gaara_flask"},
    },
)
app.json.ensure_ascii = False
# A redirect to the path with a slash would lose the prefix that nginx stripped.
app.url_map.strict_slashes = False
db.init_app(app)
Migrate(app, db)
CORS(app, resources={r"/api/*": {"origins": listed("CORS_ALLOWED_ORIGINS")}}, always_send=False)


@app.get("/api/")
def about() -> Response:
    return jsonify(
        name="Gaara ERP inventory",
        version=VERSION,
        mode=MODE,
        links={"health": "health", "products": "products/"},
    )


@app.get("/api/health")
def health() -> Response:
    result = "ok"
    try:
        db.session.execute(text("SELECT 1"))
    except SQLAlchemyError as error:
        log.error("health check failed: database: %s", error)
        result = type(error).__name__
    response = jsonify(
        status="healthy" if result == "ok" else "unhealthy", version=VERSION, checks={"database": result}
    )
    response.status_code = 200 if result == "ok" else 503
    response.headers["Cache-Control"] = "no-store"
    return response


@app.get("/api/products/")
def products() -> Response:
    page = db.paginate(
        select(Product).order_by(Product.name_ar, Product.id),
        page=positive("page", 1),
        per_page=min(positive("per_page", 20), MAX_PER_PAGE),
        error_out=False,
    )
    return jsonify(
        count=page.total,
        page=page.page,
        pages=page.pages,
        per_page=page.per_page,
        results=[product.as_json() for product in page],
    )


def positive(name: str, default: int) -> int:
    value = request.args.get(name, str(default))
    # More digits than PostgreSQL's OFFSET can hold.
    if not value.isascii() or not value.isdigit() or int(value) == 0 or len(value) > 9:
        raise BadRequest(f"{name}: found {value[:20]!r}, expected a number from 1 on")
    return int(value)


@app.errorhandler(HTTPException)
def http_error(error: HTTPException) -> tuple[Response, int]:
    return jsonify(error=error.description), error.code or 500


@app.errorhandler(OperationalError)
def database_error(error: OperationalError) -> tuple[Response, int]:
    log.error("database: %s", error.orig)
    return jsonify(error="The database does not answer."), 503
