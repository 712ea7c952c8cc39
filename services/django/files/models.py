import re
from pathlib import PurePosixPath
from uuid import uuid4

from django.conf import settings
from django.db import models


def place(_file: "StoredFile", name: str) -> str:
    """Random, so that nobody guesses or overwrites another one's; of the name only a harmless extension stays."""
    extension = PurePosixPath(name).suffix.lower()
    return f"uploads/{uuid4().hex}{extension if re.fullmatch(r'[.][a-z0-9]{1,10}', extension) else ''}"


class StoredFile(models.Model):
    """A file that a user has uploaded."""

    content = models.FileField(upload_to=place)
    name = models.CharField(max_length=255)
    type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL)
    uploaded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-uploaded_at", "-id")
