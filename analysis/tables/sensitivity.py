"""H1 counted in every other defensible way: definitions, weights, remote and multi-metro rules."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from math import exp

import numpy as np

from analysis import effects, words
from analysis.columns import Incidence
from analysis.frame import INTEGRATOR, NONE, Panel
from analysis.settings import Settings
from analysis.study import Study
from analysis.tables.table import Cell, Column, Table
from analysis.variants import without_largest

DEFINITIONS = ("all", "with keyword")
REMOTE = ("left out", "main metro", "on-site mix")
SEVERAL = ("1/k each", "in full", "left out")


def table(panel: Panel, settings: Settings) -> Table:
    """Ratio of effective metros and gap of the top-ten share under every combination."""
    rows = [row for panel_, words in variants(panel) for row in _rows(panel_, settings, words)]
    return Table(
        key="sensitivity",
        title="H1 counted in other ways",
        columns=(
            Column("Integrators are"), Column("Remote jobs"), Column("Jobs in k metros"),
            Column("Weights"), Column("Largest employer", short="Largest"),
            Column("Integrators use times as many metros", "ratio", "Ratio of metros"),
            Column("Ratio 95 %", "ratio", "95 % interval"),
            Column("Top-ten gap", "points"), Column("Gap 95 %", "points", "95 % interval"),
            Column("Employers", "count"),
        ),
        rows=tuple(rows),
        note=(
            "The first row is the main result. Ratio above 1 and gap above 0: specialists are more "
            "concentrated. Integrators: all, or those that name generative AI by keyword only. "
            "Remote jobs: left out, put in the employer's main metro, or spread as its on-site "
            "jobs. Largest: the employer with most specialist and integrator jobs. All postings "
            "of the window."
        ),
        query="roleatlas test DB --hypothesis H1 --json   # the first row and its own checks",
    )  # fmt: skip


def agreement(found: Table) -> str:
    """In how many of the ways the interval of the ratio lies above, over and below 1."""
    bounds = [row[6] for row in found.rows if isinstance(row[6], tuple)]
    if not bounds:
        return "In no way of counting can an interval be given."
    above, below = sum(low > 1 for low, _ in bounds), sum(high < 1 for _, high in bounds)
    return (
        f"Counted in {len(bounds)} ways: in {above} the interval of the ratio lies above 1 "
        f"(specialists in fewer metros), in {below} below 1, in {len(bounds) - above - below} it "
        "holds 1. The ways share their postings: a check of the rules, not more evidence."
    )


def variants(panel: Panel) -> Iterator[tuple[Panel, tuple[str, str, str]]]:
    """The panel under each combination of definition, remote rule and multi-metro rule.

    Counting in full is left to ``_rows``: it must come after any employer is left out.
    """
    for remote in REMOTE:
        placed = panel if remote == REMOTE[0] else remote_placed(panel, spread=remote == REMOTE[2])
        for definition, several in product(DEFINITIONS, SEVERAL):
            changed = placed if definition == DEFINITIONS[0] else with_keyword(placed)
            if several == SEVERAL[2]:
                changed = changed.take(changed.metro.counts <= 1)
            yield changed, (definition, remote, several)


def _rows(
    panel: Panel, settings: Settings, names: tuple[str, str, str]
) -> Iterator[tuple[Cell, ...]]:
    unequal = len(panel) > 0 and bool(np.any(panel.weight != panel.weight[0]))
    for weighted in (False, True) if unequal else (False,):
        study = Study(panel, replace(settings, weighted=weighted))
        weights = ("on" if weighted else "off") if unequal else None
        smaller = without_largest(study, "specialist", "integrator")
        for kept, who in ((study, "in"), (smaller, "left out")):
            if kept is not None:
                counted = in_full(kept) if names[2] == SEVERAL[1] else kept
                yield (*names, weights, who, *_numbers(counted))


def in_full(study: Study) -> Study:
    """The study in which a posting in k metros counts 1 in each."""
    panel = study.panel
    share = panel.share * np.maximum(panel.metro.counts, 1)
    return Study(replace(panel, share=share), study.settings)


def _numbers(study: Study) -> tuple[Cell, ...]:
    log = effects.log_ratio(study)[0]
    gap = effects.feature_gap(study, "specialist", "integrator", "top10", "located")[0]
    factor = None if log.estimate is None else exp(min(log.estimate, 50))
    bounds = None
    if log.lo is not None and log.hi is not None:
        bounds = (exp(min(log.lo, 50)), exp(min(log.hi, 50)))
    return factor, bounds, gap.estimate, words.bounds(gap), log.sample.employers


def with_keyword(panel: Panel) -> Panel:
    """The panel whose integrators name generative AI; the others count as not AI."""
    other = (panel.role == INTEGRATOR) & ~panel.keyword
    return replace(panel, role=np.where(other, NONE, panel.role).astype(np.int8))


def remote_placed(panel: Panel, *, spread: bool) -> Panel:
    """Remote postings put where their employer has on-site ones: its main metro, or in turn.

    ``spread`` gives the i-th remote posting the metros of the employer's i-th on-site posting, so
    that remote postings follow its mix. Remote postings of employers without any stay remote.
    """
    metros = np.split(panel.metro.indices, panel.metro.indptr[1:-1]) if len(panel) else []
    onsite: dict[int, list[int]] = {}
    for row in np.flatnonzero(panel.located):
        onsite.setdefault(int(panel.employer.codes[row]), []).append(int(row))
    main = {} if spread else {owner: _main(metros, rows) for owner, rows in onsite.items()}
    remote = panel.remote.copy()
    turn: dict[int, int] = {}
    for row in np.flatnonzero(panel.remote):
        owner = int(panel.employer.codes[row])
        if owner not in onsite:
            continue
        rows, number = onsite[owner], turn.get(owner, 0)
        turn[owner] = number + 1
        metros[row] = metros[rows[number % len(rows)]] if spread else main[owner]
        remote[row] = False
    counts = np.array([len(found) for found in metros], dtype=np.int64)
    indices = np.concatenate(metros) if metros else panel.metro.indices
    indptr = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
    placed = Incidence(indptr, indices.astype(np.int32), panel.metro.names)
    return replace(panel, remote=remote, metro=placed)


def _main(metros: list[np.ndarray], rows: list[int]) -> np.ndarray:
    """The most frequent metro of some postings."""
    return np.array([np.bincount(np.concatenate([metros[row] for row in rows])).argmax()])
