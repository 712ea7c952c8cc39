"""Who may call a view: decorators that read the token of the Authorization header."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse

from accounts.tokens import user_of
from gaara_erp.problems import refuse

View = Callable[..., HttpResponse]


def _guard(allowed: Callable[[User], bool]) -> Callable[[View], View]:
    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            scheme, _, token = request.headers.get("Authorization", "").partition(" ")
            user = user_of("access", token.strip()) if scheme.lower() == "bearer" else None
            if user is None:
                answer = refuse(401, "A valid token is needed: POST username and password to token/.")
                answer["WWW-Authenticate"] = 'Bearer realm="gaara-erp"'
                return answer
            if not allowed(user):
                return refuse(403, "This account may not do that.")
            request.user = user
            return view(request, *args, **kwargs)

        return guarded

    return decorate


token_required = _guard(lambda _user: True)
staff_required = _guard(lambda user: user.is_staff or user.is_superuser)
superuser_required = _guard(lambda user: user.is_superuser)
