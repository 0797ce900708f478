"""Skills that travel: where each skill is asked for, by tier of metro."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from analysis.frame import Panel
from analysis.settings import Settings
from analysis.tables.places import TIERS, tiers
from analysis.tables.sectors import sector_name
from analysis.tables.table import Cell, Column, Table
from analysis.tables.tally import by_metro, shares
from analysis.tables.tier_queries import skills
from db.placement import Metro

MIN_EMPLOYERS = 10
HUBS = TIERS[:2]


def table(panel: Panel, metros: Mapping[str, Metro], settings: Settings) -> Table:
    """Share of each skill's located AI jobs by tier; skills furthest from the hubs first."""
    groups = tiers(panel.metro.names, metros, settings)
    found: list[tuple[float, tuple[Cell, ...]]] = []
    for code, skill in enumerate(panel.skill.names):
        has = np.zeros(len(panel))
        has[panel.skill.rows[panel.skill.indices == code]] = 1.0
        found += _row(panel, has, groups, sector_name(skill))
    found.sort(key=lambda row: -row[0])
    every = _row(panel, np.ones(len(panel)), groups, "Any AI job")
    columns = [Column("Skill"), Column("AI jobs", "count"), Column("Employers", "count")]
    for tier in TIERS:
        columns += [Column(tier, "share"), Column(f"{tier} 95 %", "share", "95 % interval")]
    return Table(
        key="skills",
        title="Skills that travel: where each is asked for",
        columns=tuple(columns),
        rows=tuple(row for _, row in (*every, *found)),
        note=(
            "Located specialist and integrator jobs that name the skill; a row adds up to the "
            "whole. The hubs are the fixed list of ten; large is a million people or more. Skills "
            f"of fewer than {MIN_EMPLOYERS} employers left out."
        ),
        query=skills(settings),
    )


def _row(
    panel: Panel, has: np.ndarray, groups: Mapping[str, list[str]], name: str
) -> list[tuple[float, tuple[Cell, ...]]]:
    """The share outside the ten hubs with the row; nothing for too few employers."""
    tally = by_metro(panel, panel.mass() * has).merge(groups, "unknown")
    found = shares(tally, "any AI")
    owners = tally.owners("any AI")
    if owners < MIN_EMPLOYERS:
        return []
    cells = [value for place in range(len(TIERS)) for value in found.row(place)]
    outside = 1 - float(found.share[: len(HUBS)].sum())
    return [(outside, (name, float(found.count.sum()), owners, *cells))]
