"""Employer weights that make a panel's margins those of a population one knows.

Boards of a few tracking systems over-represent venture-backed technology. Raking scales employers
until the weighted counts of each margin (sector, size class) match given shares. It cannot help a
cell with hardly any employer: such cells are named.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from analysis.columns import Coded, sum_by
from analysis.frame import Floats, Panel

MIN_EMPLOYERS = 30


@dataclass(frozen=True, eq=False, slots=True)
class Raking:
    """One weight per employer (mean 1), the largest miss of a margin, and thin cells by name."""

    weight: Floats
    largest_miss: float
    thin: tuple[str, ...]


def rake(
    size: Floats, margins: Sequence[tuple[Coded, Mapping[str, float]]], rounds: int = 200
) -> Raking:
    """Scale employers of the given sizes until every margin has its target shares.

    Each margin is a column of employers and target shares by name, which must be positive; an
    employer whose value has no target keeps its place in no margin. Iterative proportional
    fitting (Deming and Stephan 1940). A ValueError names a target that no employer can meet.
    """
    weight = np.ones(len(size))
    targets = [_target(column, shares) for column, shares in margins]
    for _ in range(rounds):
        for (column, _), target in zip(margins, targets, strict=True):
            factor = _factor(column, target, size * weight)
            weight *= factor[column.codes]
        if _miss(margins, targets, size * weight) < 1e-10:
            break
    miss = _miss(margins, targets, size * weight)
    return Raking(weight / weight.mean(), miss, _thin(margins))


def by_employer(panel: Panel, column: Coded) -> Coded:
    """Return each employer's most frequent value of a posting column, -1 where all unknown."""
    width, employers = len(column.names), len(panel.employer.names)
    known = column.codes >= 0
    key = panel.employer.codes[known].astype(np.int64) * width + column.codes[known]
    counts = sum_by(key, np.ones(int(known.sum())), employers * width).reshape(employers, width)
    best = np.where(counts.sum(axis=1) > 0, counts.argmax(axis=1), -1) if width else -1
    return Coded(np.broadcast_to(best, employers).astype(np.int32), column.names)


def weighted_panel(panel: Panel, weight: Floats) -> Panel:
    """Return the panel with each posting's weight set to its employer's."""
    return replace(panel, weight=weight[panel.employer.codes])


def _target(column: Coded, shares: Mapping[str, float]) -> Floats:
    present = {column.names[code] for code in np.unique(column.codes) if code >= 0}
    absent = sorted(set(shares) - present)
    if absent:
        raise ValueError(f"No employer is in {', '.join(absent)}: leave it out of the margin.")
    target = np.array([shares.get(name, np.nan) for name in column.names])
    normal: Floats = target / np.nansum(target)
    return normal


def _share(column: Coded, target: Floats, mass: Floats) -> Floats:
    totals = sum_by(column.codes + 1, mass, len(column.names) + 1)[1:]
    wanted = ~np.isnan(target)
    share: Floats = np.where(wanted, totals / totals[wanted].sum(), np.nan)
    return share


def _factor(column: Coded, target: Floats, mass: Floats) -> Floats:
    ratio = target / _share(column, target, mass)
    factor: Floats = np.append(np.where(np.isnan(ratio), 1.0, ratio), 1.0)
    return factor


def _miss(
    margins: Sequence[tuple[Coded, Mapping[str, float]]], targets: list[Floats], mass: Floats
) -> float:
    pairs = zip(margins, targets, strict=True)
    return max(
        float(np.nanmax(np.abs(_share(column, target, mass) - target)))
        for (column, _), target in pairs
    )


def _thin(margins: Sequence[tuple[Coded, Mapping[str, float]]]) -> tuple[str, ...]:
    names: list[str] = []
    for column, shares in margins:
        counts: NDArray[np.int64] = np.bincount(column.codes + 1, minlength=len(column.names) + 1)
        names += [n for n, k in zip(column.names, counts[1:], strict=True)
                  if n in shares and k < MIN_EMPLOYERS]  # fmt: skip
    return tuple(names)
