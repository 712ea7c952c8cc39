from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from accounts.attempts import TooManyAttempts
from gaara_erp.pages import refuse_on


class TooManyAttemptsMiddleware:
    """Says that a password was not checked, and from when on the next one is."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, TooManyAttempts):
            return None
        minutes = -(-error.seconds // 60)
        answer = refuse_on(
            request,
            429,
            f"Too many failed log-ins. Try again in {f'{minutes} minutes' if minutes > 1 else 'a minute'}.",
            f"محاولات دخول خاطئة كثيرة. حاول مرة أخرى لاحقًا (بالدقائق: {minutes}).",
        )
        answer["Retry-After"] = str(error.seconds)
        return answer
