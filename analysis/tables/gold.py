"""Hand labels against predicted roles, by kind of place."""

from __future__ import annotations

import numpy as np

from analysis.frame import Panel
from analysis.gold import KINDS, kind_of_place
from analysis.settings import Settings
from analysis.tables.table import Cell, Column, Table
from db.label import ROLES


def table(panel: Panel, settings: Settings) -> Table | None:
    """How predicted roles fare against hand labels; None without any.

    A hand label counts 1/its inclusion probability, so rows speak of all postings predicted so.
    """
    drawn = panel.gold >= 0
    if not drawn.any():
        return None
    kind = kind_of_place(panel, settings.hubs["top10"])
    weight = np.where(drawn, 1 / np.where(drawn, panel.inclusion, 1.0), 0.0)
    rows: list[tuple[Cell, ...]] = []
    for place, name in enumerate(KINDS):
        for code, role in enumerate(ROLES):
            chosen = drawn & (kind == place) & (panel.role == code)
            total = float(weight[chosen].sum())
            shares = [
                float(weight[chosen & (panel.gold == true)].sum()) / total if total else None
                for true in range(len(ROLES))
            ]
            rows.append((name, role, int(chosen.sum()), *shares))
    return Table(
        key="hand-labels",
        title="Predicted roles against hand labels",
        columns=(
            Column("Kind of place"), Column("Predicted"), Column("Hand labels", "count"),
            *(Column(f"Truly {role}", "share") for role in ROLES),
        ),
        rows=tuple(rows),
        note=(
            "Hubs: the fixed list of ten. Weighted by inclusion probability. These errors are "
            "corrected in the tests of the hypotheses, not in counts by metro or industry."
        ),
    )  # fmt: skip
