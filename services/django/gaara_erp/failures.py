"""What Django answers by itself, in words that callers can read."""

from django.http import HttpRequest, HttpResponse

from gaara_erp.problems import refuse


# Django gives the second one by its name.
def bad_request(_request: HttpRequest, exception: Exception) -> HttpResponse:
    return refuse(400, "The request can not be read.")


def not_found(_request: HttpRequest, exception: Exception) -> HttpResponse:
    return refuse(404, "There is nothing at this address.")


def server_error(_request: HttpRequest) -> HttpResponse:
    return refuse(500, "Something went wrong here. The log says what.")
