"""Kinds of employer: where each advertises its specialists, and who advertises research."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from analysis.frame import SPECIALIST, Panel
from analysis.settings import Settings
from analysis.tables import queries
from analysis.tables.breakdown import breakdown
from analysis.tables.places import TIERS, tiers
from analysis.tables.quotients import MIN_EMPLOYERS
from analysis.tables.sectors import sector_name
from analysis.tables.table import Cell, Column, Table
from analysis.tables.tally import by_metro, by_value, shares
from analysis.tables.tier_queries import specialists_by_kind
from db.placement import Metro

CLASSES = ("specialist", "integrator", "not AI")


def table(panel: Panel) -> Table:
    """Share of each class by kind of employer."""
    return breakdown(
        by_value(panel, panel.employer_type, panel.mass()),
        CLASSES,
        key="employer-kinds",
        title="Kinds of employer",
        first="Kind",
        label=sector_name,
        note="Kind as the model reads it from the posting; postings of unknown kind left out.",
        query=queries.by_posting("employer_type"),
    )


def by_tier(panel: Panel, metros: Mapping[str, Metro], settings: Settings) -> Table:
    """Where each kind of employer advertises its specialist roles."""
    groups = tiers(panel.metro.names, metros, settings)
    rows: list[tuple[Cell, ...]] = []
    # Kinds come in the order of their specialist jobs.
    own = by_value(panel, panel.employer_type, panel.mass())
    order = np.argsort(-own.totals("specialist"), kind="stable")
    for kind in (own.names[i] for i in order):
        mass = panel.mass() * panel.employer_type.within([kind])
        tally = by_metro(panel, mass).merge(groups, "unknown")
        found = shares(tally, "specialist")
        owners = tally.owners("specialist")
        if owners < MIN_EMPLOYERS:
            continue
        cells = [value for place in range(len(TIERS)) for value in found.row(place)]
        rows.append((sector_name(kind), float(found.count.sum()), owners, *cells))
    columns = [Column("Kind of employer"), Column("Specialist jobs", "count"),
               Column("Employers", "count")]  # fmt: skip
    for tier in TIERS:
        columns += [Column(tier, "share"), Column(f"{tier} 95 %", "share", "95 % interval")]
    return Table(
        key="employer-kinds-by-place",
        title="Where each kind of employer advertises its specialists",
        columns=tuple(columns),
        rows=tuple(rows),
        note=(
            "Located jobs; shares of a row add up to the whole. Kinds with fewer than three "
            "employers of specialists left out; below ten employers an interval is rough."
        ),
        query=specialists_by_kind(settings),
    )


def research(panel: Panel) -> Table:
    """Specialist postings with a research title, by kind of employer."""
    # Only specialist postings: employers of others with such a title do not count.
    mass = panel.mass() * panel.research * (panel.role == SPECIALIST)
    return breakdown(
        by_value(panel, panel.employer_type, mass),
        ("specialist",),
        key="research",
        title="Research roles by kind of employer",
        first="Kind",
        label=sector_name,
        note=(
            "Specialist postings whose title says research or scientist. A stock of open roles, "
            "not a flow of people between universities and industry."
        ),
        query=queries.RESEARCH,
    )
