"""JSON web tokens: a short one that opens the APIs and a longer one that renews it."""

import re
from datetime import datetime, timedelta, timezone
from uuid import uuid4

import jwt
from django.conf import settings
from django.contrib.auth.models import User

from accounts.roles import role_of

ISSUER = "gaara-erp"
ALGORITHM = "HS256"
KINDS = {
    "access": (lambda: settings.JWT_SECRET_KEYS, timedelta(minutes=30)),
    "refresh": (lambda: settings.JWT_REFRESH_SECRET_KEYS, timedelta(days=1)),
}


def issue(kind: str, user: User) -> str:
    keys, lifetime = KINDS[kind]
    now = datetime.now(timezone.utc)
    claims = {
        "iss": ISSUER,
        "type": kind,
        "sub": str(user.pk),
        "username": user.get_username(),
        # Versions without roles know this one alone.
        "is_superuser": user.is_superuser,
        "role": role_of(user),
        "iat": now,
        "exp": now + lifetime,
        "jti": str(uuid4()),
    }
    return jwt.encode(claims, keys()[0], algorithm=ALGORITHM)


def user_of(kind: str, token: str) -> User | None:
    """Whose token it is; None for one that is wrong, expired, of another kind, or of a user who is gone or switched off."""
    claims = _claims(kind, token)
    if claims is None or claims["type"] != kind or not re.fullmatch("[0-9]{1,18}", claims["sub"]):
        return None
    return User.objects.select_related("account").filter(pk=int(claims["sub"]), is_active=True).first()


def _claims(kind: str, token: str) -> dict | None:
    keys, _ = KINDS[kind]
    for key in keys():
        try:
            return jwt.decode(
                token,
                key,
                algorithms=[ALGORITHM],
                issuer=ISSUER,
                options={"require": ["exp", "iss", "sub", "type"]},
            )
        except jwt.InvalidTokenError:
            continue
    return None
