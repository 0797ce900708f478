"""What a spider reads of a board: pages of rows, and rows that are no postings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Page:
    """One page of a board's list: its raw rows, and the board's own count where it states one.

    Raises TypeError when the rows are no list or the total is no whole number: a missing key is
    a failed board, never an empty one.
    """

    rows: list[Any]
    total: int | None = None

    def __post_init__(self) -> None:
        if not isinstance(self.rows, list):
            raise TypeError(f"the list of postings is {type(self.rows).__name__}, not a list")
        if self.total is not None and (
            isinstance(self.total, bool) or not isinstance(self.total, int)
        ):
            raise TypeError(f"the board's own count is {self.total!r}, not a number")


@dataclass(frozen=True)
class Skip:
    """A row that is left out on purpose, with the reason that is counted."""

    reason: str
