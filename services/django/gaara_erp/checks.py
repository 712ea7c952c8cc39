"""What an operator asks to see that a part of the installation works."""

import logging
from smtplib import SMTPException
from uuid import uuid4

from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.core.mail import send_mail
from django.core.validators import validate_email
from django.http import HttpRequest, JsonResponse

from gaara_erp.json_body import BadBody, texts
from gaara_erp.problems import refuse

log = logging.getLogger(__name__)


def cached(_request: HttpRequest) -> JsonResponse:
    value = cache.get("cache-check")
    hit = value is not None
    if not hit:
        value = str(uuid4())
        # Two who miss at once agree on the value that was there first.
        if not cache.add("cache-check", value, timeout=60):
            value = cache.get("cache-check", value)
    return JsonResponse({"hit": hit, "value": value}, headers={"Cache-Control": "no-store"})


def mail_test(request: HttpRequest) -> JsonResponse:
    try:
        (to,) = texts(request, "to")
        validate_email(to)
    except BadBody as error:
        return refuse(400, str(error))
    except ValidationError:
        return refuse(400, "expected an e-mail address for to")
    if not settings.EMAIL_URL:
        return refuse(
            503,
            "EMAIL_URL is not set, so nothing can be sent."
            " Set it with `pulumi config set --secret gaara:emailUrl` and deploy.",
        )
    try:
        send_mail("Gaara ERP", "هذه رسالة اختبار.\nThis is a test message.\n", None, [to])
    except (SMTPException, OSError) as error:
        log.error("mail: %s", error)
        return refuse(502, f"The mail server did not take the message: {error}")
    return JsonResponse({"status": "sent"}, status=202)


def errors_test(_request: HttpRequest) -> JsonResponse:
    raise RuntimeError("an error on purpose, to see that it is reported")
