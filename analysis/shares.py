"""Shares, gaps of shares and slopes as functions of corrected totals.

Each takes totals of shape (..., groups, features) and returns (...): the same function gives the
estimate and its replicates. A denominator that is not positive gives NaN, which the interval
turns into a statement.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from analysis.frame import Floats
from analysis.moments import DEFINITION, Moments

Estimand = Callable[[Floats], Floats]


def share(table: Moments, definition: str, part: str, whole: str = "one") -> Estimand:
    """Return total of ``part`` over total of ``whole`` among the postings of a definition."""
    group, a, b = DEFINITION[definition], table.column(part), table.column(whole)

    def estimand(totals: Floats) -> Floats:
        return _divide(totals[..., a] @ group, totals[..., b] @ group)

    return estimand


def slope(table: Moments, definition: str, part: str, whole: str, time: str) -> Estimand:
    """Return the least-squares slope of a share on time, in share per unit of ``time``.

    Needs the features ``time``, ``time*time`` and ``time*part`` summed over the postings of
    ``whole``: the regression over postings in terms of its moments.
    """
    group = DEFINITION[definition]
    names = (whole, part, time, f"{time}*{time}", f"{time}*{part}")
    columns = [table.column(name) for name in names]

    def estimand(totals: Floats) -> Floats:
        n, y, t, tt, ty = (totals[..., i] @ group for i in columns)
        mean = _divide(t, n)
        return _divide(ty - mean * y, tt - mean * t)

    return estimand


def difference(first: Estimand, second: Estimand) -> Estimand:
    """Return the first estimand less the second."""
    return lambda totals: first(totals) - second(totals)


def _divide(part: Floats, whole: Floats) -> Floats:
    usable = whole > 1e-9
    ratio: Floats = np.where(usable, part / np.where(usable, whole, 1.0), np.nan)
    return ratio
