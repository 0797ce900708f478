"""Unevenness over metros by quarter: the cross-employer CV² of location quotients."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from analysis.figures import style
from analysis.figures.chart import Chart, Stamp, finish
from analysis.figures.lorenz import line_look
from analysis.figures.trend import month_name
from analysis.result import HypothesisResult
from analysis.tables.table import Column, Table

Rows = Sequence[Mapping[str, Any]]
SHIFT = {"specialist": -0.08, "integrator": 0.08}
NOTE = (
    "Squared coefficient of variation of location quotients, weighted by the not-AI postings and "
    "counted between employers only, so that it does not fall merely because postings grow. 0: "
    "spread as all other work. Bars: 95 % employer jackknife. Postings by quarter first seen."
)


def build(result: HypothesisResult, *, stamp: Stamp) -> Chart | None:
    """Draw the quarters of H3; None for fewer than two with an interval."""
    found = dict(result.tables).get("diffusion by quarter", ())
    rows = [row for row in found if row["cv2"] is not None and row["lo"] is not None]
    if len({row["first_month"] for row in rows}) < 2:
        return None
    return draw(rows, data(found), stamp=stamp)


def draw(rows: Rows, table: Table, *, stamp: Stamp) -> Chart:
    """Draw a point with its interval for each quarter and class."""
    from matplotlib.figure import Figure

    quarters = sorted({int(row["first_month"]) for row in rows})
    with style.house(table.key):
        figure = Figure(figsize=(style.WIDE, 3.4), layout="constrained")
        axes = figure.subplots()
        for role, shift in SHIFT.items():
            own = [row for row in rows if row["definition"] == role]
            x = [quarters.index(int(row["first_month"])) + shift for row in own]
            axes.plot(x, [row["cv2"] for row in own], marker="o", **line_look(role))
            for place, row in zip(x, own, strict=True):
                axes.plot([place] * 2, [row["lo"], row["hi"]], color=style.COLOURS[role])
        axes.axhline(0, color=style.MUTED, linewidth=0.8)
        axes.set_xticks(range(len(quarters)), [quarter_name(month) for month in quarters])
        axes.set_xlim(-0.5, len(quarters) - 0.5)
        axes.set_ylabel("Unevenness (CV²)")
        axes.grid(True, axis="y")
        axes.legend(loc="upper left", ncols=2, bbox_to_anchor=(0, 1.14))
        return finish(figure, table, alt(rows), stamp=stamp)


def quarter_name(month: int) -> str:
    """``2026 Q1`` of a quarter's first month counted from year 0."""
    return f"{month // 12} Q{month % 12 // 3 + 1}"


def data(rows: Rows) -> Table:
    """The quarters behind the points."""
    return Table(
        key="diffusion",
        title="How unevenly each role is spread, by quarter",
        columns=(
            Column("Quarter"), Column("From"), Column("Class"), Column("CV²", "ratio"),
            Column("95 % interval", "ratio"), Column("Postings", "count"),
            Column("Employers", "count"), Column("Note"),
        ),
        rows=tuple(
            (
                quarter_name(row["first_month"]), month_name(row["first_month"]),
                row["definition"], row["cv2"],
                None if row["lo"] is None else (row["lo"], row["hi"]),
                row["postings"], row["employers"], row["note"],
            )
            for row in rows
        ),
        note=NOTE,
        query="roleatlas test DB --hypothesis H3 --json",
    )  # fmt: skip


def alt(rows: Rows) -> str:
    """Every point in words."""
    parts = [
        f"{row['definition']} {quarter_name(row['first_month'])} {row['cv2']:.2f}" for row in rows
    ]
    return "Unevenness over metros by quarter: " + "; ".join(parts) + "."
