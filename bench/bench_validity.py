"""The validity table of docs/method.md: ``python bench/bench_validity.py [PANELS]``.

One Markdown row a scenario: coverage of the 95 % intervals in per cent; where specialists and
integrators do not differ, rejections of the true null at 5 %; and median half widths of the
intervals. Takes about a minute a scenario.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from panel_scenarios import NULLS, SCENARIOS, tally  # noqa: E402

HEADINGS = {
    "log_eff_ratio": "log ratio", "hhi_specialist": "HHI S", "hhi_integrator": "HHI I",
    "top6_specialist": "top6 S", "top6_integrator": "top6 I", "top6_gap": "top6 gap",
    "top10_specialist": "top10 S", "top10_integrator": "top10 I", "top10_gap": "top10 gap",
    "nontech_gap": "non-tech", "trend_gap": "trend", "remote_gap": "remote",
}  # fmt: skip


def row(cells: list[str]) -> str:
    """One row of a Markdown table."""
    return f"| {' | '.join(cells)} |"


def percent(value: float) -> str:
    """A share as a per cent number with at most one decimal."""
    return f"{100 * value:.1f}".removesuffix(".0")


def main(panels: int) -> None:
    """Print the three tables."""
    found = {}
    print(row(["coverage, %", *HEADINGS.values()]))
    print(row(["---"] * (len(HEADINGS) + 1)))
    for name, design in SCENARIOS.items():
        found[name] = tally(design, range(panels))
        print(row([name, *(percent(found[name].coverage(key)) for key in HEADINGS)]), flush=True)
    print()
    print(row(["rejection of a true null, %", *(HEADINGS[key] for key in NULLS)]))
    print(row(["---"] * (len(NULLS) + 1)))
    for name in found:
        if name.startswith("null"):
            print(row([name, *(percent(found[name].rejection(key)) for key in NULLS)]))
    print()
    print(row(["half width", *(HEADINGS[key] for key in NULLS)]))
    print(row(["---"] * (len(NULLS) + 1)))
    for name, one in found.items():
        print(row([name, *(f"{one.half_width(key):.3g}" for key in NULLS)]))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
