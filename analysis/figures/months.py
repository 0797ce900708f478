"""From all postings to the trend of shares outside the hubs, by month first seen."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from analysis.figures import trend
from analysis.figures.chart import Chart, Stamp
from analysis.figures.trend import Point, month_name
from analysis.frame import Panel
from analysis.settings import Settings
from analysis.tables import queries
from analysis.tables.ratio import ratio
from analysis.tables.table import Cell, Column, Table
from analysis.tables.tally import owned

CLASSES = {"specialist": "specialist", "integrator": "integrator", "none": "not AI"}
MIN_EMPLOYERS = 3


def build(panel: Panel, settings: Settings, crawls: Sequence[str], *, stamp: Stamp) -> Chart | None:
    """Draw the flow of first-seen postings; None where fewer months than a trend needs."""
    months = [int(month) for month in np.unique(panel.month)]
    if len(months) < settings.min_months:
        return None
    outside = panel.located * (1 - panel.metro.fraction_in(settings.hubs["top10"]))
    series: dict[str, list[Point]] = {}
    rows: list[tuple[Cell, ...]] = []
    for role, name in CLASSES.items():
        for month in months:
            mass = panel.mass() * panel.located * (panel.month == month)
            whole = owned(panel, mass, name)
            share, bounds = ratio(owned(panel, mass * outside, name), whole)
            employers = int((whole > 0).sum())
            rows.append((month_name(month), name, share, bounds, float(whole.sum()), employers))
            if share is not None and bounds is not None and employers >= MIN_EMPLOYERS:
                series.setdefault(role, []).append(Point(month, share, *bounds))
    if not series:
        return None
    query = queries.trend(settings.hubs["top10"])
    ticks = sorted({crawl_month(date) for date in crawls})
    return trend.draw(series, ticks, data(rows, query), stamp=stamp)


def crawl_month(date: str) -> float:
    """The month of an ISO date, counted from year 0, with the day as its part."""
    year, month, day = (int(part) for part in date[:10].split("-"))
    return year * 12 + month - 1 + (day - 1) / 31


def data(rows: list[tuple[Cell, ...]], query: str) -> Table:
    """The months behind the lines."""
    return Table(
        key="trend",
        title="Share of new postings outside the ten hubs",
        columns=(Column("Month first seen"), Column("Class"), Column("Share outside", "share"),
                 Column("95 % interval", "share"), Column("Jobs", "count"),
                 Column("Employers", "count")),
        rows=tuple(rows),
        note=(
            "Postings by the month in which they were first seen, on-site or hybrid, all metros; "
            "the ten hubs are a fixed list. Bands: 95 % employer jackknife. No smoothing. The "
            "first month holds what was open when crawling began. Months with fewer than three "
            "employers are not drawn."
        ),
        query=query,
    )  # fmt: skip
