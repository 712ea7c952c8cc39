"""Errors as problem details in JSON (RFC 9457)."""

import json
from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, JsonResponse


class Problem(JsonResponse):
    """`detail` stands in `error` as well, which callers read before there were problem details."""

    def __init__(self, status: int, detail: str, **more: object) -> None:
        title = HTTPStatus(status).phrase
        self.members = {
            "type": "about:blank",
            "title": title,
            "status": status,
            "detail": detail,
            "error": detail,
            **more,
        }
        super().__init__(self.members, status=status, content_type="application/problem+json")

    def name_request(self, name: str) -> None:
        """The proxy's log has the request under this name."""
        self.content = json.dumps({**self.members, "request_id": name})
        self["Content-Length"] = str(len(self.content))


def refuse(status: int, error: str, **more: object) -> Problem:
    return Problem(status, error, **more)


class ProblemMiddleware:
    """Django's own answers without words, such as 405, get some; every problem names its request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code >= 400 and not response.streaming and not response.content:
            response = worded(response)
        if isinstance(response, Problem) and "X-Request-ID" in request.headers:
            response.name_request(request.headers["X-Request-ID"])
        return response


def worded(response: HttpResponse) -> Problem:
    problem = Problem(response.status_code, f"{HTTPStatus(response.status_code).description}.")
    for name, value in response.headers.items():
        if name not in ("Content-Type", "Content-Length"):
            problem.headers.setdefault(name, value)
    return problem
