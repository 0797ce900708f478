"""HHI from counts that gold labels correct metro by metro, whatever errors depend on.

An employer's count of a class in a metro, n_em, becomes n_em + sum over its gold postings there of
f_c w ([true] - [predicted]) / k: the difference estimator (Särndal, Swensson and Wretman 1992,
section 6.3) of a domain's total (chapter 10), with w = weight/inclusion probability, f_c the
calibration of the posting's cell c and k its metros. Labels of two employers are drawn all but
independently, so products of their counts, which are all that the cross-employer HHI holds, stay
unbiased. Counts are linear in v = (1, f_1, .., f_9), so the HHI is a ratio of quadratic forms in v.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.columns import sum_by
from analysis.concentration import Cells, Ints, Replicates
from analysis.frame import Floats, Panel
from analysis.gold import GoldSample
from analysis.moments import DEFINITION

MIN_GOLD = 20
"""On-site gold labels that a class needs, found by simulation (docs/method.md)."""


@dataclass(frozen=True, eq=False, slots=True)
class _Changes:
    """What gold labels move: one entry a (gold posting, cell of the table), before calibration."""

    label: Ints
    cell: Ints
    value: Floats


@dataclass(frozen=True, eq=False, slots=True)
class _Pairs:
    """Pairs of different employers in one place, as a quadratic form in v.

    ``own`` (cells x len(v)) are an employer's columns in a place and ``rest`` those of all others.
    """

    own: Floats
    rest: Floats
    owner: Ints
    employers: int

    def of(self, vectors: Floats) -> Floats:
        """Return the form at each vector."""
        form = self.own.T @ self.rest
        values: Floats = np.einsum("...i,ij,...j->...", vectors, form, vectors)
        return values

    def without_employer(self, vectors: Floats) -> Floats:
        """Return the form with each employer left out, at its own vector."""
        mine = np.einsum("ni,ni->n", self.own, vectors[self.owner])
        others = np.einsum("ni,ni->n", self.rest, vectors[self.owner])
        return self.of(vectors) - 2 * sum_by(self.owner, mine * others, self.employers)

    def without_label(self, vectors: Floats, factor: Floats, gone: _Changes) -> Floats:
        """Return the form with each gold label left out, at its own vector."""
        others = np.einsum("ni,ni->n", self.rest[gone.cell], vectors[gone.label])
        moved = sum_by(gone.label, gone.value * others, len(vectors))
        return self.of(vectors) - 2 * factor * moved


def index(panel: Panel, gold: GoldSample, table: Cells, definition: str) -> Replicates:
    """Return the cross-employer HHI of a class with its replicates; NaN where it has no value."""
    gone = _changes(panel, gold, table, definition)
    own = np.column_stack(
        [table.counts @ DEFINITION[definition], np.zeros((len(table.metro), len(gold.frame)))]
    )
    np.add.at(own, (gone.cell, 1 + gold.cell[gone.label]), gone.value)
    same = _pairs(own, table.employer, table.metro, table.employers, table.metros)
    size = np.column_stack([sum_by(table.employer, x, table.employers) for x in own.T])
    everyone = np.arange(table.employers)
    every = _pairs(size, everyone, np.zeros_like(everyone), table.employers, 1)
    anywhere = _Changes(gone.label, table.employer[gone.cell], gone.value)
    full, each = gold.factor(), gold.factor_without_employer()
    factor = gold.factor_without_posting()
    label = np.tile(full, (len(gold.rows), 1))
    label[np.arange(len(label)), gold.cell] = factor
    v, v_each, v_label = (np.insert(factors, 0, 1.0, axis=-1) for factors in (full, each, label))
    return Replicates(
        float(_ratio(same.of(v), every.of(v))),
        _ratio(same.without_employer(v_each), every.without_employer(v_each)),
        _ratio(
            same.without_label(v_label, factor, gone),
            every.without_label(v_label, factor, anywhere),
        ),
    )


def _changes(panel: Panel, gold: GoldSample, table: Cells, definition: str) -> _Changes:
    groups = DEFINITION[definition]
    move = gold.weight * (groups[panel.gold[gold.rows]] - groups[panel.role[gold.rows]])
    wrong = np.flatnonzero((move != 0) & panel.located[gold.rows])
    chosen = np.zeros(len(panel), dtype=bool)
    chosen[gold.rows[wrong]] = True
    metro = panel.metro[chosen]
    label = wrong[metro.rows]
    key = gold.employer[label].astype(np.int64) * table.metros + metro.indices
    cell = np.searchsorted(table.employer * table.metros + table.metro, key)
    return _Changes(label, cell, move[label] / metro.counts[metro.rows])


def _pairs(own: Floats, owner: Ints, place: Ints, employers: int, places: int) -> _Pairs:
    whole = np.column_stack([sum_by(place, column, places) for column in own.T])
    return _Pairs(own, whole[place] - own, owner, employers)


def _ratio(same: Floats, every: Floats) -> Floats:
    usable = every > 1e-9
    ratio: Floats = np.where(usable, same / np.where(usable, every, 1.0), np.nan)
    return ratio
