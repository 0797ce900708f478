"""Whose turn it is where a visit may ask for fewer texts than are missing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

_T = TypeVar("_T")


def turn(waiting: Sequence[_T], visits: int, most: int) -> Sequence[_T]:
    """The ``most`` of those that wait whom a board's visit asks, after ``visits`` earlier ones.

    Each visit goes on where the one before it stopped, and after the last it begins again: as long
    as none is answered, every one of n is asked once in n / ``most`` visits, rounded up.
    """
    if most <= 0 or len(waiting) <= most:
        return waiting
    turns = -(-len(waiting) // most)
    begin = min(visits % turns * most, len(waiting) - most)  # the last turn is a full one too
    return waiting[begin : begin + most]
