"""
Django's cache in Redis, with entries in JSON. Django's own serializer is pickle, which runs what an entry says: whoever
could write one would be this program.
"""

import json
from collections.abc import Iterable

from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis import Redis


class JsonSerializer:
    """Takes what JSON can say and refuses all else. Integers stay digits, which Redis counts up itself."""

    def dumps(self, value: object) -> bytes:
        return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()

    def loads(self, data: bytes) -> object:
        return json.loads(data)


class JsonClient(RedisCacheClient):
    """An entry that is no JSON, whoever wrote it, is as good as none, and deleted: it would be in the way of an `add`."""

    def __init__(self, servers: list[str], **options: object) -> None:
        super().__init__(servers, serializer=JsonSerializer, **options)

    def get(self, key: str, default: object) -> object:
        return self.get_many([key]).get(key, default)

    def get_many(self, keys: Iterable[str]) -> dict[str, object]:
        keys = list(keys)
        found = {}
        for key, data in zip(keys, self.get_client(None).mget(keys)):
            if data is not None:
                try:
                    found[key] = self._serializer.loads(data)
                except (ValueError, RecursionError):
                    # RecursionError: some thousand open brackets.
                    self.delete(key)
        return found


class JsonRedisCache(RedisCache):
    def __init__(self, server: str, params: dict) -> None:
        super().__init__(server, params)
        self._class = JsonClient

    def connection(self) -> Redis:
        """Redis itself, for what is no entry of the cache."""
        return self._cache.get_client(None, write=True)
