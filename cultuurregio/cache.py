"""The shared cache: it counts attempts and holds nothing that must not be lost."""

import logging
from collections.abc import Callable
from time import monotonic
from typing import Concatenate, ParamSpec, TypeVar

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)

PAUSE = 5.0  # seconds in which a server that did not answer is not asked again

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")
Method = Callable[Concatenate["ForgivingCache", Asked], Answer]


def _or(otherwise: Answer) -> Callable[[Method[Asked, Answer]], Method[Asked, Answer]]:
    """Let a method return `otherwise` while the server is away."""

    def decorate(ask: Method[Asked, Answer]) -> Method[Asked, Answer]:
        def asked(cache: "ForgivingCache", /, *args: Asked.args, **options: Asked.kwargs) -> Answer:
            if monotonic() < ForgivingCache.away_until:
                return otherwise
            try:
                return ask(cache, *args, **options)
            except RedisError:
                ForgivingCache.away_until = monotonic() + PAUSE
                logger.exception("The cache does not answer: limits let everybody through")
                return otherwise

        return asked

    return decorate


class ForgivingCache(RedisCache):
    """
    Redis as cache, of which the loss costs a count and never a request.

    While it is away nothing is remembered and every lock is granted, so that limits let everybody
    through: passwords and second factors still hold, and who must sign today can.
    """

    away_until = 0.0  # on the clock of this process

    add = _or(otherwise=True)(RedisCache.add)
    set = _or(otherwise=None)(RedisCache.set)
    delete = _or(otherwise=False)(RedisCache.delete)
    _get = _or(otherwise=None)(RedisCache.get)

    def get(self, key: str, default: object = None, version: int | None = None) -> object:
        """Return what is kept under the key; away or not there, the default."""
        kept: object = self._get(key, None, version)
        return default if kept is None else kept
