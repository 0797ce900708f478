"""The effects that the hypotheses and the answers are made of, each for both populations.

Every function returns (employers like these, these postings).
"""

from __future__ import annotations

from dataclasses import replace
from math import exp

import numpy as np

from analysis.by_metro import MIN_GOLD
from analysis.concentration import Replicates
from analysis.frame import Floats
from analysis.moments import DEFINITION
from analysis.result import Estimate
from analysis.shares import difference, share, slope
from analysis.study import NO_DIFFERENCE, Study
from analysis.words import CORRECTIONS

Pair = tuple[Estimate, Estimate]
SPECIALIST, INTEGRATOR = "specialist", "integrator"
ALPHA, EDGE = 0.05, 1e-9


def hhi(study: Study, definition: str) -> Pair:
    """Cross-employer HHI over metros; its interval is symmetric in logs, and ends at 1."""
    name = f"HHI of {definition}"
    if why := space_limit(study) or gold_limit(study, definition):
        return study.refused(name, (definition,), "index", why)
    values = study.hhi(definition)
    if why := impossible(values, within=_alike(study)):
        return study.refused(name, (definition,), "index", why)
    pair = _index(study, name, values, (definition,), "index")
    return _within(_in_logs(pair[0]), 0.0), _within(_in_logs(pair[1]), 0.0)


def log_ratio(study: Study, first: str = SPECIALIST, second: str = INTEGRATOR) -> Pair:
    """log(HHI of the first / HHI of the second): how many times as many metros the second uses."""
    name = "log ratio of effective metros"
    if why := space_limit(study) or gold_limit(study, first, second):
        return study.refused(name, (first, second), "log ratio", why)
    a, b = study.hhi(first), study.hhi(second)
    if why := impossible(a, b, within=_alike(study)):
        return study.refused(name, (first, second), "log ratio", why)
    values = log_of_ratio(a, b)
    return _index(study, name, values, (first, second), "log ratio")


def correction_gap(study: Study, other: Study, definition: str) -> Pair:
    """log(HHI of a study / of the same under another correction): zero where both hold.

    The first is the more precise where its assumption holds, the second needs none: a test of the
    assumption after Hausman (1978), with the variance of the difference from paired replicates.
    """
    name = CORRECTIONS
    if why := space_limit(other) or gold_limit(other, definition):
        return study.refused(name, (definition,), "log ratio", why)
    a, b = study.hhi(definition), other.hhi(definition)
    if why := impossible(a, within=_alike(study)) or impossible(b, within=_alike(other)):
        return study.refused(name, (definition,), "log ratio", why)
    return _index(other, name, log_of_ratio(a, b), (definition,), "log ratio")


def impossible(*indices: Replicates, within: str) -> str:
    """Say that a label correction took an HHI out of 0 to 1 and what may be why, or nothing.

    ``within`` is where the correction takes labels to err alike; empty where it does not.
    """
    for values in indices:
        if values.full < -EDGE or values.full > 1 + EDGE:
            other = f", or labels that err differently within one {within}" if within else ""
            return (
                f"too few gold labels{other}: corrected by them an HHI comes out as "
                f"{values.full:.3g}, which is not between 0 and 1"
            )
    return ""


def log_of_ratio(first: Replicates, second: Replicates) -> Replicates:
    """Return log(first/second) of two indices with their replicates; NaN where one is not > 0."""
    label = None
    if first.without_label is not None and second.without_label is not None:
        label = _log(first.without_label) - _log(second.without_label)
    return Replicates(
        float(_log(np.array(first.full)) - _log(np.array(second.full))),
        _log(first.without_employer) - _log(second.without_employer),
        label,
    )


def feature_share(
    study: Study, definition: str, feature: str, whole: str = "one", name: str = ""
) -> Pair:
    """Share of a feature among the postings of a definition."""
    label = name or f"{feature} share"
    if why := _feature_limit(study, feature):
        return study.refused(label, (definition,), "share", why)
    estimand = share(study.table, definition, feature, whole)
    like, these = study.linear(label, study.table, estimand, (definition,), whole)
    return in_range(like), in_range(these)


def feature_gap(
    study: Study, first: str, second: str, feature: str, whole: str = "one", name: str = ""
) -> Pair:
    """Share of a feature in the first definition less that in the second."""
    table, label = study.table, name or f"{feature} gap"
    if why := _feature_limit(study, feature):
        return study.refused(label, (first, second), "share", why)
    estimand = difference(share(table, first, feature, whole), share(table, second, feature, whole))
    return gap_in_range(study.linear(label, table, estimand, (first, second), whole))


def trend(study: Study, definition: str) -> Pair:
    """Slope per month of the share outside the top ten, over located postings."""
    name, unit = "trend outside top10", "share per month"
    if why := time_limit(study) or _feature_limit(study, "top10"):
        return study.refused(name, (definition,), unit, why)
    estimand = slope(study.table, definition, "outside", "located", "month")
    return study.linear(name, study.table, estimand, (definition,), "located", unit)


