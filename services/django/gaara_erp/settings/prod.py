from pathlib import Path

from gaara_erp.environment import amount, database, email, flag, keys, listed, optional, required
from gaara_erp.errors import report_errors
from gaara_erp.json_log import logging_config

BASE_DIR = Path(__file__).resolve().parent.parent.parent

_secrets = required("SECRET_KEY", "DATABASE_URL", "REDIS_URL", "JWT_SECRET_KEY", "JWT_REFRESH_SECRET_KEY")
SECRET_KEY, *SECRET_KEY_FALLBACKS = keys("SECRET_KEY", _secrets["SECRET_KEY"])
JWT_SECRET_KEYS = keys("JWT_SECRET_KEY", _secrets["JWT_SECRET_KEY"])
JWT_REFRESH_SECRET_KEYS = keys("JWT_REFRESH_SECRET_KEY", _secrets["JWT_REFRESH_SECRET_KEY"])

APP_VERSION = optional("APP_VERSION", "0")
APP_MODE = optional("APP_MODE", "prod")
DEBUG = flag("DEBUG")
ALLOWED_HOSTS = listed("ALLOWED_HOSTS")
CORS_ALLOWED_ORIGINS = listed("CORS_ALLOWED_ORIGINS")
CORS_URLS_REGEX = r"^/api/"
CORS_EXPOSE_HEADERS = ["Retry-After", "X-Request-ID"]
# Of a body that is no upload, as Flask takes it.
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
# The refresh token of the page, where it has one of its own per stack.
REFRESH_COOKIE = optional("REFRESH_COOKIE", "gaara-refresh")
# Whose addresses may say in X-Real-IP who asks.
EDGE_HOST = optional("EDGE_HOST")

INSTALLED_APPS = [
    # Before Django's own: its `migrate` command takes a lock.
    "company",
    "accounts",
    "files",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "corsheaders",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "gaara_erp.store_away.StoreAwayMiddleware",
    "corsheaders.middleware.CorsMiddleware",
    "gaara_erp.problems.ProblemMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "gaara_erp.slashes.KeepingCommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "accounts.middleware.TooManyAttemptsMiddleware",
    "gaara_erp.client_errors.ClientErrorsMiddleware",
]

ROOT_URLCONF = "gaara_erp.urls"
WSGI_APPLICATION = "gaara_erp.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

DATABASES = {"default": database(_secrets["DATABASE_URL"])}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "gaara_erp.json_cache.JsonRedisCache",
        "LOCATION": _secrets["REDIS_URL"],
        # The account of REDIS_URL may use no other keys.
        "KEY_PREFIX": "gaara:django:cache",
        "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 1},
    }
}

# The second one for the sessions and rights of whoever has logged in: no password gets past the first.
AUTHENTICATION_BACKENDS = ["accounts.backends.LimitedBackend", "django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

LANGUAGE_CODE = "ar"
LANGUAGES = [("ar", "العربية"), ("en", "English")]
TIME_ZONE = "UTC"
USE_TZ = True

STATIC_URL = "/erp/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
MEDIA_ROOT = BASE_DIR / "media"
# In the same volume, so that a finished upload is moved by a rename. nginx serves no name that begins with a dot.
FILE_UPLOAD_TEMP_DIR = str(MEDIA_ROOT / ".incoming")
# The volume is empty at first; the handler makes the folder.
SILENCED_SYSTEM_CHECKS = ["files.E001"]
FILE_UPLOAD_HANDLERS = ["files.handlers.VolumeUploadHandler"]
# nginx reads them as another user.
FILE_UPLOAD_PERMISSIONS = 0o644
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o755
# What one user may store, and everybody together, in bytes.
UPLOAD_QUOTA = amount("UPLOAD_QUOTA", 2**30)
UPLOAD_QUOTA_TOTAL = amount("UPLOAD_QUOTA_TOTAL", 10 * 2**30)
# Hashed names: two versions can serve side by side, and nginx lets clients keep the files.
STORAGES = {
    "default": {"BACKEND": "files.storage.SyncedStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"},
}

# nginx sets this header itself on every request, so a client cannot forge it.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = APP_MODE == "prod"

EMAIL_URL = optional("EMAIL_URL")
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = SERVER_EMAIL = f"Gaara ERP <erp@{(ALLOWED_HOSTS or ['localhost'])[0]}>"
if EMAIL_URL:
    vars().update(email(EMAIL_URL))

report_errors(optional("SENTRY_DSN"), release=APP_VERSION, environment=APP_MODE)

LOGGING = logging_config(optional("LOG_LEVEL", "INFO"))
