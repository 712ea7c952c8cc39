"""The inventory API."""

import logging
import logging.config

from flask import Flask, Response, jsonify
from flask_cors import CORS
from flask_migrate import Migrate
from psycopg.errors import DiskFull
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError, SQLAlchemyError
from werkzeug.exceptions import HTTPException

from src.access import guard
from src.ascii_integer import AsciiInteger
from src.client_errors import answer_client_errors
from src.environment import keys, listed, optional, required, sqlalchemy_url
from src.errors import report_errors
from src.json_log import logging_config
from src.models import db
from src.problems import http_problem, problem
from src.product_fields import WrongFields
from src.products import products
from src.revocation import Revocations

logging.config.dictConfig(logging_config(optional("LOG_LEVEL", "INFO")))
log = logging.getLogger(__name__)

VERSION = optional("APP_VERSION", "0")
MODE = optional("APP_MODE", "prod")

secrets = required("SECRET_KEY", "JWT_SECRET_KEY", "JWT_REFRESH_SECRET_KEY", "DATABASE_URL", "REDIS_URL")

key, *older_keys = keys("SECRET_KEY", secrets["SECRET_KEY"])
report_errors(optional("SENTRY_DSN"), release=VERSION, environment=MODE)

# Without the route for static files, of which there are none.
app = Flask(__name__, static_folder=None)
app.config.update(
    SECRET_KEY=key,
    SECRET_KEY_FALLBACKS=older_keys,
    JWT_SECRET_KEYS=keys("JWT_SECRET_KEY", secrets["JWT_SECRET_KEY"]),
    MAX_CONTENT_LENGTH=1024 * 1024,
    SQLALCHEMY_DATABASE_URI=sqlalchemy_url(secrets["DATABASE_URL"]),
    SQLALCHEMY_ENGINE_OPTIONS={
        # One connection for each of a worker's threads; a dead one is found before it is used.
        "pool_size": 4,
        "max_overflow": 0,
        "pool_pre_ping": True,
        # A dead database must be reported before the health check's own time-out (4 s); a busy machine must have its chance.
        # Nobody answers on a connection whose other end has lost its address, and TCP alone would try for 15 minutes.
        "connect_args": {"connect_timeout": 3, "tcp_user_timeout": 3000, "application_name": "gaara_flask"},
    },
)
app.extensions["revocations"] = Revocations(secrets["REDIS_URL"])
answer_client_errors(app)
app.json.ensure_ascii = False
app.url_map.converters["int"] = AsciiInteger
# A redirect to the path with a slash would lose the prefix that nginx stripped.
app.url_map.strict_slashes = False
db.init_app(app)
Migrate(app, db)
app.register_blueprint(products, url_prefix="/api/products")
CORS(
    app,
    resources={r"/api/*": {"origins": listed("CORS_ALLOWED_ORIGINS")}},
    expose_headers=["Retry-After", "X-Request-ID"],
    always_send=False,
)


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
    if result != "ok":
        response.headers["Retry-After"] = "5"
    return response


@app.post("/api/errors/test")
def errors_test() -> Response:
    raise RuntimeError("an error on purpose, to see that it is reported")


guard(app)
app.register_error_handler(HTTPException, http_problem)


@app.errorhandler(WrongFields)
def wrong_fields(error: WrongFields) -> Response:
    return problem(400, "The product was not saved.", fields=error.fields)


@app.errorhandler(InterfaceError)
@app.errorhandler(OperationalError)
def database_error(error: DBAPIError) -> Response:
    log.error("database: %s", error.orig)
    if isinstance(error.orig, DiskFull):
        return problem(
            507, "The volume of the database is full, so that nothing was stored. An operator has to make room."
        )
    response = problem(503, "The database does not answer.")
    response.headers["Retry-After"] = "5"
    return response
