"""One metro's page, and several metros side by side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from analysis.columns import sum_by
from analysis.frame import Panel, panel
from analysis.settings import load_settings
from analysis.tables import metro_page
from analysis.tables.find import find, listed, namesakes
from analysis.tables.places import metro_name
from analysis.tables.table import Table
from db.panel import PanelRow
from db.placement import Metro


def page(rows: Iterable[PanelRow], metros: Mapping[str, Metro], name: str) -> list[str]:
    """The page of the metro called ``name`` (or with that id) as lines for a terminal.

    Raises ValueError when the name is unknown or ambiguous, with the names that are near.
    """
    data = panel(rows)
    metro = find(metros, name, postings(data))
    lines = [metro_name(metro.metro_id, metros), facts(metro)]
    if others := namesakes(metro, metros):
        lines.append(f"Of the same name: {listed(others)}.")
    if metro.metro_id not in data.metro.names:
        return [*lines, "", "No posting in the statistics is located here."]
    for table in tables(data, metro, metros):
        lines += ["", *table.lines()]
    least = load_settings().min_months
    if len(np.unique(data.month)) < least:
        lines += ["", f"No trend: {least} months of first-seen postings are needed."]
    return lines


def tables(data: Panel, metro: Metro, metros: Mapping[str, Metro]) -> list[Table]:
    """The tables of a metro's page; those without a row are left out."""
    stock = data.take(data.open)
    part = stock.metro.fraction_in([metro.metro_id]) * stock.located
    near = metro_page.peers(metro, metros, stock.metro.names)
    mass = stock.mass() * part
    found = [
        metro_page.standing(stock, metro.metro_id),
        metro_page.trend(data, metro.metro_id, load_settings()),
        metro_page.employers(stock, mass),
        metro_page.skills(stock, stock, mass),
        metro_page.industries(stock, stock, mass),
        metro_page.side_by_side(stock, near, metros),
    ]
    return [table for table in found if table is not None and table.rows]


def facts(metro: Metro) -> str:
    """Id, people and jobs of a metro in one line."""
    parts = [metro.metro_id]
    for label, value in (
        ("people", metro.population),
        ("jobs", metro.employment),
        ("computer and mathematical jobs", metro.computer_employment),
    ):
        if value is not None:
            parts.append(f"{value:,} {label}")
    return ", ".join(parts)


def postings(data: Panel) -> dict[str, float]:
    """Postings by metro id; one in k metros counts 1/k in each."""
    part = 1 / np.maximum(data.metro.counts, 1)
    sums = sum_by(data.metro.indices, part[data.metro.rows], len(data.metro.names))
    return dict(zip(data.metro.names, sums.tolist(), strict=True))


def compare(
    rows: Iterable[PanelRow], metros: Mapping[str, Metro], names: Sequence[str]
) -> list[str]:
    """Several metros side by side as lines for a terminal; ValueError as in ``page``."""
    data = panel(rows)
    counts = postings(data)
    chosen = [find(metros, name, counts).metro_id for name in names]
    stock = data.take(data.open)
    return metro_page.side_by_side(stock, list(dict.fromkeys(chosen)), metros).lines()
