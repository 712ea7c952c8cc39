"""How much everybody may store."""

from django.conf import settings
from django.contrib.auth.models import User
from django.db import connection
from django.db.models import QuerySet, Sum

from files.models import StoredFile

# Any number that nothing else in the database uses.
LOCK = 712_006


class OverQuota(Exception):
    """There is no room for a file; the words say whose."""


def used_by(user: User) -> int:
    return _size(StoredFile.objects.filter(owner=user))


def check(user: User, size: int) -> None:
    """Raises OverQuota where `size` more bytes are more than the user, or everybody together, may store."""
    if used_by(user) + size > settings.UPLOAD_QUOTA:
        raise OverQuota("There is no room left for files of yours: delete some first. Nothing was stored.")
    if _size(StoredFile.objects.all()) + size > settings.UPLOAD_QUOTA_TOTAL:
        raise OverQuota("There is no room left for files. An operator has to make room. Nothing was stored.")


def lock() -> None:
    """Until the end of the transaction nobody else stores: two uploads at once cannot both take the last room."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def _size(files: QuerySet[StoredFile]) -> int:
    return int(files.aggregate(total=Sum("size"))["total"] or 0)
