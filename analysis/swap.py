"""A permutation test of H1 that keeps employers whole."""

from __future__ import annotations

import numpy as np

from analysis.columns import sum_by
from analysis.frame import Floats
from analysis.moments import DEFINITION
from analysis.study import Study

ROUNDS = 199


def profile_swap_p(study: Study, first: str, second: str, rounds: int = ROUNDS) -> float | None:
    """Return p of the log HHI ratio when each employer's two profiles trade places at random.

    The null is that an employer's two profiles are exchangeable; somewhat conservative.
    Permuting labels of postings is no test of H1: it rejects a true null far too often. The
    draws are seeded, so the same panel gives the same p. None where the ratio is undefined.
    """
    table, fix = study.cells, study.correction.full[study.cells.place]
    a = np.einsum("c,ncd,nd->n", DEFINITION[first], fix, table.counts)
    b = np.einsum("c,ncd,nd->n", DEFINITION[second], fix, table.counts)
    kept = (a != 0) | (b != 0)
    employer, metro = table.employer[kept], table.metro[kept]
    a, b = a[kept], b[kept]
    generator = np.random.default_rng(0)

    def ratio(x: Floats, y: Floats) -> float:
        return _log_hhi(x, employer, metro, table.metros) - _log_hhi(
            y, employer, metro, table.metros
        )

    observed = abs(ratio(a, b))
    if not np.isfinite(observed):
        return None
    extreme = 1
    for _ in range(rounds):
        swapped = generator.random(table.employers)[employer] < 0.5
        drawn = abs(ratio(np.where(swapped, b, a), np.where(swapped, a, b)))
        extreme += not drawn < observed
    return extreme / (rounds + 1)


def _log_hhi(counts: Floats, employer: np.ndarray, metro: np.ndarray, metros: int) -> float:
    place = sum_by(metro, counts, metros)
    owner = sum_by(employer, counts, int(employer.max()) + 1 if len(employer) else 0)
    same = float(np.sum(place**2) - np.sum(counts**2))
    every = float(owner.sum()) ** 2 - float(np.sum(owner**2))
    return float(np.log(same / every)) if same > 0 and every > 0 else float("nan")
