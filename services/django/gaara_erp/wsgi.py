import os
from collections.abc import Callable, Iterable

from django.core.wsgi import get_wsgi_application

from gaara_erp.unread_body import ReadToTheEnd

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gaara_erp.settings.prod")
django = ReadToTheEnd(get_wsgi_application())


def application(environ: dict, start_response: Callable) -> Iterable[bytes]:
    """Links that Django makes have the prefix that nginx stripped; nginx sets the header itself on every request."""
    environ["SCRIPT_NAME"] = environ.get("HTTP_X_FORWARDED_PREFIX", "").rstrip("/")
    return django(environ, start_response)
