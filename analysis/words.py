"""Results in words that can be quoted: what was found, how sure, of what."""

from __future__ import annotations

from collections.abc import Iterable
from math import exp

from analysis.result import EMPLOYERS_LIKE_THESE, Estimate, HypothesisResult

CLAIMS = {
    "H1": "specialist roles are concentrated in fewer metros than integrator roles",
    "H1w": "the same employer places its specialist roles in the hubs more than its integrators",
    "H2": "integrator roles are found outside the technology sectors more than specialist roles",
    "H3": "integrator roles move out of the hubs faster than specialist roles",
    "H4a": "ten metros hold over 60 % of generative-AI postings, as Brookings found for 2022-23",
    "H4b": "the Bay Area holds about a quarter of generative-AI postings, as Brookings found",
    "H4c": "six coastal metros hold about 47 % of generative-AI postings, as Brookings found",
    "H5": "specialist roles are in the core hubs of the world more than integrator roles",
    "H6": "specialist roles are remote more often than integrator roles",
    "H7": "specialist roles ask for senior people more than integrator roles",
    "H8": "research roles in AI are advertised by industry more than by universities",
}
OPENINGS = {
    "supported": "The crawled postings support the claim that {claim}.",
    "contradicted": "The crawled postings contradict the claim that {claim}.",
    "equivalent": "The difference is too small to matter (the claim was that {claim}).",
    "inconclusive": "The crawled postings cannot decide whether {claim}.",
    "cannot be answered": "Not answered: whether {claim}.",
}
H4_OPENINGS = {"equivalent": "The crawled postings agree with the claim that {claim}."}
LABELS = {
    "H1": "H1 · Places",
    "H1w": "H1w · Same employer",
    "H2": "H2 · Industries",
    "H3": "H3 · Over time",
    "H4a": "H4a · Ten metros",
    "H4b": "H4b · Bay Area",
    "H4c": "H4c · Six coastal metros",
    "H5": "H5 · Core hubs",
    "H6": "H6 · Remote work",
    "H7": "H7 · Seniority",
    "H8": "H8 · Research",
}
BY_METRO = "labels corrected metro by metro"
TRUST = "differ by more than chance: trust this one"
NO_PROOF = "do not differ by more than chance, which is no proof that the assumption holds"
CORRECTIONS = "log ratio of HHIs, by kind of place to metro by metro"
TERMS = {
    "log ratio of effective metros": "ratio of effective metros, second to first",
    "log ratio of effective sectors": "ratio of effective sectors, second to first",
    "log ratio of": "ratio of",
    "top10": "ten hubs",
    "top6": "six coastal",
    "nontech": "outside technology",
    "bay ": "Bay Area ",
    "early_adopters": "Bay Area and early adopters",
}
SCOPE = "It speaks of employers like those whose boards were crawled, not of the labour market."


def claim(result: HypothesisResult) -> str:
    """The claim that a hypothesis makes, as the end of a sentence."""
    title = result.title.rstrip(".")
    return CLAIMS.get(result.hypothesis, title[:1].lower() + title[1:])


def opening(result: HypothesisResult) -> str:
    """The verdict in one sentence."""
    openings = {**OPENINGS, **(H4_OPENINGS if result.hypothesis.startswith("H4") else {})}
    return openings[result.verdict].format(claim=claim(result))


def finding(result: HypothesisResult) -> str:
    """Verdict, number with interval and sample in two or three sentences."""
    effect = result.effect
    parts = [opening(result)]
    if effect is None or effect.estimate is None:
        return f"{parts[0]} {sentence_case(result.reason)}."
    parts.append(f"{measure(result, effect)}{sample(effect)}.")
    if result.verdict == "inconclusive" and result.mde is not None:
        what = "ratio" if effect.unit == "log ratio" else "effect"
        detectable = magnitude(effect.unit, result.mde).lstrip("+")
        parts.append(
            f"A sample like this finds a true {what} of {detectable} four "
            "times in five, and can miss a smaller one."
        )
    if effect.lo is None:
        parts.append(f"No interval can be given: {effect.note}.")
    return " ".join(parts)


def by_metro(result: HypothesisResult) -> str:
    """H1's number with label errors corrected metro by metro, and which of the two to trust."""
    row = result.find(f"{result.effect.name}, {BY_METRO}") if result.effect else None
    if row is None or not row.answered:
        why = row.note if row else result.reason
        return f"Label errors are not corrected metro by metro: {why}."
    found = measure(result, row)
    ending = ""
    if (differ := corrections_differ(result.estimates)) is not None:
        ending = f" The HHIs of the two {TRUST if differ else NO_PROOF}."
    return (
        f"With label errors corrected metro by metro, {found[:1].lower()}{found[1:]}. The main "
        "figure takes labels to err alike in all hubs, and alike elsewhere; this one assumes "
        f"nothing of where labels err, mostly at the price of a wider interval.{ending}"
    )


def corrections_differ(rows: Iterable[Estimate]) -> bool | None:
    """Whether an HHI differs between the two label corrections by more than chance.

    None where that is not known of every role, and no known one differs.
    """
    spans = [
        bounds(row)
        for row in rows
        if row.name == CORRECTIONS and row.population == EMPLOYERS_LIKE_THESE
    ]
    if any(span is not None and not span[0] <= 0 <= span[1] for span in spans):
        return True
    return None if not spans or None in spans else False


