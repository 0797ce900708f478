"""The report's sections that set the answer in context."""

from __future__ import annotations

from analysis import hypotheses, words
from analysis.figures import published
from analysis.material import Material, Section, flow, own_warnings, stock
from analysis.tables import (
    benchmarks,
    effects,
    employers,
    groups,
    kinds,
    result_rows,
    sample_table,
    sensitivity,
    settings_table,
    travel,
    world,
)


def sections(given: Material) -> tuple[Section, ...]:
    """The sections after the answer, in reading order."""
    return (
        beside_published(given),
        countries(given),
        who(given),
        skills(given),
        robustness(given),
        basis(given),
        limits(given),
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


def countries(given: Material) -> Section:
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
            *flow(
                given,
                result_rows.table(
                    given.results["H7"],
                    "skills that travel",
                    key="skills-against-all",
                    title="Skills: share outside the ten hubs against all AI postings",
                    note=(
                        "Located specialist and integrator postings; skills of ten employers or "
                        "more. p: that the gap is zero, adjusted for the number of skills."
                    ),
                ),
                effects.beside(given.results["H6"]),
                effects.beside(given.results["H7"]),
                result_rows.table(
                    given.results["H7"],
                    "seniority",
                    key="seniority",
                    title="Seniority by class",
                    note="Seniority by the model; postings without one are left out.",
                ),
            ),
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
            result_rows.table(
                given.results["H1"],
                "gold labels",
                key="hand-labels",
                title="Predicted roles against hand labels",
                note=(
                    "Share: of the postings truly of a role and in a kind of place, how many are "
                    "predicted so, each label weighing 1/its inclusion probability. The tests of "
                    "the hypotheses correct these errors; counts by metro or industry do not."
                ),
            ),
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
        blocks=(settings_table.table(given.settings, given.metros),),
    )
