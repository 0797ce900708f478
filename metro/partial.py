"""Places inside text that as a whole names none: street addresses, sites, districts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from metro.gazetteer import USUAL, Candidate, Gazetteer
from metro.read import Reading, read_key, respelled
from metro.text import fold
from metro.words import NOISE, NOT_PLACES, words

MAX_WORDS = 9
BARE_POPULATION = 200_000
"""Inside unknown text without country or division, only large cities are believed."""
_STREETS = words(
    "st street ave avenue rd road blvd boulevard dr drive ln lane way hwy highway pkwy parkway ct"
    " court pl place sq square ste suite floor fl bldg building strasse str rue via calle"
)
_ORGANISATIONS = words(
    "inc llc ltd gmbh group university college mall school schools hospital bank church clinic"
    " institute academy restaurant hotel club museum theater theatre airport services consulting"
    " partners capital ventures foundation street avenue road ave st blvd zoo stadium arena"
)

_WORDS = words("nice split reading mobile orange bath")
"""Cities whose names are words, which are no place inside other text ("Nice to have")."""


def compatible(candidate: Candidate, reading: Reading) -> bool:
    """Say whether a place lies in the country or division that a piece may be."""
    if reading.country == candidate.country or (
        reading.country and reading.country == candidate.admin and candidate.country == "US"
    ):
        return True
    return f"{candidate.country}.{candidate.admin}" in reading.admins


def within(candidates: Sequence[Candidate], areas: Sequence[Reading]) -> list[Candidate]:
    """Return the candidates that lie in every one of ``areas``."""
    return [c for c in candidates if all(compatible(c, area) for area in areas)]


def may_be_town(text: str) -> bool:
    """Say whether unknown text may be the name of a town: no number, street, site or employer."""
    others = _STREETS | _ORGANISATIONS | NOISE | NOT_PLACES
    return not any(char.isdigit() for char in text) and others.isdisjoint(fold(text).split())


def search(gazetteer: Gazetteer, text: str, areas: Sequence[Reading]) -> list[Candidate]:
    """Return the places of the longest name inside ``text``, in ``areas`` where given.

    Names at the end win over names at the start and those over names in between.
    """
    parts = text.replace(",", " ").split()[-MAX_WORDS:]
    for name in chain(respelled(text), _names(parts, everywhere=bool(areas))):
        key = fold(name)
        if key in NOT_PLACES or key in _STREETS or key.isdigit():
            continue
        places = read_key(gazetteer, key, name).places
        if areas and name[:1].islower() and not (text.islower() or any(a.admins for a in areas)):
            continue
        found = within(places, areas) if areas else _large(places, name, parts)
        if found:
            return found
    return _script_prefix(gazetteer, text)


def _names(parts: Sequence[str], *, everywhere: bool) -> Iterator[str]:
    """Yield word groups: ends of the text first, longest first."""
    count = len(parts)
    sizes = range(min(4, count), 0, -1)
    for size in sizes:
        yield " ".join(parts[count - size :])
    for size in sizes:
        yield " ".join(parts[:size])
    for size in range(min(3, count - 2), 0, -1) if everywhere else ():
        for start in range(count - size - 1, 0, -1):
            yield " ".join(parts[start : start + size])


def _large(places: Sequence[Candidate], name: str, parts: Sequence[str]) -> list[Candidate]:
    """Return ``places`` when one is large and the words around do not name an organisation."""
    extra = len(parts) - len(name.split())
    if extra > 3 or name[:1].islower() or fold(name) in _WORDS:
        return []
    if any(w.lower() in _ORGANISATIONS for w in parts):
        return []
    if not places or max(c.population for c in places) < BARE_POPULATION:
        return []
    return [c for c in places if c.kind in (*USUAL, "alias") or not name.isascii()]


def _script_prefix(gazetteer: Gazetteer, text: str) -> list[Candidate]:
    """Return the place that starts or ends unspaced text (東京都渋谷区)."""
    key = fold(text)
    if key.isascii() or " " in key:
        return []
    for size in range(min(6, len(key) - 1), 1, -1):
        for part in (key[:size], key[-size:]):
            places = read_key(gazetteer, part, part).places
            if places:
                return list(places)
    return []


def mention(gazetteer: Gazetteer, text: str) -> Reading:
    """Return the country or region that unknown text mentions ("hiring in the US right now")."""
    parts = text.replace("-", " ").split()[:40]
    for size in (3, 2, 1):
        for start in range(len(parts) - size + 1):
            name = " ".join(parts[start : start + size])
            key = fold(name)
            if len(key) <= 3 and key not in ("us", "usa", "uk", "eu"):
                continue
            if len(key) <= 3 and not name.strip(".,()").replace(".", "").isupper():
                continue
            country = gazetteer.countries.get(key, "")
            region = gazetteer.regions.get(key)
            if country or (region and region.scope):
                return Reading(country=country, region=None if country else region)
    return Reading()


def named_admins(gazetteer: Gazetteer, employer: str) -> frozenset[str]:
    """Return the divisions whose full name is part of an employer's name (Texas Health)."""
    parts = fold(employer).split()[:MAX_WORDS]
    found: set[str] = set()
    for size in (2, 1):
        for start in range(len(parts) - size + 1):
            key = " ".join(parts[start : start + size])
            if len(key) > 3:
                found.update(gazetteer.admins.get(key, "").split())
    return frozenset(found)
