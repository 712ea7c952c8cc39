"""What Django answers by itself, as JSON: callers read `error` whatever went wrong."""

from django.http import HttpRequest, JsonResponse

from gaara_erp.json_body import refuse


# Django gives the second one by its name.
def bad_request(_request: HttpRequest, exception: Exception) -> JsonResponse:
    return refuse(400, "The request can not be read.")


def not_found(_request: HttpRequest, exception: Exception) -> JsonResponse:
    return refuse(404, "There is nothing at this address.")


def server_error(_request: HttpRequest) -> JsonResponse:
    return refuse(500, "Something went wrong here. The log says what.")
