import logging
from collections.abc import Callable
from uuid import uuid4

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest, JsonResponse

from gaara_erp.store_away import full, said

log = logging.getLogger(__name__)


def about(_request: HttpRequest) -> JsonResponse:
    return JsonResponse(
        {
            "name": "Gaara ERP",
            "version": settings.APP_VERSION,
            "mode": settings.APP_MODE,
            # Relative, so that they hold behind nginx and on the direct port.
            "links": {"health": "health/", "modules": "modules/", "users": "users/", "files": "files/", "admin": "admin/"},
        }
    )


def health(_request: HttpRequest) -> JsonResponse:
    checks = {"database": _check(_database), "cache": _check(_cache)}
    healthy = all(result == "ok" for result in checks.values())
    return JsonResponse(
        {"status": "healthy" if healthy else "unhealthy", "version": settings.APP_VERSION, "checks": checks},
        status=200 if healthy else 503,
        headers={"Cache-Control": "no-store", **({} if healthy else {"Retry-After": "5"})},
    )


def _check(check: Callable[[], None]) -> str:
    try:
        check()
    # Whatever goes wrong is the answer. The public one has words for it, or names the kind of error only.
    except Exception as error:
        log.error("health check failed: %s: %s", check.__name__.strip("_"), error)
        return full(error) or said(error) or type(error).__name__
    return "ok"


def _database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _cache() -> None:
    key, value = f"health-{uuid4()}", "here"
    cache.set(key, value, timeout=5)
    if cache.get(key) != value:
        raise RuntimeError("what was written to the cache did not come back")
