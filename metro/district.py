"""A district before or behind its city, which has a namesake elsewhere (Fremont, Seattle)."""

from __future__ import annotations

from collections.abc import Sequence

from metro.choose import SMALLEST_US, certainty
from metro.gazetteer import Candidate, Gazetteer
from metro.partial import within
from metro.read import Piece
from metro.spots import DISTRICT_MAX, LARGE, Spot, is_part
from metro.text import fold
from metro.words import words

CITY_MIN = 200_000
"""Smaller cities have no districts that boards name."""
_PARTS = words(
    "park hill hills heights square district village beach quarter side end town point wharf"
    " gardens center centre valley bay"
)
"""Last words of the names of districts."""
CERTAIN_PART, CERTAIN_TOWN, CERTAIN_IN_BRACKETS = 0.97, 0.75, 0.95
"""How certain a name must be to be a city of its own beside a larger one."""


def settle_district(gazetteer: Gazetteer, pieces: Sequence[Piece], spots: list[Spot]) -> None:
    """Read the smaller of two names without a list as a part of the larger one, where it may be.

    Its place in the metro of the larger one is taken, else a city in its state; a small namesake
    abroad is dropped; another that is not surely a city of its own stays without a place. A name
    before an unknown one takes the areas of that ("Santa Barbara, 20140 Nowhere, France").
    """
    if len(spots) != 2 or any(piece.separator == "list" for piece in pieces):
        return
    part, city = spots
    if not city.candidates and city.areas and not part.areas and _size(part.candidates) < LARGE:
        part.candidates = within(part.candidates, city.areas)
        return
    behind = {piece.separator for piece in pieces} & {"paren", "dash"}
    if behind and _size(city.candidates) < _size(part.candidates):
        part, city = city, part
    size = _size(city.candidates)
    if part.areas or not part.candidates or size < CITY_MIN:
        return
    metros = {m for c in city.candidates if c.population >= size / 10 for m in c.metros}
    near = [c for c in part.candidates if not metros.isdisjoint(c.metros)]
    own = [c for c in part.candidates if c.kind != "alias" and c not in near]
    if _size(own) >= LARGE:
        return
    beside = [c for c in within(own, city.areas) if c.population > DISTRICT_MAX]
    if near or (city.areas and beside):
        part.candidates = near or beside
    elif _abroad(part, city):
        spots.remove(part)
    elif certainty(gazetteer, part.candidates) < _needed(part, city, "paren" in behind):
        part.candidates = ()


def _size(candidates: Sequence[Candidate]) -> float:
    """Return the people of the largest of some places."""
    return max((c.population for c in candidates), default=0)


def _abroad(part: Spot, city: Spot) -> bool:
    """Say whether a name is a small namesake abroad ("Whitefield, Bangalore")."""
    there = {c.country for c in city.candidates if c.population > 10 * DISTRICT_MAX}
    american = any(c.country == "US" and c.population > SMALLEST_US for c in part.candidates)
    abroad = there.isdisjoint(c.country for c in part.candidates)
    return bool(there) and abroad and not american and is_part(part)


def _needed(part: Spot, city: Spot, bracketed: bool) -> float:
    """Return how certain a name must be: districts stand in brackets and before states."""
    if bracketed or any(area.admins for area in city.areas):
        return CERTAIN_IN_BRACKETS
    if not is_part(part):
        return 0
    return CERTAIN_PART if fold(part.text).split()[-1:][0] in _PARTS else CERTAIN_TOWN
