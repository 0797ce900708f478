"""Measures of classification: F1, confusion, calibration, intervals."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

BINS = 10
"""Of probability, for the calibration."""
DRAWS = 400
"""Of employers, for an interval."""
Z = 1.959964
"""Standard normal quantile of a 95 % interval."""


def confusion(truth: NDArray[np.int64], guess: NDArray[np.int64], k: int = 3) -> NDArray[np.int64]:
    """Counts (k x k): rows are the true classes, columns the predicted ones."""
    return np.bincount(truth * k + guess, minlength=k * k).reshape(k, k)


def f1_by_role(truth: NDArray[np.int64], guess: NDArray[np.int64]) -> list[float]:
    """F1 of each class that truth or guess holds (0 .. the highest); 0 where none is right."""
    k = int(max(truth.max(initial=0), guess.max(initial=0))) + 1
    table = confusion(truth, guess, max(3, k))
    found = []
    for at in range(len(table)):
        total = int(table[at].sum() + table[:, at].sum())
        found.append(2 * int(table[at, at]) / total if total else math.nan)
    return found


def macro_f1(truth: NDArray[np.int64], guess: NDArray[np.int64]) -> float:
    """Mean F1 over the classes that occur in truth or guess."""
    scores = [score for score in f1_by_role(truth, guess) if not math.isnan(score)]
    return float(np.mean(scores)) if scores else math.nan


def wilson(hits: int, n: int) -> tuple[float, float]:
    """Wilson score interval (95 %) of a proportion; (0, 1) where n is 0."""
    if n == 0:
        return 0.0, 1.0
    share, z2 = hits / n, Z * Z
    center = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = Z * math.sqrt(share * (1 - share) / n + z2 / (4 * n * n)) / (1 + z2 / n)
    return max(0.0, center - half), min(1.0, center + half)


def resampled(
    truth: NDArray[np.int64],
    guess: NDArray[np.int64],
    groups: NDArray[np.int64],
    measure: Callable[[NDArray[np.int64], NDArray[np.int64]], float],
    seed: int,
) -> tuple[float, float]:
    """Percentile interval (95 %) of a measure over bootstrap draws of whole employers."""
    rng = np.random.default_rng(seed)
    members = [np.flatnonzero(groups == group) for group in np.unique(groups)]
    values = []
    for _ in range(DRAWS):
        drawn = rng.integers(0, len(members), len(members))
        rows = np.concatenate([members[at] for at in drawn])
        values.append(measure(truth[rows], guess[rows]))
    defined = [value for value in values if not math.isnan(value)]
    if not defined:
        return math.nan, math.nan
    low, high = np.percentile(defined, [2.5, 97.5])
    return float(low), float(high)


def calibration_error(probabilities: NDArray[np.float64], truth: NDArray[np.int64]) -> float:
    """Expected calibration error of the chosen class in equal-width bins (Guo et al. 2017)."""
    chosen, best = probabilities.argmax(axis=1), probabilities.max(axis=1)
    right = chosen == truth
    place = np.minimum((best * BINS).astype(int), BINS - 1)
    total = 0.0
    for at in range(BINS):
        inside = place == at
        if inside.any():
            total += inside.mean() * abs(float(right[inside].mean()) - float(best[inside].mean()))
    return total
