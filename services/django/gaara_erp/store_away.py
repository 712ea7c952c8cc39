import logging
from collections.abc import Callable

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from redis import RedisError
from redis.exceptions import OutOfMemoryError

log = logging.getLogger(__name__)


def said(error: Exception) -> str | None:
    """What is wrong with the store that an error is from, for everybody to read. None for any other error."""
    if isinstance(error, (InterfaceError, OperationalError)):
        return "The database does not answer."
    if isinstance(error, OutOfMemoryError):
        return "The cache is full and takes no more entries."
    if isinstance(error, RedisError):
        # The first word of Redis' answer where its last write to the disk failed.
        if str(error).startswith("MISCONF"):
            return "The cache can not write to its disk and takes no more entries."
        return "The cache does not answer."
    return None


class StoreAwayMiddleware:
    """A database or cache that does not serve is no error of this program: callers are told to come back."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, _request: HttpRequest, error: Exception) -> HttpResponse | None:
        words = said(error)
        if words is None:
            return None
        log.error("%s %s", words, error)
        return JsonResponse({"error": words}, status=503, headers={"Retry-After": "5"})
