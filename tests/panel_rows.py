"""Small panels for tests: one posting at a time, or some at random."""

from __future__ import annotations

from itertools import count

import numpy as np

from db.label import ROLES
from db.panel import PanelRow

_numbers = count()


def posting(employer: str, *metros: str, role: str = "specialist", **changes: object) -> PanelRow:
    """One posting; its own job unless ``job_id`` is given."""
    number = f"p{next(_numbers)}"
    plain = {"posting_id": number, "job_id": number, "sector": "51", "weight": 1.0}
    plain |= {"month": 0, "remote": False}
    return PanelRow(employer=employer, metros=metros, role=role, **{**plain, **changes})


def made(n: int, seed: int, employers: int = 12, metros: int = 6, wrong: float = 0.0) -> list:
    """Random postings of one metro or remote; with ``wrong`` labels and gold for every third."""
    rng = np.random.default_rng(seed)
    rows = []
    for i in range(n):
        true = int(rng.integers(3))
        role = (true + int(rng.integers(1, 3))) % 3 if rng.random() < wrong else true
        drawn = wrong > 0 and i % 3 == 0
        remote = rng.random() < 0.2
        rows.append(
            posting(
                f"e{int(employers * rng.random() ** 2)}",
                *(() if remote else (f"m{int(metros * rng.random() ** 2)}",)),
                role=ROLES[role],
                remote=remote,
                sector=str(51 + int(rng.integers(5))),
                month=int(rng.integers(12)),
                gold_role=ROLES[true] if drawn else None,
                inclusion_prob=1 / 3 if drawn else None,
            )
        )
    return rows
