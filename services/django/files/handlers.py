from pathlib import Path
from time import time
from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import TemporaryFileUploadHandler

DAY = 24 * 60 * 60


class VolumeUploadHandler(TemporaryFileUploadHandler):
    """Writes every upload to the volume as it arrives: none is held in memory."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        incoming = Path(settings.FILE_UPLOAD_TEMP_DIR)
        # Django wants the folder to be there; the volume is empty at first.
        incoming.mkdir(mode=0o700, parents=True, exist_ok=True)
        remove_old(incoming)
        super().new_file(*args, **kwargs)


def remove_old(folder: Path) -> None:
    """A process that is killed during an upload leaves its part behind."""
    for path in folder.iterdir():
        try:
            if path.stat().st_mtime < time() - DAY:
                path.unlink()
        except FileNotFoundError:
            # Another upload was faster.
            continue
