from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction

from gaara_erp.environment import optional

# Any number that nothing else in the database uses.
LOCK = 712_003


class Command(BaseCommand):
    help = "Makes the first superuser of DJANGO_SUPERUSER_*; changes nothing where there is one."

    @transaction.atomic
    def handle(self, *_args: Any, **_options: Any) -> None:
        username = optional("DJANGO_SUPERUSER_USERNAME")
        if not username:
            self.stdout.write("DJANGO_SUPERUSER_USERNAME is not set: no superuser is made.")
            return
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        if User.objects.filter(is_superuser=True).exists():
            self.stdout.write("There is a superuser already: nothing is changed.")
            return
        if User.objects.filter(username=username).exists():
            raise CommandError(f"{username} exists and is no superuser. Choose another gaara:superuser.username.")
        password = optional("DJANGO_SUPERUSER_PASSWORD")
        if not password:
            raise CommandError("DJANGO_SUPERUSER_PASSWORD is missing. Set it, or DJANGO_SUPERUSER_PASSWORD_FILE.")
        User.objects.create_superuser(username, optional("DJANGO_SUPERUSER_EMAIL"), password)
        self.stdout.write(f"The superuser {username} was made.")
