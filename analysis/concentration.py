"""Cross-employer concentration: indices that do not fall merely because counts grow.

HHI = [sum_m (S_m^2 - sum_e n_em^2)] / [(sum_e n_e)^2 - sum_e n_e^2] is the chance that two
postings of different employers share a metro (a cousin of Ellison and Glaeser's plant
correction, JPE 1997). With each metro's pairs divided by its share b_m of the not-AI postings the
same ratio less 1 is the squared coefficient of variation of location quotients, weighted by b.

Both are ratios of quadratic forms in an employer's counts by metro, so leaving one employer out
needs one pass over (employer, metro) cells and nothing per replicate.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.columns import Incidence, sum_by
from analysis.confusion import Correction
from analysis.frame import Floats, Panel
from analysis.moments import DEFINITION, GROUPS, KEYWORD

Ints = NDArray[np.int64]
MIN_BASELINE_EMPLOYERS = 3
PLACES = 2


@dataclass(frozen=True, eq=False, slots=True)
class Cells:
    """Counts by employer and metro: ``counts`` is (cells, groups); ``place`` 0 hub, 1 elsewhere."""

    employer: Ints
    metro: Ints
    place: Ints
    counts: Floats
    employers: int
    metros: int


@dataclass(frozen=True, eq=False, slots=True)
class Replicates:
    """An index with its values without each employer and without each gold label."""

    full: float
    without_employer: Floats
    without_label: Floats | None


def cells(panel: Panel, mass: Floats, hubs: tuple[str, ...]) -> Cells:
    """Sum located postings by (employer, metro); a posting in k metros counts 1/k in each."""
    part = np.where(panel.located, mass / np.maximum(panel.metro.counts, 1), 0.0)
    return _cells(panel, panel.metro, part, hubs)


def sector_cells(panel: Panel, mass: Floats, tech: tuple[str, ...]) -> Cells:
    """Sum postings by (employer, sector), technology sectors in the part of hubs."""
    known = panel.sector.codes >= 0
    indptr = np.concatenate([[0], np.cumsum(known)]).astype(np.int64)
    sectors = Incidence(indptr, panel.sector.codes[known], panel.sector.names)
    return _cells(panel, sectors, mass, tech)


def _cells(panel: Panel, category: Incidence, part: Floats, first: tuple[str, ...]) -> Cells:
    row, code = category.rows, category.indices.astype(np.int64)
    categories = max(len(category.names), 1)
    key = panel.employer.codes[row].astype(np.int64) * categories + code
    used, index = np.unique(key, return_inverse=True)
    width = len(used)
    table = sum_by(index * GROUPS + panel.role[row], part[row], width * GROUPS)
    table = table.reshape(width, GROUPS)
    keyword = part * panel.keyword
    table[:, KEYWORD] = sum_by(index, keyword[row], width)
    is_first = np.array([*(name in set(first) for name in category.names), False])
    place = np.where(is_first[used % categories], 0, 1)
    return Cells(
        used // categories, used % categories, place, table, len(panel.employer.names), categories
    )


@dataclass(frozen=True, eq=False, slots=True)
class Concentration:
    """Quadratic forms of one table of cells, whole and without each employer.

    ``pairs`` is (places, groups, groups), ``pairs_without`` has employers in front; ``size`` is
    (places, groups), ``size_of`` the same per employer.
    """

    pairs: Floats
    pairs_without: Floats
    size: Floats
    size_of: Floats

    def index(self, definition: str, fix: Correction, shift: float = 0.0) -> Replicates:
        """Return the index (less ``shift``) of a definition under a label correction."""
        own = self.size_of.reshape(len(self.size_of), -1)
        total, square = self.size.reshape(-1), own.T @ own
        group = DEFINITION[definition]
        vector = np.einsum("c,pcd->pd", group, fix.full)
        full = _ratio(vector, self.pairs, total, square)
        each = vector if fix.without_employer is None else group @ fix.without_employer
        squares = square - own[:, :, None] * own[:, None, :]
        without = _ratio(each, self.pairs_without, total - own, squares)
        label = None
        if fix.without_label is not None:
            label = _ratio(group @ fix.without_label, self.pairs, total, square) - shift
        return Replicates(float(full) - shift, without - shift, label)


def _ratio(vector: Floats, pairs: Floats, total: Floats, square: Floats) -> Floats:
    """Quadratic form of same-metro pairs over that of all pairs, between employers only."""
    flat = vector.reshape(*vector.shape[:-2], PLACES * GROUPS)
    same = np.einsum("...pc,...pcd,...pd->...", vector, pairs, vector)
    size = np.sum(flat * total, axis=-1)
    every = size**2 - np.einsum("...i,...ij,...j->...", flat, square, flat)
    usable = every > 1e-12 * np.maximum(size**2, 1e-300)
    result: Floats = np.where(usable, same / np.where(usable, every, 1.0), np.nan)
    return result


def concentration(table: Cells) -> Concentration:
    """Return the quadratic forms behind the cross-employer HHI."""
    return _forms(table, None)


def relative_concentration(table: Cells) -> Concentration:
    """Return the forms behind the cross-employer CV^2 against the not-AI postings.

    Metros with not-AI postings of fewer than three employers are joined into one place
    elsewhere: a quotient over almost nothing would decide the index.
    """
    backed = np.bincount(table.metro[table.counts[:, 2] > 0], minlength=table.metros)
    small = backed < MIN_BASELINE_EMPLOYERS
    metro = np.where(small[table.metro], table.metros, table.metro)
    key = table.employer * (table.metros + 1) + metro
    used, index = np.unique(key, return_inverse=True)
    counts = np.zeros((len(used), GROUPS))
    np.add.at(counts, index, table.counts)
    place = np.ones(len(used), np.int64)
    place[index] = np.where(small[table.metro], 1, table.place)
    metros = table.metros + 1
    merged = Cells(used // metros, used % metros, place, counts, table.employers, metros)
    return _forms(merged, counts[:, 2])


def _forms(table: Cells, baseline: Floats | None) -> Concentration:
    """Accumulate pairs by place; ``baseline`` divides each metro's pairs by its baseline share."""
    key = table.employer * PLACES + table.place
    width = table.employers * PLACES
    whole = np.column_stack(
        [sum_by(table.metro, table.counts[:, g], table.metros) for g in range(GROUPS)]
    )
    metro_place = np.ones(table.metros, np.int64)
    metro_place[table.metro] = table.place
    scale, scale_of, unit, unit_of = _scales(table, baseline)
    pairs = np.zeros((PLACES, GROUPS, GROUPS))
    without = np.zeros((table.employers, PLACES, GROUPS, GROUPS))
    for g in range(GROUPS):
        for h in range(GROUPS):
            x, y = table.counts[:, g], table.counts[:, h]
            own = sum_by(table.metro, x * y, table.metros)
            cross = whole[:, g] * whole[:, h] - own
            total = sum_by(metro_place, cross * unit, PLACES)
            left = cross[table.metro] - x * whole[table.metro, h] - whole[table.metro, g] * y
            change = (left + 2 * x * y) * unit_of - cross[table.metro] * unit[table.metro]
            pairs[:, g, h] = scale * total
            moved = sum_by(key, change, width).reshape(-1, PLACES)
            without[:, :, g, h] = scale_of[:, None] * (total + moved)
    size_of = np.column_stack([sum_by(key, table.counts[:, g], width) for g in range(GROUPS)])
    size_of = size_of.reshape(table.employers, PLACES, GROUPS)
    return Concentration(pairs, without, size_of.sum(axis=0), size_of)


def _scales(table: Cells, baseline: Floats | None) -> tuple[float, Floats, Floats, Floats]:
    """Baseline total, the same without each employer, and 1/baseline of a metro, both ways."""
    if baseline is None:
        return 1.0, np.ones(table.employers), np.ones(table.metros), np.ones(len(table.metro))
    metro = sum_by(table.metro, baseline, table.metros)
    total = float(baseline.sum())
    total_of = total - sum_by(table.employer, baseline, table.employers)
    unit = np.where(metro > 0, 1 / np.where(metro > 0, metro, 1.0), 0.0)
    left = metro[table.metro] - baseline
    usable = left > 1e-9
    return total, total_of, unit, np.where(usable, 1 / np.where(usable, left, 1.0), 0.0)
