"""The top metros of a role, after Brookings' Table 1, with an interval on everything."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from analysis.frame import Panel
from analysis.tables import queries
from analysis.tables.quotients import MIN_EMPLOYERS, Quotients, quotients
from analysis.tables.ranks import LARGEST, cross_fitted_top, group_share, rank_intervals
from analysis.tables.table import Cell, Column, Table
from analysis.tables.tally import Shares, Tally, by_metro, shares
from db.placement import Metro

VISIBLE = 10
BASELINE = "not AI"
TITLES = {
    "specialist": "specialist roles",
    "integrator": "integrator roles",
    "keyword": "postings with a generative-AI keyword",
    "any AI": "any AI role",
    "not AI": "not AI (the yardstick)",
}
COLUMNS = (
    Column("Rank", "count"),
    Column("Metro"),
    Column("Postings", "count"),
    Column("Jobs", "count"),
    Column("Employers", "count"),
    Column("Share", "share"),
    Column("Share 95 %", "share", "95 % interval"),
    Column("Quotient", "ratio"),
    Column("Quotient 95 %", "ratio", "95 % interval"),
    Column("Rank interval", "count"),
)


def us_metros(panel: Panel) -> list[str]:
    """Metro ids of the panel that are core-based statistical areas."""
    return [name for name in panel.metro.names if name.startswith("cbsa:")]


def shown_metros(tally: Tally, definition: str) -> list[str]:
    """Metros with enough employers, largest first, at most ``LARGEST``."""
    count, employers = tally.totals(definition), tally.employers_of(definition)
    order = np.argsort(-count, kind="stable")
    return [tally.names[i] for i in order if employers[i] >= MIN_EMPLOYERS][:LARGEST]


def ranking(panel: Panel, metros: Mapping[str, Metro], definition: str) -> Table:
    """Open postings of a definition by US metro: counts, share, quotient and rank, all bounded."""
    jobs = by_metro(panel, panel.mass()).keep(us_metros(panel))
    postings = by_metro(panel, np.ones(len(panel))).keep(us_metros(panel))
    names = shown_metros(jobs, definition)
    kept = jobs.keep(names)
    found = shares(jobs, definition)
    parts = None if definition == BASELINE else quotients(jobs, kept, definition)
    low, high = rank_intervals(kept, definition)
    order = {name: place for place, name in enumerate(kept.names)}
    whole = {name: place for place, name in enumerate(jobs.names)}
    rows = [
        _row(rank, metros, found, parts, whole[name], order[name],
             float(postings.totals(definition)[whole[name]]),
             (float(low[order[name]]), float(high[order[name]])))
        for rank, name in enumerate(names, start=1)
    ]  # fmt: skip
    return Table(
        key=f"ranking-{slug(definition)}",
        title=f"Top US metros: {TITLES[definition]}",
        columns=COLUMNS,
        rows=(*rows[:VISIBLE], *_sums(jobs, definition, names), *rows[VISIBLE:]),
        visible=min(VISIBLE, len(rows)) + len(_sums(jobs, definition, names)),
        note=_note(jobs, found, names, definition),
        query=queries.ranking(definition),
    )


def slug(definition: str) -> str:
    """A definition as part of a file name."""
    return definition.lower().replace(" ", "-")


def _row(
    rank: int,
    metros: Mapping[str, Metro],
    found: Shares,
    parts: Quotients | None,
    place: int,
    kept: int,
    postings: float,
    ranks: tuple[float, float],
) -> tuple[Cell, ...]:
    name = found.names[place]
    share, interval = found.row(place)
    quotient, bounds = parts.row(kept) if parts is not None else (None, None)
    return (
        rank,
        metros[name].name if name in metros else name,
        postings,
        float(found.count[place]),
        int(found.employers[place]),
        share,
        interval,
        quotient,
        bounds,
        ranks,
    )


def _sums(tally: Tally, definition: str, names: list[str]) -> list[tuple[Cell, ...]]:
    """The ten together: chosen on the same data, and chosen on other employers."""
    if len(names) < VISIBLE:
        return []
    share, interval = group_share(tally, definition, names[:VISIBLE])
    blank: tuple[Cell, ...] = (None, None, None, None)
    crossed = cross_fitted_top(tally, definition, VISIBLE)
    same, other = "These ten together (chosen on the same data)", "Ten chosen on other employers"
    return [
        (None, same, *blank[:3], share, interval, *blank[:3]),
        (None, other, *blank[:3], crossed, None, *blank[:3]),
    ]


def _note(tally: Tally, found: Shares, names: list[str], definition: str) -> str:
    kept = {name: True for name in names}
    left_out = sum(
        1
        for name, count in zip(tally.names, found.count, strict=True)
        if count and name not in kept
    )
    owners = tally.owners(definition)
    return (
        f"{found.count.sum():,.0f} jobs with a US metro, {owners:,} employers "
        f"(effective {found.effective_employers:,.1f}). Open, on-site or hybrid; a posting in k "
        f"metros counts 1/k in each. Left out: {left_out} metros with fewer than {MIN_EMPLOYERS} "
        "employers. Predicted roles. Quotient: share over the metro's share of not-AI postings, "
        "shrunk towards 1. Ten chosen on other employers: chosen on half of the employers and "
        "measured on the other half, free of the winner's curse. Rank interval: among the "
        "metros shown or in the CSV, simultaneous 95 %."
    )
