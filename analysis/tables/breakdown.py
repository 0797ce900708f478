"""One value of a posting (sector, country, group of metros) by class, with intervals."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from analysis.frame import Floats
from analysis.tables.quotients import MIN_EMPLOYERS
from analysis.tables.table import Cell, Column, Table
from analysis.tables.tally import Shares, Tally, shares

HEAD = {
    "specialist": "Specialist",
    "integrator": "Integrator",
    "any AI": "Any AI",
    "keyword": "Keyword",
    "not AI": "Not AI",
}


def breakdown(
    tally: Tally,
    definitions: Sequence[str],
    *,
    key: str,
    title: str,
    first: str,
    label: Callable[[str], str],
    note: str,
    query: str,
    visible: int | None = None,
    whole: Callable[[str], Floats] | None = None,
) -> Table:
    """Jobs, share and interval of each category under each definition, most AI jobs first.

    Categories with fewer than three employers in all are left out; ``whole`` gives each
    employer's count that shares are of, where that is more than the categories together.
    """
    found = {name: shares(tally, name, whole(name) if whole else None) for name in definitions}
    owners = everyone(tally)
    order = np.argsort(-(tally.totals("any AI") + 1e-6 * tally.totals("not AI")), kind="stable")
    rows = [
        (label(tally.names[i]), int(owners[i]), *_cells(found, int(i)))
        for i in order
        if owners[i] >= MIN_EMPLOYERS
    ]
    left_out = int(np.sum((owners > 0) & (owners < MIN_EMPLOYERS)))
    return Table(
        key=key,
        title=title,
        columns=(Column(first), Column("Employers", "count"), *_columns(definitions)),
        rows=tuple(rows),
        note=f"{note} {_left_out(left_out)}{_basis(tally, definitions)}",
        query=query,
        visible=visible,
    )


def everyone(tally: Tally) -> Floats:
    """Employers of each category, whatever the class."""
    used = tally.counts[:, :3].sum(axis=1) > 0
    return np.bincount(tally.category[used], minlength=len(tally.names)).astype(float)


def _columns(definitions: Sequence[str]) -> tuple[Column, ...]:
    return tuple(
        column
        for name in definitions
        for column in (
            Column(f"{HEAD[name]} jobs", "count"),
            Column(f"{HEAD[name]} share", "share", "share"),
            Column(f"{HEAD[name]} 95 %", "share", "95 % interval"),
        )
    )


def _cells(found: dict[str, Shares], place: int) -> list[Cell]:
    cells: list[Cell] = []
    for part in found.values():
        share, interval = part.row(place)
        cells += [float(part.count[place]), share if part.count.sum() else None, interval]
    return cells


def _left_out(count: int) -> str:
    return f"Left out: {count} with fewer than {MIN_EMPLOYERS} employers. " if count else ""


def _basis(tally: Tally, definitions: Sequence[str]) -> str:
    parts = [
        f"{name} {tally.of(name).sum():,.0f} jobs of {tally.owners(name):,} employers"
        for name in definitions
        if len(tally.employer)
    ]
    return "Rests on " + "; ".join(parts) + "." if parts else ""
