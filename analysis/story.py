"""The report's sections in order: what each shows and the words around it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from analysis import hypotheses, words
from analysis.figures import effects as forest
from analysis.figures import lorenz, maps, months, published, quotient_map
from analysis.figures import sectors as sector_dots
from analysis.figures.chart import Chart
from analysis.frame import Panel
from analysis.result import HypothesisResult
from analysis.settings import Settings, load_settings
from analysis.tables import (
    benchmarks,
    effects,
    employers,
    groups,
    kinds,
    ranking,
    sample_table,
    sectors,
    sensitivity,
    travel,
    world,
)
from analysis.tables.sample import SampleCard
from analysis.tables.table import Table
from analysis.tables.tally import by_metro
from db.placement import Metro

Block = Chart | Table
FOOTER = (
    "Made by roleatlas. Maps: US Census Bureau cartographic boundaries, Natural Earth. Metros: OMB "
    "July 2023 and GeoNames (CC BY 4.0). Published figures carry their source."
)
PRIMARY = ("H1", "H2", "H3")


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
    """What sections are made of: the panel, its open postings, results, names and settings."""

    panel: Panel
    stock: Panel
    results: Mapping[str, HypothesisResult]
    metros: Mapping[str, Metro]
    groups: Mapping[str, Sequence[str]]
    settings: Settings
    sample: SampleCard
    demonstration: bool


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
    results = hypotheses.run(data, settings=settings)
    return Material(
        panel=data,
        stock=data.take(data.open),
        results={result.hypothesis: result for result in results},
        metros=metros,
        groups=named,
        settings=settings,
        sample=sample,
        demonstration=demonstration,
    )


def sections(given: Material) -> list[Section]:
    """Every section in reading order."""
    return [
        answer(given),
        where(given),
        concentration(given),
        industry(given),
        time(given),
        beside_published(given),
        world_section(given),
        who(given),
        skills(given),
        robustness(given),
        basis(given),
        limits(given),
    ]


def present(blocks: Iterable[Block | None]) -> tuple[Block, ...]:
    """The blocks that could be made."""
    return tuple(block for block in blocks if block is not None)


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


def answer(given: Material) -> Section:
    """The verdicts in words, and every effect."""
    results = list(given.results.values())
    rest = [r for r in results if r.hypothesis not in PRIMARY]
    return Section(
        key="answer",
        title="The answer",
        text=(
            "Each verdict compares an effect and its 95 % interval with the smallest effect that "
            "would matter, fixed before the run. Inconclusive is an answer: it means that these "
            "postings cannot tell, not that there is no difference.",
            words.SCOPE,
        ),
        warnings=warnings(given, "H1"),
        verdicts=tuple(verdict(given.results[key]) for key in PRIMARY)
        + tuple(verdict(r) for r in rest if r.verdict != "cannot be answered"),
        blocks=present(
            [
                forest.build(results, demonstration=given.demonstration),
                effects.overview(results),
            ]
        ),
    )


def where(given: Material) -> Section:
    """Maps and rankings of the open postings."""
    tables = [
        ranking.ranking(given.stock, given.metros, name)
        for name in ("specialist", "integrator", "keyword", "any AI", "not AI")
    ]
    return Section(
        key="where",
        title="Where the roles are",
        text=(
            "Postings open at the last crawl. The keyword ranking is the one nearest to Brookings' "
            "Table 1; the not-AI ranking is the yardstick for all others.",
        ),
        blocks=present(
            [
                maps.build(given.stock, given.metros, demonstration=given.demonstration),
                *tables,
                quotient_map.build(given.stock, given.metros, demonstration=given.demonstration),
                groups.table(given.stock, given.groups, given.settings),
            ]
        ),
    )


def concentration(given: Material) -> Section:
    """Lorenz curves and the estimates beside H1."""
    us = by_metro(given.stock, given.stock.mass()).keep(ranking.us_metros(given.stock))
    return Section(
        key="concentration",
        title="How concentrated",
        text=(
            "The yardstick is the curve of not-AI postings, not equality: all work is concentrated "
            "in large metros. Effective metros: the number of equal metros that would give two "
            "postings of different employers the same chance of sharing one.",
        ),
        blocks=present(
            [
                lorenz.build(us, demonstration=given.demonstration),
                effects.beside(given.results["H1"]),
                effects.beside(given.results["H1w"]),
            ]
        ),
        warnings=own_warnings(given, "H1w"),
    )


def industry(given: Material) -> Section:
    """Industries of the employers."""
    table = sectors.table(given.stock)
    dots = sector_dots.build(sectors.tally(given.stock), table, demonstration=given.demonstration)
    return Section(
        key="industry",
        title="Industries",
        text=(words.finding(given.results["H2"]),),
        warnings=own_warnings(given, "H2"),
        blocks=present([dots, table, effects.beside(given.results["H2"])]),
    )


def time(given: Material) -> Section:
    """The trend, or why there is none."""
    chart = months.build(
        given.panel, given.settings, given.sample.crawl_dates, demonstration=given.demonstration
    )
    refusal = (
        f"No trend is drawn: {given.settings.min_months} months of first-seen postings are needed. "
        "The dates on which open postings were published are not a history, for filled postings "
        "are no longer among them."
    )
    return Section(
        key="time",
        title="Over time",
        text=(words.finding(given.results["H3"]), *(() if chart else (refusal,))),
        warnings=own_warnings(given, "H3"),
        blocks=present([chart, effects.beside(given.results["H3"]) if chart else None]),
    )


def beside_published(given: Material) -> Section:
    """Brookings' claims, states beside published distributions, and the list of facts."""
    results = list(given.results.values())
    return Section(
        key="published",
        title="Beside published figures",
        text=(
            "Published shares differ in definition, window and source: a difference is first a "
            "difference of definition.",
        ),
        warnings=own_warnings(given, "H4a", "H4b", "H4c"),
        blocks=present(
            [
                published.build(results, demonstration=given.demonstration),
                benchmarks.own_table(results),
                world.states(given.stock, given.metros),
                benchmarks.table(),
            ]
        ),
    )


