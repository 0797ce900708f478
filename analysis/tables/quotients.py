"""Location quotients: a class's share of a metro over the metro's share of not-AI postings."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.frame import Floats
from analysis.jackknife import employer_interval
from analysis.tables.tally import Tally

SHRINK = 5.0
"""Postings added to observed and expected: small metros are drawn towards 1 for display."""

MIN_EXPECTED = 5.0
MIN_EMPLOYERS = 3


@dataclass(frozen=True, eq=False, slots=True)
class Quotients:
    """Shrunk quotients by category with 95 % bounds; NaN where suppressed."""

    value: Floats
    lo: Floats
    hi: Floats

    def row(self, place: int) -> tuple[float | None, tuple[float, float] | None]:
        """Quotient and interval of one category, None where suppressed."""
        value, lo, hi = (float(part[place]) for part in (self.value, self.lo, self.hi))
        return (
            value if np.isfinite(value) else None,
            (lo, hi) if np.isfinite(lo) else None,
        )

    def sure(self, place: int) -> bool:
        """Whether the interval of a category excludes 1."""
        return bool(self.lo[place] > 1 or self.hi[place] < 1)


def quotients(whole: Tally, tally: Tally, definition: str, level: float = 0.95) -> Quotients:
    """Quotients of the categories of ``tally``; shares are of ``whole``, which contains it.

    (y + k)/(E + k) with y the observed and E the expected count; the interval is a jackknife t
    interval of its logarithm. A category with fewer than three employers or an expected count
    under five is suppressed.
    """
    own, base_own = (whole.own(name) for name in (definition, "not AI"))
    cells, base_cells = (_dense(tally, name) for name in (definition, "not AI"))
    observed, base = cells.sum(axis=0), base_cells.sum(axis=0)
    total, base_total = own.sum(), base_own.sum()
    blank = np.full(len(tally.names), np.nan)
    if total <= 0 or base_total <= 0:
        return Quotients(blank, blank, blank)
    expected = total * base / base_total
    log_value = np.log((observed + SHRINK) / (expected + SHRINK))
    base_left = np.maximum(base_total - base_own, 1e-9)
    expected_left = (total - own)[:, None] * (base - base_cells) / base_left[:, None]
    without = np.log((observed - cells + SHRINK) / (np.maximum(expected_left, 0) + SHRINK))
    shown = (expected >= MIN_EXPECTED) & (tally.employers_of(definition) >= MIN_EMPLOYERS)
    lo, hi = blank.copy(), blank.copy()
    for place in np.flatnonzero(shown):
        found = employer_interval(float(log_value[place]), without[:, place], own, level)
        if found is not None:
            lo[place], hi[place] = np.exp([found.lo, found.hi])
    return Quotients(np.where(shown, np.exp(log_value), np.nan), lo, hi)


def _dense(tally: Tally, definition: str) -> Floats:
    table = np.zeros((tally.employers, len(tally.names)))
    np.add.at(table, (tally.employer, tally.category), tally.of(definition))
    return table
