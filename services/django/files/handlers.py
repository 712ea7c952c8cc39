from contextlib import suppress
from pathlib import Path
from time import time
from typing import Any, NoReturn

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import StopUpload, TemporaryFileUploadHandler

DAY = 24 * 60 * 60


class VolumeUploadHandler(TemporaryFileUploadHandler):
    """
    Writes every upload to the volume as it arrives: none is held in memory. What the volume does not take is removed at
    once, and the error is raised when the rest of the request was read: the proxy would take an answer before that for a
    broken connection.
    """

    failure: OSError | None = None

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        try:
            incoming = Path(settings.FILE_UPLOAD_TEMP_DIR)
            # Django wants the folder to be there; the volume is empty at first.
            incoming.mkdir(mode=0o700, parents=True, exist_ok=True)
            remove_old(incoming)
            super().new_file(*args, **kwargs)
        except OSError as error:
            self.give_up(error)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        try:
            super().receive_data_chunk(raw_data, start)
        except OSError as error:
            self.give_up(error)

    def file_complete(self, file_size: int) -> UploadedFile:
        try:
            return super().file_complete(file_size)
        except OSError as error:
            self.give_up(error)

    def upload_complete(self) -> None:
        if self.failure is not None:
            raise self.failure

    def give_up(self, error: OSError) -> NoReturn:
        self.failure = error
        if hasattr(self, "file"):
            # Closing writes what is left in memory, which fails once more; the file is removed in any case.
            with suppress(OSError):
                self.file.close()
        raise StopUpload(connection_reset=False) from error


def remove_old(folder: Path) -> None:
    """A process that is killed during an upload leaves its part behind."""
    for path in folder.iterdir():
        try:
            if path.stat().st_mtime < time() - DAY:
                path.unlink()
        except FileNotFoundError:
            # Another upload was faster.
            continue
