"""Every hypothesis in one table, and the estimates beside one hypothesis in another."""

from __future__ import annotations

from collections.abc import Sequence

from analysis import words
from analysis.result import EMPLOYERS_LIKE_THESE, Estimate, HypothesisResult
from analysis.tables import queries
from analysis.tables.table import Cell, Column, Table

RERUN = "roleatlas test DB --json"
QUERIES = {
    "H1": queries.HHI,
    "H2": queries.by_posting("sector", queries.SEEN),
    "H5": queries.by_place("metro_id", "metro_id", state=queries.SEEN),
    "H6": queries.by_posting("remote", queries.SEEN),
}


def overview(results: Sequence[HypothesisResult]) -> Table:
    """One row a hypothesis: effect, interval, p, smallest effect of interest, verdict, sample."""
    columns = (
        Column("Hypothesis", short="H"), Column("Claim"), Column("Verdict"), Column("Effect", "p"),
        Column("95 % interval", "p"), Column("p", "p"), Column("p (Holm)", "p"),
        Column("Smallest effect of interest", "p", "Smallest of interest"),
        Column("Detectable with 80 % power", "p", "Detectable"),
        Column("Postings", "count"), Column("Employers", "count"),
        Column("Effective employers", "count", "Effective"),
        Column("Raw effect", "raw", file_only=True), Column("Raw interval", "raw", file_only=True),
        Column("Unit", "text", file_only=True),
    )  # fmt: skip
    return Table(
        key="effects",
        title="Every hypothesis",
        columns=columns,
        rows=tuple(_overview_row(result) for result in results),
        note=(
            "Intervals are delete-one-employer jackknife t intervals about employers like these. "
            "Ratios are how many times as many metros the second class uses; pp are percentage "
            "points. Holm: over H1, H2 and H3. Fixed before the run: the smallest effects."
        ),
        query=RERUN,
    )


def _overview_row(result: HypothesisResult) -> tuple[Cell, ...]:
    effect = result.effect or Estimate(name=result.hypothesis, estimate=None)
    unit, rests = effect.unit, effect.sample
    bounds = words.bounds(effect)
    return (
        result.hypothesis,
        words.sentence_case(words.claim(result)),
        result.verdict,
        _shown(unit, effect.estimate),
        _bounds(unit, bounds),
        effect.p,
        result.p_adjusted,
        _shown(unit, result.sesoi),
        _shown(unit, result.mde),
        rests.postings,
        rests.employers,
        round(rests.effective_employers, 1),
        effect.estimate,
        bounds,
        unit,
    )


def beside(result: HypothesisResult) -> Table:
    """Every estimate of a hypothesis, with the interval of both populations."""
    pairs: dict[tuple[str, str], dict[str, Estimate]] = {}
    for row in result.estimates:
        pairs.setdefault((row.name, row.definition), {})[row.population] = row
    columns = (
        Column("What"), Column("Definition"), Column("Estimate", "p"),
        Column("Employers like these, 95 %", "p"), Column("These postings, 95 %", "p"),
        Column("Postings", "count"), Column("Employers", "count"),
        Column("Raw estimate", "raw", file_only=True),
        Column("Raw interval", "raw", file_only=True),
        Column("Unit", "text", file_only=True), Column("Note", "text", file_only=True),
    )  # fmt: skip
    return Table(
        key=f"beside-{result.hypothesis.lower()}",
        title=f"{result.hypothesis}: definitions, populations and checks",
        columns=columns,
        rows=tuple(_beside_row(name, found) for (name, _), found in pairs.items()),
        note=(
            "Two populations: employers like these (the employer is the unit of sampling), and "
            "these postings themselves, where only label error is uncertain and an interval needs "
            "hand labels. A dash is a number that cannot be given; the CSV says why."
        ),
        query=QUERIES.get(result.hypothesis, rerun(result.hypothesis)),
    )


def rerun(hypothesis: str) -> str:
    """The command that computes one hypothesis again."""
    return f"roleatlas test DB --hypothesis {hypothesis} --json"


def _beside_row(name: str, found: dict[str, Estimate]) -> tuple[Cell, ...]:
    row = found.get(EMPLOYERS_LIKE_THESE) or next(iter(found.values()))
    other = next((e for p, e in found.items() if p != EMPLOYERS_LIKE_THESE), None)
    bounds = words.bounds(row)
    return (
        words.label(name),
        row.definition,
        words.compact(words.figure(row, row.estimate)),
        _interval(row),
        _interval(other) if other else None,
        row.sample.postings,
        row.sample.employers,
        row.estimate,
        bounds,
        row.unit,
        row.note,
    )


def _interval(row: Estimate) -> str | None:
    found = words.span(row)
    return None if found is None else words.compact(found)


def _shown(unit: str, value: float | None) -> str | None:
    return None if value is None else words.compact(words.magnitude(unit, value))


def _bounds(unit: str, bounds: tuple[float, float] | None) -> str | None:
    return None if bounds is None else words.compact(words.interval(unit, *bounds))
