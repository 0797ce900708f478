"""An answer per host, made once and kept for a while."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from time import monotonic
from typing import Generic, TypeVar

_T = TypeVar("_T")


class Memo(Generic[_T]):
    """Keeps one value per key; visits that ask together wait for the one that is being made."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[float, _T]] = {}
        self._locks: dict[str, asyncio.Lock] = {}

    async def get(self, key: str, make: Callable[[], Awaitable[tuple[float, _T]]]) -> _T:
        """The kept value, or the one that ``make`` returns with the seconds it may be kept."""
        async with self._locks.setdefault(key, asyncio.Lock()):
            until, value = self._known.get(key, (0.0, None))
            if value is not None and monotonic() < until:
                return value
            seconds, made = await make()
            self._known[key] = (monotonic() + seconds, made)
            return made
