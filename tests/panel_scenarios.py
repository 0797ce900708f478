"""The scenarios of the validity study, and its count of covered truths and false alarms."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

import numpy as np
from panel_simulator import Design, Simulated, null, simulate

from analysis.answers import answer_estimates
from analysis.frame import panel
from analysis.settings import load_settings
from analysis.study import Study

GOLD = {"noise": 0.10, "gold": 900}
BY_PLACE = {"noise": 0.03, "noise_elsewhere": 0.15, "gold": 900}
DRIFT = {"noise": 0.05, "drift": 0.10, "gold": 900}
SCENARIOS: dict[str, Design] = {
    "clean labels": Design(),
    "label noise": Design(**GOLD),
    "noise by place": Design(**BY_PLACE),
    "drifting false positives": Design(**DRIFT),
    "hard clustering": Design(kappa=3, headquarters=0.4, **GOLD),
    "reposts": Design(copies=0.4, **GOLD),
    "two metros, remote": Design(second_metro=0.5, remote=(0.5, 0.3, 0.2), **GOLD),
    "60 employers": Design(employers=60, **GOLD),
    "tech over-sampled, weighted": Design(tech_oversampling=4, **GOLD),
    "300 gold labels": Design(noise=0.10, gold=300),
    "null, clean labels": null(),
    "null, label noise": null(**GOLD),
    "null, noise by place": null(**BY_PLACE),
    "null, drift": null(**DRIFT),
    "null, 60 employers": null(employers=60, **GOLD),
    "null, weighted": null(tech_oversampling=4, **GOLD),
}
NULLS = ("log_eff_ratio", "top6_gap", "top10_gap", "nontech_gap", "trend_gap", "remote_gap")


@dataclass
class Tally:
    """Per answer: whether each interval covered, its half width, whether p was below 5 %."""

    covered: dict[str, list[bool]] = field(default_factory=dict)
    rejected: dict[str, list[bool]] = field(default_factory=dict)
    half_widths: dict[str, list[float]] = field(default_factory=dict)

    def half_width(self, key: str) -> float:
        return float(np.median(self.half_widths[key]))

    def coverage(self, key: str) -> float:
        return float(np.mean(self.covered[key]))

    def rejection(self, key: str) -> float:
        return float(np.mean(self.rejected[key]))


def study_of(simulated: Simulated) -> Study:
    """The simulated panel as the engine reads it."""
    settings = load_settings().with_hubs(top6=simulated.top6, top10=simulated.top10)
    return Study(panel(simulated.rows), replace(settings, weighted=simulated.weighted))


def tally(design: Design, seeds: Iterable[int]) -> Tally:
    """Run one scenario; an answer without an interval counts as not covering."""
    found = Tally()
    for seed in seeds:
        simulated = simulate(design, seed)
        for key, row in answer_estimates(study_of(simulated)).items():
            inside = row.answered and row.lo <= simulated.truth[key] <= row.hi
            found.covered.setdefault(key, []).append(bool(inside))
            found.rejected.setdefault(key, []).append(row.p is not None and row.p < 0.05)
            if row.answered:
                found.half_widths.setdefault(key, []).append(row.half_width)
    return found
