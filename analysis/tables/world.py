"""Countries and the metros of the world by class, beside published levels."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from analysis.frame import Panel
from analysis.published.facts import rows as published
from analysis.tables import queries
from analysis.tables.breakdown import breakdown, everyone
from analysis.tables.places import country_name, metro_name, state_of
from analysis.tables.quotients import MIN_EMPLOYERS, quotients
from analysis.tables.ratio import ratio
from analysis.tables.table import Cell, Column, Table
from analysis.tables.tally import Tally, by_country, by_metro, shares
from db.placement import Metro

MOST = 15
CLASSES = ("specialist", "integrator")


def countries(panel: Panel, metros: Mapping[str, Metro]) -> Table:
    """Jobs by country, their AI share with interval, quotients, and Indeed's AI share."""
    tally = by_country(panel, panel.mass(), metros)
    owners = everyone(tally)
    order = np.argsort(-tally.totals("any AI"), kind="stable")
    names = [tally.names[i] for i in order if owners[i] >= MIN_EMPLOYERS]
    kept = tally.keep(names)
    found = {name: quotients(tally, kept, name) for name in CLASSES}
    intensity = {name: _intensity(tally, name) for name in names}
    indeed = _indeed()
    rows: list[tuple[Cell, ...]] = []
    for name in names:
        place, column = kept.names.index(name), tally.names.index(name)
        cells: list[Cell] = [country_name(name), int(owners[column])]
        for role in CLASSES:
            cells += [float(tally.totals(role)[column]), *found[role].row(place)]
        rows.append((*cells, *intensity[name], indeed.get(name)))
    return Table(
        key="countries",
        title="Countries",
        columns=(
            Column("Country"), Column("Employers", "count"), Column("Specialist jobs", "count"),
            Column("Specialist quotient", "ratio", "quotient"),
            Column("Specialist quotient 95 %", "ratio", "95 % interval"),
            Column("Integrator jobs", "count"),
            Column("Integrator quotient", "ratio", "quotient"),
            Column("Integrator quotient 95 %", "ratio", "95 % interval"),
            Column("AI share of the country's jobs", "share"),
            Column("AI share 95 %", "share", "95 % interval"),
            Column("Indeed's AI share", "share"),
        ),
        rows=tuple(rows),
        note=(
            "Country of the metro, else the first country that the location names, so remote jobs "
            "are in; countries with three employers or more. Quotient: share of the class over "
            "the country's share of not-AI jobs, shrunk towards 1; a dash where fewer than five "
            "are expected. Indeed: AI "
            f"share of its postings, {_indeed_month()} (Indeed Hiring Lab, CC BY 4.0), another "
            "definition and another sample."
        ),
        query=queries.BY_COUNTRY,
        visible=MOST,
    )  # fmt: skip


def _intensity(tally: Tally, country: str) -> tuple[Cell, Cell]:
    only = tally.keep([country])
    part, rest = only.own("any AI"), only.own("not AI")
    return ratio(part, part + rest)


def _indeed_month() -> str:
    return max(row["month"] for row in published("indeed_monthly_share_pct"))


def _indeed() -> dict[str, float]:
    month = _indeed_month()
    return {
        row["country"]: float(row["mean_share_pct"]) / 100
        for row in published("indeed_monthly_share_pct")
        if row["month"] == month
    }


def cities(panel: Panel, metros: Mapping[str, Metro]) -> Table:
    """Metros of the whole world by class."""
    return breakdown(
        by_metro(panel, panel.mass()),
        CLASSES,
        key="cities",
        title="Metros of the world",
        first="Metro",
        label=lambda name: metro_name(name, metros),
        note="On-site and hybrid; shares are of all located jobs of the class in the world.",
        query=queries.by_place("metro, country", "metro_id"),
        visible=MOST,
    )


def states(panel: Panel, metros: Mapping[str, Metro]) -> Table:
    """US states by AI jobs, beside two published distributions."""
    tally = by_metro(panel, panel.mass())
    groups: dict[str, list[str]] = {}
    for name in tally.names:
        state = state_of(metros[name]) if name in metros else None
        if state:
            groups.setdefault(state, []).append(name)
    merged = tally.keep([n for found in groups.values() for n in found]).merge(groups, "none")
    found, owners = shares(merged, "any AI"), everyone(merged)
    index = {row["state"]: row for row in published("ai_index_2023_state_counts_2022")}
    survey = {row["state"]: row for row in published("ncses_skti23_state_2016_2021")}
    rows = [
        (
            merged.names[i], int(owners[i]), float(found.count[i]), *found.row(int(i)),
            _published(index, merged.names[i], "share_of_795624"),
            _published(survey, merged.names[i], "state_share_of_us_ai"),
            _published(survey, merged.names[i], "state_share_of_us_all"),
        )
        for i in np.argsort(-found.count, kind="stable")
        if owners[i] >= MIN_EMPLOYERS and merged.names[i] != "none"
    ]  # fmt: skip
    return Table(
        key="states",
        title="US states: any AI, beside published distributions",
        columns=(
            Column("State"), Column("Employers", "count"), Column("Any AI jobs", "count"),
            Column("Any AI share", "share", "share"),
            Column("Share 95 %", "share", "95 % interval"),
            Column("AI Index 2022", "share"), Column("NCSES 2016-21, AI", "share"),
            Column("NCSES 2016-21, all postings", "share"),
        ),
        rows=tuple(rows),
        note=(
            "A metro over a state border counts in the first state of its name. Published: "
            "Stanford AI Index 2023 (Lightcast, 2022) and NCSES SKTI-23 (October 2016 to "
            "September 2021); wider definitions of AI and all employers, so levels differ."
        ),
        query=queries.US_METROS,
        visible=MOST,
    )  # fmt: skip


def _published(rows: Mapping[str, Mapping[str, str]], state: str, column: str) -> float | None:
    value = rows.get(state, {}).get(column, "")
    return float(value) if value else None
