"""Access tokens that do not hold until they end: Django says in Redis which."""

import logging
from time import monotonic
from typing import Any

from redis import Redis, RedisError

log = logging.getLogger(__name__)

# Accounts by the time before which their tokens were issued. Only Django writes it.
KEY = "gaara:django:revoked"
# Seconds that an answer may take; and that nobody waits for the next one after one that did not come.
PATIENCE = 0.2
PAUSE = 2


class Revocations:
    """Where Redis does not answer, a token holds until it ends: the inventory neither fails nor waits with it."""

    def __init__(self, url: str) -> None:
        self._redis = Redis.from_url(url, socket_connect_timeout=PATIENCE, socket_timeout=PATIENCE)
        self._asks_from = 0.0

    def allow(self, claims: dict[str, Any]) -> bool:
        if monotonic() < self._asks_from:
            return True
        try:
            since = self._redis.zscore(KEY, claims["sub"])
        except RedisError as error:
            self._asks_from = monotonic() + PAUSE
            log.warning("Redis does not say which tokens are revoked, so that they hold until they end: %s", error)
            return True
        return since is None or float(claims.get("iat", 0)) >= since
