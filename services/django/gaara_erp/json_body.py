"""JSON in requests, and errors as JSON."""

import json

from django.http import HttpRequest, JsonResponse


class BadBody(Exception):
    """The request's body is not what the view expects."""


def refuse(status: int, error: str, **more: object) -> JsonResponse:
    return JsonResponse({"error": error, **more}, status=status)


def texts(request: HttpRequest, *names: str) -> list[str]:
    """The named texts of a JSON object. Raises BadBody naming all that are missing."""
    try:
        body = json.loads(request.body)
    except ValueError:
        raise BadBody("expected a JSON object") from None
    if not isinstance(body, dict):
        raise BadBody("expected a JSON object")
    missing = [name for name in names if not isinstance(body.get(name), str) or not body[name]]
    if missing:
        raise BadBody(f"expected a text for {', '.join(missing)}")
    return [body[name] for name in names]
