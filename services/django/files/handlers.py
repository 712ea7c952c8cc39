from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import TemporaryFileUploadHandler


class VolumeUploadHandler(TemporaryFileUploadHandler):
    """Writes every upload to the volume as it arrives: none is held in memory."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        # Django wants the folder to be there; the volume is empty at first.
        Path(settings.FILE_UPLOAD_TEMP_DIR).mkdir(mode=0o700, exist_ok=True)
        super().new_file(*args, **kwargs)
