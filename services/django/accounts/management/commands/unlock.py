from argparse import ArgumentParser
from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError

from accounts import attempts
from accounts.client_address import normal


class Command(BaseCommand):
    help = "Starts the counts of an account's failed log-ins anew."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("account", help="the account's user name")
        parser.add_argument("--address", help="an address that nobody else's failures stop the account at from now on")

    def handle(self, *_args: Any, account: str, address: str | None, **_options: Any) -> None:
        if not User.objects.filter(username=account).exists():
            raise CommandError(f"there is no account {account}")
        if address is not None:
            known = normal(address)
            if known is None:
                raise CommandError(f"--address: found {address}, expected an IP address")
            attempts.allow(account, known)
        attempts.unlock(account)
        self.stdout.write(f"{account} may log in again{'' if address is None else f', also while others fail at {address}'}.")
