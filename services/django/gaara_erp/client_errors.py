import logging
from collections.abc import Callable

from django.core.exceptions import RequestDataTooBig
from django.db import DataError
from django.http import HttpRequest, HttpResponse
from django.http.request import UnreadablePostError

from gaara_erp.problems import refuse

log = logging.getLogger(__name__)


class ClientErrorsMiddleware:
    """What a client sent and nobody can read or store is no error of this program."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, _request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, RequestDataTooBig):
            return refuse(413, "The body is larger than what is taken here.")
        if isinstance(error, UnreadablePostError):
            return refuse(400, "The body cannot be read.")
        if isinstance(error, (DataError, OverflowError)) or _is_no_date(error):
            # A NUL in a cookie or a query, a number that no column holds, a year that no calendar has.
            log.warning("refused: %s", error)
            return refuse(400, "The request has a value that the database cannot hold.")
        return None


def _is_no_date(error: Exception) -> bool:
    """Python has no type of its own for it: "year 99999 is out of range"."""
    return isinstance(error, ValueError) and "is out of range" in str(error)