def world_section(given: Material) -> Section:
    """Countries, metros of the world, hubs."""
    return Section(
        key="world",
        title="Countries and hubs",
        text=(words.finding(given.results["H5"]),),
        warnings=own_warnings(given, "H5"),
        blocks=(
            world.countries(given.stock, given.metros),
            world.cities(given.stock, given.metros),
            groups.hubs(given.stock, given.metros, given.settings),
            effects.beside(given.results["H5"]),
        ),
    )


def who(given: Material) -> Section:
    """Employers, kinds of employer, research."""
    return Section(
        key="who",
        title="Employers",
        text=(words.finding(given.results["H8"]),),
        warnings=own_warnings(given, "H8"),
        blocks=(
            kinds.table(given.stock),
            kinds.by_tier(given.stock, given.metros, given.settings),
            kinds.research(given.stock),
            employers.table(given.stock),
        ),
    )


def skills(given: Material) -> Section:
    """Skills that travel, remote work, seniority."""
    return Section(
        key="skills",
        title="Skills, remote work and seniority",
        text=tuple(words.finding(given.results[key]) for key in ("H6", "H7")),
        warnings=own_warnings(given, "H6", "H7"),
        blocks=(
            travel.table(given.stock, given.metros, given.settings),
            effects.beside(given.results["H6"]),
        ),
    )


def robustness(given: Material) -> Section:
    """The first hypothesis under every other rule."""
    return Section(
        key="sensitivity",
        title="Would another rule change the answer?",
        blocks=(sensitivity.table(given.panel, given.settings),),
    )


def basis(given: Material) -> Section:
    """What the statistics stand on."""
    return Section(
        key="sample",
        title="What this rests on",
        blocks=present(
            [
                sample_table.card(given.sample),
                sample_table.employers(given.panel),
                sample_table.failures(given.sample),
            ]
        ),
    )


def limits(given: Material) -> Section:
    """What postings cannot test."""
    return Section(
        key="limits",
        title="What postings cannot test",
        text=(
            *hypotheses.NOT_TESTED,
            "Online postings over-represent office and high-skill work, and the crawled tracking "
            "systems are used most by technology firms. An open posting is a wish, not a hire.",
            "The unit of sampling is the employer. Intervals that treat postings as independent "
            "would be far too narrow, and are not given.",
        ),
        blocks=(stamp(given),),
    )


def stamp(given: Material) -> Table:
    """The settings that were fixed before the data."""
    from analysis.tables.settings_table import table

    return table(given.settings)
