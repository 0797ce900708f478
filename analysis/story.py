"""The report's sections in order, and those that answer the question."""

from __future__ import annotations

from analysis import context, words
from analysis.figures import diffusion, lorenz, maps, months, quotient_map
from analysis.figures import effects as forest
from analysis.figures import sectors as sector_dots
from analysis.material import Material, Section, flow, own_warnings, stock, verdict, warnings
from analysis.tables import effects, groups, ranking, result_rows, sectors
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
        *context.sections(given),
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
        warnings=tuple(filter(None, (given.sample.caution(), *warnings(given, "H1")))),
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
            words.by_metro(given.results["H1"]),
            *swap(given),
        ),
        blocks=flow(
            given,
            lorenz.build(us, stamp=given.stock_stamp),
            effects.beside(given.results["H1"]),
            result_rows.table(
                given.results["H1"],
                "inequality",
                key="inequality",
                title="Gini and Theil over metros",
                note=(
                    "Descriptive, never tested: both fall as counts grow. At equal jobs: whole "
                    "employers are drawn until both classes have as many jobs as the rarer, which "
                    "leaves the class with larger employers fewer of them."
                ),
            ),
            effects.beside(given.results["H1w"]),
            result_rows.table(
                given.results["H1w"],
                "between and within employers",
                key="kitagawa",
                title="The gap in the ten hubs, between and within employers",
                note="Predicted roles, split after Kitagawa (1955).",
            ),
        ),
        warnings=own_warnings(given, "H1w"),
    )


def swap(given: Material) -> tuple[str, ...]:
    """The permutation check of H1 in a sentence, where it could be made."""
    rows = dict(given.results["H1"].tables).get("employer profile swap", ())
    return tuple(
        "A check without a formula: swapping the two classes' whole profiles inside employers at "
        f"random gives a difference this large with p = {row['p']:.3f}."
        for row in rows
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
