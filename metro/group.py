"""The grammar of a chunk: which pieces are places and which say where those places are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from metro.areas import Free, settle_chunk
from metro.choose import SMALLEST_US
from metro.gazetteer import USUAL, Candidate, Gazetteer
from metro.partial import compatible, search, within
from metro.read import CITY_FIRST, CITY_STATES, NOTHING, Piece, Reading
from metro.words import NOISE, NOT_PLACES

_STATES = frozenset({"US.", "CA.", "AU.", "IN.", "GB.", "BR.", "DE.", "MX."})
"""Countries whose divisions boards name."""
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


@dataclass(slots=True)
class Grouped:
    """The spots, free areas and unknown pieces of a chunk, in order."""

    spots: list[Spot] = field(default_factory=list)
    frees: list[Free] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    searches: int = 0


def group(gazetteer: Gazetteer, pieces: Sequence[Piece], searches: int) -> Grouped:
    """Read the pieces left to right: places take the areas after them, else those before.

    ``searches`` is how many unknown pieces may be searched; ``Grouped`` has what is left of it.
    """
    out = Grouped(searches=searches)
    index = 0
    while index < len(pieces):
        piece = pieces[index]
        if _is_place(pieces, index, out):
            index = _place(gazetteer, pieces, index, out)
        elif (piece.reading.area and not _foreign(pieces, index)) or piece.reading.region:
            listed = _listed(pieces, index)
            out.frees.append(Free(piece.text, piece.reading, listed=listed, remote=piece.remote))
            index += 1
        else:
            index = _unknown(gazetteer, pieces, index, out)
    out.frees = settle_chunk(out.frees)
    _district(pieces, out)
    return out


def _district(pieces: Sequence[Piece], out: Grouped) -> None:
    """Drop a small namesake abroad before a large city ("Whitefield, Bangalore")."""
    if len(out.spots) != 2 or any(piece.separator == "list" for piece in pieces):
        return
    first, second = out.spots
    if first.areas or not first.candidates or not second.candidates:
        return
    there = {c.country for c in second.candidates if c.population > 10 * DISTRICT_MAX}
    abroad = there.isdisjoint(c.country for c in first.candidates)
    american = any(c.country == "US" and c.population > SMALLEST_US for c in first.candidates)
    if abroad and there and not american and _part(first):
        out.spots.remove(first)


def _part(spot: Spot) -> bool:
    """Say whether a name before a city is rather a part of it than a city of its own."""
    if _DISTRICT.search(spot.text):
        return True
    return max((c.population for c in spot.candidates), default=0) < DISTRICT_MAX


def _listed(pieces: Sequence[Piece], index: int) -> bool:
    """Say whether a list separator stands before or after a piece."""
    return any(piece.separator == "list" for piece in pieces[index : index + 2])


def _foreign(pieces: Sequence[Piece], index: int) -> bool:
    """Say whether a piece names a little-known division that the area after it contradicts."""
    reading, after = pieces[index].reading, _next(pieces, index)
    if reading.country or not after.area or any(a[:3] in _STATES for a in reading.admins):
        return False
    inside = {admin.split(".")[0] for admin in reading.admins}
    return inside.isdisjoint({after.country, *(a.split(".")[0] for a in after.admins)})


def _next(pieces: Sequence[Piece], index: int) -> Reading:
    """Return the reading of the piece after ``index`` unless a list separator parts them."""
    if index + 1 < len(pieces) and pieces[index + 1].separator != "list":
        return pieces[index + 1].reading
    return NOTHING


def _is_place(pieces: Sequence[Piece], index: int, out: Grouped) -> bool:
    """Decide whether a piece is a place or an area where it could be both."""
    piece, reading = pieces[index], pieces[index].reading
    if not reading.places or (reading.code and _strange(reading, out)):
        return False
    if (piece.key in NOT_PLACES or piece.key in NOISE) and not _next(pieces, index).area:
        return False
    if not reading.area:
        return reading.region is None or reading.places[0].kind == "alias"
    beside = _place_beside(pieces, index, out)
    if beside is not None:
        return beside
    if reading.code:
        return reading.places[0].kind == "alias" and not out.frees
    if reading.country in CITY_STATES:
        return True
    if (piece.key == "washington" and piece.remote) or (piece.key == "quebec" and out.frees):
        return False
    return piece.key in CITY_FIRST or _capital(reading)


def _place_beside(pieces: Sequence[Piece], index: int, out: Grouped) -> bool | None:
    """Let the pieces around tell a place from an area; None when they do not."""
    piece, after = pieces[index], _next(pieces, index)
    reading = piece.reading
    state = _us_state(reading)
    listed = _us_state(after) and not after.code and _us_state(_next(pieces, index + 1))
    if state and listed and piece.key not in CITY_FIRST:
        return False
    if after.admins and any(_in_admin(c, after) for c in reading.places):
        return True
    leads = [free.reading for free in out.frees]
    if not state and any(_in_admin(c, lead) for lead in leads for c in reading.places):
        return True
    if reading.country in CITY_STATES and reading.country == after.country:
        return True
    if any(compatible(c, reading) for c in _notable(after.places)):
        same = index + 1 < len(pieces) and pieces[index + 1].key == piece.key
        return same and any(compatible(c, after) for c in reading.places)
    if after.country and _divides(piece, after.country):
        return False
    return None


def _capital(reading: Reading) -> bool:
    """Say whether a division's name rather means a city: its own, or a large one elsewhere.

    Not so for US states, nor where the division is named far more often than its namesake.
    """
    if reading.country or _us_state(reading):
        return False
    if any(_in_admin(c, reading) and c.population > 20_000 for c in reading.places):
        return True
    big = max((c.population for c in reading.places if c.kind in (*USUAL, "alias")), default=0)
    return big > 100_000 and not any(a[:3] in _STATES for a in reading.admins)


def _notable(places: Sequence[Candidate]) -> list[Candidate]:
    """Return the places that are not dwarfed by a namesake."""
    largest = max((c.population for c in places), default=0)
    return [c for c in places if c.population * 50 >= largest]


def _us_state(reading: Reading) -> bool:
    """Say whether a piece may be a US state."""
    return any(admin.startswith("US.") for admin in reading.admins)


def _divides(piece: Piece, country: str) -> bool:
    """Say whether a piece before a country is its division, not a city ("TN, IN", "Texas, US")."""
    reading = piece.reading
    inside = any(admin.split(".")[0] == country for admin in reading.admins)
    named = piece.key in ("washington", "quebec") or country == "US"
    return inside and (reading.code or named) and piece.key not in ("new york", "ny", "dc")


def _strange(reading: Reading, out: Grouped) -> bool:
    """Say whether a code names no place in the areas before it (MAN in "GB, MAN, Wigan")."""
    leads = [free.reading for free in out.frees if free.reading.area]
    return bool(leads) and not any(compatible(c, leads[0]) for c in reading.places)


def _in_admin(candidate: Candidate, reading: Reading) -> bool:
    """Say whether a place lies in the division that a piece may be."""
    return f"{candidate.country}.{candidate.admin}" in reading.admins


def _place(gazetteer: Gazetteer, pieces: Sequence[Piece], index: int, out: Grouped) -> int:
    """Add the spot at ``index`` with the areas after it; return the next index."""
    piece = pieces[index]
    spot = Spot(piece.text, piece.reading.places)
    following = _qualify(pieces, index + 1, spot, any(not s.areas for s in out.spots))
    if not spot.candidates and spot.areas and out.searches > 0:
        out.searches -= 1
        spot.candidates = search(gazetteer, piece.text, spot.areas)
    _lead(spot, out)
    out.spots.append(spot)
    return following


def _qualify(pieces: Sequence[Piece], index: int, spot: Spot, alone: bool) -> int:
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
        if reading.places and _capital(reading):
            if _part(spot):
                spot.candidates = []
            return False
        spot.candidates = []
    else:
        spot.candidates = kept
    spot.areas.append(reading)
    return True


def _state_first(kept: list[Candidate], reading: Reading) -> list[Candidate]:
    """Prefer the US state to the country of one code ("Oakville, CA"; not "London, CA")."""
    inside = [c for c in kept if c.country == "US" and _in_admin(c, reading)]
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
    after = _next(pieces, index)
    if not after.area or not any(compatible(c, after) for c in spot.candidates):
        return False
    if reading is NOTHING:
        return True
    metros = {m for c in spot.candidates for m in c.metros}
    inside = within(reading.places, [after])
    return any(not metros.isdisjoint(c.metros) for c in inside)


def _lead(spot: Spot, out: Grouped) -> None:
    """Apply areas that stand before the place ("US, CA, Los Angeles", "India - Pune").

    A place with an area of its own only uses up those that agree; areas beside a word for remote
    say where one may live and lead nothing.
    """
    own = bool(spot.areas)
    for free in out.frees:
        if free.remote or not free.reading.area or (free.used and len(out.frees) > 3):
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


def _qualifies(pieces: Sequence[Piece], index: int, out: Grouped) -> bool:
    """Say whether an area after an unknown piece is about it and not a place of its own."""
    return pieces[index].key in ("washington", "quebec") or not _is_place(pieces, index, out)


def _unknown(gazetteer: Gazetteer, pieces: Sequence[Piece], index: int, out: Grouped) -> int:
    """Look for a place inside a piece of which nothing is known; return the next index."""
    piece, after = pieces[index], _next(pieces, index)
    areas: list[Reading] = []
    following = index + 1
    while after.area and _qualifies(pieces, following, out):
        areas.append(after)
        after = _next(pieces, following)
        following += 1
    if out.searches <= 0:
        out.unknown.append(piece.text)
        return index + 1
    out.searches -= 1
    leads = [free for free in out.frees if free.reading.area and not free.remote][:2]
    found = search(gazetteer, piece.text, areas or [free.reading for free in leads])
    if not found and leads and not areas:
        found = search(gazetteer, piece.text, [leads[-1].reading])
    if found and not areas:
        for free in leads:
            free.used = True
        areas = [free.reading for free in leads]
    if found or (areas and piece.key not in NOT_PLACES):
        out.spots.append(Spot(piece.text, found, areas))
        return following
    out.unknown.append(piece.text)
    return index + 1
