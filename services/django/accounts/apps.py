from typing import Any

from django.apps import AppConfig
from django.contrib.auth import BACKEND_SESSION_KEY
from django.contrib.auth.signals import user_logged_in
from django.core.checks import register
from django.http import HttpRequest

SESSIONS = "django.contrib.auth.backends.ModelBackend"


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = "الحسابات"

    def ready(self) -> None:
        # Models can be imported from here on.
        from accounts.routes import every_route_says_it

        register(every_route_says_it)
        user_logged_in.connect(name_backend)
        # Its models exist only now.
        from accounts import changes

        changes.watch()


def name_backend(request: HttpRequest, **_more: Any) -> None:
    """Sessions name Django's own backend, so that they hold in versions without the limit as well: after a rollback."""
    request.session[BACKEND_SESSION_KEY] = SESSIONS
