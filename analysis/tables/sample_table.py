"""The sample card as tables: where the rows come from, and how they are spread over employers."""

from __future__ import annotations

from dataclasses import fields

import numpy as np

from analysis.frame import Panel
from analysis.tables import queries
from analysis.tables.sample import SampleCard
from analysis.tables.table import UNKNOWN, Cell, Column, Table, number
from analysis.tables.tally import owned
from analysis.words import counted

COLUMNS = (Column("What"), Column("Value"))
QUERY = "SELECT * FROM coverage"
BOARDS_QUERY = """SELECT outcome, count(*) AS boards FROM board_health
WHERE NOT coalesce(complete, 0) GROUP BY outcome ORDER BY boards DESC"""
DEFINITIONS = ("specialist", "integrator", "any AI", "keyword", "not AI")
LARGEST = 5


def card(sample: SampleCard) -> Table:
    """Every entry of the card; what is not known says so."""
    rows: list[tuple[Cell, ...]] = [
        (field.metadata["label"], shown(getattr(sample, field.name), field.metadata["kind"]))
        for field in fields(sample)
        if "label" in field.metadata
    ]
    return Table(
        key="sample",
        title="Sample card",
        columns=COLUMNS,
        rows=tuple(rows),
        note="Stale postings are those that nothing refreshes any more; they are in no statistic.",
        query=QUERY,
    )


def shown(value: str | float | None, kind: str) -> str:
    """A value of the card in words."""
    if value is None:
        return "unknown"
    return value if isinstance(value, str) else number(kind, value)


def failures(sample: SampleCard) -> Table | None:
    """Why boards failed, by reason; None where none did."""
    if not sample.failures:
        return None
    ordered = sorted(sample.failures.items(), key=lambda item: (-item[1], item[0]))
    return Table(
        key="failures",
        title="Boards that were not read in full",
        columns=(Column("Outcome"), Column("Boards", "count")),
        rows=tuple(ordered),
        note="A board that was not read in full closes no posting.",
        query=BOARDS_QUERY,
    )


def employers(panel: Panel) -> Table:
    """Postings, jobs, employers, effective employers and the largest employers' share by class."""
    rows = [_employer_row(panel, definition) for definition in DEFINITIONS]
    return Table(
        key="employers-by-class",
        title="What each class rests on",
        columns=(
            Column("Class"), Column("Postings", "count"), Column("Jobs", "count"),
            Column("Employers", "count"), Column("Effective employers", "count"),
            Column("Largest employer", "share"), Column("Five largest", "share"),
            Column("Hand labels", "count"),
        ),
        rows=tuple(rows),
        note=(
            "All postings of the window, remote ones included. Effective employers: how many "
            "equal employers would carry as much information, (sum n)² / sum n²."
        ),
        query=queries.EFFECTIVE_EMPLOYERS,
    )  # fmt: skip


def _employer_row(panel: Panel, definition: str) -> tuple[Cell, ...]:
    own = owned(panel, panel.mass(), definition)
    total = float(own.sum())
    postings = float(owned(panel, np.ones(len(panel)), definition).sum())
    gold = float(owned(panel, (panel.gold >= 0).astype(float), definition).sum())
    if total == 0:
        return (definition, postings, 0.0, 0, None, None, None, gold)
    top = np.sort(own)[::-1]
    return (
        definition,
        postings,
        total,
        int((own > 0).sum()),
        round(total**2 / float(np.sum(own**2)), 1),
        float(top[0] / total),
        float(top[:LARGEST].sum() / total),
        gold,
    )


def window_words(sample: SampleCard, panel: Panel) -> str:
    """Window of crawls and the model in one line; unknown parts are left out."""
    parts = [f"Crawled: {sample.window()}"]
    for label, value in (("model", sample.model), ("gazetteer", sample.gazetteer)):
        if value and value != UNKNOWN:
            parts.append(f"{label} {value}")
    seen = f"{counted(len(panel), 'posting')} of {counted(len(panel.employer.names), 'employer')}"
    parts.append(f"{seen} in the statistics")
    return "; ".join(parts) + "."
