"""Reads settings from the environment: X itself, or the file that X_FILE names (secrets are files)."""

import os
import re
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

import dj_email_url

# HS256 is as strong as its key, and RFC 7518 wants 256 bits.
SHORTEST_KEY = 32


def optional(name: str, default: str = "") -> str:
    if os.environ.get(name):
        return os.environ[name]
    path = os.environ.get(f"{name}_FILE")
    if not path:
        return default
    try:
        return Path(path).read_text(encoding="utf-8").strip() or default
    except OSError as error:
        raise SystemExit(f"django: {name}_FILE: {path} cannot be read: {error.strerror}") from None


def required(*names: str) -> dict[str, str]:
    """The values of these variables; stops the program naming all that are missing."""
    values = {name: optional(name) for name in names}
    missing = [name for name, value in values.items() if not value]
    if missing:
        raise SystemExit(
            f"django: missing: {', '.join(missing)}. Set each of them, or NAME_FILE to a file that holds it."
        )
    return values


def keys(name: str, value: str) -> list[str]:
    """Several keys of one variable, separated by commas or line breaks: the first one signs, all of them verify."""
    found = [key.strip() for key in re.split(r"[,\r\n]", value) if key.strip()]
    # Also what a comma inside a key would be cut into: nobody may sign with a guessable piece.
    if not found or min(map(len, found)) < SHORTEST_KEY:
        raise SystemExit(
            f"django: {name}: expected keys of at least {SHORTEST_KEY} characters, separated by commas or line breaks"
        )
    return found


def listed(name: str) -> list[str]:
    return [part.strip() for part in optional(name).split(",") if part.strip()]


def flag(name: str) -> bool:
    value = optional(name, "False").lower()
    if value not in {"true", "false", "1", "0"}:
        raise SystemExit(f"django: {name}: found {value!r}, expected True or False")
    return value in {"true", "1"}


def amount(name: str, default: int) -> int:
    value = optional(name, str(default))
    if not re.fullmatch("[0-9]{1,18}", value):
        raise SystemExit(f"django: {name}: found {value!r}, expected a whole number")
    return int(value)


def email(url: str) -> dict[str, object]:
    """Django's e-mail settings of smtps:// (TLS from the first byte), submission:// (STARTTLS) or smtp://user:password@host:port."""
    try:
        parts = urlsplit(url)
        found = dj_email_url.parse(url.replace("smtps:", "submission:", 1))
        # The library means STARTTLS by smtps. That is what port 587 wants; a server on 465 would wait for ever.
        if parts.scheme == "smtps" and parts.port != 587:
            found.update(EMAIL_USE_SSL=True, EMAIL_USE_TLS=False, EMAIL_PORT=parts.port or 465)
        backend = str(found.get("EMAIL_BACKEND", ""))
        if not backend or (backend.endswith("smtp.EmailBackend") and not parts.hostname):
            raise ValueError
    except ValueError:
        # The value has a password in it.
        raise SystemExit("django: EMAIL_URL: expected smtps://USER:PASSWORD@HOST:PORT") from None
    # What the URL does not say stays as the settings have it: its None for the time-out means to wait for ever.
    return {name: value for name, value in found.items() if value is not None}


def database(url: str) -> dict[str, object]:
    """Django's database settings of postgresql://user:password@host:port/name?option=value."""
    parts = urlsplit(url)
    if parts.scheme not in {"postgresql", "postgres"} or not parts.hostname or not parts.path.strip("/"):
        raise SystemExit(
            "django: DATABASE_URL: expected postgresql://USER:PASSWORD@HOST:PORT/NAME (PostgreSQL is required)"
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname,
        "PORT": str(parts.port or 5432),
        "CONN_MAX_AGE": 300,
        "CONN_HEALTH_CHECKS": True,
        # A dead database must be reported before the health check's own time-out (4 s); a busy machine must have its chance.
        # Nobody answers on a connection whose other end has lost its address, and TCP alone would try for 15 minutes.
        "OPTIONS": {
            "connect_timeout": 3,
            "tcp_user_timeout": 3000,
            "application_name": "gaara_django",
            **dict(parse_qsl(parts.query)),
        },
    }
