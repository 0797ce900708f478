"""The report's sections in order: what each shows and the words around it."""

from __future__ import annotations

from analysis import hypotheses, words
from analysis.figures import diffusion, lorenz, maps, months, published, quotient_map
from analysis.figures import effects as forest
from analysis.figures import sectors as sector_dots
from analysis.material import (
    Block,
    Material,
    Section,
    own_warnings,
    present,
    verdict,
    warnings,
)
from analysis.tables import (
    benchmarks,
    effects,
    employers,
    gold,
    groups,
    kinds,
    ranking,
    sample_table,
    sectors,
    sensitivity,
    settings_table,
    travel,
    world,
)
from analysis.tables.tally import by_metro

FOOTER = (
    "Made by roleatlas. Maps: US Census Bureau cartographic boundaries, Natural Earth. Metros: OMB "
    "July 2023 and GeoNames (CC BY 4.0). Published figures carry their source."
)
PRIMARY = ("H1", "H2", "H3")


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
        verdicts=tuple(verdict(r) for r in (*(given.results[key] for key in PRIMARY), *rest)),
        blocks=flow(
            given, forest.build(results, stamp=given.flow_stamp), effects.overview(results)
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
        blocks=stock(
            given,
            maps.build(given.stock, given.metros, stamp=given.stock_stamp),
            *tables,
            quotient_map.build(given.stock, given.metros, stamp=given.stock_stamp),
            groups.table(given.stock, given.groups, given.settings),
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
        blocks=flow(
            given,
            lorenz.build(us, stamp=given.stock_stamp),
            effects.beside(given.results["H1"]),
            effects.beside(given.results["H1w"]),
        ),
        warnings=own_warnings(given, "H1w"),
    )


def industry(given: Material) -> Section:
    """Industries of the employers."""
    table = sectors.table(given.stock)
    dots = sector_dots.build(sectors.tally(given.stock), table, stamp=given.stock_stamp)
    return Section(
        key="industry",
        title="Industries",
        text=(words.finding(given.results["H2"]),),
        warnings=own_warnings(given, "H2"),
        blocks=stock(given, dots, table) + flow(given, effects.beside(given.results["H2"])),
    )


def time(given: Material) -> Section:
    """The trend, or why there is none."""
    chart = months.build(
        given.panel, given.settings, given.sample.crawl_dates, stamp=given.flow_stamp
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
        blocks=flow(
            given,
            chart,
            diffusion.build(given.results["H3"], stamp=given.flow_stamp),
            effects.beside(given.results["H3"]) if chart else None,
        ),
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
        blocks=(
            *flow(
                given,
                published.build(results, stamp=given.flow_stamp),
                benchmarks.own_table(results),
            ),
            *stock(given, world.states(given.stock, given.metros)),
            benchmarks.table(),
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
            *stock(
                given,
                world.countries(given.stock, given.metros),
                world.cities(given.stock, given.metros),
                groups.hubs(given.stock, given.metros, given.settings),
            ),
            *flow(given, effects.beside(given.results["H5"])),
        ),
    )


def who(given: Material) -> Section:
    """Employers, kinds of employer, research."""
    return Section(
        key="who",
        title="Employers",
        text=(words.finding(given.results["H8"]),),
        warnings=own_warnings(given, "H8"),
        blocks=stock(
            given,
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
            *stock(given, travel.table(given.stock, given.metros, given.settings)),
            *flow(given, effects.beside(given.results["H6"]), effects.beside(given.results["H7"])),
        ),
    )


def robustness(given: Material) -> Section:
    """The first hypothesis under every other rule."""
    table = sensitivity.table(given.panel, given.settings)
    return Section(
        key="sensitivity",
        title="Would another rule change the answer?",
        text=(sensitivity.agreement(table),),
        blocks=flow(given, table),
    )


def basis(given: Material) -> Section:
    """What the statistics stand on."""
    return Section(
        key="sample",
        title="What this rests on",
        blocks=flow(
            given,
            sample_table.card(given.sample),
            sample_table.employers(given.panel),
            gold.table(given.panel, given.settings),
            sample_table.failures(given.sample),
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
        blocks=(settings_table.table(given.settings),),
    )


def stock(given: Material, *blocks: Block | None) -> tuple[Block, ...]:
    """The blocks that could be made, resting on the open postings."""
    return present(blocks, given.stock_stamp.basis)


def flow(given: Material, *blocks: Block | None) -> tuple[Block, ...]:
    """The blocks that could be made, resting on all postings of the window."""
    return present(blocks, given.flow_stamp.basis)
