"""The tables of one metro's page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from analysis.figures.trend import month_name
from analysis.frame import Panel
from analysis.settings import Settings
from analysis.tables.employers import plain as plain_employer
from analysis.tables.places import metro_name
from analysis.tables.quotients import MIN_EMPLOYERS, quotients
from analysis.tables.ranking import shown_metros
from analysis.tables.ranks import rank_intervals
from analysis.tables.ratio import Measured, ratio
from analysis.tables.sectors import plain, sector_name
from analysis.tables.table import Cell, Column, Table
from analysis.tables.tally import Tally, by_metro, by_skill, by_value, owned, shares
from db.placement import Metro

CLASSES = ("specialist", "integrator", "any AI", "keyword", "not AI")
AI_CLASSES = ("specialist", "integrator")
MOST = 10
PEERS = 6


def universe(panel: Panel, metro_id: str) -> Tally:
    """The metros that a metro is ranked among: those of the US, or all others."""
    tally = by_metro(panel, panel.mass())
    us = metro_id.startswith("cbsa:")
    return tally.keep([name for name in tally.names if name.startswith("cbsa:") == us])


def standing(panel: Panel, metro_id: str) -> Table:
    """Jobs, share, rank and quotient of the metro by class, each with its interval."""
    tally = universe(panel, metro_id)
    rows = [_standing_row(tally, metro_id, name) for name in CLASSES]
    return Table(
        key="standing",
        title="Open jobs, rank and quotient by class",
        columns=(
            Column("Class"), Column("Jobs", "count"), Column("Employers", "count"),
            Column("Share", "share"), Column("Share 95 %", "share", "95 % interval"),
            Column("Rank", "count"), Column("Rank interval", "count"), Column("Of", "count"),
            Column("Quotient", "ratio"), Column("Quotient 95 %", "ratio", "95 % interval"),
        ),
        rows=tuple(rows),
        note=(
            "On-site and hybrid; a job in k metros counts 1/k in each. Ranks are among metros with "
            "three employers or more; no rank is given below that."
        ),
    )  # fmt: skip


def _standing_row(tally: Tally, metro_id: str, definition: str) -> tuple[Cell, ...]:
    if metro_id not in tally.names:
        return (definition, 0, 0, *([None] * 7))
    place = tally.names.index(metro_id)
    found = shares(tally, definition)
    names = shown_metros(tally, definition)
    head: tuple[Cell, ...] = (definition, float(found.count[place]), int(found.employers[place]))
    if metro_id not in names:
        return (*head, *([None] * 7))
    kept = tally.keep(names)
    low, high = rank_intervals(kept, definition)
    own = kept.names.index(metro_id)
    parts: tuple[Cell, Cell] = (None, None)
    if definition != "not AI":
        parts = quotients(tally, tally.keep([metro_id]), definition).row(0)
    ranks = (float(low[own]), float(high[own]))
    return (*head, *found.row(place), names.index(metro_id) + 1, ranks, len(names), *parts)


def trend(panel: Panel, metro_id: str, settings: Settings) -> Table | None:
    """The metro's share of its country's new postings by month; None for too few months."""
    months = [int(month) for month in np.unique(panel.month)]
    if len(months) < settings.min_months:
        return None
    rows: list[tuple[Cell, ...]] = []
    for month in months:
        tally = by_metro(panel, panel.mass() * (panel.month == month))
        us = metro_id.startswith("cbsa:")
        kept = tally.keep([name for name in tally.names if name.startswith("cbsa:") == us])
        merged = kept.merge({"here": [metro_id]}, "elsewhere")
        cells: list[Cell] = [month_name(month)]
        for name in AI_CLASSES:
            found = shares(merged, name)
            few = found.employers[0] < MIN_EMPLOYERS
            cells += [float(found.count[0]), *((None, None) if few else found.row(0))]
        rows.append(tuple(cells))
    columns = [Column("Month first seen")]
    for name in AI_CLASSES:
        head = name.capitalize()
        columns += [
            Column(f"{head} jobs", "count"), Column(f"{head} share", "share"),
            Column(f"{head} 95 %", "share", "95 % interval"),
        ]  # fmt: skip
    return Table(
        key="metro-trend",
        title="New postings by month",
        columns=tuple(columns),
        rows=tuple(rows),
        note=(
            "Share of all metros of the United States, or of all others; a dash below three "
            "employers. The first month holds what was open when crawling began."
        ),
    )


def employers(here: Panel, mass: np.ndarray) -> Table:
    """The employers with most AI jobs in the metro."""
    own = {name: owned(here, mass, name) for name in (*AI_CLASSES, "not AI")}
    ai = own["specialist"] + own["integrator"]
    rows: list[tuple[Cell, ...]] = [
        (plain_employer(here.employer.names[i]), *(float(own[name][i]) for name in own))
        for i in np.argsort(-ai, kind="stable")[:MOST]
        if ai[i] > 0
    ]
    heads = ("Specialist", "Integrator", "Not AI")
    return Table(
        key="metro-employers",
        title="Employers with most AI jobs",
        columns=(Column("Employer"), *(Column(head, "count") for head in heads)),
        rows=tuple(rows),
        note="A census of the crawled boards.",
    )


def skills(here: Panel, everywhere: Panel, mass: np.ndarray) -> Table:
    """Skills of the metro's AI jobs beside those of AI jobs everywhere."""
    local, world = by_skill(here, mass), by_skill(everywhere, everywhere.mass())
    base = owned(here, mass, "any AI"), owned(everywhere, everywhere.mass(), "any AI")
    return _beside("metro-skills", "Skills of AI jobs", "Skill", local, world, base, plain)


