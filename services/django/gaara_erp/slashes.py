from django.http import HttpRequest, HttpResponse
from django.middleware.common import CommonMiddleware
from django.utils.http import escape_leading_slashes


class KeepingCommonMiddleware(CommonMiddleware):
    """Django's own, whose redirect to the path with a slash keeps the method and the body: 301 would make a POST a GET."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        response = super().process_response(request, response)
        # The admin's views redirect by themselves too.
        if response.status_code == 301 and request.method not in ("GET", "HEAD"):
            response.status_code = 308
        return response

    def get_full_path_with_slash(self, request: HttpRequest) -> str:
        """Also with DEBUG, where Django's own refuses a POST because its body would be lost."""
        return escape_leading_slashes(request.get_full_path(force_append_slash=True))
