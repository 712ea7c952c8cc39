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
