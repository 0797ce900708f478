"""The trend of H3 in odds: a logit of being outside the hubs on month, by class.

A share near its ceiling cannot rise as fast as one in the middle; odds can. The logit needs no
more than the totals by month, so that gold corrects it and employers are left out of it as of
every other estimate (clustered errors, CRV3). A Poisson regression of postings by metro, month
and class, with effects of metro and of month for each class, has the same maximum in the same
coefficient: given a month's total, its likelihood is the logit's times a part without the trend.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from analysis.effects import INTEGRATOR, SPECIALIST, Pair
from analysis.frame import Floats
from analysis.moments import DEFINITION, Moments
from analysis.shares import Estimand, difference
from analysis.study import Study

MAX_PERIODS = 36
"""A longer window is cut into as many periods of equal length."""
NO_ODDS = "a class is wholly inside or outside the hubs: its odds have no slope"
ROUNDS, CLOSE, FAR = 50, 1e-9, 30.0


def odds_gap(study: Study) -> Pair:
    """Slope per month of the log odds of being outside the top ten: integrator - specialist."""
    panel, (first, last) = study.panel, study.panel.window or (0, 0)
    width = (last - first) // MAX_PERIODS + 1
    period = (panel.month - first) // width
    used = np.unique(period[panel.located]).astype(np.int64)
    features = {"located": study.features["located"]}
    for number in used:
        for name in ("located", "outside"):
            features[f"{name} {number}"] = study.features[name] * (period == number)
    table = study.moments(features)
    time = (used - used.mean()) * float(width) if len(used) else np.zeros(0)
    slopes = [logit_slope(table, role, used, time) for role in (INTEGRATOR, SPECIALIST)]
    pair = study.linear(
        "trend gap outside top10, in odds (logit, Poisson)",
        table,
        difference(*slopes),
        (INTEGRATOR, SPECIALIST),
        "located",
        "log odds per month",
    )
    if pair[0].estimate is None:
        return replace(pair[0], note=NO_ODDS), replace(pair[1], note=NO_ODDS)
    return pair


def logit_slope(
    table: Moments, definition: str, periods: NDArray[np.int64], time: Floats
) -> Estimand:
    """Return the slope of the log odds on time, from the totals of each period."""
    group = DEFINITION[definition]
    whole = [table.column(f"located {number}") for number in periods]
    part = [table.column(f"outside {number}") for number in periods]

    def estimand(totals: Floats) -> Floats:
        counts, hits = (
            np.einsum("...gf,g->...f", totals[..., columns], group) for columns in (whole, part)
        )
        return _newton(counts, hits, time)

    return estimand


def _newton(counts: Floats, hits: Floats, time: Floats) -> Floats:
    """Solve the score equations for each leading index; NaN where they have no solution."""
    level, slope = np.zeros(counts.shape[:-1]), np.zeros(counts.shape[:-1])
    moved = np.full(level.shape, np.inf)
    for _ in range(ROUNDS):
        score = np.clip(level[..., None] + slope[..., None] * time, -FAR, FAR)
        chance = 1 / (1 + np.exp(-score))
        rest, weight = hits - counts * chance, counts * chance * (1 - chance)
        a, b, c = (np.sum(weight * time**k, axis=-1) for k in range(3))
        u, v = np.sum(rest, axis=-1), np.sum(rest * time, axis=-1)
        bend = a * c - b * b
        solvable = bend > CLOSE * np.maximum(a * c, 1e-300)
        bend = np.where(solvable, bend, np.nan)
        up, along = (c * u - b * v) / bend, (a * v - b * u) / bend
        damp = 1 / np.maximum(1.0, np.abs(up) + np.abs(along) * np.max(np.abs(time), initial=0.0))
        level, slope = level + damp * up, slope + damp * along
        moved = np.abs(damp * up) + np.abs(damp * along)
        if not np.any(moved > CLOSE):
            break
    return np.where(moved <= CLOSE, slope, np.nan)