def measure(result: HypothesisResult, effect: Estimate) -> str:
    """The number of a hypothesis in a sentence, without its final stop."""
    found = amount(effect)
    if result.hypothesis == "H1":
        return f"Integrators use {found} times as many metros as specialists"
    if result.hypothesis.startswith("H4"):
        return f"The share of US generative-AI postings differs from the published one by {found}"
    starts = {
        "H1w": "Within an employer, the gap in the share in the ten hubs is",
        "H2": "Integrators' share outside technology less that of specialists is",
        "H3": "The gap between the two trends is",
        "H5": "Specialists' share in the core hubs less that of integrators is",
        "H6": "Specialists' remote share less that of integrators is",
        "H7": "Specialists' share of senior postings less that of integrators is",
        "H8": "Industry's share of research postings less that of universities is",
    }
    return f"{starts.get(result.hypothesis, 'The estimate is')} {found}"


def amount(effect: Estimate) -> str:
    """An estimate with its interval in the reader's units."""
    if effect.estimate is None:
        return "not known"
    value = magnitude(effect.unit, effect.estimate)
    if effect.lo is None or effect.hi is None:
        return value
    return f"{value} (95 % interval {interval(effect.unit, effect.lo, effect.hi)})"


def bounds(effect: Estimate) -> tuple[float, float] | None:
    """The 95 % interval of an estimate, None where there is none."""
    return None if effect.lo is None or effect.hi is None else (effect.lo, effect.hi)


def interval(unit: str, lo: float, hi: float) -> str:
    """Two bounds in the reader's units."""
    return once(magnitude(unit, lo), magnitude(unit, hi))


def once(low: str, high: str) -> str:
    """Two bounds, the unit said once."""
    for tail in (" points a year", " points", " a year", " %"):
        if low.endswith(tail) and high.endswith(tail):
            return f"{low.removesuffix(tail)} to {high}"
    return f"{low} to {high}"


def magnitude(unit: str, value: float) -> str:
    """A number in the reader's units: a ratio, points, points or a factor a year."""
    if unit == "log ratio":
        return f"{exp(value):.2f}" if value < 50 else "beyond measure"
    if unit == "share per month":
        return signed(f"{1200 * value:+.1f} points a year")
    if unit == "log odds per month":
        factor = exp(min(12 * value, 50))
        return f"× {factor:,.2f} a year" if factor > 0.1 else f"× {factor:.2g} a year"
    if unit == "share":
        return signed(f"{100 * value:.1f} points")
    return f"{value:,.1f}" if unit == "metros" else f"{value:.3g}"


def size(unit: str, value: float) -> str:
    """A magnitude that is no change: without the plus."""
    return magnitude(unit, value).removeprefix("+")


def signed(text: str) -> str:
    """The text with a true minus sign, and without a sign before zero."""
    return text.replace("+0.0 ", "0.0 ").replace("-0.0 ", "0.0 ").replace("-", "−")


def compact(text: str) -> str:
    """The units of a text as tables write them."""
    return text.replace(" points a year", " pp/year").replace(" points", " pp")


def label(name: str) -> str:
    """The name of an estimate as a reader knows it."""
    for term, plain in TERMS.items():
        name = name.replace(term, plain)
    return sentence_case(name)


def figure(row: Estimate, value: float | None) -> str:
    """A number of an estimate beside others: a share is a percentage, a gap is in points."""
    if value is None:
        return "–"
    gap = " - " in row.definition or "less" in row.name or "gap" in row.name
    if row.unit == "share" and not gap:
        return f"{100 * value:.1f} %"
    return magnitude(row.unit, value)


def span(row: Estimate) -> str | None:
    """The interval of an estimate beside others, the unit said once; None where there is none."""
    if row.lo is None or row.hi is None:
        return None
    return once(figure(row, row.lo), figure(row, row.hi))


def line(row: Estimate) -> str:
    """An estimate, its interval and what it rests on, in one line."""
    name = f"{label(row.name)} ({row.definition})"
    if row.estimate is None:
        return f"{name}: not known, {row.note}"
    bounded = "" if row.lo is None else f" [{span(row)}]"
    p = "" if row.p is None else f", p {row.p:.2g}"
    return (
        f"{name}: {figure(row, row.estimate)}{bounded}{p}; {row.population}, "
        f"{counted(row.sample.postings, 'posting')} of {counted(row.sample.employers, 'employer')}"
    )


def lines(result: HypothesisResult) -> list[str]:
    """A result as text: verdict, effect, warnings, every answered estimate."""
    effect = [] if result.effect is None else [f"  {line(result.effect)}"]
    rest = [row for row in result.estimates if row.answered and row != result.effect]
    return [
        f"{result.hypothesis}  {result.title}: {result.verdict}",
        f"  {sentence_case(result.reason)}.",
        *effect,
        *(f"  Note: {warning}" for warning in result.warnings),
        *(f"    {line(row)}" for row in rest),
        "",
    ]


def sample(effect: Estimate) -> str:
    """Postings and employers behind an estimate, in brackets."""
    rests = effect.sample
    if not rests.postings:
        return ""
    return (
        f", from {counted(rests.postings, 'posting')} of {counted(rests.employers, 'employer')} "
        f"(worth {rests.effective_employers:,.0f} of equal size)"
    )


def counted(number: int, noun: str) -> str:
    """A number with its noun, as ``1 employer`` or ``1,200 employers``."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def sentence_case(text: str) -> str:
    """The text with a capital and without a final stop."""
    stripped = text.strip().rstrip(".")
    return stripped[:1].upper() + stripped[1:]
