"""H2: integrator postings reach further outside technology than specialist postings."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from analysis import effects
from analysis.concentration import concentration, sector_cells
from analysis.conclude import conclude
from analysis.confusion import correction
from analysis.effects import INTEGRATOR, SPECIALIST, Pair
from analysis.moments import DEFINITION
from analysis.result import HypothesisResult
from analysis.study import Study
from analysis.variants import named, reweighted, without_largest
from analysis.verdict import decide

TITLE = "Integrator postings reach further outside technology sectors than specialist postings"
STAFFING = (
    "Staffing and consulting employers post for clients in other industries: their own sector "
    "says little about where the work is."
)


def h2(study: Study) -> HypothesisResult:
    """Test H2 by the gap in the share outside technology sectors."""
    effect = _gap(study)
    decision = decide(effect[0], study.settings.sesoi["H2"], study.settings)
    return conclude(
        study,
        "H2",
        TITLE,
        effect[0],
        decision,
        sesoi="H2",
        family="primary",
        estimates=[effect, *_beside(study)],
        warnings=(STAFFING,),
    )


def _gap(study: Study) -> Pair:
    return effects.feature_gap(study, INTEGRATOR, SPECIALIST, "nontech", "sector known")


def _beside(study: Study) -> Iterator[Pair]:
    for definition in DEFINITION:
        yield effects.feature_share(study, definition, "nontech", "sector known")
    yield _effective_sectors(study)
    found = {
        "largest employer left out": without_largest(study, SPECIALIST, INTEGRATOR),
        "unweighted" if study.settings.weighted else "weighted": reweighted(study),
    }
    for suffix, variant in found.items():
        if variant is not None:
            yield named(_gap(variant), suffix)


def _effective_sectors(study: Study) -> Pair:
    """log(HHI over sectors of specialists / of integrators), labels corrected by sector kind."""
    name, pair = "log ratio of effective sectors", (SPECIALIST, INTEGRATOR)
    known = study.features["sector known"]
    if len(study.panel.sector.names) < 2:
        return study.refused(name, pair, "log ratio", "fewer than two sectors")
    tech = known - study.features["nontech"]
    kinds = np.column_stack([tech, study.features["nontech"]])
    fix = correction(study.panel, study.gold, kinds)
    forms = concentration(sector_cells(study.panel, study.mass, study.settings.tech_sectors))
    first, second = (forms.index(definition, fix) for definition in pair)
    if why := effects.impossible(first, second, within="kind of sector"):
        return study.refused(name, pair, "log ratio", why)
    values = effects.log_of_ratio(first, second)
    sizes = study.table.size(*pair, feature="sector known")
    sample = study.sample(*pair, where=known)
    return study.estimates(name, values, pair, sizes, sample, "log ratio", note=fix.note)
