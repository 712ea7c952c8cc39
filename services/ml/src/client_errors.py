"""Bodies that cannot be read, as the client's fault and not this program's."""

from typing import Any

from flask import Flask, Response
from flask.json.provider import DefaultJSONProvider
from gunicorn.http.errors import ParseException

from src.problems import problem
from src.unread_body import ReadToTheEnd


class Json(DefaultJSONProvider):
    def loads(self, s: str | bytes, **kwargs: Any) -> Any:
        try:
            return super().loads(s, **kwargs)
        except RecursionError:
            # Python gives up on lists in lists in lists.
            raise ValueError("nested too deeply") from None


def answer_client_errors(app: Flask) -> None:
    app.json = Json(app)
    app.wsgi_app = ReadToTheEnd(app.wsgi_app)
    app.register_error_handler(ParseException, _broken)


def _broken(_error: ParseException) -> Response:
    """Chunks that are none, for example."""
    return problem(400, "The body cannot be read.")
