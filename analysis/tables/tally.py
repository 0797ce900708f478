"""Counts by employer and category, and shares with employer-jackknife intervals from them.

A category is a metro, country, sector, skill or any other value of a posting. The jackknife of a
share N_m/N leaves out one employer: d_e = N_m q_e - n_em r_e with r_e = 1/(N - n_e) and
q_e = n_e r_e / N. Employers without a posting in the category differ only through q_e, so sums
over employers need one pass over the (employer, category) cells, not employers times categories.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.columns import Coded, Incidence, sum_by
from analysis.frame import Floats, Panel
from analysis.moments import DEFINITION, GROUPS, KEYWORD
from analysis.student import quantiles
from db.placement import Metro

Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]
LEVEL = 0.95


@dataclass(frozen=True, eq=False, slots=True)
class Tally:
    """Counts of each (employer, category) cell by group (specialist, integrator, none, keyword)."""

    employer: Ints
    category: Ints
    counts: Floats
    names: tuple[str, ...]
    employers: int

    def keep(self, names: Collection[str]) -> Tally:
        """The cells of some categories, renumbered; shares are then among these."""
        wanted = [name for name in self.names if name in set(names)]
        number = {name: place for place, name in enumerate(wanted)}
        code = np.array([number.get(name, -1) for name in self.names] + [-1], dtype=np.int64)
        kept = code[self.category] >= 0
        return Tally(
            self.employer[kept],
            code[self.category[kept]],
            self.counts[kept],
            tuple(wanted),
            self.employers,
        )

    def merge(self, groups: Mapping[str, Collection[str]], rest: str) -> Tally:
        """Join categories into named groups, every other one into ``rest`` (the last)."""
        names = (*groups, rest)
        number = {name: place for place, ids in enumerate(groups.values()) for name in ids}
        code = np.array([number.get(name, len(groups)) for name in self.names], dtype=np.int64)
        key = self.employer * len(names) + code[self.category]
        used, index = np.unique(key, return_inverse=True)
        counts = np.zeros((len(used), GROUPS))
        np.add.at(counts, index, self.counts)
        return Tally(used // len(names), used % len(names), counts, names, self.employers)

    def of(self, definition: str) -> Floats:
        """Count of each cell under a definition of ``analysis.moments.DEFINITION``."""
        counts: Floats = self.counts @ DEFINITION[definition]
        return counts

    def totals(self, definition: str) -> Floats:
        """Count of each category under a definition."""
        return sum_by(self.category, self.of(definition), len(self.names))

    def own(self, definition: str) -> Floats:
        """Count of each employer under a definition, over all categories."""
        return sum_by(self.employer, self.of(definition), self.employers)

    def owners(self, definition: str) -> int:
        """How many employers have any posting under a definition."""
        return int((self.own(definition) > 0).sum())

    def employers_of(self, definition: str) -> Ints:
        """How many employers each category has under a definition."""
        used = self.of(definition) > 0
        return np.bincount(self.category[used], minlength=len(self.names)).astype(np.int64)


@dataclass(frozen=True, eq=False, slots=True)
class Shares:
    """Arrays by category: count, employers, share and 95 % bounds (NaN where not computable)."""

    names: tuple[str, ...]
    count: Floats
    employers: Ints
    share: Floats
    lo: Floats
    hi: Floats
    effective_employers: float

    def row(self, place: int) -> tuple[float, tuple[float, float] | None]:
        """Share and interval of one category; the interval is None where not computable."""
        lo, hi = float(self.lo[place]), float(self.hi[place])
        return float(self.share[place]), (lo, hi) if np.isfinite(lo) else None


def by_metro(panel: Panel, mass: Floats) -> Tally:
    """Located postings by metro; one in k metros counts 1/k in each."""
    part = np.where(panel.located, mass / np.maximum(panel.metro.counts, 1), 0.0)
    return _incidence(panel, panel.metro, part)


def by_skill(panel: Panel, mass: Floats) -> Tally:
    """Postings by skill; one that names several skills counts in full in each."""
    return _incidence(panel, panel.skill, mass)


def by_value(panel: Panel, column: Coded, mass: Floats) -> Tally:
    """Postings by a column of one value each; unknown values are left out."""
    known = np.flatnonzero(column.codes >= 0)
    return _tally(panel, known, column.codes[known], mass[known], column.names)


def by_country(panel: Panel, mass: Floats, metros: Mapping[str, Metro]) -> Tally:
    """Postings by country of their metros, 1/k each; without one, by the country they name."""
    names: dict[str, int] = {}
    known = [metros[name].country if name in metros else None for name in panel.metro.names]
    of_metro = _codes(known, names)
    of_posting = _codes(panel.country.names, names)
    alone = np.flatnonzero((panel.metro.counts == 0) & (panel.country.codes >= 0))
    rows = np.concatenate([panel.metro.rows, alone])
    category = np.concatenate(
        [of_metro[panel.metro.indices], of_posting[panel.country.codes[alone]]]
    )
    part = (mass / np.maximum(panel.metro.counts, 1))[rows]
    kept = category >= 0
    return _tally(panel, rows[kept], category[kept], part[kept], tuple(names))


def _codes(values: Iterable[str | None], names: dict[str, int]) -> NDArray[np.int32]:
    """Code of each value in ``names``, which grows; -1 for None; one -1 at the end."""
    codes = [-1 if value is None else names.setdefault(value, len(names)) for value in values]
    return np.array([*codes, -1], dtype=np.int32)


def _incidence(panel: Panel, column: Incidence, part: Floats) -> Tally:
    return _tally(panel, column.rows, column.indices, part[column.rows], column.names)


def _tally(
    panel: Panel, rows: Ints, category: NDArray[np.int32], part: Floats, names: tuple[str, ...]
) -> Tally:
    width = max(len(names), 1)
    key = panel.employer.codes[rows].astype(np.int64) * width + category
    used, index = np.unique(key, return_inverse=True)
    table = sum_by(index * GROUPS + panel.role[rows], part, len(used) * GROUPS)
    table = table.reshape(len(used), GROUPS)
    table[:, KEYWORD] = sum_by(index, part * panel.keyword[rows], len(used))
    return Tally(used // width, used % width, table, names, len(panel.employer.names))


def owned(panel: Panel, mass: Floats, definition: str) -> Floats:
    """Each employer's whole count under a definition, in a category or not."""
    groups = np.eye(GROUPS)[panel.role]
    groups[:, KEYWORD] = panel.keyword
    count = mass * (groups @ DEFINITION[definition])
    return sum_by(panel.employer.codes, count, len(panel.employer.names))


