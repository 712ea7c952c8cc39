"""Log-ins and their refresh tokens: each renews once, and whoever brings a used one ends the log-in that it is from."""

import logging
from datetime import datetime, timedelta, timezone
from typing import NamedTuple
from uuid import UUID, uuid4

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.timezone import now

from accounts.models import RefreshFamily
from accounts.revocation import revoke_access
from accounts.tokens import KINDS, claims_of, holds, issue

log = logging.getLogger(__name__)

# For two tabs that renew at once, and for an answer that was lost.
GRACE = timedelta(seconds=30)
# Rows that one log-in clears away: more than it makes.
CLEARED = 100


class Tokens(NamedTuple):
    access: str
    refresh: str
    # When the log-in ends, whatever is renewed until then.
    expires_at: datetime


def begin(user: User) -> Tokens | None:
    """Tokens of a log-in whose password was right a moment ago; None where it is not the account's any more."""
    with transaction.atomic():
        locked = _locked(user.pk)
        if locked is None or locked.password != user.password:
            return None
        _clear()
        _, lifetime = KINDS["refresh"]
        family = RefreshFamily(pk=uuid4(), user=locked, current=uuid4(), expires_at=now() + lifetime)
        family.save(force_insert=True)
        return _tokens(locked, family)


def renew(token: str) -> Tokens | None:
    """None for a token that renews nothing: one that is wrong or ended, or was used before, which ends its family."""
    with transaction.atomic():
        found = _family_of(token)
        if found is None:
            return None
        user, family, brought, is_of_before = found
        if family.ended_at is not None:
            return None
        if brought == family.current:
            family.previous, family.current, family.rotated_at = brought, uuid4(), now()
            family.save()
        # A page of the version before keeps its token and brings it again: it holds as long as its successor is unused.
        elif brought != family.previous or not (is_of_before or now() - family.rotated_at < GRACE):
            log.warning("a refresh token of account %d was used again: its log-in is ended", user.pk)
            _end(family)
            revoke_access(user.pk)
            return None
        return _tokens(user, family)


def end(token: str) -> None:
    """Ends the log-in that a refresh token is from; nothing is left to do where it has ended."""
    with transaction.atomic():
        found = _family_of(token)
        if found is not None:
            _end(found[1])


def _family_of(token: str) -> tuple[User, RefreshFamily, UUID, bool] | None:
    """The account, locked; the family, which may be a new one; the token's id; and if it is of the version before."""
    claims = claims_of("refresh", token)
    user = None if claims is None else _locked(int(claims["sub"]))
    if claims is None or user is None:
        return None
    is_of_before = "family" not in claims
    try:
        brought = UUID(claims.get("jti"))
        key = brought if is_of_before else UUID(claims["family"])
    except (AttributeError, TypeError, ValueError):
        return None
    family = RefreshFamily.objects.filter(pk=key, user=user).first()
    if family is None and is_of_before and holds(user, claims):
        expires_at = datetime.fromtimestamp(claims["exp"], timezone.utc)
        family = RefreshFamily(pk=key, user=user, current=brought, expires_at=expires_at)
    return None if family is None else (user, family, brought, is_of_before)


def _locked(user_id: int) -> User | None:
    """
    An account that may log in. Its tokens are issued one after the other, and none while it is being changed. What
    other tables have about it is read afterwards: rows that come with a locked one may be older.
    """
    return User.objects.select_for_update(no_key=True).filter(pk=user_id, is_active=True).first()


def _end(family: RefreshFamily) -> None:
    family.ended_at = now()
    family.save()


def _clear() -> None:
    """A family that has expired is needed no more: none of its tokens is taken for one."""
    expired = RefreshFamily.objects.filter(expires_at__lt=now()).select_for_update(skip_locked=True)
    RefreshFamily.objects.filter(pk__in=list(expired.values_list("pk", flat=True)[:CLEARED])).delete()


def _tokens(user: User, family: RefreshFamily) -> Tokens:
    """The refresh token is the family's current one, so that two who renew at once both end up with it."""
    refresh = issue("refresh", user, jti=str(family.current), family=str(family.pk), exp=family.expires_at)
    return Tokens(issue("access", user), refresh, family.expires_at)
