"""Intervals from leave-one-out replicates: employers for one population, labels for the other.

Employers: variance (n - 1)/n * sum (theta_-e - theta)^2, the delete-one-cluster jackknife (CRV3 of
MacKinnon, Nielsen and Webb 2023), t quantile. Labels: the stratified jackknife of the gold
sample with finite population correction (Wolter 2007, section 4.5).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.frame import Floats
from analysis.gold import GoldSample
from analysis.student import quantile, upper_tail

NO_SPREAD = 1e-12
NEGLIGIBLE = 1e-9
"""A replicate that moves less than this part of the largest move does so by rounding."""


@dataclass(frozen=True, slots=True)
class Interval:
    """Standard error, degrees of freedom, 95 % bounds and two-sided p of zero."""

    se: float
    df: float
    lo: float
    hi: float
    p: float


def effective_number(sizes: Floats) -> float:
    """Return (sum n)^2 / sum n^2: how many equal employers carry as much; 0 without any."""
    square = float(np.sum(sizes**2))
    return float(np.sum(sizes)) ** 2 / square if square > 0 else 0.0


def t_interval(estimate: float, se: float, df: float, level: float) -> Interval:
    """Return the t interval; a zero standard error collapses it and makes p 0 or 1."""
    if se <= 0:
        return Interval(0.0, df, estimate, estimate, float(estimate == 0))
    half = quantile(0.5 + level / 2, df) * se
    p = 2 * upper_tail(abs(estimate) / se, df)
    return Interval(se, df, estimate - half, estimate + half, p)


def employer_interval(
    estimate: float, without: Floats, sizes: Floats, level: float
) -> Interval | None:
    """Return the interval over employers like these, or None where it cannot be computed.

    ``without`` holds the estimate with each employer left out, ``sizes`` what each contributes.
    Employers of size 0 that move nothing are not counted. None where fewer than two employers
    count, where one alone makes the estimate possible (a replicate that is not finite), and where
    all agree to the last digit: no error can be estimated from employers that do not differ.
    """
    deviation = without - estimate
    rounding = NEGLIGIBLE * np.max(np.abs(deviation[np.isfinite(deviation)]), initial=0.0)
    active = (sizes > 0) | ~(np.abs(deviation) <= rounding)
    count = int(active.sum())
    if count < 2 or not np.all(np.isfinite(deviation[active])):
        return None
    square = deviation[active] ** 2
    se = float(np.sqrt((count - 1) / count * square.sum()))
    if se < NO_SPREAD:
        return None
    return t_interval(estimate, se, degrees_of_freedom(square, sizes), level)


def degrees_of_freedom(square: Floats, sizes: Floats) -> float:
    """Return the smaller of two: effective employers - 1, and Satterthwaite's from the replicates.

    The first knows that a few employers hold most postings, the second that a few hold most of
    the variance: 2 V^2 / var(V) with var(V) = sum d^4 - (sum d^2)^2 / n for V = sum d^2.
    """
    known = effective_number(sizes) - 1
    total = float(square.sum())
    spread = float(np.sum(square**2)) - total**2 / len(square)
    observed = 2 * total**2 / spread if spread > 0 else known
    return max(1.0, min(known, observed))


def label_interval(
    estimate: float, without: Floats, gold: GoldSample, level: float
) -> Interval | None:
    """Return the interval over these postings: what drawing other gold labels would change."""
    if not np.all(np.isfinite(without)):
        return None
    cells, index = np.unique(gold.cell, return_inverse=True)
    count = np.bincount(index)
    mean = np.bincount(index, without) / count
    scale = (1 - gold.inclusion) * ((count - 1) / count)[index]
    variance = float(np.sum(scale * (without - mean[index]) ** 2))
    df = max(1.0, float(len(without) - len(cells)))
    return t_interval(estimate, float(np.sqrt(max(variance, 0.0))), df, level)
