"""Named groups of metros: Brookings' tiers, hubs of the world, and the fixed lists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from analysis.frame import Panel
from analysis.settings import Settings
from analysis.tables import queries
from analysis.tables.places import metro_name
from analysis.tables.quotients import MIN_EMPLOYERS, quotients
from analysis.tables.sectors import plain
from analysis.tables.table import Cell, Column, Table
from analysis.tables.tally import Tally, by_metro, shares
from db.placement import Metro

DEFINITIONS = ("keyword", "specialist", "integrator", "any AI", "not AI")
NAMES = {
    "bay": "Bay Area (San Francisco and San Jose)",
    "top6": "Six coastal metros (Brookings 2023)",
    "top10": "Ten hubs (most computer jobs, OEWS 2025)",
    "early_adopters": "Bay Area and 13 early adopters (Brookings 2021)",
    "core": "Core hubs of the world",
    "secondary": "Secondary hubs of the world",
    "brookings-2021-superstars": "Superstars (Brookings 2021)",
    "brookings-2021-early-adopters": "Early adopters without the superstars (Brookings 2021)",
    "brookings-2023-genai-six": "Six coastal metros (Brookings 2023)",
    "brookings-2025-superstars": "Superstars (Brookings 2025)",
    "brookings-2025-star-hubs": "Star hubs named in the press (Brookings 2025)",
    "brookings-2025-emerging-centers": "Emerging centers named in the press (Brookings 2025)",
    "secondary-hubs": "Secondary hubs outside the United States",
    "bay-area": "Bay Area (San Francisco and San Jose)",
    "dc-baltimore": "Washington and Baltimore",
    "research-triangle": "Research Triangle",
}
WORLD = ("core", "secondary")


def abroad(members: Sequence[str]) -> bool:
    """Whether a group holds metros outside the United States."""
    return any(not name.startswith("cbsa:") for name in members)


def table(panel: Panel, groups: Mapping[str, Sequence[str]], settings: Settings) -> Table:
    """Share of every group under every definition, with intervals; US groups are of US jobs."""
    everywhere = by_metro(panel, panel.mass())
    home = everywhere.keep([name for name in everywhere.names if name.startswith("cbsa:")])
    wanted: dict[tuple[str, ...], str] = {}
    for name, members in (*settings.hubs.items(), *groups.items()):
        wanted.setdefault(tuple(sorted(members)), name)
    rows = [
        _row(everywhere if abroad(members) else home, name, members)
        for members, name in wanted.items()
    ]
    columns = [Column("Group"), Column("Metros", "count")]
    for name in DEFINITIONS:
        columns += [Column(name.capitalize() if name[0] != "a" else "Any AI", "share"),
                    Column(f"{name} 95 %", "share", "95 % interval")]  # fmt: skip
    return Table(
        key="groups",
        title="Groups of metros",
        columns=tuple(columns),
        rows=tuple(rows),
        note=(
            "Lists fixed before the data. Shares of open on-site and hybrid jobs with a US metro; "
            "groups with metros elsewhere are shares of all located jobs."
        ),
        query=queries.groups(
            {name: members for members, name in wanted.items()},
            [name for members, name in wanted.items() if abroad(members)],
        ),
    )


def _row(tally: Tally, name: str, members: tuple[str, ...]) -> tuple[Cell, ...]:
    merged = tally.merge({"group": members}, "others")
    cells: list[Cell] = [NAMES.get(name, plain(name.replace("-", " "))), len(members)]
    for definition in DEFINITIONS:
        found = shares(merged, definition)
        cells += [*found.row(0)] if found.count.sum() else [None, None]
    return tuple(cells)


def hubs(panel: Panel, metros: Mapping[str, Metro], settings: Settings) -> Table:
    """Core and secondary hubs of the world one by one: specialists, share, quotient."""
    tally = by_metro(panel, panel.mass())
    wanted = [(name, kind) for kind in WORLD for name in settings.hubs[kind]]
    kept = tally.keep([name for name, _ in wanted])
    found, parts = shares(tally, "specialist"), quotients(tally, kept, "specialist")
    rows: list[tuple[Cell, ...]] = []
    for name, kind in wanted:
        if name not in kept.names:
            rows.append((metro_name(name, metros), kind, 0, 0, None, None, None, None))
            continue
        place, own = tally.names.index(name), kept.names.index(name)
        few = found.employers[place] < MIN_EMPLOYERS
        share, bounds = (None, None) if few else found.row(place)
        rows.append(
            (metro_name(name, metros), kind, float(found.count[place]),
             int(found.employers[place]), share, bounds, *parts.row(own))
        )  # fmt: skip
    return Table(
        key="hubs",
        title="Specialist roles in core and secondary hubs",
        columns=(
            Column("Metro"), Column("Kind"), Column("Specialist jobs", "count"),
            Column("Employers", "count"), Column("Share of the world's", "share"),
            Column("Share 95 %", "share", "95 % interval"), Column("Quotient", "ratio"),
            Column("Quotient 95 %", "ratio", "95 % interval"),
        ),
        rows=tuple(rows),
        note=(
            "The list of hubs is fixed; shares of metros with fewer than three employers are left "
            "out. A hub without postings here may have many elsewhere: boards in English on a few "
            "tracking systems are crawled."
        ),
        query=queries.by_place("metro", "metro_id", " AND role = 'specialist'"),
    )  # fmt: skip