def industries(here: Panel, everywhere: Panel, mass: np.ndarray) -> Table:
    """Industries of the metro's AI jobs beside those of AI jobs everywhere."""
    local = by_value(here, here.sector, mass)
    world = by_value(everywhere, everywhere.sector, everywhere.mass())
    base = owned(here, mass, "any AI"), owned(everywhere, everywhere.mass(), "any AI")
    title = "Industries of AI jobs"
    return _beside("metro-industries", title, "Industry", local, world, base, sector_name)


def _beside(
    key: str,
    title: str,
    first: str,
    local: Tally,
    world: Tally,
    base: tuple[np.ndarray, np.ndarray],
    label: object,
) -> Table:
    here, there = shares(local, "any AI", base[0]), shares(world, "any AI", base[1])
    named = label if callable(label) else str
    rows = [
        (named(local.names[i]), float(here.count[i]), int(here.employers[i]), *here.row(int(i)),
         *there.row(world.names.index(local.names[i])))
        for i in np.argsort(-here.count, kind="stable")[:MOST]
        if here.count[i] > 0
    ]  # fmt: skip
    return Table(
        key=key,
        title=title,
        columns=(
            Column(first), Column("Jobs", "count"), Column("Employers", "count"),
            Column("Here", "share"), Column("Here 95 %", "share", "95 % interval"),
            Column("Everywhere", "share"), Column("Everywhere 95 %", "share", "95 % interval"),
        ),
        rows=tuple(rows),
        note="Share of the AI jobs here and in all metros together.",
    )  # fmt: skip


def peers(metro: Metro, metros: Mapping[str, Metro], present: Sequence[str]) -> list[str]:
    """Metros with postings that are nearest in population, the metro first."""
    if metro.population is None:
        return [metro.metro_id]
    us = metro.metro_id.startswith("cbsa:")
    others = [
        name
        for name in present
        if name != metro.metro_id
        and name.startswith("cbsa:") == us
        and name in metros
        and metros[name].population
    ]
    own = float(np.log(metro.population))
    others.sort(key=lambda name: abs(float(np.log(metros[name].population or 1)) - own))
    return [metro.metro_id, *others[: PEERS - 1]]


def side_by_side(panel: Panel, names: Sequence[str], metros: Mapping[str, Metro]) -> Table:
    """Metros as rows: AI share of their jobs, share and quotient of both roles, all bounded."""
    rows: list[tuple[Cell, ...]] = []
    for name in names:
        tally = universe(panel, name)
        people = metros[name].population if name in metros else None
        cells: list[Cell] = [metro_name(name, metros), people]
        if name not in tally.names:
            rows.append((*cells, 0, *([None] * 10)))
            continue
        only = tally.keep([name])
        cells += [int(sum(only.employers_of("any AI"))), *intensity(only)]
        for role in AI_CLASSES:
            found = shares(tally, role)
            place = tally.names.index(name)
            few = found.employers[place] < MIN_EMPLOYERS
            cells += [*((None, None) if few else found.row(place))]
            cells += [*quotients(tally, only, role).row(0)]
        rows.append(tuple(cells))
    columns = [
        Column("Metro"), Column("People", "count"), Column("AI employers", "count"),
        Column("AI share of its jobs", "share", "AI share"),
        Column("AI share 95 %", "share", "95 % interval"),
    ]  # fmt: skip
    for role in AI_CLASSES:
        head = role.capitalize()
        columns += [
            Column(f"{head} share", "share", f"{head}s"),
            Column(f"{head} share 95 %", "share", "95 %"),
            Column(f"{head} quotient", "ratio"),
            Column(f"{head} quotient 95 %", "ratio", "95 %"),
        ]  # fmt: skip
    return Table(
        key="peers",
        title="Side by side",
        columns=tuple(columns),
        rows=tuple(rows),
        whole=True,
        note=(
            "Shares are of the role's located jobs in the US, or outside it; quotients are over "
            "not-AI jobs, shrunk towards 1; a dash below three employers or five expected jobs."
        ),
    )


def intensity(only: Tally) -> Measured:
    """AI share of the jobs of a tally."""
    part = only.own("any AI")
    return ratio(part, part + only.own("not AI"))
