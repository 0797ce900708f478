"""H4a to H4c: are our shares those that Brookings published?

The published keyword definition mixes both classes, so it is judged on ours and shown under all.
Shares are among postings whose metros are all in the US, and named so. The published figure's own
sampling error (Wilson at its n) is added.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from math import sqrt
from typing import Any

from analysis import effects
from analysis.conclude import conclude
from analysis.effects import Pair
from analysis.jackknife import t_interval
from analysis.moments import DEFINITION
from analysis.result import Estimate, HypothesisResult
from analysis.student import wilson_se
from analysis.study import Study
from analysis.variants import united_states
from analysis.verdict import decide_above, decide_same

KEYWORD = "keyword"
OWN_LIST = (
    "The ten rows of the published table are not available as text: top10 is our own list, fixed "
    "from occupation statistics before any posting was read."
)
WINDOW = "The published window is not ours, and the keyword list is an approximation of theirs."


@dataclass(frozen=True, slots=True)
class Benchmark:
    """A published share: the hub list it is about, and whether it is a lower bound."""

    hub: str
    share: float
    n: int | None
    lower: bool

    @classmethod
    def of(cls, raw: dict[str, Any]) -> Benchmark:
        """Read one entry of the settings."""
        return cls(raw["hub"], float(raw["share"]), raw.get("n"), bool(raw.get("lower")))

    @property
    def se(self) -> float:
        """Standard error from the Wilson interval at n; 0 where no n was published."""
        return 0.0 if self.n is None else wilson_se(self.share, self.n)


SHOWN_ELSEWHERE = ("top6", "top10", "bay")
CLAIMS = {
    "H4a": ("top10", "More than 60 % of generative-AI postings are in ten US metros"),
    "H4b": ("bay", "About a quarter of generative-AI postings are in the Bay Area"),
    "H4c": ("six_coastal", "About 47 % of generative-AI postings are in six coastal metros"),
}


def h4(study: Study, key: str) -> HypothesisResult:
    """Compare one published share with ours, over employers like these."""
    name, title = CLAIMS[key]
    benchmark = Benchmark.of(study.settings.benchmarks[name])
    home = united_states(study) or study
    judged = KEYWORD if home.members(KEYWORD).any() else "any AI"
    ours = _share(home, judged, benchmark.hub)
    level = study.settings.level
    pair = effects.gap_in_range(
        (difference(ours[0], benchmark, level), difference(ours[1], benchmark, level))
    )
    judge = decide_above if benchmark.lower else decide_same
    decision = judge(pair[0], study.settings.sesoi["H4"], study.settings)
    return conclude(
        study,
        key,
        title,
        pair[0],
        decision,
        sesoi="H4",
        family="benchmarks",
        estimates=[pair, *_shares(home, benchmark.hub)],
        warnings=_warnings(judged, benchmark),
    )


def difference(ours: Estimate, benchmark: Benchmark, level: float) -> Estimate:
    """Our share less the published one, with both errors."""
    published = f"less {100 * benchmark.share:.0f} % published"
    named = replace(ours, name=f"{share_name(benchmark.hub)}, {published}")
    if ours.estimate is None:
        return named
    gap = ours.estimate - benchmark.share
    if ours.se is None or ours.df is None:
        return replace(named, estimate=gap, lo=None, hi=None, p=None)
    span = t_interval(gap, sqrt(ours.se**2 + benchmark.se**2), ours.df, level)
    return replace(named, estimate=gap, lo=span.lo, hi=span.hi, p=span.p, se=span.se)


def share_name(hub: str) -> str:
    """What results call the share of a hub list among postings with US metros only."""
    return f"{hub} share, US metros"


def _share(home: Study, definition: str, hub: str) -> Pair:
    return effects.feature_share(home, definition, hub, "located", share_name(hub))


def _shares(home: Study, hub: str) -> Iterator[Pair]:
    others = _others(home.settings.hubs) if hub == "bay" else ()
    for name in (hub, *others):
        for definition in DEFINITION:
            yield _share(home, definition, name)


def _others(hubs: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """Name the lists of US metros that H4 does not judge, each set of metros once."""
    shown = {frozenset(hubs[name]) for name in SHOWN_ELSEWHERE}
    for name, ids in hubs.items():
        if frozenset(ids) not in shown and all(metro.startswith("cbsa:") for metro in ids):
            shown.add(frozenset(ids))
            yield name


def _warnings(judged: str, benchmark: Benchmark) -> tuple[str, ...]:
    found = [WINDOW]
    if benchmark.hub == "top10":
        found.append(OWN_LIST)
    if judged != KEYWORD:
        found.append("No keyword matches in this panel: judged on any AI, another definition.")
    return tuple(found)
