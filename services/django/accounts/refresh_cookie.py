"""
The refresh token of the ERP's page: in a cookie that no script reads, that goes to the addresses of tokens alone, and
that ends with the browser's session. A cookie is sent by itself, so who asks for it has to be a page of one's own.
"""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse


def is_own_page(request: HttpRequest) -> bool:
    """By the origin, which browsers send with every POST and no script can change."""
    origin = request.headers.get("Origin", "")
    return origin in settings.CORS_ALLOWED_ORIGINS or origin.partition("://")[2] == request.get_host()


def read(request: HttpRequest) -> str:
    return request.COOKIES.get(_name(request), "")


def write(request: HttpRequest, answer: HttpResponse, token: str) -> None:
    answer.set_cookie(
        _name(request), token, path=_path(), secure=request.is_secure(), httponly=True, samesite="Strict"
    )


def remove(request: HttpRequest, answer: HttpResponse) -> None:
    answer.delete_cookie(_name(request), path=_path(), samesite="Strict")


def _name(request: HttpRequest) -> str:
    """Cookies know no ports: stacks of one host, and HTTP beside HTTPS, need names of their own."""
    return f"{'__Secure-' if request.is_secure() else ''}{settings.REFRESH_COOKIE}"


def _path() -> str:
    """As the browser sees it: with the prefix that nginx strips."""
    return reverse("token")
