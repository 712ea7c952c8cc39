"""Log-ins, their renewal and their end. The refresh token is in bodies, or in the cookie of who asks for one."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth import authenticate
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.timezone import now

from accounts import families, refresh_cookie
from gaara_erp.json_body import BadBody, flag, json_object, texts
from gaara_erp.problems import refuse


def _says_if_in_cookie(view: Callable[[HttpRequest, bool], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """A view of a JSON body that is told whether the refresh token goes by cookie, which only own pages may ask for."""

    @wraps(view)
    def answered(request: HttpRequest) -> HttpResponse:
        try:
            in_cookie = flag(request, "cookie")
            if in_cookie and not refresh_cookie.is_own_page(request):
                return refuse(403, "The cookie of a log-in is for the ERP's own pages. Send the token in bodies.")
            return view(request, in_cookie)
        except BadBody as error:
            return refuse(400, str(error))

    return answered


@_says_if_in_cookie
def log_in(request: HttpRequest, in_cookie: bool) -> HttpResponse:
    username, password = texts(request, "username", "password")
    user = authenticate(request, username=username, password=password)
    tokens = None if user is None else families.begin(user)
    if tokens is None:
        return refuse(401, "The user name or the password is wrong.")
    return _answer(request, tokens, in_cookie)


@_says_if_in_cookie
def refresh(request: HttpRequest, in_cookie: bool) -> HttpResponse:
    tokens = families.renew(_brought(request, in_cookie))
    if tokens is None:
        return refuse(401, "This token can not be renewed. Log in again.")
    return _answer(request, tokens, in_cookie)


@_says_if_in_cookie
def log_out(request: HttpRequest, in_cookie: bool) -> HttpResponse:
    """Also of who has no log-in any more: there is none afterwards."""
    families.end(_brought(request, in_cookie))
    answer = HttpResponse(status=204)
    if in_cookie:
        refresh_cookie.remove(request, answer)
    return answer


def _brought(request: HttpRequest, in_cookie: bool) -> str:
    """The refresh token. One in the body may move into the cookie."""
    if in_cookie and "refresh" not in json_object(request):
        return refresh_cookie.read(request)
    (token,) = texts(request, "refresh")
    return token


def _answer(request: HttpRequest, tokens: families.Tokens, in_cookie: bool) -> JsonResponse:
    if not in_cookie:
        return JsonResponse({"access": tokens.access, "refresh": tokens.refresh})
    # The page cannot look into the cookie.
    seconds = int((tokens.expires_at - now()).total_seconds())
    answer = JsonResponse({"access": tokens.access, "session_seconds": seconds})
    refresh_cookie.write(request, answer, tokens.refresh)
    return answer
