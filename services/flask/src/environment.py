"""Reads settings from the environment: X itself, or the file that X_FILE names (secrets are files)."""

import os
import re
from pathlib import Path

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
        raise SystemExit(f"flask: {name}_FILE: {path} cannot be read: {error.strerror}") from None


def required(*names: str) -> dict[str, str]:
    """The values of these variables; stops the program naming all that are missing."""
    values = {name: optional(name) for name in names}
    missing = [name for name, value in values.items() if not value]
    if missing:
        raise SystemExit(
            f"flask: missing: {', '.join(missing)}. Set each of them, or NAME_FILE to a file that holds it."
        )
    return values


def keys(name: str, value: str) -> list[str]:
    """Several keys of one variable, separated by commas or line breaks: the first one signs, all of them verify."""
    found = [key.strip() for key in re.split(r"[,\r\n]", value) if key.strip()]
    # Also what a comma inside a key would be cut into: nobody may sign with a guessable piece.
    if not found or min(map(len, found)) < SHORTEST_KEY:
        raise SystemExit(
            f"flask: {name}: expected keys of at least {SHORTEST_KEY} characters, separated by commas or line breaks"
        )
    return found


def listed(name: str) -> list[str]:
    return [part.strip() for part in optional(name).split(",") if part.strip()]


def sqlalchemy_url(url: str) -> str:
    """SQLAlchemy wants the driver in the scheme."""
    scheme, separator, rest = url.partition("://")
    if scheme not in {"postgresql", "postgres"} or not separator:
        raise SystemExit(
            "flask: DATABASE_URL: expected postgresql://USER:PASSWORD@HOST:PORT/NAME (PostgreSQL is required)"
        )
    return f"postgresql+psycopg://{rest}"
