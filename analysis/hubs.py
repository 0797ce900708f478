"""H5: specialist postings are in the established hubs, by kind of employer and by country."""

from __future__ import annotations

from collections.abc import Iterator

from analysis import effects
from analysis.breakdown import by_value
from analysis.conclude import Rows, conclude
from analysis.effects import INTEGRATOR, SPECIALIST, Pair
from analysis.result import HypothesisResult
from analysis.study import Study
from analysis.verdict import decide

TITLE = "Specialist postings are in the core hubs more than integrator postings"
DEMAND_ONLY = (
    "Postings show where employers look for people. They do not show where people are, come from "
    "or move to: flows of talent are not tested."
)


def h5(study: Study) -> HypothesisResult:
    """Test H5 by the gap in the share of the core hubs; tables by employer type and country."""
    effect = effects.feature_gap(study, SPECIALIST, INTEGRATOR, "core", "located")
    decision = decide(effect[0], study.settings.sesoi["H5"], study.settings)
    return conclude(
        study,
        "H5",
        TITLE,
        effect[0],
        decision,
        sesoi="H5",
        estimates=[effect, *_hubs(study)],
        tables=(*_by(study, "employer type"), *_by(study, "country")),
        warnings=(DEMAND_ONLY,),
    )


def _hubs(study: Study) -> Iterator[Pair]:
    for hub in ("core", "secondary"):
        for definition in (SPECIALIST, INTEGRATOR, "any AI", "not AI"):
            yield effects.feature_share(study, definition, hub, "located")


def _by(study: Study, name: str) -> tuple[tuple[str, Rows], ...]:
    column = study.panel.country if name == "country" else study.panel.employer_type
    if not column.names:
        return ()
    return ((name, by_value(study, column, (SPECIALIST, INTEGRATOR, "not AI"))),)
