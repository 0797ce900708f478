"""Lorenz curves of classes over the same metros, at equal numbers of postings."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from analysis.columns import sum_by
from analysis.frame import Floats
from analysis.tables.tally import Tally

DRAWS = 60


def lorenz(tally: Tally, definitions: Sequence[str]) -> dict[str, Floats]:
    """Cumulative shares over the metros from small to large, by definition.

    A Lorenz curve bends more the fewer postings it has, so employers are drawn at random (seeded)
    until each definition has as many postings as the rarest, and the mean curve of ``DRAWS`` such
    draws is returned. Definitions without postings are left out.
    """
    sizes = {name: float(tally.of(name).sum()) for name in definitions}
    present = [name for name in definitions if sizes[name] > 0]
    if not present:
        return {}
    target = min(sizes[name] for name in present)
    used = np.unique(tally.category[tally.counts.sum(axis=1) > 0])
    return {name: _mean_curve(tally, name, target, len(used)) for name in present}


def _mean_curve(tally: Tally, definition: str, target: float, metros: int) -> Floats:
    cell = tally.of(definition)
    own = tally.own(definition)
    chance = np.random.default_rng(20231)
    curves = [
        _curve(tally, cell, _drawn(own, target, chance), metros)
        for _ in range(DRAWS if own.sum() > target else 1)
    ]
    curve: Floats = np.mean(curves, axis=0)
    return curve


def _drawn(own: Floats, target: float, chance: np.random.Generator) -> Floats:
    """Weight 1 of employers in random order until ``target``; the last one in part."""
    order = chance.permutation(len(own))
    before = np.cumsum(own[order]) - own[order]
    weight = np.zeros(len(own))
    size = np.where(own[order] > 0, own[order], 1.0)
    weight[order] = np.clip((target - before) / size, 0, 1)
    return weight


def _curve(tally: Tally, cell: Floats, weight: Floats, metros: int) -> Floats:
    count = sum_by(tally.category, cell * weight[tally.employer], len(tally.names))
    ordered = np.sort(count)[-metros:]
    curve: Floats = np.cumsum(ordered) / ordered.sum()
    return curve
