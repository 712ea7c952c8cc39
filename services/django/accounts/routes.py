"""Routes of the API, which say themselves who may use them."""

from collections.abc import Iterator
from typing import Any

from django.core.checks import Error
from django.urls import URLPattern, URLResolver, get_resolver, path

from accounts.access import View, guarded


def route(address: str, view: View, name: str | None = None, **rights: str) -> URLPattern:
    """A path with the least role of each of its methods: `GET=ANYBODY, POST=Role.EDITOR`. It has no other methods."""
    return path(address, guarded(view, {method: str(least) for method, least in rights.items()}), name=name)


def rights() -> dict[str, dict[str, str] | None]:
    """The least role of each route's methods; None where a route does not say it."""
    return {address: getattr(pattern.callback, "rights", None) for address, pattern in _below(get_resolver())}


def _below(resolver: URLResolver, above: str = "") -> Iterator[tuple[str, URLPattern]]:
    for entry in resolver.url_patterns:
        address = f"{above}{entry.pattern}"
        # The admin pages have a log-in and rights of their own.
        if isinstance(entry, URLResolver) and entry.app_name != "admin":
            yield from _below(entry, address)
        elif isinstance(entry, URLPattern):
            yield address, entry


def every_route_says_it(app_configs: Any, **_more: Any) -> list[Error]:
    """Runs with every `migrate`: an image with a route that anybody may use by mistake gets no further."""
    return [
        Error(f"{address}: no least role is said", hint="Make it with accounts.routes.route.", id="accounts.E001")
        for address, said in rights().items()
        if said is None
    ]
