"""A string into chunks that stand alone, and a chunk into pieces with their separators."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from metro.gazetteer import Gazetteer
from metro.read import NOTHING, Piece, Reading, read, read_key
from metro.remote import MARK
from metro.text import fold
from metro.words import LEADING, TRAILING, WORK_CODES

MAX_CHUNKS = 60
MAX_PIECES = 60

_HARD = re.compile(
    r"\s*(?:[;|•·\n\r\t]+|\s~\s|\s\*\s|、|，|(?<=[一-龥])・(?=[一-龥])|(?<=[市都府县])\s+(?=[一-龥]))\s*"
)
_STATE_AFTER = re.compile(r"([a-z.])\s*;\s*([A-Z]{2})(?=\s*(?:$|[;|,]))")
_SOFT = re.compile(
    r"(?P<list>\s*(?<![^\s,()])(?:or|and|und|et|y|e|ou|oder|o|lub|vs|And|AND|Or|(?<!,)(?<!, )OR)\s+"
    r"|\s*[/&+]\s*)"
    r"|(?P<comma>\s*[,.:](?:\s+|$)|\s*,\s*)"
    r"|(?P<dash>\s+[-–—]+\s*|\s*[–—]+\s*|[-]+\s+|\s*[>→]\s*)"
    r"|(?P<paren>\s*[()\[\]]+\s*)"
)
_NAME_END = re.compile(r"[,;:()\[\]/|]|\s[-–—]\s")
MAX_JOINED = 40
"""Longest part of a name before or after its list word."""
_PLAIN_CODES = frozenset({"us", "usa", "uk", "uae", "gbr", "can"})
_ABBREVIATION = re.compile(r"(?:^|[\s,(/.-])(?:St|Ste|Ft|Mt|Co|[A-Z])$", re.I)
_HYPHEN = re.compile(r"\s*[-–_]\s*")


def chunks(text: str) -> list[str]:
    """Split on the separators that always part places: ``;``, ``|``, bullets, line ends.

    A state code after a semicolon belongs to the city before it ("Richmond; VA").
    """
    text = _STATE_AFTER.sub(r"\1, \2", text)
    return [part for part in _HARD.split(text)[:MAX_CHUNKS] if part.strip()]


def _raw_pieces(gazetteer: Gazetteer, chunk: str) -> Iterator[tuple[str, str]]:
    """Yield (separator, text) for the parts between soft separators."""
    start, separator = 0, ""
    for match in _SOFT.finditer(chunk):
        kind = match.lastgroup or ""
        if match.group().strip().startswith(".") and _abbreviated(chunk, match.start()):
            continue
        if kind == "list" and _joins(gazetteer, chunk, start, match):
            continue
        part = chunk[start : match.start()]
        if part.strip():
            yield separator, part
            separator = kind
        elif kind == "list" or not separator:
            separator = kind
        if kind == "list":
            separator = "list"
        start = match.end()
    if chunk[start:].strip():
        yield separator, chunk[start:]


def _joins(gazetteer: Gazetteer, chunk: str, start: int, match: re.Match[str]) -> bool:
    """Say whether a list word is part of a name that the tables have.

    "Perth and Kinross", "Town and Country, MO": the name begins at ``start`` and ends with the
    comma or bracket after the word.
    """
    word = match.group().strip().lower().replace("&", "and")
    if word not in ("and", "or") or match.start() - start > MAX_JOINED:
        return False
    after = _NAME_END.split(chunk[match.end() : match.end() + MAX_JOINED], maxsplit=1)[0]
    ends = fold(chunk[start : match.start()]), fold(after)
    key = f" {word} ".join(ends)
    known = key in gazetteer.admins or key in gazetteer.countries or key in gazetteer.names
    return known and all(ends)


def _abbreviated(chunk: str, end: int) -> bool:
    """Say whether the word that ends before ``end`` is one that a full stop shortens (St.).

    Only the longest of them and what stands before it are read, so that stops cost the same.
    """
    return bool(_ABBREVIATION.search(chunk[max(0, end - 4) : end]))


def pieces(gazetteer: Gazetteer, chunk: str) -> list[Piece]:
    """Return the pieces of a chunk, each with what it may mean."""
    whole = _whole(gazetteer, chunk)
    if whole:
        return [whole]
    found: list[Piece] = []
    parted, marked = "", False
    for separator, part in _raw_pieces(gazetteer, chunk):
        text = _trim(part)
        separator, parted = parted or separator, ""
        if not text and MARK in part and found and separator in ("dash", "paren"):
            found[-1].remote = True
        marked = (marked and not found) or MARK in part
        if not text and (separator == "list" or MARK in part):
            parted = "list"
        if text:
            found.extend(_expand(gazetteer, separator, text))
            found[-1].remote, found[-1].scoped = marked, MARK in part
        if len(found) >= MAX_PIECES:
            break
    return _trades(_codes(gazetteer, found))


def _trades(found: list[Piece]) -> list[Piece]:
    """Read IT, HR or QA as no country where nothing that is known stands with it."""
    if any(p.remote or (p.reading is not NOTHING and p.key not in WORK_CODES) for p in found):
        return found
    for piece in found:
        piece.reading = NOTHING
    return found


def _codes(gazetteer: Gazetteer, found: list[Piece]) -> list[Piece]:
    """Read short pieces among city codes as codes too, whatever their case ("NYC, Sea, SF")."""
    codes = [p for p in found if p.reading.places and p.reading.places[0].kind == "alias"]
    if sum(len(piece.key) <= 3 for piece in codes) >= 2:
        for piece in found:
            if len(piece.key) == 3 and not piece.text.isupper():
                piece.reading = read_key(gazetteer, piece.key, piece.text.upper())
    return found


def _whole(gazetteer: Gazetteer, chunk: str) -> Piece | None:
    """Return the chunk as one piece when its separators belong to a name (Trinidad and Tobago)."""
    text = _trim(chunk).strip(" ()[]")
    key = fold(text)
    known = key in gazetteer.aliases or key in gazetteer.countries or key in gazetteer.regions
    reading = read_key(gazetteer, key, text) if known and key not in WORK_CODES else NOTHING
    return Piece(text, key, "", reading) if reading is not NOTHING else None


def _trim(text: str) -> str:
    """Return ``text`` without leading prepositions and trailing fillers."""
    text = text.replace(MARK, " ").strip(" \t.,:;-–—_*#!?/&+\"'“”")
    if " " in text:
        text = LEADING.sub("", text)
        text = TRAILING.sub("", text)
    return text.strip(" .,:;-–—_/&+")


def _expand(gazetteer: Gazetteer, separator: str, text: str) -> list[Piece]:
    """Return ``text`` as one piece, or as several where it joins names (US-CA-Menlo Park)."""
    key, reading = read(gazetteer, text)
    if reading is not NOTHING:
        return [Piece(text, key, separator, reading)]
    for parts in (_by_hyphen(gazetteer, text), _by_ends(gazetteer, text)):
        if parts:
            first, *rest = parts
            return [
                *_expand(gazetteer, separator, first),
                *(piece for part in rest for piece in _expand(gazetteer, "dash", part)),
            ]
    return [Piece(text, key, separator, NOTHING)]


def _by_hyphen(gazetteer: Gazetteer, text: str) -> list[str]:
    """Return the hyphen-separated parts when the first or the last of them is understood."""
    parts = [part for part in _HYPHEN.split(text) if part]
    if not 2 <= len(parts) <= 8 or any(len(p) <= 3 and p.islower() for p in parts):
        return []
    ends = (read(gazetteer, part)[1] for part in (parts[0], parts[-1]))
    return _rejoined(gazetteer, parts) if any(_telling(reading) for reading in ends) else []


def _rejoined(gazetteer: Gazetteer, parts: list[str]) -> list[str]:
    """Return hyphenated parts with the two that are one name together (US-PA-Wilkes-Barre)."""
    for index, pair in enumerate(pairwise(parts)):
        name = "-".join(pair)
        if fold(name) in gazetteer.names and len(parts) > 2:
            return [*parts[:index], name, *parts[index + 2 :]]
    return parts


def _telling(reading: Reading) -> bool:
    """Say whether a part of hyphenated text is an area or a place that is not small."""
    return reading.area or any(c.population >= 50_000 for c in reading.places)


def _by_ends(gazetteer: Gazetteer, text: str) -> list[str]:
    """Split "Boston Massachusetts" or "USA Boston": an area at one end, something at the other."""
    words = text.split()
    if not 2 <= len(words) <= 12:
        return []
    splits = [(words[:-size], words[-size:]) for size in (1, 2, 3)]
    splits += [(words[size:], words[:size]) for size in (1, 2, 3)]
    for index, (rest, area) in enumerate(splits):
        if rest and area and _area(gazetteer, " ".join(area), " ".join(rest)):
            parts = [" ".join(rest), " ".join(area)]
            return parts if index < 3 else parts[::-1]
    return []


def _area(gazetteer: Gazetteer, text: str, rest: str) -> bool:
    """Say whether ``text`` is a country or division beside ``rest``.

    Codes must be in capitals, and those of countries other than the largest senders of postings
    need a place beside them: "Pune IND" but not "Staff SWE".
    """
    key = fold(text)
    if len(key) > 3 or not key.isascii():
        return key in gazetteer.countries or key in gazetteer.admins
    if not text.replace(".", "").isupper():
        return False
    north = any(a[:3] in ("US.", "CA.") for a in gazetteer.admins.get(key, "").split())
    if north or key in _PLAIN_CODES:
        return True
    coded = key in gazetteer.countries or key in gazetteer.admins
    return coded and read(gazetteer, rest)[1] is not NOTHING