def shares(
    tally: Tally, definition: str, whole: Floats | None = None, level: float = LEVEL
) -> Shares:
    """Share of each category under a definition, with its jackknife t interval.

    ``whole`` is each employer's count that the shares are of (see ``owned``); without it, shares
    are of all categories together.
    """
    cell = tally.of(definition)
    own = tally.own(definition) if whole is None else whole
    count = tally.totals(definition)
    total, active = float(own.sum()), int((own > 0).sum())
    share = count / total if total else np.zeros_like(count)
    effective = total**2 / float(np.sum(own**2)) if total else 0.0
    unknown = np.full(len(count), np.nan)
    lo, hi = unknown, unknown
    if active >= 2 and float(own.max()) < total * (1 - 1e-9):
        square, fourth = _deviations(tally, cell, own, count)
        se = np.sqrt((active - 1) / active * square)
        spread = fourth - square**2 / active
        observed = np.where(spread > 0, 2 * square**2 / np.where(spread > 0, spread, 1), np.inf)
        df = np.maximum(1.0, np.minimum(effective - 1, observed))
        half = quantiles(0.5 + level / 2, df) * se
        # A share that no employer moves (0 or 1) would get an interval of no width.
        half = np.where(se > 0, half, np.nan)
        lo, hi = np.clip(share - half, 0, 1), np.clip(share + half, 0, 1)
    return Shares(tally.names, count, tally.employers_of(definition), share, lo, hi, effective)


def deviations(tally: Tally, definition: str) -> Floats:
    """Jackknife deviations of every share, employers by categories (for few categories)."""
    cell = tally.of(definition)
    own = tally.own(definition)
    count, total = tally.totals(definition), own.sum()
    rest = 1 / np.where(total - own > 0, total - own, np.nan)
    result = np.outer(own * rest / total, count)
    np.subtract.at(result, (tally.employer, tally.category), cell * rest[tally.employer])
    return np.nan_to_num(result)


def _deviations(tally: Tally, cell: Floats, own: Floats, count: Floats) -> tuple[Floats, Floats]:
    """Sums over employers of squared and fourth-power jackknife deviations, by category."""
    total = own.sum()
    rest = 1 / (total - own)
    pull = own * rest / total
    without = count[tally.category] * pull[tally.employer]
    with_cell = without - cell * rest[tally.employer]
    sums = [
        count**power * np.sum(pull**power)
        + sum_by(tally.category, with_cell**power - without**power, len(count))
        for power in (2, 4)
    ]
    return np.maximum(sums[0], 0), np.maximum(sums[1], 0)
