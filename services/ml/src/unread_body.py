"""What a view leaves of a request's body."""

from collections.abc import Callable, Iterable, Iterator
from time import monotonic

SECONDS = 5


class ReadToTheEnd:
    """
    A WSGI application that reads the rest of a body when its answer is sent. A connection that is closed before that is
    reset, and the proxy takes what was a refusal for a broken connection: 401 would become 502.
    """

    def __init__(self, application: Callable) -> None:
        self.application = application

    def __call__(self, environ: dict, start_response: Callable) -> Iterable[bytes]:
        answer = self.application(environ, start_response)
        has_body = environ.get("CONTENT_LENGTH", "0") not in ("", "0") or "HTTP_TRANSFER_ENCODING" in environ
        return _Answer(answer, environ) if has_body else answer


class _Answer:
    def __init__(self, answer: Iterable[bytes], environ: dict) -> None:
        self.answer = answer
        self.environ = environ

    def __iter__(self) -> Iterator[bytes]:
        return iter(self.answer)

    def close(self) -> None:
        try:
            if hasattr(self.answer, "close"):
                self.answer.close()
        finally:
            _read(self.environ)


def _read(environ: dict) -> None:
    connection = environ["gunicorn.socket"]
    before, end = connection.gettimeout(), monotonic() + SECONDS
    try:
        while (left := end - monotonic()) > 0:
            connection.settimeout(left)
            if not environ["wsgi.input"].read(64 * 1024):
                break
    except Exception:
        # Gone, too slow or malformed: gunicorn closes such a connection.
        return
    finally:
        connection.settimeout(before)
