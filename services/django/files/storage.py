import os
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.storage import FileSystemStorage


class SyncedStorage(FileSystemStorage):
    """Stores a file so that it is on the disk when its upload is confirmed: the power may fail right after that."""

    def _save(self, name: str, content: Any) -> str:
        saved = super()._save(name, content)
        path = Path(self.path(saved))
        root = Path(settings.MEDIA_ROOT)
        # The folders' entries too: without them the file has no name.
        for part in (path, *(folder for folder in path.parents if folder == root or root in folder.parents)):
            sync(part)
        return saved


def sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
