"""Results in words that can be quoted: what was found, how sure, of what."""

from __future__ import annotations

from math import exp

from analysis.result import Estimate, HypothesisResult

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
    "supported": "The postings support the claim that {claim}.",
    "contradicted": "The postings contradict the claim that {claim}.",
    "equivalent": "The postings show no difference that matters for the claim that {claim}.",
    "inconclusive": "The postings cannot decide whether {claim}.",
    "cannot be answered": "Not answered: whether {claim}.",
}
H4_OPENINGS = {"equivalent": "The postings agree with the claim that {claim}."}
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
    parts.append(f"{measure(result)} {amount(effect)}{sample(effect)}.")
    if result.verdict == "inconclusive" and result.mde is not None:
        parts.append(
            f"A sample of this kind finds a true effect of {magnitude(effect.unit, result.mde)} "
            "four times in five; a smaller one can be missed."
        )
    if effect.lo is None:
        parts.append(f"No interval can be given: {effect.note}.")
    return " ".join(parts)


def measure(result: HypothesisResult) -> str:
    """What the number of a hypothesis measures, as the start of a sentence."""
    starts = {
        "H1": "Integrators use as many metros as specialists times",
        "H1w": "The gap within employers is",
        "H2": "The gap between the two is",
        "H3": "The gap between the two trends is",
        "H6": "The gap between the two is",
    }
    return starts.get(result.hypothesis, "The estimate is")


def amount(effect: Estimate) -> str:
    """An estimate with its interval in the reader's units."""
    if effect.estimate is None:
        return "not known"
    if effect.lo is None or effect.hi is None:
        return magnitude(effect.unit, effect.estimate)
    bounds = f"{magnitude(effect.unit, effect.lo)} to {magnitude(effect.unit, effect.hi)}"
    return f"{magnitude(effect.unit, effect.estimate)} (95 % interval {bounds})"


def magnitude(unit: str, value: float) -> str:
    """A number in the reader's units: a ratio, percentage points, points a year."""
    if unit == "log ratio":
        return f"{exp(value):.2f}" if value < 50 else "beyond measure"
    if unit == "share per month":
        return f"{1200 * value:+.1f} points a year"
    if unit == "share":
        return f"{100 * value:.1f} points"
    if unit == "metros":
        return f"{value:,.1f}"
    return f"{value:.3g}"


def figure(row: Estimate, value: float | None) -> str:
    """A number of an estimate for a table: a share is a percentage, a gap is in points."""
    if value is None:
        return "–"
    gap = " - " in row.definition or "less" in row.name or "gap" in row.name
    if row.unit == "share" and not gap:
        return f"{100 * value:.1f} %"
    return magnitude(row.unit, value)


def sample(effect: Estimate) -> str:
    """Postings and employers behind an estimate, in brackets."""
    rests = effect.sample
    if not rests.postings:
        return ""
    return (
        f", from {rests.postings:,} postings of {rests.employers:,} employers "
        f"(as good as {rests.effective_employers:,.0f} equal ones)"
    )


def sentence_case(text: str) -> str:
    """The text with a capital and without a final stop."""
    stripped = text.strip().rstrip(".")
    return stripped[:1].upper() + stripped[1:]
