"""What sections of the report are made of, and what a section is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from analysis import hypotheses, words
from analysis.figures.chart import Chart, Stamp
from analysis.figures.trend import month_name
from analysis.frame import Panel
from analysis.result import HypothesisResult
from analysis.settings import Settings, load_settings
from analysis.tables.sample import SampleCard
from analysis.tables.table import Table
from db.placement import Metro

Block = Chart | Table


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


@dataclass(frozen=True, kw_only=True)
class Material:
    """The panel, its open postings, results, names, settings, and what figures are stamped with.

    ``stock`` are the postings that are open; ``stock_stamp`` and ``flow_stamp`` name sample and
    window of figures of the open postings and of all postings.
    """

    panel: Panel
    stock: Panel
    results: Mapping[str, HypothesisResult]
    metros: Mapping[str, Metro]
    groups: Mapping[str, Sequence[str]]
    settings: Settings
    sample: SampleCard
    stock_stamp: Stamp
    flow_stamp: Stamp


def material(
    data: Panel,
    metros: Mapping[str, Metro],
    named: Mapping[str, Sequence[str]],
    *,
    sample: SampleCard,
    demonstration: bool,
) -> Material:
    """Test every hypothesis once and keep what the sections share."""
    settings = load_settings()
    stock = data.take(data.open)
    results = hypotheses.run(data, settings=settings)
    last = f" at the last crawl ({sample.last_crawl[:10]})" if sample.last_crawl else ""
    return Material(
        panel=data,
        stock=stock,
        results={result.hypothesis: result for result in results},
        metros=metros,
        groups=named,
        settings=settings,
        sample=sample,
        stock_stamp=Stamp(_basis(f"Open{last}", stock, sample), demonstration),
        flow_stamp=Stamp(_basis(f"First seen {span(data)}", data, sample), demonstration),
    )


def span(data: Panel) -> str:
    """First and last month of a panel in words."""
    if data.window is None:
        return "never"
    first, last = (month_name(month) for month in data.window)
    return first if first == last else f"{first} to {last}"


def _basis(what: str, data: Panel, sample: SampleCard) -> str:
    owners = len(set(data.employer.codes.tolist()))
    version = f" roleatlas {sample.source_commit}." if sample.source_commit else ""
    model = f" Roles by {sample.model}." if sample.model else ""
    return (
        f"{what}: {len(data):,} postings, {data.mass().sum():,.0f} jobs, {owners:,} employers."
        f"{model} Metros: OMB July 2023.{version}"
    )


def present(blocks: Iterable[Block | None], basis: str = "") -> tuple[Block, ...]:
    """The blocks that could be made; tables are given the sample and window they rest on."""
    return tuple(
        replace(block, basis=basis) if isinstance(block, Table) else block
        for block in blocks
        if block is not None
    )


def verdict(result: HypothesisResult) -> Verdict:
    """A hypothesis as a card."""
    label = words.LABELS.get(result.hypothesis, result.hypothesis)
    return Verdict(label, result.verdict, words.finding(result))


def warnings(given: Material, *keys: str) -> tuple[str, ...]:
    """Warnings of some hypotheses, each once."""
    found = (text for key in keys for text in given.results[key].warnings)
    return tuple(dict.fromkeys(found))


def own_warnings(given: Material, *keys: str) -> tuple[str, ...]:
    """Warnings that the front of the report does not carry already."""
    front = warnings(given, "H1")
    return tuple(text for text in warnings(given, *keys) if text not in front)


def stock(given: Material, *blocks: Block | None) -> tuple[Block, ...]:
    """The blocks that could be made, resting on the open postings."""
    return present(blocks, given.stock_stamp.basis)


def flow(given: Material, *blocks: Block | None) -> tuple[Block, ...]:
    """The blocks that could be made, resting on all postings of the window."""
    return present(blocks, given.flow_stamp.basis)
