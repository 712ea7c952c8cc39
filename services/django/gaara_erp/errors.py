import sentry_sdk
from sentry_sdk.integrations.django import DjangoIntegration
from sentry_sdk.utils import BadDsn


def report_errors(dsn: str, release: str, environment: str) -> None:
    """Reports unhandled errors to Sentry; without a DSN nothing is sent anywhere."""
    if not dsn:
        return
    try:
        sentry_sdk.init(
            dsn=dsn,
            release=release,
            environment=environment,
            integrations=[DjangoIntegration()],
            send_default_pii=False,
            # Local variables hold tokens and passwords.
            include_local_variables=False,
            max_request_body_size="never",
        )
    except BadDsn:
        raise SystemExit("django: SENTRY_DSN: expected https://KEY@HOST/PROJECT") from None
