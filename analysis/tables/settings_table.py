"""The settings that were fixed before the data, as a table."""

from __future__ import annotations

from collections.abc import Mapping

from analysis import words
from analysis.settings import Settings
from analysis.tables.places import metro_name
from analysis.tables.sectors import sector_name
from analysis.tables.table import Cell, Column, Table
from db.placement import Metro

UNITS = {"H1": "log ratio", "H3": "share per month"}
"""Units of smallest effects that are not gaps between shares."""


def table(settings: Settings, metros: Mapping[str, Metro]) -> Table:
    """Smallest effects in the units of their verdicts, level, technology sectors, hub lists."""
    rows: list[tuple[Cell, ...]] = [
        (f"Smallest effect of {name.replace('_', ', ')}", smallest(name, value))
        for name, value in settings.sesoi.items()
    ]
    rows += [
        ("Level of intervals", f"{100 * settings.level:g} %"),
        ("Weights", "on" if settings.weighted else "off"),
        ("Technology sectors", "; ".join(dict.fromkeys(map(sector_name, settings.tech_sectors)))),
    ]
    rows += [
        (
            f"Metros of the list {name.replace('_', ' ')}",
            "; ".join(metro_name(key, metros) for key in ids),
        )
        for name, ids in settings.hubs.items()
    ]
    return Table(
        key="settings",
        title="Fixed before the run",
        columns=(Column("Setting"), Column("Value")),
        rows=tuple(rows),
        note="From the settings file of the analysis, stamped into every result.",
    )


def smallest(name: str, value: float) -> str:
    """A smallest effect as the report writes effects; of H1 it is a ratio of metros."""
    text = words.size(UNITS.get(name, "share"), value)
    return f"{text} times" if name == "H1" else text
