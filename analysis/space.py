"""H1: specialist postings sit in fewer metros than integrator postings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from analysis import effects
from analysis.conclude import Rows, conclude
from analysis.effects import INTEGRATOR, SPECIALIST, Pair
from analysis.gold_report import confusion_table
from analysis.inequality import inequality_table
from analysis.moments import DEFINITION
from analysis.result import Estimate, HypothesisResult
from analysis.study import Study
from analysis.swap import profile_swap_p
from analysis.variants import (
    as_predicted,
    metro_by_metro,
    named,
    open_stock,
    reweighted,
    united_states,
    without_largest,
)
from analysis.verdict import decide
from analysis.words import BY_METRO, amount, corrections_differ

TITLE = "Specialist postings sit in fewer metros than integrator postings"
DISAGREE = (
    "Labels err differently within one kind of place (hubs, elsewhere): corrected metro by metro, "
    "an HHI differs from the one behind this verdict by more than chance. Trust the rows with "
    "labels corrected metro by metro, which assume nothing of where labels err: by them "
)
NO_ANSWER = (
    "The correction of labels by kind of place, on which the verdict rests, gives no answer here. "
    "With labels corrected metro by metro "
)


def h1(study: Study) -> HypothesisResult:
    """Test H1 by the log ratio of cross-employer HHIs, everything else beside it."""
    effect = effects.log_ratio(study)
    decision = decide(effect[0], study.settings.sesoi["H1"], study.settings)
    swap = profile_swap_p(study, SPECIALIST, INTEGRATOR) if effect[0].answered else None
    other = metro_by_metro(study)
    again = effects.log_ratio(other)
    changes = [effects.correction_gap(study, other, role) for role in (SPECIALIST, INTEGRATOR)]
    swapped: Rows = () if swap is None else ({"p": swap},)
    return conclude(
        study,
        "H1",
        TITLE,
        effect[0],
        decision,
        sesoi="H1",
        family="primary",
        estimates=[
            *(effect, *_gaps(study), *_definitions(study), *_variants(study)),
            *(named(again, BY_METRO), *_by_metro(other), *changes),
        ],
        tables=(
            ("employer profile swap", swapped),
            ("gold labels", confusion_table(study)),
            ("inequality", inequality_table(study)),
        ),
        warnings=_second_line(study, effect[0], again[0], changes),
    )


def _gaps(study: Study) -> Iterator[Pair]:
    for first, second in ((SPECIALIST, "not AI"), (INTEGRATOR, "not AI")):
        yield effects.log_ratio(study, first, second)
    for hub in ("top6", "top10"):
        yield effects.feature_gap(study, SPECIALIST, INTEGRATOR, hub, "located")


def _definitions(study: Study) -> Iterator[Pair]:
    for definition in DEFINITION:
        index = effects.hhi(study, definition)
        yield index
        yield _effective(index[0]), _effective(index[1])
        for hub in ("top6", "top10"):
            yield effects.feature_share(study, definition, hub, "located")


def _variants(study: Study) -> Iterator[Pair]:
    found = {
        "largest employer left out": without_largest(study, SPECIALIST, INTEGRATOR),
        "open postings": open_stock(study),
        "unweighted" if study.settings.weighted else "weighted": reweighted(study),
        "US metros": united_states(study),
        "labels as predicted": as_predicted(study),
    }
    for suffix, variant in found.items():
        if variant is not None:
            yield named(effects.log_ratio(variant), suffix)


def _by_metro(other: Study) -> Iterator[Pair]:
    for role in (SPECIALIST, INTEGRATOR):
        yield named(effects.hhi(other, role), BY_METRO)


def _second_line(
    study: Study, effect: Estimate, again: Estimate, changes: list[Pair]
) -> tuple[str, ...]:
    """Say what labels corrected metro by metro come to where the verdict should not stand alone."""
    if corrections_differ(gap for gap, _ in changes):
        opening = DISAGREE
    elif again.answered and not effect.answered:
        opening = NO_ANSWER
    else:
        return ()
    if not again.answered:
        return (f"{opening}the effect is not known, as {again.note}.",)
    verdict = decide(again, study.settings.sesoi["H1"], study.settings).verdict
    return (
        f"{opening}integrators use {amount(again)} times as many metros as specialists, and the "
        f"verdict would be: {verdict}.",
    )


def _effective(index: Estimate) -> Estimate:
    """1/HHI: as many equal metros would give the same chance of sharing one (Hill, q = 2)."""
    name = index.name.replace("HHI", "effective metros", 1)
    if index.estimate is None or index.estimate <= 0:
        note = index.note or "no two employers share a metro"
        return replace(index, name=name, estimate=None, lo=None, hi=None, p=None, note=note)
    lo = None if index.hi is None else 1 / index.hi
    hi = 1 / index.lo if index.lo is not None and index.lo > 0 else None
    se = None if index.se is None else index.se / index.estimate**2
    return replace(
        index, name=name, estimate=1 / index.estimate, lo=lo, hi=hi, p=None, se=se, unit="metros"
    )
