"""The named rows that a hypothesis carries, as tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from analysis.result import HypothesisResult
from analysis.tables.effects import rerun
from analysis.tables.sectors import plain, sector_name
from analysis.tables.table import Cell, Column, Table

KINDS = {
    "share": "share",
    "outside_gap": "points",
    "gap": "points",
    "between": "points",
    "within": "points",
    "p": "p",
    "p_adjusted": "p",
    "postings": "count",
    "employers": "count",
    "labels": "count",
    "jobs": "count",
}
HEADS = {
    "outside_gap": "Outside the hubs, against any AI",
    "p_adjusted": "p (Benjamini-Hochberg)",
    "definition": "Class",
    "gini_at_equal_jobs": "Gini at equal jobs",
    "theil_at_equal_jobs": "Theil at equal jobs",
    "gap": "Gap of predicted roles",
    "between": "Between employers",
    "within": "Within employers",
    "true": "Truly",
}


def table(
    result: HypothesisResult, name: str, *, key: str, title: str, note: str, most: int = 40
) -> Table | None:
    """The rows called ``name`` of a hypothesis; None where it has none."""
    rows = dict(result.tables).get(name, ())
    if not rows:
        return None
    keys = [key for key in rows[0] if key not in ("lo", "hi")]
    # Rows of one attribute, such as seniority, hold its values under that name.
    columns = [column(name if key == "value" else key) for key in keys]
    bounded = "lo" in rows[0]
    if bounded:
        # The interval stands beside the number that it is of, which comes right before it.
        place = list(rows[0]).index("lo")
        columns.insert(place, Column("95 % interval", columns[place - 1].kind))
    return Table(
        key=key,
        title=title,
        columns=tuple(columns),
        rows=tuple(cells(row, keys, place if bounded else None) for row in rows[:most]),
        note=note,
        query=rerun(result.hypothesis),
    )


def column(key: str) -> Column:
    """The column of a key: its heading and kind."""
    kind = KINDS.get(key, "text")
    if key.startswith(("gini", "theil")):
        kind = "ratio"
    return Column(HEADS.get(key, plain(key)), kind)


def cells(row: Mapping[str, Any], keys: Sequence[str], place: int | None) -> tuple[Cell, ...]:
    """The values of one row, with the interval at ``place``."""
    found: list[Cell] = [sector_name(v) if isinstance(v := row[key], str) else v for key in keys]
    if place is not None:
        found.insert(place, None if row["lo"] is None else (row["lo"], row["hi"]))
    return tuple(found)
