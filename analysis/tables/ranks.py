"""Interval of a rank, and the share of the top ten when the data choose them."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np

from analysis.columns import sum_by
from analysis.student import quantile
from analysis.tables.tally import Ints, Tally, deviations, shares

LARGEST = 200
SPLITS = 40


def rank_intervals(tally: Tally, definition: str, level: float = 0.95) -> tuple[Ints, Ints]:
    """Lowest and highest rank that each category may have among all categories of the tally.

    A category may outrank another unless their difference excludes it, by the jackknife
    covariance of the shares and a Bonferroni t quantile over its differences: the marginal
    confidence set of Mogstad, Romano, Shaikh and Wilhelm (Review of Economic Studies 2024).
    """
    found = shares(tally, definition)
    categories = len(tally.names)
    if categories < 2 or not np.isfinite(found.lo).all():
        return np.ones(categories, np.int64), np.full(categories, categories, np.int64)
    moved = deviations(tally, definition)
    covariance = moved.T @ moved
    variance = np.diag(covariance)
    spread = np.sqrt(np.maximum(variance[:, None] + variance[None, :] - 2 * covariance, 0))
    df = max(1.0, found.effective_employers - 1)
    far = quantile(1 - (1 - level) / 2 / (categories - 1), df) * spread
    gap = found.share[None, :] - found.share[:, None]
    surely_above = (gap > far).sum(axis=1)
    surely_below = (-gap > far).sum(axis=1)
    return 1 + surely_above, categories - surely_below


def cross_fitted_top(tally: Tally, definition: str, size: int = 10) -> float | None:
    """Share of the ``size`` largest categories, chosen on half of the employers.

    The other half is measured, over ``SPLITS`` seeded halvings: free of the winner's curse, but
    about categories that half the data would choose. None where a half is empty.
    """
    count = tally.of(definition)
    chance = np.random.default_rng(20231)
    found = []
    for _ in range(SPLITS):
        first = (chance.random(tally.employers) < 0.5)[tally.employer]
        choose = sum_by(tally.category[first], count[first], len(tally.names))
        measure = sum_by(tally.category[~first], count[~first], len(tally.names))
        if measure.sum() > 0 and choose.sum() > 0:
            best = np.argsort(-choose, kind="stable")[:size]
            found.append(float(measure[best].sum() / measure.sum()))
    return float(np.mean(found)) if found else None


def group_share(
    tally: Tally, definition: str, group: Collection[str]
) -> tuple[float, tuple[float, float] | None]:
    """Share and jackknife interval of some categories together."""
    return shares(tally.merge({"group": group}, "others"), definition).row(0)
