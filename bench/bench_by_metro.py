"""Both label corrections of the HHI compared: ``python bench/bench_by_metro.py [PANELS]``.

One Markdown row a scenario, number of gold labels and correction: coverage of the 95 % intervals in
per cent and, in brackets, their median half width. Takes about a minute a scenario.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

import numpy as np  # noqa: E402
from panel_scenarios import study_of  # noqa: E402
from panel_simulator import Design, simulate  # noqa: E402

from analysis import effects  # noqa: E402
from analysis.result import Estimate  # noqa: E402
from analysis.study import Study  # noqa: E402
from analysis.variants import metro_by_metro  # noqa: E402

BY_RANK = ((0, 0.03), (3, 0.12), (10, 0.05), (20, 0.15))
RARE = {"mix_tech": (0.05, 0.12, 0.83), "mix_other": (0.015, 0.09, 0.895)}
SCENARIOS = {
    "equal": {"noise": 0.08},
    "by kind": {"noise": 0.03, "noise_elsewhere": 0.15},
    "by metro": {"noise_by_rank": BY_RANK},
    "by metro, specialists rare": {"noise_by_rank": BY_RANK, **RARE},
}
GOLD = (300, 900, 2000)


def estimates(study: Study) -> dict[str, Estimate]:
    """H1's effect and the two HHIs, over employers like these."""
    return {
        "log_eff_ratio": effects.log_ratio(study)[0],
        "hhi_specialist": effects.hhi(study, "specialist")[0],
        "hhi_integrator": effects.hhi(study, "integrator")[0],
    }


def cells(rows: list[dict[str, Estimate]], truth: dict[str, float]) -> Iterator[str]:
    """Coverage and half width of each estimate; what has no interval counts as not covering."""
    for key in rows[0]:
        found = [row[key] for row in rows]
        answered = [one for one in found if one.answered]
        hits = sum(one.lo <= truth[key] <= one.hi for one in answered)
        half = np.median([one.half_width for one in answered]) if answered else np.nan
        yield f"{100 * hits / len(found):.1f} ({half:.3f})"


def main(panels: int) -> None:
    """Print the table."""
    print("| errors | gold | corrected | log ratio | HHI S | HHI I |")
    print("| --- | --- | --- | --- | --- | --- |")
    for name, noise in SCENARIOS.items():
        for gold in GOLD:
            design = Design(gold=gold, **noise)
            found: dict[str, list[dict[str, Estimate]]] = {"kind of place": [], "metro": []}
            for seed in range(panels):
                simulated = simulate(design, seed)
                study = study_of(simulated)
                found["kind of place"].append(estimates(study))
                found["metro"].append(estimates(metro_by_metro(study)))
            for by, rows in found.items():
                shown = " | ".join(cells(rows, simulated.truth))
                print(f"| {name} | {gold} | by {by} | {shown} |", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
