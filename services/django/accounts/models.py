from django.conf import settings
from django.db import models


class Role(models.TextChoices):
    """From the one that may least to the one that may most: each may what those before it may."""

    VIEWER = "viewer", "مشاهد"
    EDITOR = "editor", "محرّر"
    ADMINISTRATOR = "administrator", "مسؤول"


class Account(models.Model):
    """What Django's own user does not say about an account."""

    # The migration makes the constraint: the database removes a row with its user, also one that a version without this
    # table removes.
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, db_constraint=False
    )
    role = models.CharField(max_length=20, choices=Role)


class TokensSince(models.Model):
    """Since when an account's access tokens hold: those that were issued before do not. Without a row all do."""

    # As above, the migration makes the constraint.
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        primary_key=True,
        on_delete=models.CASCADE,
        related_name="tokens_since",
        db_constraint=False,
    )
    since = models.DateTimeField()


class RefreshFamily(models.Model):
    """A log-in: the refresh tokens that came out of it one after the other, of which the current one renews it."""

    # A token of the version before, which names no family, begins one with its own id.
    id = models.UUIDField(primary_key=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="refresh_families", db_constraint=False
    )
    current = models.UUIDField()
    previous = models.UUIDField(null=True)
    rotated_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    # None of its tokens lasts longer.
    expires_at = models.DateTimeField(db_index=True)
