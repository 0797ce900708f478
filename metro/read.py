"""What one piece of a location string may be: a country, a division, a region, places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from metro.gazetteer import Candidate, Gazetteer, Region
from metro.text import fold
from metro.words import NOISE, NOT_PLACES

_RUN_TOGETHER = re.compile(r"(?<=[a-z]{2}|\b[DEL][aelu])(?=[A-Z][a-z])")
_STATE_WORDS = frozenset({"IN", "OR", "DE"})
"""States whose codes are words, which are noise only in small letters."""
_PARTICLE = re.compile(r"\b(Mc|De|Du|La|Le|El|Van)\s+(?=[a-z])", re.I)
_AND = re.compile("&")
_APOSTROPHE = re.compile("['’]")
_BASE = re.compile(r"\b(?:(?:Air|Space) Force (?:Base|Station)|SFB|SFS|AFS)\b", re.I)
CITY_FIRST = frozenset({"new york", "washington", "ny", "dc", "quebec"})
"""States that, named alone, mean their city."""

CITY_STATES = frozenset({"SG", "HK", "MO", "MC"})
"""Countries that are one metro."""


class Reading(NamedTuple):
    """The possible meanings of a piece; all empty when nothing is known of it."""

    country: str = ""
    admins: tuple[str, ...] = ()
    region: Region | None = None
    places: tuple[Candidate, ...] = ()
    code: bool = False

    @property
    def area(self) -> bool:
        """Say whether the piece may be a country or a first-level division."""
        return bool(self.country or self.admins)


NOTHING = Reading()


@dataclass(slots=True)
class Piece:
    """A piece of a string: text, folded key, the separator before it, its reading.

    ``remote``: a word for remote stands with it; ``scoped``: it is joined to it ("US-Remote") and
    not set apart ("US (Remote)").
    """

    text: str
    key: str
    separator: str
    reading: Reading
    remote: bool = False
    scoped: bool = False

    @property
    def scope(self) -> bool:
        """Say whether the piece is a country, and no state, that remote work is limited to."""
        state = any(admin[:3] in ("US.", "CA.") for admin in self.reading.admins)
        return self.scoped and bool(self.reading.country) and not state


def read_key(gazetteer: Gazetteer, key: str, text: str) -> Reading:
    """Return the meanings of ``key`` as written in ``text`` (case tells codes from words)."""
    if not key:
        return NOTHING
    short = len(key) <= 3 and key.isascii()
    code = short and text.replace(".", "").isalpha()
    known = not (code and len(text) > 5) and not (short and _APOSTROPHE.search(text))
    country = gazetteer.countries.get(key, "") if known else ""
    admins = _admins(gazetteer, key, text, code) if known and key in gazetteer.admins else ()
    region = gazetteer.regions.get(key)
    places = () if code and len(key) == 2 else gazetteer.candidates(key)
    alias = gazetteer.alias(key, text) if key in gazetteer.aliases else ()
    if alias:
        places = (*alias, *places)
    if region and not alias:
        return Reading(region=region, places=places)
    if not (country or admins or region or places):
        return NOTHING
    return Reading(country, admins, region, places, code)


def _admins(gazetteer: Gazetteer, key: str, text: str, code: bool) -> tuple[str, ...]:
    """Return the divisions called ``key``; codes outside North America must be in capitals."""
    admins = tuple(gazetteer.admins[key].split())
    if code and not text.isupper():
        return tuple(admin for admin in admins if admin[:3] in ("US.", "CA."))
    return () if key in NOT_PLACES and not code else admins


def shorter(text: str) -> Iterator[str]:
    """Yield ``text`` with fewer and fewer noise words ("office", "greater") at its ends."""
    words = text.split()
    while len(words) > 1 and _noise(words[-1]):
        words.pop()
        yield " ".join(words)
        if _noise(words[0]):
            yield " ".join(words[1:])
    while len(words) > 1 and _noise(words[0]):
        words.pop(0)
        yield " ".join(words)


def respelled(text: str) -> Iterator[str]:
    """Yield ``text`` with words apart ("NewYork"), particles joined ("Mc Lean"), "&" spelled."""
    ways = (_RUN_TOGETHER, " "), (_PARTICLE, r"\1"), (_AND, "and"), (_BASE, "AFB")
    for pattern, other in ways:
        spelled = pattern.sub(other, text)
        if spelled != text:
            yield spelled


def _noise(word: str) -> bool:
    """Say whether a word may stand beside a name without changing its metro."""
    key = fold(word)
    state = len(word) == 2 and word.isupper() and word in _STATE_WORDS
    return (key in NOISE and not state) or key.isdigit() or not key


def read(gazetteer: Gazetteer, text: str) -> tuple[str, Reading]:
    """Return the key that was understood and its reading: as written, or without noise words."""
    key = fold(text)
    reading = read_key(gazetteer, key, text)
    if reading is not NOTHING:
        return key, reading
    for short in chain(respelled(text), shorter(text)):
        found = fold(short)
        reading = read_key(gazetteer, found, short)
        if reading is not NOTHING:
            return found, reading
    if not key.isascii() and len(key) > 2 and key[-1] in "市区區都府県縣省시구":
        reading = read_key(gazetteer, key[:-1], key[:-1])
        if reading is not NOTHING:
            return key[:-1], reading
    return key, NOTHING
