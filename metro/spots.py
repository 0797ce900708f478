"""A named place and the areas around it that say which place it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from metro.areas import Free
from metro.either import following, in_admin, is_capital
from metro.gazetteer import Candidate
from metro.partial import compatible, within
from metro.read import CITY_FIRST, NOTHING, Piece, Reading

DISTRICT_MAX = 100_000
"""A smaller place that stands before a city it does not belong to is a district of it."""
_DISTRICT = re.compile(r"\b(?:district|ward|sub-?district|[a-z]+-(?:ku|gu))\b", re.I)
STATE_FIRST = 200
"""How much larger a city abroad must be to beat a town of the US state with the same code."""


@dataclass(slots=True)
class Spot:
    """A named place: what it may be, and the areas that the string gives for it."""

    text: str
    candidates: Sequence[Candidate]
    areas: list[Reading] = field(default_factory=list)


def is_part(spot: Spot) -> bool:
    """Say whether a name before a city is rather a part of it than a city of its own."""
    if _DISTRICT.search(spot.text):
        return True
    return max((c.population for c in spot.candidates), default=0) < DISTRICT_MAX


def qualify(pieces: Sequence[Piece], index: int, spot: Spot, alone: bool) -> int:
    """Give ``spot`` the areas that follow it and return the index after them.

    ``alone``: places before it had no area, so "NYC, SEA, US Remote" ends with a scope.
    """
    while index < len(pieces) and pieces[index].separator != "list":
        reading = pieces[index].reading
        if pieces[index].remote and reading.country and alone:
            break
        if reading.area:
            if not _narrow(spot, pieces[index]):
                break
        elif not _beside(spot, reading, pieces, index):
            break
        index += 1
    return index


def _narrow(spot: Spot, piece: Piece) -> bool:
    """Restrict ``spot`` to an area after it; False when the area is not about it."""
    reading = piece.reading
    kept = _state_first([c for c in spot.candidates if compatible(c, reading)], reading)
    if kept and _list_of_two(spot, piece, kept):
        return False
    if not kept:
        if spot.areas or (reading.places if reading.code else _large(spot)):
            return False
        if reading.places and (is_capital(reading) or piece.key == "new york"):
            if is_part(spot):
                spot.candidates = []
            return False
        spot.candidates = []
    else:
        spot.candidates = kept
    spot.areas.append(reading)
    return True


def _state_first(kept: list[Candidate], reading: Reading) -> list[Candidate]:
    """Prefer the US state to the country of one code ("Oakville, CA"; not "London, CA")."""
    inside = [c for c in kept if c.country == "US" and in_admin(c, reading)]
    if not (reading.code and reading.country and inside):
        return kept
    smaller = max(c.population for c in inside) * STATE_FIRST < max(c.population for c in kept)
    return kept if smaller else inside


def _large(spot: Spot) -> bool:
    """Say whether a spot is so well known that an area of elsewhere is not about it."""
    return any(c.population >= 500_000 for c in spot.candidates)


def _list_of_two(spot: Spot, piece: Piece, kept: Sequence[Candidate]) -> bool:
    """Say whether "Boston, New York" lists two cities: the town in New York is negligible."""
    if piece.key not in CITY_FIRST or piece.reading.code or spot.areas:
        return False
    best = max(c.population for c in spot.candidates if c.kind != "alternate" or c in kept)
    return max(c.population for c in kept) < best * 0.03


def _beside(spot: Spot, reading: Reading, pieces: Sequence[Piece], index: int) -> bool:
    """Say whether a piece after a place is a part or district of it that an area follows."""
    after = following(pieces, index)
    if not after.area or not any(compatible(c, after) for c in spot.candidates):
        return False
    if reading is NOTHING:
        return True
    metros = {m for c in spot.candidates for m in c.metros}
    inside = within(reading.places, [after])
    return any(not metros.isdisjoint(c.metros) for c in inside)


def lead(spot: Spot, frees: Sequence[Free]) -> None:
    """Apply areas that stand before the place ("US, CA, Los Angeles", "India - Pune").

    A place with an area of its own only uses up those that agree; areas beside a word for remote
    say where one may live and lead nothing.
    """
    own = bool(spot.areas)
    for free in frees:
        if free.remote or not free.reading.area or (free.used and len(frees) > 3):
            continue
        kept = [c for c in spot.candidates if compatible(c, free.reading)]
        if kept:
            spot.candidates = kept
            free.used = True
            if not own:
                spot.areas.append(free.reading)
                free.reading = _agreed(free.reading, kept)


def _agreed(reading: Reading, kept: Sequence[Candidate]) -> Reading:
    """Return the meanings of an area that all places it led to share."""
    admins = tuple(
        admin for admin in reading.admins if all(f"{c.country}.{c.admin}" == admin for c in kept)
    )
    country = reading.country if all(c.country == reading.country for c in kept) else ""
    return reading if not (admins or country) else Reading(country=country, admins=admins)
