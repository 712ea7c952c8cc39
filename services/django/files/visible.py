"""Whose files somebody sees, and so may delete."""

from django.contrib.auth.models import User
from django.db.models import QuerySet

from accounts.models import Role
from accounts.roles import role_of
from files.models import StoredFile


def sees_all(user: User) -> bool:
    return role_of(user) == Role.ADMINISTRATOR


def files_of(user: User) -> QuerySet[StoredFile]:
    """A file whose owner is gone belongs to the administrators."""
    return StoredFile.objects.all() if sees_all(user) else StoredFile.objects.filter(owner=user)
