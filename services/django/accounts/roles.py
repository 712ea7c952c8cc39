"""The role of an account."""

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import Q

from accounts.models import Account, Role
from accounts.revocation import revoke_access

# Any number that nothing else in the database uses.
LOCK = 712_005


def role_of(user: User) -> str:
    """
    Superusers administrate whatever the table says, so that nobody locks himself out. An account without a row is of a
    version without roles, or of a command: it has what the first migration gives.
    """
    if user.is_superuser:
        return Role.ADMINISTRATOR.value
    account = getattr(user, "account", None)
    return Role.EDITOR.value if account is None else account.role


def reaches(role: str, least: str) -> bool:
    """A role that is not known here, as one of a later version, reaches nothing."""
    order = Role.values
    return role in order and order.index(role) >= order.index(least)


def give(user: User, role: str) -> None:
    was = role_of(user)
    user.account, _ = Account.objects.update_or_create(user=user, defaults={"role": role})
    if role != was:
        revoke_access(user.pk)


def check(user: User, role: str) -> None:
    """Raises ValidationError where the user may not be saved as it is with this role."""
    if user.is_superuser and role != Role.ADMINISTRATOR:
        raise ValidationError("A superuser is an administrator.")
    if user.is_active and role == Role.ADMINISTRATOR:
        return
    with connection.cursor() as cursor:
        # Two who take each other's role at once: the second one waits until the first one has.
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    administrators = Q(is_superuser=True) | Q(account__role=Role.ADMINISTRATOR)
    if not User.objects.filter(administrators, is_active=True).exclude(pk=user.pk).exists():
        raise ValidationError("This is the last administrator.")
