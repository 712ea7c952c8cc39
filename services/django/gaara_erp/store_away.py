import logging
from collections.abc import Callable
from errno import EDQUOT, ENOSPC

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from psycopg.errors import DiskFull
from redis import RedisError
from redis.exceptions import OutOfMemoryError

from gaara_erp.pages import refuse_on
from gaara_erp.problems import refuse

log = logging.getLogger(__name__)

ARABIC = {
    503: "الخدمة غير متاحة الآن. حاول مرة أخرى بعد قليل.",
    507: "لا توجد مساحة كافية للحفظ. يُرجى إبلاغ المسؤول عن النظام.",
}


def full(error: Exception) -> str | None:
    """Which store has no room for what was to be stored, for everybody to read. None for any other error."""
    if isinstance(error, OSError) and error.errno in (ENOSPC, EDQUOT):
        return "The volume of files is full, so that nothing was stored. An operator has to make room."
    if isinstance(error, OperationalError) and isinstance(error.__cause__, DiskFull):
        return "The volume of the database is full, so that nothing was stored. An operator has to make room."
    if isinstance(error, OutOfMemoryError):
        return "The cache is full and takes no more entries. An operator has to make room."
    # The first word of Redis' answer where its last write to the disk failed.
    if isinstance(error, RedisError) and str(error).startswith("MISCONF"):
        return "The cache can not write to its disk and takes no more entries. An operator has to make room."
    return None


def said(error: Exception) -> str | None:
    """What is wrong with the store that an error is from, for everybody to read. None for any other error."""
    if isinstance(error, (InterfaceError, OperationalError)):
        return "The database does not answer."
    if isinstance(error, RedisError):
        return "The cache does not answer."
    return None


class StoreAwayMiddleware:
    """A store that does not serve or is full is no error of this program: callers are told what it is."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        status, words = (507, full(error)) if full(error) else (503, said(error))
        if words is None:
            return None
        log.error("%s %s", words, error)
        # A page needs the database, which knows who asks.
        is_page = isinstance(error, RedisError)
        answer = refuse_on(request, status, words, ARABIC[status]) if is_page else refuse(status, words)
        # Room is not made by waiting.
        if status == 503:
            answer["Retry-After"] = "5"
        return answer
