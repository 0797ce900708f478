"""From open postings to the heat map of location quotients."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from analysis.figures import heat
from analysis.figures.chart import Chart, Stamp
from analysis.frame import Panel
from analysis.tables import queries
from analysis.tables.places import metro_name
from analysis.tables.quotients import SHRINK, quotients
from analysis.tables.ranking import us_metros
from analysis.tables.table import Cell, Column, Table
from analysis.tables.tally import by_metro
from db.placement import Metro

ROLES = {
    "specialist": "specialist",
    "integrator": "integrator",
    "keyword": "keyword",
    "any": "any AI",
}
MOST = 30


def build(panel: Panel, metros: Mapping[str, Metro], *, stamp: Stamp) -> Chart | None:
    """Draw the US metros with most AI postings by definition; None where all are suppressed."""
    whole = by_metro(panel, panel.mass()).keep(us_metros(panel))
    order = np.argsort(-whole.totals("any AI"), kind="stable")[:MOST]
    kept = whole.keep([whole.names[i] for i in order])
    found = {role: quotients(whole, kept, name) for role, name in ROLES.items()}
    tiles, rows = {}, []
    names = [whole.names[i] for i in order]
    for name in names:
        place = kept.names.index(name)
        for role, part in found.items():
            value, bounds = part.row(place)
            rows.append((metro_name(name, metros), role, value, bounds))
            if value is not None:
                tiles[metro_name(name, metros), role] = heat.Tile(value, part.sure(place))
    shown = [metro_name(name, metros) for name in names]
    shown = [name for name in shown if any((name, role) in tiles for role in ROLES)]
    if not shown:
        return None
    return heat.draw(shown, list(ROLES), tiles, data(tuple(rows)), stamp=stamp)


def data(rows: tuple[tuple[Cell, ...], ...]) -> Table:
    """The quotients behind the tiles."""
    return Table(
        key="quotients",
        title="Location quotients by metro and class",
        columns=(Column("Metro"), Column("Class"), Column("Quotient", "ratio"),
                 Column("95 % interval", "ratio")),
        rows=rows,
        note=(
            "Share of the class in the metro over the metro's share of not-AI jobs of the same "
            f"employers' boards; observed and expected each {SHRINK:g} jobs larger, so small "
            "metros are drawn towards 1. Dot: the 95 % employer-jackknife interval excludes 1. "
            "Empty: fewer than three employers or fewer than five expected jobs. Open, on-site "
            "or hybrid, US metros with most AI jobs."
        ),
        query=queries.US_METROS,
    )  # fmt: skip
