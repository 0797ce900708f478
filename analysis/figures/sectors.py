"""From open postings to the paired dot plot of industries."""

from __future__ import annotations

from dataclasses import replace

from analysis.figures import dots
from analysis.figures.chart import Chart, Stamp
from analysis.figures.dots import Dot
from analysis.tables import sectors
from analysis.tables.table import Table
from analysis.tables.tally import Tally, shares

CLASSES = {"specialist": "specialist", "integrator": "integrator", "none": "not AI"}


def build(tally: Tally, data: Table, *, stamp: Stamp) -> Chart | None:
    """Draw every industry of the table by class; None where no industry is known."""
    categories = [str(row[0]) for row in data.rows]
    if not categories:
        return None
    found: dict[tuple[str, str], Dot] = {}
    for role, name in CLASSES.items():
        part = shares(tally, name)
        for place, code in enumerate(tally.names):
            label = sectors.sector_name(code)
            if label in categories and part.count.sum():
                share, bounds = part.row(place)
                found[label, role] = Dot(share, *(bounds or (None, None)))
    named = replace(
        data,
        key="industry-dots",
        title="Industries by class",
        note=f"Lines: 95 % employer-jackknife intervals. {data.note}",
    )
    return dots.draw(categories, found, named, stamp=stamp)
