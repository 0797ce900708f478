"""A named place and the areas around it that say which place it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from metro.areas import Free
from metro.either import following, in_admin, is_capital
from metro.gazetteer import USUAL, Candidate
from metro.partial import compatible, within
from metro.read import CITY_FIRST, NOTHING, Piece, Reading

DISTRICT_MAX = 100_000
"""A smaller place that stands before a city it does not belong to is a district of it."""
_DISTRICT = re.compile(r"\b(?:district|ward|sub-?district|[a-z]+-(?:ku|gu))\b", re.I)
LARGE = 500_000
"""A place of this size is known beyond its country."""
NEGLIGIBLE = 0.03
"""A namesake of less than this part of another is not meant."""
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
        if pieces[index].scope and not any(compatible(c, reading) for c in spot.candidates):
            break
        after = following(pieces, index)
        if reading.area:
            if _is_town(spot, reading, after):
                break
            stated = after.country == "US" or (reading.code and len(pieces) == 2)
            if not _misfit(spot, reading, after) and not _narrow(spot, pieces[index], stated):
                break
        elif not _beside(spot, reading, pieces, index):
            break
        index += 1
    return index


def _is_town(spot: Spot, reading: Reading, after: Reading) -> bool:
    """Say whether a division of elsewhere is a town of the state after it ("Hanover, NH")."""
    inside = any(in_admin(c, after) for c in reading.places)
    return inside and not any(compatible(c, reading) for c in spot.candidates)


def _misfit(spot: Spot, reading: Reading, after: Reading) -> bool:
    """Say whether a code before the country of a spot is one that the tables lack.

    "Milano, MI, Italy" is not Michigan: countries have more codes than are listed.
    """
    if not reading.code or after.country in ("", "US") or _north_american(after):
        return False
    own = any(admin.startswith(after.country + ".") for admin in reading.admins)
    there = [c.population for c in spot.candidates if compatible(c, Reading(after.country))]
    fit = [c.population for c in spot.candidates if compatible(c, reading)]
    if not there or (own and max(there) < LARGE):
        return False
    return max(fit, default=0) < NEGLIGIBLE * max(there)


def _north_american(reading: Reading) -> bool:
    """Say whether a piece may be a US state or Canadian province."""
    return any(admin[:3] in ("US.", "CA.") for admin in reading.admins)


def _narrow(spot: Spot, piece: Piece, stated: bool) -> bool:
    """Restrict ``spot`` to an area after it; False when the area is not about it.

    ``stated``: it stands where a state stands, as in "Rome, New York, US" or "Edgewood, NY".
    """
    reading = piece.reading
    kept = _state_first([c for c in spot.candidates if compatible(c, reading)], reading)
    if kept and not (stated and not _american(spot)) and _list_of_two(spot, piece, kept):
        return False
    if kept and _twin_city(spot, reading):
        return False
    if not kept:
        if spot.areas or (_listed(spot, reading, stated) if reading.code else _large(spot)):
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


def _listed(spot: Spot, reading: Reading, stated: bool) -> bool:
    """Say whether a code is listed beside a spot ("SF, NY, NC") and not the state of it."""
    if spot.text.isupper() and all(c.kind == "alias" for c in spot.candidates):
        return True
    return bool(reading.places) and not (stated and is_part(spot) and not _near(spot, reading))


def _near(spot: Spot, reading: Reading) -> bool:
    """Say whether a spot may lie in the metro that a code names too ("Santa Monica, LA")."""
    metros = {m for c in reading.places for m in c.metros}
    return any(not metros.isdisjoint(c.metros) for c in spot.candidates)


def _twin_city(spot: Spot, reading: Reading) -> bool:
    """Say whether an area is rather a city near the spot: not the county in "Richmond, Norfolk"."""
    own = [c for c in reading.places if c.kind in USUAL and not in_admin(c, reading)]
    cities = {(c.country, c.admin) for c in own if c.population > DISTRICT_MAX}
    towns = (c for c in spot.candidates if c.kind != "alias" and c.population > DISTRICT_MAX)
    near = {(c.country, c.admin) for c in towns}
    return not reading.country and not cities.isdisjoint(near)


def _american(spot: Spot) -> bool:
    """Say whether the largest place of the name lies in the US."""
    best = max(spot.candidates, key=lambda c: c.population, default=None)
    return best is not None and best.country == "US"


def _large(spot: Spot) -> bool:
    """Say whether a spot is so well known that an area of elsewhere is not about it."""
    return any(c.population >= LARGE for c in spot.candidates)


def _list_of_two(spot: Spot, piece: Piece, kept: Sequence[Candidate]) -> bool:
    """Say whether "Boston, New York" lists two cities: the town in New York is negligible.

    Not so when it names a metro (Rome), nor beside an alias or a lesser place abroad (Langley).
    """
    if piece.key not in CITY_FIRST or piece.reading.code or spot.areas:
        return False
    known = [c for c in spot.candidates if c in kept or (c.kind != "alias" and _known(c))]
    return all(c.kind == "name" for c in kept) and _dwarfed(kept, known)


def _known(candidate: Candidate) -> bool:
    """Say whether a place is in the US or known beyond its country."""
    return candidate.country == "US" or candidate.population >= LARGE


def _dwarfed(kept: Sequence[Candidate], among: Sequence[Candidate]) -> bool:
    """Say whether the places that are left are negligible beside others of the name."""
    best = max(c.population for c in among if c.kind != "alternate" or c in kept)
    return max(c.population for c in kept) < best * NEGLIGIBLE


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

    The nearest leads first. A place with an area of its own only uses up those that agree; areas
    beside a word for remote say where one may live and lead nothing, and those of a list lead to
    no village.
    """
    own = bool(spot.areas)
    for free in reversed(frees):
        if free.remote or not free.reading.area or (free.used and len(frees) > 3):
            continue
        kept = [c for c in spot.candidates if compatible(c, free.reading)]
        if kept and not (free.listed and _dwarfed(kept, spot.candidates)):
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
