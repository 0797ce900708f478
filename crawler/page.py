"""What a spider reads of a board: pages of rows, and rows that are no postings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

# What reading a row that is not as its source promises raises.
MALFORMED = (KeyError, TypeError, ValueError, AttributeError, IndexError)


@dataclass(frozen=True)
class Page:
    """One page of a board's list: its raw rows, and the board's own count where it states one.

    Raises TypeError when the rows are no list: a missing list is a failed board, not an empty one.
    """

    rows: list[Any]
    total: int | None = None

    def __post_init__(self) -> None:
        if not isinstance(self.rows, list):
            raise TypeError(f"the list of postings is {type(self.rows).__name__}, not a list")


def count(answer: Any, key: str) -> int:
    """The board's own count under ``key``; raises rather than read a missing one as nothing."""
    value = answer[key]
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise TypeError(f"{key!r} is {value!r}, not a number of postings")
    return value


@dataclass(frozen=True)
class Skip:
    """A row that is left out on purpose, with the reason that is counted."""

    reason: str
