"""Changes of an account after which tokens that it has do not hold."""

from functools import partial
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models.signals import post_delete, post_save, pre_save
from django.utils.timezone import now

from accounts.revocation import announce, end_log_ins, revoke_access

# Whoever has these has to log in again; whoever has other rights only needs another access token.
IDENTITY = ("password", "is_active")
RIGHTS = ("is_staff", "is_superuser")


def watch() -> None:
    pre_save.connect(_before, sender=User)
    post_save.connect(_after, sender=User)
    post_delete.connect(_deleted, sender=User)


def _before(instance: User, **_more: Any) -> None:
    instance.as_it_was = User.objects.filter(pk=instance.pk).values(*IDENTITY, *RIGHTS).first()


def _after(instance: User, **_more: Any) -> None:
    """Only now that the row is locked: whoever issued tokens before has done so, and whoever waits sees the change."""
    was = instance.__dict__.pop("as_it_was", None)
    changed = [] if was is None else [name for name, value in was.items() if getattr(instance, name) != value]
    if any(name in IDENTITY for name in changed):
        end_log_ins(instance.pk)
    if changed:
        revoke_access(instance.pk)


def _deleted(instance: User, **_more: Any) -> None:
    transaction.on_commit(partial(announce, instance.pk, now()))
