"""Shares of a definition's postings by a category, with intervals where employers allow them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from analysis.columns import Coded
from analysis.conclude import Rows
from analysis.effects import SPECIALIST, gap_in_range, in_range
from analysis.frame import Floats
from analysis.moments import Moments
from analysis.result import Estimate
from analysis.shares import difference, share
from analysis.study import Study

INTEGRATOR = "integrator"
DESCRIPTIVE = "fewer than {count} employers in the cell: descriptive only"


def containing(column: Coded, words: Sequence[str]) -> Floats:
    """Mark (1.0) rows whose value contains one of the words."""
    names = [name for name in column.names if any(word in name.lower() for word in words)]
    return column.within(names).astype(float)


def by_value(study: Study, column: Coded, definitions: Sequence[str], limit: int = 20) -> Rows:
    """One row a value of the column: share, interval, postings and employers per definition.

    Values are the ``limit`` most frequent among postings whose value is known.
    """
    counts = np.bincount(column.codes[column.codes >= 0], minlength=len(column.names))
    chosen = [column.names[i] for i in np.argsort(-counts, kind="stable")[:limit] if counts[i]]
    features = {name: column.within([name]).astype(float) for name in chosen}
    known = (column.codes >= 0).astype(float)
    table = study.moments({"one": np.ones(len(known)), "known": known, **_prefixed(features)})
    return tuple(
        row(name, one_share(study, table, definition, features[name], f"value:{name}"))
        for name in chosen
        for definition in definitions
    )


def one_share(
    study: Study, table: Moments, definition: str, feature: Floats, part: str, whole: str = "known"
) -> Estimate:
    """Share of one feature with its interval taken away where too few employers stand behind it."""
    estimand = share(table, definition, part, whole)
    found = in_range(study.linear(part, table, estimand, (definition,), whole)[0])
    sample = study.sample(definition, where=feature)
    found = replace(found, sample=sample)
    least = study.settings.min_cell_employers
    if sample.employers >= least:
        return found
    note = found.note or DESCRIPTIVE.format(count=least)
    return replace(found, lo=None, hi=None, p=None, se=None, df=None, note=note)


def gap_of(
    study: Study, table: Moments, name: str, part: str, whole: str = "known"
) -> tuple[Estimate, Estimate]:
    """Share of a feature among specialists less that among integrators."""
    pair = (SPECIALIST, INTEGRATOR)
    estimand = difference(*(share(table, definition, part, whole) for definition in pair))
    return gap_in_range(study.linear(name, table, estimand, pair, whole))


def row(value: str, found: Estimate) -> dict[str, object]:
    """One row of a table of shares."""
    return {
        "value": value,
        "definition": found.definition,
        "share": found.estimate,
        "lo": found.lo,
        "hi": found.hi,
        "postings": found.sample.postings,
        "employers": found.sample.employers,
        "note": found.note,
    }


def _prefixed(features: Mapping[str, Floats]) -> dict[str, Floats]:
    return {f"value:{name}": feature for name, feature in features.items()}
