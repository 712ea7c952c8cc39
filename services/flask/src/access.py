"""Who may call a view: whoever has a token of Django's with the role that `rights.py` says."""

from typing import Any

import jwt
from flask import Flask, current_app, request
from werkzeug.datastructures import WWWAuthenticate
from werkzeug.exceptions import Forbidden, Unauthorized

from src.rights import ANYBODY, RIGHTS
from src.roles import reaches, role_of

ISSUER = "gaara-erp"
ALGORITHM = "HS256"
# Flask answers these itself: HEAD as GET without the body, OPTIONS by the methods that there are.
OF_FLASK = {"HEAD", "OPTIONS"}


def guard(app: Flask) -> None:
    """Checks every request before its view. An application with a route whose rights nobody has said does not start."""
    unsaid = [
        f"{method} {rule.rule}"
        for rule in app.url_map.iter_rules()
        for method in sorted(rule.methods - OF_FLASK)
        if method not in RIGHTS.get(rule.rule, {})
    ]
    if unsaid:
        raise SystemExit(f"flask: no least role is said for {', '.join(unsaid)}: src/rights.py")
    app.before_request(check)


def check() -> None:
    # Without a rule it is an address or a method that there is not, which Flask says next.
    if request.url_rule is None or request.method == "OPTIONS":
        return
    least = RIGHTS[request.url_rule.rule]["GET" if request.method == "HEAD" else request.method]
    if least != ANYBODY and not reaches(role_of(_claims()), least):
        raise Forbidden(f"This account may not do that: it takes the role {least}.")


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
        if claims["type"] == "access" and current_app.extensions["revocations"].allow(claims):
            return claims
    raise Unauthorized(
        "A valid token is needed: POST username and password to the ERP's token/.",
        www_authenticate=WWWAuthenticate("bearer", {"realm": "gaara-erp"}),
    )
