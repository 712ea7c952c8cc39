"""Who may call a view: the least role of each method, and the token of the Authorization header."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed

from accounts.roles import reaches, role_of
from accounts.tokens import user_of
from gaara_erp.problems import refuse

View = Callable[..., HttpResponse]

# The least role of a method that wants no log-in.
ANYBODY = "anybody"


def guarded(view: View, rights: dict[str, str]) -> View:
    """The view for the methods that stand in `rights`, each for whoever has its role. No other method gets to it."""
    # Django answers HEAD as GET without the body.
    least = {**rights, **({"HEAD": rights["GET"]} if "GET" in rights else {})}

    @wraps(view)
    def guard(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if request.method not in least:
            return HttpResponseNotAllowed(least)
        if least[request.method] != ANYBODY:
            user = _user(request)
            if user is None:
                answer = refuse(401, "A valid token is needed: POST username and password to token/.")
                answer["WWW-Authenticate"] = 'Bearer realm="gaara-erp"'
                return answer
            if not reaches(role_of(user), least[request.method]):
                return refuse(403, f"This account may not do that: it takes the role {least[request.method]}.")
            request.user = user
        return view(request, *args, **kwargs)

    # Other sites cannot make a browser send a token, as they can with a cookie.
    guard.csrf_exempt = True
    guard.rights = rights
    return guard


def _user(request: HttpRequest) -> User | None:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return user_of(token.strip()) if scheme.lower() == "bearer" else None
