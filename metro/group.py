"""The grammar of a chunk: which pieces are places and which say where those places are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from metro.areas import Free, settle_chunk
from metro.district import settle_district
from metro.either import following, is_foreign, is_place
from metro.gazetteer import Gazetteer
from metro.partial import may_be_town, search
from metro.read import Piece, Reading
from metro.spots import Spot, lead, qualify
from metro.words import NOT_PLACES


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
        if is_place(pieces, index, out.frees):
            index = _place(gazetteer, pieces, index, out)
        elif (piece.reading.area and not is_foreign(pieces, index)) or piece.reading.region:
            listed = _listed(pieces, index)
            out.frees.append(Free(piece.text, piece.reading, listed=listed, remote=piece.remote))
            index += 1
        else:
            index = _unknown(gazetteer, pieces, index, out)
    out.frees = settle_chunk(out.frees)
    settle_district(gazetteer, pieces, out.spots)
    return out


def _listed(pieces: Sequence[Piece], index: int) -> bool:
    """Say whether a list separator stands before or after a piece; not after "US-Georgia"."""
    if pieces[index].separator == "dash":
        return False
    return any(piece.separator == "list" for piece in pieces[index : index + 2])


def _place(gazetteer: Gazetteer, pieces: Sequence[Piece], index: int, out: Grouped) -> int:
    """Add the spot at ``index`` with the areas after it; return the next index."""
    piece = pieces[index]
    spot = Spot(piece.text, piece.reading.places)
    end = qualify(pieces, index + 1, spot, any(not s.areas for s in out.spots))
    if not spot.candidates and spot.areas and out.searches > 0:
        out.searches -= 1
        spot.candidates = search(gazetteer, piece.text, spot.areas)
    lead(spot, out.frees)
    out.spots.append(spot)
    scopes = (after for after in pieces[index + 1 : end] if after.scope)
    out.frees.extend(
        Free(after.text, Reading(after.reading.country), remote=True) for after in scopes
    )
    return end


def _qualifies(pieces: Sequence[Piece], index: int, out: Grouped) -> bool:
    """Say whether an area after an unknown piece is about it and not a place of its own."""
    piece = pieces[index]
    stated = piece.key == "ny" or following(pieces, index).country == "US"
    if piece.key in ("ny", "new york") and stated and piece.separator == "comma":
        return may_be_town(pieces[index - 1].text)
    return piece.key in ("washington", "quebec") or not is_place(pieces, index, out.frees)


def _unknown(gazetteer: Gazetteer, pieces: Sequence[Piece], index: int, out: Grouped) -> int:
    """Look for a place inside a piece of which nothing is known; return the next index."""
    piece, after = pieces[index], following(pieces, index)
    areas: list[Reading] = []
    end = index + 1
    while after.area and _qualifies(pieces, end, out):
        areas.append(after)
        after = following(pieces, end)
        end += 1
    if out.searches <= 0:
        out.unknown.append(piece.text)
        return index + 1
    out.searches -= 1
    leads = [free for free in out.frees if free.reading.area and not free.remote][:2]
    if out.spots and piece.separator != "list":
        leads = [free for free in leads if not free.used]
    found = search(gazetteer, piece.text, areas or [free.reading for free in leads])
    if not found and leads and not areas:
        found = search(gazetteer, piece.text, [leads[-1].reading])
    if found and not areas:
        for free in leads:
            free.used = True
        areas = [free.reading for free in leads]
    scoped = not found and any(p.remote for p in pieces[index + 1 : end])
    if found or (areas and not scoped and piece.key not in NOT_PLACES):
        out.spots.append(Spot(piece.text, found, areas))
        return end
    out.unknown.append(piece.text)
    return index + 1
