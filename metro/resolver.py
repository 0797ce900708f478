"""The room's front: location strings and structured addresses to a ``Placement``."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from db.placement import Metro, Place, Placement
from db.posting import Address
from metro import gazetteer as tables
from metro.assemble import Statement, assemble, state
from metro.choose import Context
from metro.parse import Parsed, parse
from metro.partial import named_admins
from metro.words import WORK_CODES

CACHE_LIMIT = 200_000
"""Strings and postings kept in memory before the caches start anew."""
RULES = Path(__file__).parent
"""The code whose change is a new version, like a change of the tables."""


_ZIP = re.compile(r"[0-9]{5}(?:-[0-9]{4})?$")
_US = frozenset({"US", "USA", "United States", "United States of America"})


class Resolver:
    """Places postings. Pure: the same input gives the same placement; nothing is fetched."""

    def __init__(self, gazetteer: tables.Gazetteer, version: str) -> None:
        """Use ``load``; the parts are given here for tests."""
        self._gazetteer = gazetteer
        self.version = version
        self._parsed: dict[str, Parsed] = {}
        self._placed: dict[tuple[object, ...], Placement] = {}

    @classmethod
    def load(cls, aliases: Path | None = None) -> Resolver:
        """Load the shipped tables, and a user's aliases (``alias,metro_id[;metro_id]`` lines).

        A bad line is a ValueError that names file and line. User aliases beat shipped ones.
        """
        gazetteer = tables.load()
        digest = hashlib.sha256()
        for path in sorted([*tables.DATA.iterdir(), *RULES.glob("*.py")]):
            if path.suffix != ".md" and not path.name.startswith("build"):
                digest.update(path.read_bytes())
        if aliases is not None:
            areas = {m.metro_id: f"{m.country}.{m.admin1 or ''}" for m in tables.load_metros()}
            own = tables.read_user_aliases(aliases, areas)
            digest.update(repr(sorted(own.items())).encode())
            gazetteer = replace(gazetteer, aliases={**gazetteer.aliases, **own})
        return cls(gazetteer, digest.hexdigest()[:12])

    def place(
        self,
        locations: Sequence[str],
        *,
        addresses: Sequence[Address] = (),
        workplace: str | None = None,
        known: Sequence[str] = (),
        employer: str | None = None,
    ) -> Placement:
        """Return where a posting is: metros with equal shares, countries, remote mode and scope.

        Structured addresses beat strings, which fill what they lack. ``workplace`` is the board's
        own ``onsite``, ``hybrid`` or ``remote``. ``known`` are metro ids of the employer's other
        postings and, like ``employer``, only settle what would stay ambiguous.
        """
        key = (tuple(locations), tuple(addresses), workplace)
        placement = self._placed.get(key)
        if placement is not None:
            return placement
        placement, closed = self._place(key, known, employer)
        if closed:
            if len(self._placed) > CACHE_LIMIT:
                self._placed.clear()
            self._placed[key] = placement
        return placement

    def _place(
        self,
        key: tuple[tuple[str, ...], tuple[Address, ...], str | None],
        known: Sequence[str],
        employer: str | None,
    ) -> tuple[Placement, bool]:
        """Place a posting anew; True when nothing about the employer could change the result."""
        locations, addresses, workplace = key
        context = self._context(known, employer)
        stated = [self._address(a, context, workplace) for a in addresses]
        countries = frozenset(c for s in stated for c in s.countries)
        around = replace(context, stated=countries)
        strings = [self._statement(text, around, workplace) for text in locations]
        closed = not any(s.open for s in (*stated, *strings))
        return assemble(stated, strings), closed

    def _context(self, known: Sequence[str], employer: str | None) -> Context:
        """Return what the employer's other metros and name say."""
        homes = frozenset(self._countries[m] for m in known if m in self._countries)
        admins = named_admins(self._gazetteer, employer) if employer else frozenset()
        return Context(metros=frozenset(known), homes=homes, admins=admins)

    def _address(self, address: Address, context: Context, workplace: str | None) -> Statement:
        """Return what an address states; its region names no metro beside that of its locality."""
        out = self._statement(_address_text(address), context, workplace)
        inside = [place for place in out.places if place[0] in (address.locality or "")]
        out.places = inside or out.places
        return out

    def _statement(self, text: str, context: Context, workplace: str | None) -> Statement:
        """Return what one string states in its context."""
        parsed = self._parsed.get(text)
        if parsed is None:
            parsed = parse(self._gazetteer, text)
            if len(self._parsed) > CACHE_LIMIT:
                self._parsed.clear()
            self._parsed[text] = parsed
        return state(self._gazetteer, parsed, context, workplace)

    def explain(
        self,
        location: str,
        *,
        known: Sequence[str] = (),
        employer: str | None = None,
    ) -> list[str]:
        """Return, step by step, how a location string is read and what it comes to."""
        lines: list[str] = []
        parse(self._gazetteer, location, lines)
        placement = self.place([location], known=known, employer=employer)
        lines.extend(self._shown(place) for place in placement.places)
        lines.extend(
            f"no metro for {item.segment!r}: {item.reason}" for item in placement.unresolved
        )
        lines.append(
            f"result: {len(placement.places)} metro(s), countries "
            f"{' '.join(placement.countries) or '-'}, {placement.remote}, scope "
            f"{' '.join(placement.scope) or '-'}"
        )
        return lines

    def _shown(self, place: Place) -> str:
        """Return a place as a line of an explanation."""
        name = self._names.get(place.metro_id, "?")
        return (
            f"{place.segment!r} is {place.metro_id} {name}: by {place.method}, "
            f"confidence {place.confidence:.2f}, share {place.share:.2f}"
        )

    @cached_property
    def _countries(self) -> dict[str, str]:
        """Metro id -> country; read when an employer's other metros are first given."""
        return {metro.metro_id: metro.country for metro in self.metros()}

    @cached_property
    def _names(self) -> dict[str, str]:
        """Metro id -> name."""
        return {metro.metro_id: metro.name for metro in self.metros()}

    def metros(self) -> Iterable[Metro]:
        """Return every metro that a placement may name."""
        return tables.load_metros()


def _address_text(address: Address) -> str:
    """Return a structured address as a string of its parts, in the order that strings have.

    Codes are written in capitals, or as the country where they may be a trade; a postal code
    counts only where it can be a ZIP code.
    """
    region, country = _capitals(address.region), _capitals(address.country)
    country = WORK_CODES.get((country or "").lower(), country)
    code = (address.postal_code or "").strip()
    zip_code = code if _ZIP.match(code) and (not country or country in _US) else None
    parts = (address.locality, " ".join(filter(None, (region, zip_code))), country)
    return ", ".join(part for part in parts if part)


def _capitals(name: str | None) -> str | None:
    """Return a code in capitals, a longer name as it is."""
    return name.upper() if name and len(name) <= 3 else name
