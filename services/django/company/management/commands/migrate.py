from typing import Any

from django.core.management.commands.migrate import Command as Migrate
from django.db import connections

# Any number that nothing else in the database uses.
LOCK = 712_001


class Command(Migrate):
    """Django's own, one at a time: a second run waits for the first and then finds nothing to do."""

    def handle(self, *args: Any, **options: Any) -> None:
        with connections[options["database"]].cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
            try:
                super().handle(*args, **options)
            finally:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
