"""What was worked out for a word once is remembered, up to a bound."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

LIMIT = 200_000
"""Words that one memory holds; it starts anew when it is full."""

Value = TypeVar("Value")


class Memory(dict[str, Value], Generic[Value]):
    """``memory[word]`` is the result of ``work(word)``, worked out the first time only."""

    def __init__(self, work: Callable[[str], Value]) -> None:
        super().__init__()
        self._work = work

    def __missing__(self, word: str) -> Value:
        if len(self) >= LIMIT:
            self.clear()
        value = self[word] = self._work(word)
        return value
