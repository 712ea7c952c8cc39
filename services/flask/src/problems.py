"""Errors as problem details in JSON (RFC 9457)."""

from http import HTTPStatus

from flask import Response, jsonify, request
from werkzeug.exceptions import HTTPException


def problem(status: int, detail: str | None, **more: object) -> Response:
    """`detail` stands in `error` as well, which callers read before there were problem details."""
    title = HTTPStatus(status).phrase
    words = detail or title
    # The proxy's log has the request under this name.
    name = request.headers.get("X-Request-ID")
    response = jsonify(
        type="about:blank",
        title=title,
        status=status,
        detail=words,
        error=words,
        **more,
        **({} if name is None else {"request_id": name}),
    )
    response.status_code = status
    response.content_type = "application/problem+json"
    return response


def http_problem(error: HTTPException) -> Response:
    """What Flask answers by itself, with its headers: 405 has Allow, 401 WWW-Authenticate."""
    response = problem(error.code or 500, error.description)
    for name, value in error.get_headers():
        if name.lower() != "content-type":
            response.headers[name] = value
    return response
