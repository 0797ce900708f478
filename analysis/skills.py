"""H7: integrator work asks for less seniority; and which skills travel out of the hubs."""

from __future__ import annotations

import numpy as np

from analysis.breakdown import by_value, containing, gap_of
from analysis.columns import Incidence
from analysis.conclude import Rows, conclude
from analysis.effects import INTEGRATOR, SPECIALIST, gap_in_range
from analysis.multiplicity import benjamini_hochberg
from analysis.pay import pay_gap, stated
from analysis.result import HypothesisResult
from analysis.shares import difference, share
from analysis.study import Study
from analysis.verdict import decide

TITLE = "Specialist postings ask for senior people more than integrator postings"
NOT_HELD = (
    "Degrees and years of experience are not columns of the panel: only seniority is tested. "
    "That learning online removes the barrier is a claim about people, and not tested."
)
MAX_SKILLS = 40
MIN_SKILL_EMPLOYERS = 10


def h7(study: Study) -> HypothesisResult:
    """Test H7 by the gap in the share of senior postings; skills by kind of metro beside it."""
    column, pair = study.panel.seniority, (SPECIALIST, INTEGRATOR)
    if column.names:
        known = (column.codes >= 0).astype(float)
        senior = containing(column, study.settings.words["senior"])
        table = study.moments({"one": np.ones(len(known)), "known": known, "senior": senior})
        effect = gap_of(study, table, "senior gap", "senior")
        levels = by_value(study, column, pair)
    else:
        effect = study.refused("senior gap", pair, "share", "no posting has a seniority")
        levels = ()
    decision = decide(effect[0], study.settings.sesoi["H7"], study.settings)
    return conclude(
        study,
        "H7",
        TITLE,
        effect[0],
        decision,
        sesoi="H7",
        estimates=[effect, pay_gap(study)],
        tables=(("seniority", levels), ("skills that travel", skills_by_place(study))),
        warnings=(NOT_HELD, *stated(study)),
    )


def skills_by_place(study: Study) -> Rows:
    """For each skill, the share outside the top ten against that of all AI postings.

    Rows carry a Benjamini-Hochberg adjusted p; skills of fewer than ten employers are left out.
    """
    found = []
    for code in _frequent(study.panel.skill, study.members("any AI")):
        features = _features(study, code)
        table = study.moments(features)
        estimand = difference(
            share(table, "any AI", "outside with skill", "with skill"),
            share(table, "any AI", "outside", "located"),
        )
        name = study.panel.skill.names[code]
        row = gap_in_range(study.linear(name, table, estimand, ("any AI",), "with skill"))[0]
        sample = study.sample("any AI", where=features["with skill"])
        if row.answered and sample.employers >= MIN_SKILL_EMPLOYERS:
            found.append((row, sample))
    adjusted = benjamini_hochberg([row.p or 0.0 for row, _ in found])
    return tuple(
        {
            "skill": row.name,
            "outside_gap": row.estimate,
            "lo": row.lo,
            "hi": row.hi,
            "p_adjusted": p,
            "postings": sample.postings,
            "employers": sample.employers,
        }
        for (row, sample), p in zip(found, adjusted, strict=True)
    )


def _frequent(skill: Incidence, members: np.ndarray) -> list[int]:
    if not skill.names:
        return []
    counts = np.bincount(skill.indices[members[skill.rows]], minlength=len(skill.names))
    order = np.argsort(-counts, kind="stable")[:MAX_SKILLS]
    return [int(code) for code in order if counts[code] > 0]


def _features(study: Study, code: int) -> dict[str, np.ndarray]:
    skill, located = study.panel.skill, study.features["located"]
    has = np.zeros(len(study.panel))
    has[skill.rows[skill.indices == code]] = 1.0
    outside = study.features["outside"]
    return {
        "located": located,
        "outside": outside,
        "with skill": has * located,
        "outside with skill": has * outside,
    }
