"""Share of each role's new postings outside the hubs by month, with employer-jackknife bands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analysis.figures import style
from analysis.figures.chart import Chart, Stamp, finish
from analysis.figures.lorenz import line_look
from analysis.tables.table import Table


@dataclass(frozen=True, slots=True)
class Point:
    """One month (year*12 + month-1) of a role: share and interval, as fractions."""

    month: int
    share: float
    lo: float
    hi: float


def draw(
    series: Mapping[str, Sequence[Point]],
    crawls: Sequence[float],
    data: Table,
    *,
    stamp: Stamp,
) -> Chart:
    """Draw the series unsmoothed; months of crawls are ticked on the axis."""
    from matplotlib.figure import Figure

    with style.house(data.key):
        figure = Figure(figsize=(style.WIDE, 3.9), layout="constrained")
        axes = figure.subplots()
        for role, points in series.items():
            months = [point.month for point in points]
            look = line_look(role)
            axes.plot(months, [100 * p.share for p in points], marker="o", markersize=3.5, **look)
            axes.fill_between(
                months, [100 * p.lo for p in points], [100 * p.hi for p in points],
                color=style.COLOURS[role], alpha=0.13, linewidth=0,
            )  # fmt: skip
        if crawls:
            axes.plot(
                crawls, [0.02] * len(crawls), "|", color=style.INK, markersize=9,
                transform=axes.get_xaxis_transform(), label="Crawl", clip_on=False,
            )  # fmt: skip
        shown = sorted({p.month for points in series.values() for p in points})
        axes.set_xticks(shown, [month_name(month) for month in shown])
        axes.tick_params(axis="x", rotation=45)
        axes.set_ylabel("Postings outside the ten hubs, %")
        axes.grid(True, axis="y")
        axes.legend(loc="upper left", ncols=4, bbox_to_anchor=(0, 1.14))
        return finish(figure, data, alt(series), stamp=stamp)


def month_name(month: int) -> str:
    """``2026-03`` of a month counted from year 0."""
    return f"{month // 12:04d}-{month % 12 + 1:02d}"


def alt(series: Mapping[str, Sequence[Point]]) -> str:
    """First and last value of each series, in words."""
    parts = [
        f"{style.NAMES[role]} {points[0].share:.0%} to {points[-1].share:.0%}"
        for role, points in series.items()
        if points
    ]
    return "Share of new postings outside the ten hubs by month: " + "; ".join(parts) + "."
