from werkzeug.routing import IntegerConverter


class AsciiInteger(IntegerConverter):
    """Flask's own takes the digits of every script, so that one thing would have many addresses."""

    regex = "[0-9]+"
