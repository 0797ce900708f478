"""From hypotheses to the forest plot."""

from __future__ import annotations

from collections.abc import Sequence

from analysis import words
from analysis.figures import forest
from analysis.figures.chart import Chart, Stamp
from analysis.result import HypothesisResult
from analysis.tables.effects import overview


def build(results: Sequence[HypothesisResult], *, stamp: Stamp) -> Chart | None:
    """Draw every answered hypothesis; None where there is none."""
    effects = [effect for result in results if (effect := scaled(result)) is not None]
    if not effects:
        return None
    from dataclasses import replace

    data = replace(overview(results), key="forest", title="Every effect and its verdict")
    note = (
        "Each effect is divided by its smallest effect of interest, fixed before the run. Points "
        "and 95 % employer-jackknife intervals; sample sizes are in the table of every hypothesis. "
        "The claims of H4b and H4c are that the effect lies in the shaded band."
    )
    return forest.draw(effects, replace(data, note=note), stamp=stamp)


def scaled(result: HypothesisResult) -> forest.Effect | None:
    """An effect in multiples of its smallest effect of interest; None without an interval."""
    effect, least = result.effect, result.sesoi
    if effect is None or effect.estimate is None or effect.lo is None or effect.hi is None:
        return None
    if not least:
        return None
    return forest.Effect(
        label=f"{result.hypothesis}  {SHORT.get(result.hypothesis, result.title)}",
        estimate=effect.estimate / least,
        lo=effect.lo / least,
        hi=effect.hi / least,
        verdict=result.verdict,
        words=words.amount(effect).replace("95 % interval ", ""),
    )


SHORT = {
    "H1": "Fewer metros for specialists",
    "H1w": "More in hubs, same employer",
    "H2": "Integrators outside technology",
    "H3": "Integrators leave hubs faster",
    "H4a": "Ten metros over 60 %",
    "H4b": "Bay Area near 25 %",
    "H4c": "Six coastal near 47 %",
    "H5": "Specialists in core hubs",
    "H6": "Specialists more remote",
    "H7": "Specialists more senior",
    "H8": "Research by industry",
}
