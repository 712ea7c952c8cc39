"""How often somebody may try a password."""

from django.core.cache import cache
from django.http import HttpRequest

LIMIT = 10
SECONDS = 60


def _key(request: HttpRequest, username: str) -> str:
    # nginx sets X-Real-IP itself on every request.
    address = request.headers.get("X-Real-IP", request.META["REMOTE_ADDR"])
    return f"attempts:{address}:{username.encode().hex()[:100]}"


def exhausted(request: HttpRequest, username: str) -> bool:
    key = _key(request, username)
    # Raises where nothing can be counted, as in a full cache: then nobody may try, or anybody could try without an end.
    cache.add(key, 0, timeout=SECONDS)
    return cache.get(key, 0) >= LIMIT


def count_failure(request: HttpRequest, username: str) -> None:
    key = _key(request, username)
    if not cache.add(key, 1, timeout=SECONDS):
        try:
            cache.incr(key)
        except ValueError:
            # It ended between the two calls.
            cache.add(key, 1, timeout=SECONDS)
