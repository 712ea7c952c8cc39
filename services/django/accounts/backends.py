from typing import Any

from django.contrib.auth.backends import BaseBackend, ModelBackend
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from accounts import attempts
from accounts.client_address import address_of


class LimitedBackend(BaseBackend):
    """Django's own check of a password behind the one limit: whatever calls `authenticate` passes it."""

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **more: Any
    ) -> AbstractBaseUser | None:
        if username is None or password is None:
            return None
        attempt = attempts.begin(username, address_of(request))
        user = ModelBackend().authenticate(request, username=username, password=password, **more)
        if user is None:
            # The backends after this one are not asked: they would check the same password once more.
            raise PermissionDenied
        attempt.succeeded()
        return user
