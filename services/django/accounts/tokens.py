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
    "access": (lambda: settings.JWT_SECRET_KEYS, timedelta(minutes=5)),
    "refresh": (lambda: settings.JWT_REFRESH_SECRET_KEYS, timedelta(days=1)),
}


def issue(kind: str, user: User, **more: object) -> str:
    """A token that says `more` besides, or in place of what it says by itself."""
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
        # With its fraction: what follows a change of the account within the same second is told from what came before.
        "iat": now.timestamp(),
        "exp": now + lifetime,
        "jti": str(uuid4()),
        **more,
    }
    return jwt.encode(claims, keys()[0], algorithm=ALGORITHM)


def user_of(token: str) -> User | None:
    """Whose access token it is; None for one that does not hold, or of a user who is gone or switched off."""
    claims = claims_of("access", token)
    if claims is None:
        return None
    users = User.objects.select_related("account", "tokens_since")
    user = users.filter(pk=int(claims["sub"]), is_active=True).first()
    return user if user is not None and holds(user, claims) else None


def holds(user: User, claims: dict) -> bool:
    """False where something has happened to the account, since the token was issued, that ends its access tokens."""
    notice = getattr(user, "tokens_since", None)
    return notice is None or float(claims.get("iat", 0)) >= notice.since.timestamp()


def claims_of(kind: str, token: str) -> dict | None:
    """What a token says; None for one that is wrong, expired or of another kind."""
    keys, _ = KINDS[kind]
    for key in keys():
        try:
            claims = jwt.decode(
                token,
                key,
                algorithms=[ALGORITHM],
                issuer=ISSUER,
                options={"require": ["exp", "iss", "sub", "type"]},
            )
        except jwt.InvalidTokenError:
            continue
        return claims if claims["type"] == kind and re.fullmatch("[0-9]{1,18}", claims["sub"]) else None
    return None
