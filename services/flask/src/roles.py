"""Roles of accounts, as Django's tokens name them."""

from typing import Any

# From the one that may least to the one that may most: each may what those before it may.
ROLES = VIEWER, EDITOR, ADMINISTRATOR = ("viewer", "editor", "administrator")


def role_of(claims: dict[str, Any]) -> object:
    """Tokens of the version before roles, which end within half an hour, say only who is a superuser."""
    if "role" in claims:
        return claims["role"]
    return ADMINISTRATOR if claims.get("is_superuser") is True else EDITOR


def reaches(role: object, least: str) -> bool:
    """A role that is not known here, as one of a later version, reaches nothing."""
    return role in ROLES and ROLES.index(role) >= ROLES.index(least)
