"""Who may call a view: tokens that Django has issued."""

from collections.abc import Callable
from functools import wraps
from typing import Any

import jwt
from flask import current_app, request
from werkzeug.datastructures import WWWAuthenticate
from werkzeug.exceptions import Forbidden, Unauthorized

ISSUER = "gaara-erp"
ALGORITHM = "HS256"


def token_required(view: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        _claims()
        return view(*args, **kwargs)

    return guarded


def superuser_required(view: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        if _claims().get("is_superuser") is not True:
            raise Forbidden("This account may not do that.")
        return view(*args, **kwargs)

    return guarded


def _claims() -> dict[str, Any]:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    for key in current_app.config["JWT_SECRET_KEYS"] if scheme.lower() == "bearer" else []:
        try:
            claims = jwt.decode(
                token.strip(),
                key,
                algorithms=[ALGORITHM],
                issuer=ISSUER,
                options={"require": ["exp", "iss", "sub", "type"]},
            )
        except jwt.InvalidTokenError:
            continue
        if claims["type"] == "access":
            return claims
    raise Unauthorized(
        "A valid token is needed: POST username and password to the ERP's token/.",
        www_authenticate=WWWAuthenticate("bearer", {"realm": "gaara-erp"}),
    )
