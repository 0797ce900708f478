"""Which of several places of one name is meant, or that it cannot be told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from metro.gazetteer import USUAL, Candidate, Gazetteer
from metro.words import words

BARE_RATIO = 1.5
"""A bare name is settled when its likeliest metro is this many times likelier than the next."""
AREA_RATIO = 1.2
"""The same when a country or division is given: the rest are towns of one state."""
SMALLEST_US = 9_000
SMALLEST_ELSEWHERE = 20_000
SMALLEST_ALONE = 4_000
"""Bare names of smaller places are not believed; the last where no other place has the name."""
COUNTRY_WEIGHT = {
    "US": 2.0, "GB": 1.5, "IE": 1.5, "IL": 1.5, "SG": 1.5, "CA": 1.3, "AU": 1.2,
    **dict.fromkeys(words("DE FR NL CH SE DK PL ES PT IT AT BE CZ FI NO HU RO GR LU EE"), 1.0),
    **dict.fromkeys(words("LT LV NZ JP KR HK TW"), 1.0),
    **dict.fromkeys(words("IN CN BR MX AR CL CO CR PH MY TH VN ID ZA TR UA RS BG HR SI SK"), 0.4),
    **dict.fromkeys(words("AE SA QA EG KE NG MA PE UY AM GE KZ"), 0.4),
}  # fmt: skip
"""How much likelier a posting is there than population says; 0.15 for all other countries."""
_NAME_WEIGHT = (
    {"alternate": 0.3, "nickname": 0.02, "principal": 2.0, "titled": 1.2},
    {"alternate": 0.03, "nickname": 0.001, "principal": 2.0, "titled": 1.2},
)
"""Weight of alternate names: without and with a US place whose usual name it is."""
BARE_CONFIDENCE = 0.35
"""A bare name whose likeliest metro has less of the whole weight stays open."""
KNOWN_BOOST = 25.0
"""For a metro of the employer's other postings."""
STATED_BOOST = 50.0
"""For a country that a structured address states."""
NAMED_BOOST = 10.0
"""For a division that the employer's name contains (Texas Health)."""
HOME_BOOST = 3.0
"""For a country of the employer's other postings."""
COUNTRY_BOOST = 3.0
"""For a country that other parts of the string name or lie in."""


@dataclass(frozen=True, slots=True)
class Context:
    """What else is known beside the string: never decides against what the string says."""

    metros: frozenset[str] = frozenset()
    homes: frozenset[str] = frozenset()
    admins: frozenset[str] = frozenset()
    stated: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Decision:
    """The metro or metros of a name, or why there are none."""

    metros: tuple[str, ...] = ()
    country: str = ""
    admin: str = ""
    method: str = ""
    confidence: float = 0.0
    reason: str = ""
    open: bool = field(default=False)
    """True when other postings of the employer could change the decision."""


def choose(
    gazetteer: Gazetteer, candidates: Iterable[Candidate], context: Context, area: bool
) -> Decision:
    """Decide between ``candidates``; ``area`` tells that a country or division chose them."""
    scores = _scores(gazetteer, candidates, context)
    if not scores:
        return Decision(reason="unknown")
    ranked = sorted(scores.values(), key=lambda score: -score.value)
    top, _, best, method = ranked[0]
    second = ranked[1].value if len(ranked) > 1 else 0.0
    confidence = round(top / sum(score.value for score in ranked), 3)
    contested = _contested(scores)
    if top < second * (AREA_RATIO if area else BARE_RATIO) or (
        not area and confidence < BARE_CONFIDENCE
    ):
        return Decision(reason="ambiguous", country=_common(ranked), open=True)
    if not area and not method and _small(best, alone=len(ranked) == 1):
        return Decision(reason="too small to be certain", open=contested)
    if not best.metros:
        return Decision(
            (), best.country, best.admin, "", confidence, "outside every metro", contested
        )
    method = method or ("alias" if best.kind == "alias" else "area" if area else "population")
    return Decision(
        best.metros, best.country, best.admin, method, confidence, open=contested and not area
    )


def certainty(gazetteer: Gazetteer, candidates: Iterable[Candidate]) -> float:
    """Return the part of the likeliest metro in the weight of all places of a bare name."""
    weights = [score.value for score in _scores(gazetteer, candidates, Context()).values()]
    return max(weights) / sum(weights)


class _Score(NamedTuple):
    """The weight of a metro: with and without the employer, its heaviest place, what raised it."""

    value: float
    plain: float
    candidate: Candidate
    method: str


def _scores(
    gazetteer: Gazetteer, candidates: Iterable[Candidate], context: Context
) -> dict[tuple[str, ...], _Score]:
    """Return metros -> the score of the heaviest place that lies in them."""
    rows = list(candidates)
    us_name = any(c.country == "US" and c.kind in USUAL for c in rows)
    one_division = len({(c.country, c.admin) for c in rows}) == 1
    scores: dict[tuple[str, ...], _Score] = {}
    for candidate in rows:
        plain = candidate.population * COUNTRY_WEIGHT.get(candidate.country, 0.15)
        if candidate.metros:
            plain *= gazetteer.digital.get(candidate.metros[0], 1.0) ** 0.5
        if not (one_division and candidate.kind in USUAL):
            plain *= _NAME_WEIGHT[us_name].get(candidate.kind, 1.0)
        if candidate.country in context.countries:
            plain *= COUNTRY_BOOST
        score = _lift(plain, candidate, context)
        key = candidate.metros or (candidate.country, candidate.admin)
        if key not in scores or score.value > scores[key].value:
            scores[key] = score
    return scores


def _contested(scores: Mapping[tuple[str, ...], _Score]) -> bool:
    """Say whether another employer could change which metro is the likeliest."""
    plain = sorted((score.plain for score in scores.values()), reverse=True)
    return len(plain) > 1 and plain[1] * KNOWN_BOOST * NAMED_BOOST * HOME_BOOST > plain[0]


def _lift(plain: float, candidate: Candidate, context: Context) -> _Score:
    """Raise the score of a place that address or employer make likelier; name what did."""
    value, method = plain, ""
    if candidate.country in context.stated:
        value, method = value * STATED_BOOST, "address"
    if candidate.country in context.homes:
        value *= HOME_BOOST
    if f"{candidate.country}.{candidate.admin}" in context.admins:
        value, method = value * NAMED_BOOST, "employer"
    if not context.metros.isdisjoint(candidate.metros):
        value, method = value * KNOWN_BOOST, "known"
    return _Score(value, plain, candidate, method)


def _small(candidate: Candidate, *, alone: bool) -> bool:
    """Say whether a place is too small for its bare name to be believed.

    ``alone``: no other place bears the name, so that a smaller one is believed.
    """
    smallest = SMALLEST_US if candidate.country == "US" else SMALLEST_ELSEWHERE
    return candidate.population < (SMALLEST_ALONE if alone else smallest)


def _common(ranked: Sequence[_Score]) -> str:
    """Return the country that all likely candidates share, or ""."""
    likely = [score for score in ranked if score.value > ranked[0].value / 20]
    countries = {score.candidate.country for score in likely}
    return countries.pop() if len(countries) == 1 else ""
