"""The report's sections in order: what each shows and the words around it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analysis.figures import lorenz, maps
from analysis.figures.chart import Chart
from analysis.frame import Panel
from analysis.tables import ranking, sample_table
from analysis.tables.sample import SampleCard
from analysis.tables.table import Table
from analysis.tables.tally import by_metro
from db.placement import Metro

Block = Chart | Table
FOOTER = (
    "Made by roleatlas. Maps: US Census Bureau cartographic boundaries, Natural Earth. Metros: OMB "
    "July 2023 and GeoNames (CC BY 4.0). Published figures carry their source."
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """One hypothesis on the front of the report."""

    label: str
    verdict: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of the report: paragraphs, warnings, verdicts, then figures and tables."""

    key: str
    title: str
    text: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    blocks: tuple[Block, ...] = ()


def sections(
    data: Panel,
    metros: Mapping[str, Metro],
    groups: Mapping[str, Sequence[str]],
    *,
    sample: SampleCard,
    demonstration: bool,
) -> list[Section]:
    """Every section that the panel allows, in reading order."""
    stock = data.take(data.open)
    return [
        where(stock, metros, demonstration=demonstration),
        basis(data, sample),
    ]


def where(stock: Panel, metros: Mapping[str, Metro], *, demonstration: bool) -> Section:
    """Maps, rankings and Lorenz curves of the open postings."""
    us = by_metro(stock, stock.mass()).keep(ranking.us_metros(stock))
    blocks: list[Block | None] = [
        maps.build(stock, metros, demonstration=demonstration),
        *(ranking.ranking(stock, metros, name) for name in ("specialist", "integrator")),
        lorenz.build(us, demonstration=demonstration),
        *(ranking.ranking(stock, metros, name) for name in ("keyword", "any AI", "not AI")),
    ]
    return Section(
        key="where",
        title="Where the roles are",
        text=("Open postings at the last crawl.",),
        blocks=tuple(block for block in blocks if block is not None),
    )


def basis(data: Panel, sample: SampleCard) -> Section:
    """What the statistics stand on."""
    tables = [sample_table.card(sample), sample_table.employers(data), sample_table.failures(sample)]
    return Section(
        key="sample",
        title="What this rests on",
        blocks=tuple(table for table in tables if table is not None),
    )
