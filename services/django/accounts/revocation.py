"""Access tokens that do not hold until they end: Django asks its database for them, everybody else asks Redis."""

import logging
from datetime import datetime
from functools import partial

from django.core.cache import cache
from django.db import transaction
from django.utils.timezone import now
from redis import RedisError

from accounts.models import RefreshFamily, TokensSince

log = logging.getLogger(__name__)

# One sorted set of accounts by time. It has no time to live, so that Redis never evicts it; what is old goes with the
# next entry. Whoever may read it has it by this name.
KEY = "gaara:django:revoked"
# Longer than any access token lasts, those of the version before included: half an hour.
REMEMBERED_SECONDS = 60 * 60


def revoke_access(user_id: int) -> None:
    """No access token of the account that was issued until now holds any more."""
    since = now()
    TokensSince.objects.update_or_create(user_id=user_id, defaults={"since": since})
    transaction.on_commit(partial(announce, user_id, since))


def end_log_ins(user_id: int) -> None:
    RefreshFamily.objects.filter(user_id=user_id, ended_at=None).update(ended_at=now())


def announce(user_id: int, since: datetime) -> None:
    """Tells the others. The change stands where Redis does not hear of it: there, tokens hold until they end."""
    time = since.timestamp()
    try:
        with cache.connection().pipeline() as commands:
            commands.zadd(KEY, {str(user_id): time}, gt=True)
            commands.zremrangebyscore(KEY, "-inf", time - REMEMBERED_SECONDS)
            commands.execute()
    except RedisError as error:
        log.warning("access tokens of account %d hold elsewhere until they end: %s", user_id, error)
