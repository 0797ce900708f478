"""H6: specialist and integrator postings differ in how often they are remote."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from analysis import effects
from analysis.breakdown import gap_of
from analysis.conclude import conclude
from analysis.effects import INTEGRATOR, SPECIALIST, Pair
from analysis.moments import DEFINITION
from analysis.result import HypothesisResult
from analysis.study import Study
from analysis.variants import named, without_largest
from analysis.verdict import decide

TITLE = "Specialist postings are remote more often than integrator postings"
APART = "Remote postings are in no metro: shares of metros are of located postings only."


def h6(study: Study) -> HypothesisResult:
    """Test H6 by the gap in the share of remote postings."""
    effect = _gap(study)
    decision = decide(effect[0], study.settings.sesoi["H6"], study.settings)
    return conclude(
        study,
        "H6",
        TITLE,
        effect[0],
        decision,
        sesoi="H6",
        estimates=[effect, *_beside(study)],
        warnings=(APART,),
    )


def _gap(study: Study) -> Pair:
    return effects.feature_gap(study, SPECIALIST, INTEGRATOR, "remote")


def _beside(study: Study) -> Iterator[Pair]:
    for definition in DEFINITION:
        yield effects.feature_share(study, definition, "remote")
    hybrid = study.panel.mode.within(["hybrid"]).astype(float)
    if hybrid.any():
        table = study.moments({"one": np.ones(len(hybrid)), "hybrid": hybrid})
        yield gap_of(study, table, "hybrid gap", "hybrid", "one")
    smaller = without_largest(study, SPECIALIST, INTEGRATOR)
    if smaller is not None:
        yield named(_gap(smaller), "largest employer left out")
