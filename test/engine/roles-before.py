"""Roles of accounts that a version without roles has made: prints them as JSON, and leaves nothing behind."""

import json

from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection, transaction

from accounts.models import Account
from accounts.roles import role_of

with transaction.atomic():
    call_command("migrate", "accounts", "zero", verbosity=0)
    User.objects.create_superuser("roles-superuser")
    User.objects.create_user("roles-user")
    call_command("migrate", "accounts", verbosity=0)
    stored = dict(Account.objects.filter(user__username__startswith="roles-").values_list("user__username", "role"))
    later = [User.objects.create_superuser("roles-late-superuser"), User.objects.create_user("roles-late")]
    late = {user.username: role_of(user) for user in later}
    with connection.cursor() as cursor:
        # As a version does that does not know the table.
        cursor.execute("DELETE FROM auth_user WHERE username = 'roles-user'")
    orphans = Account.objects.exclude(user__in=User.objects.all()).count()
    transaction.set_rollback(True)

print(json.dumps({"stored": stored, "late": late, "orphans": orphans}))
