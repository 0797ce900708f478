"""The largest employers of AI roles, as a census of these postings."""

from __future__ import annotations

import re

import numpy as np

from analysis.frame import Panel
from analysis.tables import queries
from analysis.tables.sectors import sector_name
from analysis.tables.table import Cell, Column, Table
from analysis.tables.tally import by_metro, owned
from analysis.weights import by_employer

MOST = 15


def plain(employer: str) -> str:
    """An employer's name without the number that tells namesakes apart."""
    return re.sub(r" #\d+$", "", employer)


def table(panel: Panel) -> Table:
    """Employers by AI jobs: their jobs by class, their share of each class, and their metros."""
    mass = panel.mass()
    own = {name: owned(panel, mass, name) for name in ("specialist", "integrator", "not AI")}
    ai = own["specialist"] + own["integrator"]
    tally = by_metro(panel, mass)
    metros = np.bincount(tally.employer, minlength=len(ai))
    sector, kind = by_employer(panel, panel.sector), by_employer(panel, panel.employer_type)
    rows: list[tuple[Cell, ...]] = []
    for i in np.argsort(-ai, kind="stable")[: 10 * MOST]:
        if ai[i] <= 0:
            break
        rows.append(
            (
                plain(panel.employer.names[i]),
                _named(kind.names, int(kind.codes[i])),
                _named(sector.names, int(sector.codes[i])),
                float(own["specialist"][i]), _part(own["specialist"], int(i)),
                float(own["integrator"][i]), _part(own["integrator"], int(i)),
                float(own["not AI"][i]), int(metros[i]),
            )
        )  # fmt: skip
    return Table(
        key="employers",
        title="Employers with most open AI jobs",
        columns=(
            Column("Employer"), Column("Kind"), Column("Industry"),
            Column("Specialist jobs", "count"), Column("Share of specialists", "share"),
            Column("Integrator jobs", "count"), Column("Share of integrators", "share"),
            Column("Not AI jobs", "count"), Column("Metros", "count"),
        ),
        rows=tuple(rows),
        note=(
            "A census of the crawled boards, so without intervals: it says nothing of employers "
            "whose boards were not crawled. Remote jobs included."
        ),
        query=queries.BY_EMPLOYER,
        visible=MOST,
    )  # fmt: skip


def _named(names: tuple[str, ...], code: int) -> str | None:
    return sector_name(names[code]) if code >= 0 else None


def _part(own: np.ndarray, place: int) -> float | None:
    total = float(own.sum())
    return float(own[place]) / total if total else None
