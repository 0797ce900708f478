"""Published figures as tables: those that ours are held against, and all others that ship."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.figures.published import SOURCES, data, own, table_rows
from analysis.published.facts import benchmarks, find
from analysis.result import HypothesisResult
from analysis.tables.table import Column, Table


def own_table(results: Sequence[HypothesisResult]) -> Table:
    """The numbers behind the comparison with Brookings."""
    from dataclasses import replace

    rows = []
    for result in results:
        if result.hypothesis in SOURCES:
            hub, title, source = SOURCES[result.hypothesis]
            rows += table_rows(result, title, find(*source), own(result, hub))
    return replace(data(rows), key="brookings-table", title="The same in numbers")


def table() -> Table:
    """Every published figure that ships, with source and confidence."""
    rows = tuple(
        (b.geography, b.period, b.metric, f"{b.value:g}", b.source, b.read_at, b.confidence, b.note)
        for b in benchmarks()
    )
    heads = ("Geography", "Period", "Measure", "Value", "Source", "Read at", "Confidence", "Note")
    return Table(
        key="published",
        title="Published figures shipped with roleatlas",
        columns=tuple(Column(name, file_only=name in ("Read at", "Note")) for name in heads),
        rows=rows,
        note=(
            "High: the publisher's own text or a direct quotation; medium: second-hand. None is "
            "quoted from memory. Where each was read, and notes, are in the CSV."
        ),
        visible=12,
    )
