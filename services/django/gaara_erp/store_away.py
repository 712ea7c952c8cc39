import logging
from collections.abc import Callable

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from redis import RedisError

log = logging.getLogger(__name__)


class StoreAwayMiddleware:
    """A database or cache that does not answer is no error of this program: callers are told to come back."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, _request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, (InterfaceError, OperationalError)):
            what = "database"
        elif isinstance(error, RedisError):
            what = "cache"
        else:
            return None
        log.error("%s: %s", what, error)
        return JsonResponse({"error": f"The {what} does not answer."}, status=503, headers={"Retry-After": "5"})
