"""Place or area: which of its meanings a piece has beside the pieces around it."""

from __future__ import annotations

from collections.abc import Sequence

from metro.areas import Free
from metro.gazetteer import USUAL, Candidate
from metro.partial import compatible
from metro.read import CITY_FIRST, CITY_STATES, NOTHING, Piece, Reading
from metro.words import NOISE, NOT_PLACES

WORD_TOWN_MIN = 20_000
"""Smaller towns with the name of a word are not believed after a division either."""
_STATES = frozenset({"US.", "CA.", "AU.", "IN.", "GB.", "BR.", "DE.", "MX."})
"""Countries whose divisions boards name."""


def is_place(pieces: Sequence[Piece], index: int, frees: Sequence[Free]) -> bool:
    """Decide whether a piece is a place or an area where it could be both."""
    piece, reading = pieces[index], pieces[index].reading
    if not reading.places or (reading.code and _strange(reading, frees)):
        return False
    word = piece.key in NOISE or (piece.key in NOT_PLACES and not _led_town(reading, frees))
    if word and not following(pieces, index).area:
        return False
    if not reading.area:
        return reading.region is None or reading.places[0].kind == "alias"
    beside = _place_beside(pieces, index, frees)
    if beside is not None:
        return beside
    if reading.code:
        return reading.places[0].kind == "alias" and not frees
    if reading.country in CITY_STATES:
        return True
    scoped = piece.remote or (piece.key == "quebec" and frees)
    if piece.key in ("washington", "quebec") and scoped:
        return False
    return piece.key in CITY_FIRST or is_capital(reading)


def _led_town(reading: Reading, frees: Sequence[Free]) -> bool:
    """Say whether a word names a town of the division before it ("US-AL-Mobile")."""
    towns = [c for c in reading.places if c.population > WORD_TOWN_MIN]
    return any(in_admin(c, free.reading) for free in frees for c in towns)


def _place_beside(pieces: Sequence[Piece], index: int, frees: Sequence[Free]) -> bool | None:
    """Let the pieces around tell a place from an area; None when they do not."""
    piece, after = pieces[index], following(pieces, index)
    reading = piece.reading
    state = _us_state(reading)
    listed = _us_state(after) and not after.code and _us_state(following(pieces, index + 1))
    if state and listed and piece.key not in CITY_FIRST:
        return False
    if after.admins and any(in_admin(c, after) for c in reading.places):
        return True
    leads = [free.reading for free in frees]
    if any(_part_of(reading, lead) for lead in leads) and _holds(reading, after):
        return False
    if not state and any(in_admin(c, lead) for lead in leads for c in reading.places):
        return True
    if reading.country in CITY_STATES and reading.country == after.country:
        return True
    if _holds(reading, after):
        same = index + 1 < len(pieces) and pieces[index + 1].key == piece.key
        return same and any(compatible(c, after) for c in reading.places)
    if after.country and _divides(piece, after.country):
        return False
    return None


def _holds(reading: Reading, after: Reading) -> bool:
    """Say whether a piece is the division of a place after it ("Ontario - Toronto")."""
    return any(compatible(c, reading) for c in _notable(after.places))


def _part_of(reading: Reading, lead: Reading) -> bool:
    """Say whether a piece is a division of the country before it."""
    return bool(lead.country) and any(a.startswith(lead.country + ".") for a in reading.admins)


def is_foreign(pieces: Sequence[Piece], index: int) -> bool:
    """Say whether a piece names a little-known division that the area after it contradicts."""
    reading, after = pieces[index].reading, following(pieces, index)
    if reading.country or not after.area or any(a[:3] in _STATES for a in reading.admins):
        return False
    inside = {admin.split(".")[0] for admin in reading.admins}
    return inside.isdisjoint({after.country, *(a.split(".")[0] for a in after.admins)})


def following(pieces: Sequence[Piece], index: int) -> Reading:
    """Return the reading of the piece after ``index`` unless a list separator parts them."""
    if index + 1 < len(pieces) and pieces[index + 1].separator != "list":
        return pieces[index + 1].reading
    return NOTHING


def is_capital(reading: Reading) -> bool:
    """Say whether a division's name rather means a city: its own, or a large one elsewhere.

    Not so for US states, nor where the division is named far more often than its namesake.
    """
    if reading.country or _us_state(reading):
        return False
    if any(in_admin(c, reading) and c.population > 20_000 for c in reading.places):
        return True
    big = max((c.population for c in reading.places if c.kind in (*USUAL, "alias")), default=0)
    return big > 100_000 and not any(a[:3] in _STATES - {"GB."} for a in reading.admins)


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


def _strange(reading: Reading, frees: Sequence[Free]) -> bool:
    """Say whether a code names no place in the areas before it (MAN in "GB, MAN, Wigan")."""
    leads = [free.reading for free in frees if free.reading.area]
    return bool(leads) and not any(compatible(c, leads[0]) for c in reading.places)


def in_admin(candidate: Candidate, reading: Reading) -> bool:
    """Say whether a place lies in the division that a piece may be."""
    return f"{candidate.country}.{candidate.admin}" in reading.admins
