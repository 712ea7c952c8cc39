"""Log-ins, their renewal and their end, over HTTP. The refresh token is in bodies, or in the cookie of who asks for it."""

from django.contrib.auth import authenticate
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.timezone import now
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from accounts import families, refresh_cookie
from gaara_erp.json_body import BadBody, flag, has, texts
from gaara_erp.problems import Problem, refuse


@csrf_exempt
@require_POST
def log_in(request: HttpRequest) -> HttpResponse:
    try:
        username, password = texts(request, "username", "password")
        in_cookie = flag(request, "cookie")
    except BadBody as error:
        return refuse(400, str(error))
    if in_cookie and not refresh_cookie.is_own_page(request):
        return _foreign()
    user = authenticate(request, username=username, password=password)
    tokens = None if user is None else families.begin(user)
    if tokens is None:
        return refuse(401, "The user name or the password is wrong.")
    return _answer(request, tokens, in_cookie)


@csrf_exempt
@require_POST
def refresh(request: HttpRequest) -> HttpResponse:
    try:
        token, in_cookie = _brought(request)
    except BadBody as error:
        return refuse(400, str(error))
    if in_cookie and not refresh_cookie.is_own_page(request):
        return _foreign()
    tokens = families.renew(token)
    if tokens is None:
        return refuse(401, "This token can not be renewed. Log in again.")
    return _answer(request, tokens, in_cookie)


@csrf_exempt
@require_POST
def log_out(request: HttpRequest) -> HttpResponse:
    """Also of who has no log-in any more: there is none afterwards."""
    try:
        token, in_cookie = _brought(request)
    except BadBody as error:
        return refuse(400, str(error))
    if in_cookie and not refresh_cookie.is_own_page(request):
        return _foreign()
    families.end(token)
    answer = HttpResponse(status=204)
    if in_cookie:
        refresh_cookie.remove(request, answer)
    return answer


def _brought(request: HttpRequest) -> tuple[str, bool]:
    """The refresh token, and if the answer's one is to be in the cookie. One in the body may move there."""
    in_cookie = flag(request, "cookie")
    if in_cookie and not has(request, "refresh"):
        return refresh_cookie.read(request), in_cookie
    (token,) = texts(request, "refresh")
    return token, in_cookie


def _answer(request: HttpRequest, tokens: families.Tokens, in_cookie: bool) -> JsonResponse:
    if not in_cookie:
        return JsonResponse({"access": tokens.access, "refresh": tokens.refresh})
    # The page cannot look into the cookie.
    seconds = int((tokens.expires_at - now()).total_seconds())
    answer = JsonResponse({"access": tokens.access, "session_seconds": seconds})
    refresh_cookie.write(request, answer, tokens.refresh)
    return answer


def _foreign() -> Problem:
    return refuse(403, "The cookie of a log-in is for the ERP's own pages. Send the refresh token in the body.")
