"""The settings that were fixed before the data, as a table."""

from __future__ import annotations

from analysis.settings import Settings
from analysis.tables.table import Cell, Column, Table


def table(settings: Settings) -> Table:
    """Smallest effects, level, hub lists and technology sectors."""
    rows: list[tuple[Cell, ...]] = [
        (f"Smallest effect of {name}", f"{value:.4g}") for name, value in settings.sesoi.items()
    ]
    rows += [
        ("Level of intervals", f"{settings.level:.0%}"),
        ("Weights", "on" if settings.weighted else "off"),
        ("Technology sectors", ", ".join(settings.tech_sectors)),
    ]
    rows += [(f"Metros of {name}", " ".join(ids)) for name, ids in settings.hubs.items()]
    return Table(
        key="settings",
        title="Fixed before the run",
        columns=(Column("Setting"), Column("Value")),
        rows=tuple(rows),
        note="From the settings file of the analysis, stamped into every result.",
    )
