"""Time and memory of every hypothesis over simulated panels: ``python bench/bench_analysis.py``.

Targets: 20,000 postings of 300 employers in under 2 s; 1,000,000 of 20,000 in under 30 s and
2 GB. Rows are streamed, as the database streams them; reading them is counted.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Iterator

import numpy as np

from analysis.frame import panel
from analysis.hypotheses import run
from db.label import ROLES
from db.panel import PanelRow

METROS, BLOCK = 900, 50_000
HUBS = (35620, 47900, 19100, 42660, 31080, 41860, 41940, 16980, 14460, 12060)
IDS = tuple(f"cbsa:{code}" for code in HUBS) + tuple(f"cbsa:{90000 + i}" for i in range(METROS))
SECTORS = ("51", "54", *(str(sector) for sector in range(60, 78)))
SKILLS = tuple(f"skill {i}" for i in range(30))
TYPES = ("frontier lab", "other tech", "other private", "university", "government")
GOLD = 900


def rows(postings: int, employers: int) -> Iterator[PanelRow]:
    """Stream postings of lognormal employers, 1.3 metros each, 5 % specialist, 10 % integrator."""
    rng = np.random.default_rng(7)
    size = rng.lognormal(0, 1.2, employers)
    zipf = 1 / np.arange(1, len(IDS) + 1) ** 0.9
    for start in range(0, postings, BLOCK):
        count = min(BLOCK, postings - start)
        employer = rng.choice(employers, count, p=size / size.sum())
        role = rng.choice(3, count, p=[0.05, 0.10, 0.85])
        metro = rng.choice(len(IDS), (count, 2), p=zipf / zipf.sum())
        two, remote, open_ = rng.random(count) < 0.3, rng.random(count) < 0.15, rng.random(count)
        month, gold = rng.integers(0, 18, count), rng.random(count) < GOLD / postings
        for i in range(count):
            places = () if remote[i] else tuple(IDS[m] for m in metro[i, : 1 + two[i]])
            yield PanelRow(
                posting_id=str(start + i),
                job_id=str((start + i) * 10 // 11),
                employer=f"employer {employer[i]}",
                sector=SECTORS[employer[i] % 20],
                weight=1.0,
                month=int(month[i]),
                metros=places,
                remote=bool(remote[i]),
                role=ROLES[role[i]],
                gold_role=ROLES[role[i]] if gold[i] else None,
                inclusion_prob=GOLD / postings if gold[i] else None,
                keyword=bool(role[i] < 2 and i % 3 == 0),
                country="US",
                employer_type=TYPES[employer[i] % 5],
                seniority=("junior", "senior")[i % 2],
                skills=(SKILLS[i % 30], SKILLS[i % 7]) if role[i] < 2 else (),
                open=bool(open_[i] < 0.4),
                title="Research Scientist" if i % 5 == 0 else "Engineer",
            )


def measure(postings: int, employers: int) -> None:
    """Print one line: size, seconds to read, seconds to test, peak memory."""
    begin = time.perf_counter()
    data = panel(rows(postings, employers))
    read = time.perf_counter()
    results = run(data)
    done = time.perf_counter()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(
        f"{postings:>9,} postings {employers:>6,} employers: make and read {read - begin:6.2f} s, "
        f"{len(results)} hypotheses {done - read:6.2f} s, peak {peak:.2f} GB"
    )


if __name__ == "__main__":
    sizes = [(20_000, 300), (1_000_000, 20_000)]
    for size in sizes if "--small" not in sys.argv else sizes[:1]:
        measure(*size)
