"""From the equivalence tests of H4 to the comparison with Brookings."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.benchmarks import share_name
from analysis.figures import comparison
from analysis.figures.chart import Chart, Stamp
from analysis.figures.comparison import Claim
from analysis.published.facts import Benchmark, find
from analysis.result import EMPLOYERS_LIKE_THESE, HypothesisResult
from analysis.settings import load_settings
from analysis.tables import queries
from analysis.tables.table import Cell, Column, Table

CLASSES = {
    "keyword": "keyword",
    "specialist": "specialist",
    "integrator": "integrator",
    "any": "any AI",
}
SOURCES = {
    "H4a": ("top10", "Ten metros", ("Brookings Sep 2023", "top 10")),
    "H4b": ("bay", "Bay Area", ("Brookings Jul 2023", "San Francisco + San Jose")),
    "H4c": ("top6", "Six coastal metros", ("Brookings Jul 2023", "six coastal")),
}


def build(results: Sequence[HypothesisResult], *, stamp: Stamp) -> Chart | None:
    """Draw the claims that our postings can speak to; None where there is none."""
    claims, rows = [], []
    for result in results:
        if result.hypothesis not in SOURCES:
            continue
        hub, title, source = SOURCES[result.hypothesis]
        benchmark = find(*source)
        ours = own(result, hub)
        rows += table_rows(result, title, benchmark, ours)
        if ours:
            claims.append(
                Claim(
                    title=title,
                    published=benchmark.value,
                    published_interval=benchmark.interval(),
                    margin=result.sesoi or 0.05,
                    ours=tuple(ours),
                )
            )
    if not claims:
        return None
    return comparison.draw(claims, data(rows), stamp=stamp)


def own(result: HypothesisResult, hub: str) -> list[tuple[str, float, float, float]]:
    """Our share and interval under each definition that has one."""
    found = []
    for role, definition in CLASSES.items():
        for row in result.estimates:
            if (row.name, row.definition) != (share_name(hub), definition):
                continue
            if row.population == EMPLOYERS_LIKE_THESE and row.estimate is not None:
                lo = row.estimate if row.lo is None else row.lo
                hi = row.estimate if row.hi is None else row.hi
                found.append((role, row.estimate, lo, hi))
    return found


def table_rows(
    result: HypothesisResult,
    title: str,
    benchmark: Benchmark,
    ours: list[tuple[str, float, float, float]],
) -> list[tuple[Cell, ...]]:
    """The published row and ours."""
    published: tuple[Cell, ...] = (
        title, "published", benchmark.value, benchmark.interval(), benchmark.period,
        benchmark.source, benchmark.confidence, "",
    )  # fmt: skip
    rows: list[tuple[Cell, ...]] = [
        (title, CLASSES[role], share, (lo, hi), "this window", "roleatlas", "",
         result.verdict if role == "keyword" else "")
        for role, share, lo, hi in ours
    ]  # fmt: skip
    return [published, *rows]


def data(rows: list[tuple[Cell, ...]]) -> Table:
    """Published and own shares with their sources."""
    return Table(
        key="brookings",
        title="Beside Brookings' figures of 2023",
        columns=(Column("Claim"), Column("Definition"), Column("Share", "share"),
                 Column("95 % interval", "share"), Column("Window"), Column("Source"),
                 Column("Confidence"), Column("Verdict")),
        rows=tuple(rows),
        note=(
            "Star and black line: published share and, where its n is published (978), its Wilson "
            "interval. Shaded: within five points. Ours: US metros, on-site or hybrid, 95 % "
            "employer jackknife. Ten metros: our own list, fixed from occupation statistics, for "
            "Brookings published its ten as an image; the published 60 % is a lower bound. Their "
            "definition is a keyword, so the keyword row is the one to compare; the windows differ."
        ),
        query=queries.hub_shares({hub: load_settings().hubs[hub] for hub, *_ in SOURCES.values()}),
    )  # fmt: skip
