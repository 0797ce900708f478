"""Lorenz curves of classes over the same metros, at equal numbers of postings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analysis.columns import sum_by
from analysis.frame import Floats
from analysis.tables.tally import Tally

DRAWS = 60


def lorenz(tally: Tally, definitions: Sequence[str]) -> dict[str, Floats]:
    """Cumulative shares over the metros from small to large, by definition.

    A Lorenz curve bends more the fewer postings and employers it has. So employers are drawn at
    random (seeded) until each definition has as many as the rarest, and of theirs as many postings
    as the rarest would have; the mean curve of ``DRAWS`` draws is returned. Definitions without
    postings are left out.
    """
    present = [name for name in definitions if tally.owners(name) > 0]
    if not present:
        return {}
    employers = min(tally.owners(name) for name in present)
    jobs = min(float(tally.own(name).sum()) * employers / tally.owners(name) for name in present)
    metros = len(np.unique(tally.category[tally.counts.sum(axis=1) > 0]))
    return {name: _mean_curve(tally, name, employers, jobs, metros) for name in present}


def _mean_curve(tally: Tally, definition: str, employers: int, jobs: float, metros: int) -> Floats:
    cell, owners = tally.of(definition), np.flatnonzero(tally.own(definition) > 0)
    if len(owners) == employers and cell.sum() <= jobs + 0.5:
        return _curve(tally, cell, metros)
    chance = np.random.default_rng(20231)
    curves = []
    for _ in range(DRAWS):
        drawn = np.zeros(tally.employers, dtype=bool)
        drawn[chance.choice(owners, employers, replace=False)] = True
        part = cell * drawn[tally.employer]
        count = max(1, round(min(jobs, float(part.sum()))))
        curves.append(_curve(tally, chance.multinomial(count, part / part.sum()), metros))
    curve: Floats = np.mean(curves, axis=0)
    return curve


def _curve(tally: Tally, cell: NDArray[Any], metros: int) -> Floats:
    ordered = np.sort(sum_by(tally.category, cell, len(tally.names)))[-metros:]
    curve: Floats = np.cumsum(ordered) / ordered.sum()
    return curve