def trend_gap(study: Study, first: str = INTEGRATOR, second: str = SPECIALIST) -> Pair:
    """Slope of the first definition less that of the second."""
    name, unit, table = "trend gap outside top10", "share per month", study.table
    if why := time_limit(study) or _feature_limit(study, "top10"):
        return study.refused(name, (first, second), unit, why)
    estimand = difference(
        slope(table, first, "outside", "located", "month"),
        slope(table, second, "outside", "located", "month"),
    )
    return study.linear(name, table, estimand, (first, second), "located", unit)


def space_limit(study: Study) -> str:
    """Say why nothing can be said of metros, or nothing."""
    used = np.unique(study.cells.metro[study.cells.counts.sum(axis=1) > 0])
    if len(used) == 0:
        placed = bool(study.panel.metro.counts.any())
        return "all postings with a metro are remote" if placed else "no posting has a metro"
    return "all located postings are in one metro" if len(used) == 1 else ""


def gold_limit(study: Study, *definitions: str) -> str:
    """Say why a study that corrects labels metro by metro has too few for it, or nothing."""
    if not study.by_metro:
        return ""
    panel, drawn = study.panel, study.panel.located & (study.panel.gold >= 0)
    for name in definitions:
        groups = DEFINITION[name]
        count = int(np.sum((groups[panel.role[drawn]] > 0) | (groups[panel.gold[drawn]] > 0)))
        if count < MIN_GOLD:
            return (
                f"it needs {MIN_GOLD} gold labels of on-site postings that are {name} or "
                f"predicted so; there are {count}"
            )
    least = study.settings.min_gold
    return f"it needs {least} gold labels in all" if study.gold is None else ""


def time_limit(study: Study) -> str:
    """Say why nothing can be said of a trend, or nothing."""
    months = len(np.unique(study.panel.month[study.panel.located]))
    if months == 0:
        return space_limit(study)
    if months < study.settings.min_months:
        return f"{months} month of postings is a snapshot: a trend needs later crawls"
    return ""


def _feature_limit(study: Study, feature: str) -> str:
    """Say why a share of this feature would be an artefact of the panel, or nothing."""
    if feature in study.settings.hubs:
        known = set(study.panel.metro.names)
        why = space_limit(study)
        if not why and not known.intersection(study.settings.hubs[feature]):
            return f"no posting is in a metro of the list {feature}: check the metro ids"
        return why
    if feature == "nontech" and not study.features["sector known"].any():
        return "no posting has a sector"
    return ""


def _index(
    study: Study, name: str, values: Replicates, definitions: tuple[str, ...], unit: str
) -> Pair:
    sizes = study.table.size(*definitions, feature="located")
    sample = study.sample(*definitions, where=study.features["located"])
    return study.estimates(
        name, values, definitions, sizes, sample, unit, note=_correction_note(study)
    )


def _alike(study: Study) -> str:
    return "" if study.by_metro else "kind of place"


def _correction_note(study: Study) -> str:
    return "" if study.by_metro else study.correction.note


def _log(values: Floats) -> Floats:
    positive = values > 0
    logs: Floats = np.where(positive, np.log(np.where(positive, values, 1.0)), np.nan)
    return logs


def _in_logs(row: Estimate) -> Estimate:
    """Move a symmetric interval to the log scale by the delta method."""
    if row.estimate is None or row.half_width is None or row.estimate <= 0:
        return row
    factor = exp(min(row.half_width / row.estimate, 50.0))
    return replace(row, lo=row.estimate / factor, hi=row.estimate * factor)


def in_range(row: Estimate) -> Estimate:
    """Keep a share and its interval between 0 and 1; the correction can overshoot.

    Where all employers have none or all of it, the bound is the exact binomial one (Clopper and
    Pearson 1934) with the effective employers as trials.
    """
    return _within(_at_the_edge(row), 0.0)


def gap_in_range(pair: Pair) -> Pair:
    """Keep a gap of two shares and its interval between -1 and 1."""
    return _within(pair[0], -1.0), _within(pair[1], -1.0)


def _within(row: Estimate, low: float) -> Estimate:
    kept = {
        name: min(max(value, low), 1.0)
        for name in ("estimate", "lo", "hi")
        if (value := getattr(row, name)) is not None
    }
    return replace(row, **kept)


def _at_the_edge(row: Estimate) -> Estimate:
    none, every = (row.estimate is not None and abs(row.estimate - at) < EDGE for at in (0, 1))
    if row.note != NO_DIFFERENCE or not (none or every):
        return row
    bound = (ALPHA / 2) ** (1 / max(row.sample.effective_employers, 1.0))
    span = (0.0, 1 - bound) if none else (bound, 1.0)
    return replace(row, lo=span[0], hi=span[1], note="exact bound: all employers agree")
