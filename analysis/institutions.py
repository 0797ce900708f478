"""H8: research roles are advertised by industry more than by universities."""

from __future__ import annotations

import numpy as np

from analysis.breakdown import containing, one_share, row
from analysis.conclude import Rows, conclude
from analysis.effects import SPECIALIST, Pair, gap_in_range
from analysis.frame import Floats
from analysis.moments import Moments
from analysis.result import HypothesisResult
from analysis.shares import difference, share
from analysis.study import Study
from analysis.verdict import decide

TITLE = "Specialist research roles are advertised by industry more than by universities"
NOT_A_FLOW = (
    "A stock of advertisements says nothing of people who move from universities to industry, and "
    "universities rarely advertise on the boards that are crawled."
)
KINDS = ("industry", "university", "government")


def h8(study: Study) -> HypothesisResult:
    """Compare the shares of industry and university among specialist research postings."""
    features = _features(study)
    name = "industry less university among research postings"
    rows: Rows = ()
    if features is None:
        effect = study.refused(name, (SPECIALIST,), "share", "no posting has an employer type")
    else:
        table = study.moments(features)
        effect = _gap(study, name, table)
        shares = (one_share(study, table, SPECIALIST, features[kind], kind) for kind in KINDS)
        rows = tuple(row(kind, found) for kind, found in zip(KINDS, shares, strict=True))
    decision = decide(effect[0], study.settings.sesoi["H8"], study.settings)
    return conclude(
        study,
        "H8",
        TITLE,
        effect[0],
        decision,
        sesoi="H8",
        estimates=[effect],
        tables=(("research postings by kind of employer", rows),),
        warnings=(NOT_A_FLOW,),
    )


def _gap(study: Study, name: str, table: Moments) -> Pair:
    estimand = difference(
        share(table, SPECIALIST, "industry", "known"),
        share(table, SPECIALIST, "university", "known"),
    )
    if not np.any(table.size(SPECIALIST, feature="known") > 0):
        why = "no specialist research posting has an employer type"
        return study.refused(name, (SPECIALIST,), "share", why)
    return gap_in_range(study.linear(name, table, estimand, (SPECIALIST,), "known"))


def _features(study: Study) -> dict[str, Floats] | None:
    column = study.panel.employer_type
    if not column.names:
        return None
    research = study.panel.research.astype(float)
    known = (column.codes >= 0) * research
    university = containing(column, study.settings.words["university"]) * research
    government = containing(column, study.settings.words["government"]) * research
    return {
        "known": known,
        "university": university,
        "government": government,
        "industry": known - np.maximum(university, government),
    }
