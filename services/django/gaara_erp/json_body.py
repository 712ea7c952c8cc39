"""JSON in requests."""

import json
import re
from typing import Any

from django.http import HttpRequest


class BadBody(Exception):
    """The request's body is not what the view expects."""

    def __init__(self, message: str, missing: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.fields = {name: ["expected a text"] for name in missing}


def json_object(request: HttpRequest) -> dict[str, Any]:
    try:
        body = json.loads(request.body)
    # Python gives up on lists in lists in lists.
    except (ValueError, RecursionError):
        raise BadBody("expected a JSON object") from None
    if not isinstance(body, dict):
        raise BadBody("expected a JSON object")
    return body


def texts(request: HttpRequest, *names: str) -> list[str]:
    """The named texts of a JSON object. Raises BadBody naming all that are missing."""
    body = json_object(request)
    missing = tuple(name for name in names if not _is_text(body.get(name)))
    if missing:
        raise BadBody(f"expected a text for {', '.join(missing)}", missing)
    return [body[name] for name in names]


def flag(request: HttpRequest, name: str) -> bool:
    """A member of a JSON object that is true or false; false where there is none. Raises BadBody for anything else."""
    value = json_object(request).get(name, False)
    if not isinstance(value, bool):
        raise BadBody(f"expected true or false for {name}")
    return value


def _is_text(value: object) -> bool:
    """JSON can escape halves of characters and a NUL, which neither UTF-8 nor PostgreSQL can hold."""
    return isinstance(value, str) and value != "" and not re.search("[\0\ud800-\udfff]", value)
