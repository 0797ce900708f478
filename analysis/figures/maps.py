"""From open postings to the twin bubble maps: the United States above, the world below."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from analysis.figures import bubbles
from analysis.figures.bubbles import MapPanel, Spot
from analysis.figures.chart import Chart, Stamp
from analysis.frame import Panel
from analysis.tables import queries
from analysis.tables.ranking import us_metros
from analysis.tables.table import Cell, Column, Table
from analysis.tables.tally import Tally, by_metro, owned
from db.placement import Metro

ROLES = ("specialist", "integrator")
CAPTION = (
    "Area of a bubble is proportional to the metro's share of the role's open on-site and hybrid "
    "jobs in the panel's area, on one scale for all four maps; hollow: fewer than three employers. "
    "The dashed bubble is remote jobs as a share of all the role's jobs. A job in k metros counts "
    "1/k in each."
)
QUERY = queries.by_place("country, metro, latitude, longitude", "metro_id")


def build(panel: Panel, metros: Mapping[str, Metro], *, stamp: Stamp) -> Chart | None:
    """Draw the maps of open postings; None where no posting of either role has a metro."""
    everywhere = by_metro(panel, panel.mass())
    panels = [
        map_panel(panel, metros, everywhere, role, scope)
        for scope in ("us", "world")
        for role in ROLES
    ]
    panels = [found for found in panels if found.spots]
    if not panels:
        return None
    return bubbles.draw(panels, data(panels), stamp=stamp)


def map_panel(
    panel: Panel, metros: Mapping[str, Metro], everywhere: Tally, role: str, scope: str
) -> MapPanel:
    """Shares, employers and the remote share of one role in one area."""
    us = scope == "us"
    tally = everywhere.keep(us_metros(panel)) if us else everywhere
    count, employers = tally.totals(role), tally.employers_of(role)
    total = float(count.sum())
    spots = tuple(
        Spot(
            short_name(place),
            place.longitude,
            place.latitude,
            float(n / total),
            int(owners),
            place.country == "US",
        )
        for name, n, owners in zip(tally.names, count, employers, strict=True)
        if n > 0 and (place := metros.get(name)) is not None
    )
    here = panel.country.within(["US"]) if us else np.ones(len(panel), dtype=bool)
    remote = float(owned(panel, panel.mass() * (panel.remote & here), role).sum())
    return MapPanel(
        role=role,
        scope=scope,
        spots=spots,
        remote=remote / (remote + total) if remote + total else None,
        postings=total,
        employers=tally.owners(role),
    )


def short_name(place: Metro) -> str:
    """The first city of a metro's name."""
    return place.name.split(",")[0].split("-")[0].split("/")[0]


def data(panels: list[MapPanel]) -> Table:
    """The rows behind the bubbles."""
    rows: list[tuple[Cell, ...]] = [
        (p.role, "United States" if p.scope == "us" else "World", s.name, s.share, s.employers)
        for p in panels
        for s in bubbles.largest(p, len(p.spots))
    ]
    rows += [(p.role, p.scope, "Remote (of all the role's jobs)", p.remote, None) for p in panels]
    columns = (
        Column("Role"), Column("Area"), Column("Metro"), Column("Share", "share"),
        Column("Employers", "count"),
    )  # fmt: skip
    return Table(
        key="map",
        title="Where each role is advertised",
        columns=columns,
        rows=tuple(rows),
        note=CAPTION,
        query=QUERY,
    )
