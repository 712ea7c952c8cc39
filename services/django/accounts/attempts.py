"""
How often somebody may try a password. A try is counted before the password is checked, so that tries at once cannot
outrun the count, and a right password takes its try back. Whatever cannot count raises: then nobody may try, or anybody
could without an end.
"""

import logging
import unicodedata
from dataclasses import dataclass
from hashlib import sha256
from time import time_ns

from django.core.cache import cache
from redis.exceptions import OutOfMemoryError

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Limit:
    """So many failures in so many seconds from the first one on."""

    name: str
    failures: int
    seconds: int


PAIR = Limit("account and address", 10, 60)
# Whoever has logged in from an address before is stopped there by nothing that strangers do elsewhere.
KNOWN = Limit("account and known address", 100, 60 * 60)
ADDRESS = Limit("address", 30, 5 * 60)
ACCOUNT = Limit("account", 100, 60 * 60)
TOTAL = Limit("everybody", 600, 60)

KNOWN_SECONDS = 30 * 24 * 60 * 60


class TooManyAttempts(Exception):
    """A password was not checked, and none will be for these seconds."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"too many failed log-ins, try again in {seconds} s")
        self.seconds = seconds


@dataclass(frozen=True)
class Attempt:
    """A try that was counted."""

    account: str
    address: str
    counters: tuple[str, ...]

    def succeeded(self) -> None:
        """Takes it back, and remembers the address as one of this account."""
        _take_back(self.counters)
        cache.delete(_window(PAIR, _pair(self.account, self.address)))
        _remember(self.account, self.address)


def begin(username: str, address: str) -> Attempt:
    """Counts a try. Raises TooManyAttempts where it is one too many; that one counts nowhere else."""
    account = _account(username)
    known = cache.get(_known(account, address)) is not None
    pair, counters = _pair(account, address), []
    for limit, who in (
        ((PAIR, pair), (KNOWN, pair))
        if known
        else ((ADDRESS, address), (PAIR, pair), (ACCOUNT, _since_unlocked(account)), (TOTAL, ""))
    ):
        counter, ends, count = _count(limit, who)
        if count > limit.failures:
            _take_back(counters)
            if count == limit.failures + 1:
                words = "log-in: limit reached (%s): %d failures within %d s, the last from %s"
                log.warning(words, limit.name, limit.failures, limit.seconds, address)
            raise TooManyAttempts(max(1, -(-(ends - _now()) // 1_000_000)))
        counters.append(counter)
    return Attempt(account, address, tuple(counters))


def unlock(username: str) -> None:
    """Starts the counts of an account anew, at whatever addresses."""
    cache.set(f"attempts:unlocked:{_account(username)}", time_ns(), max(PAIR.seconds, KNOWN.seconds, ACCOUNT.seconds))


def allow(username: str, address: str) -> None:
    """Makes an address a known one of an account."""
    _remember(_account(username), address)


def _count(limit: Limit, who: str) -> tuple[str, int, int]:
    """The counter, when it ends in microseconds, so that no two windows are one, and what it has come to."""
    window = _window(limit, who)
    ends = cache.get_or_set(window, _now() + limit.seconds * 1_000_000, limit.seconds)
    counter = f"{window}:{ends}"
    # Outlives its window: one that ended between the two calls would come back without an end.
    cache.add(counter, 0, 2 * limit.seconds)
    try:
        return counter, ends, cache.incr(counter)
    except ValueError:
        raise OutOfMemoryError("a counter was evicted as soon as it was made") from None


def _now() -> int:
    """In microseconds."""
    return time_ns() // 1000


def _take_back(counters: tuple[str, ...] | list[str]) -> None:
    for counter in counters:
        try:
            cache.decr(counter)
        except ValueError:
            # It has ended since, or was evicted.
            continue


def _remember(account: str, address: str) -> None:
    cache.set(_known(account, address), 1, KNOWN_SECONDS)


def _window(limit: Limit, who: str) -> str:
    return f"attempts:{limit.name.replace(' ', '-')}:{who}"


def _known(account: str, address: str) -> str:
    return f"attempts:known:{account}:{address}"


def _pair(account: str, address: str) -> str:
    return f"{_since_unlocked(account)}:{address}"


def _since_unlocked(account: str) -> str:
    return f"{account}:{cache.get(f'attempts:unlocked:{account}', 0)}"


def _account(username: str) -> str:
    """As a key of the cache: any length, any characters; names that differ in their case alone count as one."""
    return sha256(unicodedata.normalize("NFKC", username).casefold().encode()).hexdigest()[:32]
