"""Every hypothesis over one panel, in one call.

Family A (H1, H2, H3) is adjusted by Holm; H4a to H4c are equivalence tests of published shares;
the rest is exploratory. What postings cannot test is listed in ``NOT_TESTED``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from analysis.benchmarks import CLAIMS, h4
from analysis.diffusion import h3
from analysis.frame import Panel
from analysis.hubs import h5
from analysis.industry import h2
from analysis.institutions import h8
from analysis.multiplicity import holm
from analysis.remote_work import h6
from analysis.result import HypothesisResult
from analysis.settings import Settings, load_settings
from analysis.skills import h7
from analysis.space import h1
from analysis.study import Study
from analysis.within import h1w

Test = Callable[[Study], HypothesisResult]

HYPOTHESES: dict[str, Test] = {
    "H1": h1,
    "H1w": h1w,
    "H2": h2,
    "H3": h3,
    **{key: partial(h4, key=key) for key in CLAIMS},
    "H5": h5,
    "H6": h6,
    "H7": h7,
    "H8": h8,
}

NOT_TESTED = (
    "That online learning removes the barrier to AI work: a claim about people, not postings.",
    "Flows of people between places, and from universities to industry: postings show demand.",
    "The origin of talent, by country or institution: postings do not carry it.",
    "The labour market as a whole: the crawled boards are not a sample of it without weights.",
)


def run(
    panel: Panel,
    *,
    only: str | None = None,
    settings: Settings | None = None,
    groups: Mapping[str, tuple[str, ...]] | None = None,
) -> list[HypothesisResult]:
    """Test every hypothesis, or the one named by ``only`` (H4 means all three of H4).

    ``groups`` are further named lists of metros; H4b shows the shares of those in the US. Never
    raises for a panel that is too small: such a result says "cannot be answered" and why. A
    ValueError names an unknown hypothesis.
    """
    chosen = _chosen(only)
    settings = settings or load_settings()
    others = {name: ids for name, ids in (groups or {}).items() if name not in settings.hubs}
    study = Study(panel, settings.with_hubs(**others))
    return _adjusted([HYPOTHESES[key](study) for key in chosen])


def _chosen(only: str | None) -> list[str]:
    if only is None:
        return list(HYPOTHESES)
    wanted = only.lower()
    found = [key for key in HYPOTHESES if key.lower() == wanted]
    found = found or [key for key in HYPOTHESES if wanted == "h4" and key in CLAIMS]
    if not found:
        raise ValueError(f"No hypothesis {only!r}: choose one of {', '.join(HYPOTHESES)}.")
    return found


def _adjusted(results: list[HypothesisResult]) -> list[HypothesisResult]:
    """Give the answered primary hypotheses their Holm-adjusted p."""
    tested = [
        (result.hypothesis, result.effect.p)
        for result in results
        if result.family == "primary" and result.effect and result.effect.p is not None
    ]
    adjusted = dict(zip((key for key, _ in tested), holm([p for _, p in tested]), strict=True))
    return [
        result.with_adjusted(adjusted[result.hypothesis])
        if result.hypothesis in adjusted
        else result
        for result in results
    ]
