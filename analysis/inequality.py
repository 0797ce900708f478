"""Gini and Theil over metros: shown because they are known, never tested.

Both fall as counts grow, so classes are compared at equal counts only: whole employers of the
larger class are drawn until it is as large as the smaller one, and the mean over draws is shown.
"""

from __future__ import annotations

import numpy as np

from analysis.columns import sum_by
from analysis.concentration import Cells
from analysis.conclude import Rows
from analysis.effects import INTEGRATOR, SPECIALIST
from analysis.frame import Floats
from analysis.moments import DEFINITION
from analysis.study import Study

DRAWS = 50


def gini(values: Floats) -> float:
    """Return the Gini coefficient, mean absolute difference over twice the mean; NaN if all 0."""
    total = float(values.sum())
    if total <= 0:
        return float("nan")
    rank = np.arange(1, len(values) + 1)
    return float(2 * np.sum(rank * np.sort(values)) / (len(values) * total)) - 1 - 1 / len(values)


def theil(values: Floats) -> float:
    """Return Theil's T, the mean of (x/mean) log(x/mean) with 0 log 0 = 0; NaN if all 0."""
    mean = float(values.mean()) if len(values) else 0.0
    if mean <= 0:
        return float("nan")
    ratio = values[values > 0] / mean
    return float(np.sum(ratio * np.log(ratio)) / len(values))


def inequality_table(study: Study) -> Rows:
    """Gini and Theil of both classes over the same metros, as counted and at equal counts."""
    counts = [study.cells.counts @ DEFINITION[name] for name in (SPECIALIST, INTEGRATOR)]
    least = min(float(count.sum()) for count in counts)
    if least <= 0:
        return ()
    used = np.unique(study.cells.metro[sum(counts) > 0])
    rows = []
    for name, count in zip((SPECIALIST, INTEGRATOR), counts, strict=True):
        whole = sum_by(study.cells.metro, count, study.cells.metros)[used]
        equal = np.mean(_drawn(study.cells, count, least, used), axis=0)
        rows.append(
            {
                "definition": name,
                "jobs": float(count.sum()),
                "gini": gini(whole),
                "theil": theil(whole),
                "gini_at_equal_jobs": float(equal[0]),
                "theil_at_equal_jobs": float(equal[1]),
            }
        )
    return tuple(rows)


def _drawn(table: Cells, counts: Floats, least: float, used: np.ndarray) -> list[list[float]]:
    """Both indices over draws of employers that together hold about ``least`` jobs."""
    generator = np.random.default_rng(0)
    owned = sum_by(table.employer, counts, table.employers)
    found = []
    for _ in range(DRAWS):
        order = generator.permutation(table.employers)
        kept = np.zeros(table.employers, dtype=bool)
        before = np.cumsum(owned[order]) - owned[order]
        kept[order[before < least - 1e-9]] = True
        drawn = np.where(kept[table.employer], counts, 0.0)
        metros = sum_by(table.metro, drawn, table.metros)[used]
        found.append([gini(metros), theil(metros)])
    return found
