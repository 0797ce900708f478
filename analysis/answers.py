"""The twelve numbers of ``roleatlas test --panel``: estimate, interval and p for each.

Gaps test zero. A p beside an HHI or a share is the two-sided t test that it is zero, given for
completeness: nobody's question. All are about employers like these.
"""

from __future__ import annotations

from analysis import effects
from analysis.effects import INTEGRATOR, SPECIALIST
from analysis.result import Estimate
from analysis.study import Study


def answer_estimates(study: Study) -> dict[str, Estimate]:
    """Return the estimates behind ``answers.json`` by key, over employers like these."""
    found: dict[str, Estimate] = {"log_eff_ratio": effects.log_ratio(study)[0]}
    for role in (SPECIALIST, INTEGRATOR):
        found[f"hhi_{role}"] = effects.hhi(study, role)[0]
    for hub in ("top6", "top10"):
        for role in (SPECIALIST, INTEGRATOR):
            found[f"{hub}_{role}"] = effects.feature_share(study, role, hub, "located")[0]
        found[f"{hub}_gap"] = effects.feature_gap(study, SPECIALIST, INTEGRATOR, hub, "located")[0]
    found["nontech_gap"] = effects.feature_gap(
        study, INTEGRATOR, SPECIALIST, "nontech", "sector known"
    )[0]
    found["trend_gap"] = effects.trend_gap(study)[0]
    found["remote_gap"] = effects.feature_gap(study, SPECIALIST, INTEGRATOR, "remote")[0]
    return found
