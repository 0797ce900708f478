"""Puts an effect, its verdict and everything beside it into one result."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from analysis.gold import ENOUGH_GOLD, TOO_NARROW
from analysis.result import Estimate, HypothesisResult
from analysis.study import Study
from analysis.verdict import Decision

FEW_EMPLOYERS = 30
Rows = tuple[dict[str, Any], ...]


def conclude(
    study: Study,
    key: str,
    title: str,
    effect: Estimate,
    decision: Decision,
    *,
    sesoi: str,
    family: str = "exploratory",
    estimates: Iterable[tuple[Estimate, Estimate]] = (),
    tables: tuple[tuple[str, Rows], ...] = (),
    warnings: tuple[str, ...] = (),
) -> HypothesisResult:
    """Return the result of one hypothesis; general warnings are added to its own."""
    return HypothesisResult(
        hypothesis=key,
        title=title,
        verdict=decision.verdict,
        reason=decision.reason,
        effect=effect,
        sesoi=study.settings.sesoi[sesoi],
        mde=decision.mde,
        family=family,
        estimates=tuple(row for pair in estimates for row in pair),
        tables=tables,
        warnings=(*general_warnings(study, effect), *warnings),
        settings=study.settings.stamp(sesoi),
    )


def general_warnings(study: Study, effect: Estimate) -> tuple[str, ...]:
    """Return what a reader must know whatever the hypothesis."""
    found: list[str] = []
    if study.gold is None:
        found.append(
            "No gold labels: the predicted labels are taken as right, and the interval does not "
            "hold label error. Label about 900 postings drawn by design."
        )
    elif len(study.gold.rows) < ENOUGH_GOLD:
        found.append(
            f"Only {len(study.gold.rows)} gold labels: with fewer than {ENOUGH_GOLD} {TOO_NARROW}; "
            "gaps and ratios of two roles hold. Label about 900 postings drawn by design."
        )
    effective = effect.sample.effective_employers
    if 0 < effective < FEW_EMPLOYERS:
        found.append(
            f"The effective number of employers is {effective:.0f}: the interval is wide, and "
            "more employers would narrow it where more postings would not."
        )
    return tuple(found)
