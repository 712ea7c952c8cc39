"""Reads settings from the environment: X itself, or the file that X_FILE names (secrets are files)."""

import os
from pathlib import Path


def optional(name: str, default: str = "") -> str:
    if os.environ.get(name):
        return os.environ[name]
    path = os.environ.get(f"{name}_FILE")
    if not path:
        return default
    try:
        return Path(path).read_text(encoding="utf-8").strip() or default
    except OSError as error:
        raise SystemExit(f"ml: {name}_FILE: {path} cannot be read: {error.strerror}") from None


def listed(name: str) -> list[str]:
    return [part.strip() for part in optional(name).split(",") if part.strip()]
