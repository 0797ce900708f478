"""Statements of strings and addresses put together into one placement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from db.placement import Place, Placement, Unresolved
from metro.areas import Free
from metro.choose import Context, Decision
from metro.gazetteer import Gazetteer
from metro.parse import Parsed, area_country, is_garbage, settle
from metro.read import Reading
from metro.remote import MODES

COUNTRY_CODES_FIRST = frozenset({"DE", "IN"})
"""Two-letter codes that, alone, are the country and not the US state."""


@dataclass(slots=True)
class Statement:
    """What one string or address states, ready to be put together."""

    mode: str
    places: list[tuple[str, Decision]] = field(default_factory=list)
    countries: list[str] = field(default_factory=list)
    scope: list[str] = field(default_factory=list)
    unresolved: list[Unresolved] = field(default_factory=list)
    open: bool = False


def state(
    gazetteer: Gazetteer, parsed: Parsed, context: Context, workplace: str | None
) -> Statement:
    """Decide a parsed string in its context; the board's ``workplace`` may make it remote."""
    out = Statement(max(parsed.mode, workplace or "none", key=lambda mode: MODES.get(mode, 0)))
    for text, decision in settle(gazetteer, parsed, context):
        out.open = out.open or decision.open
        if decision.country:
            out.countries.append(decision.country)
        if decision.metros:
            out.places.append((text, decision))
        else:
            out.unresolved.append(_unresolved(text, decision))
    for free in parsed.frees:
        _free(free, out)
    if out.mode == "remote":
        if parsed.anywhere and not out.scope and not out.places and not out.countries:
            out.scope.append("GLOBAL")
        if parsed.zones and not out.scope:
            out.scope.append(parsed.zones)
    out.unresolved.extend(
        Unresolved(segment=text, reason="not a place" if is_garbage(text) else "unknown")
        for text in parsed.unknown
    )
    return out


def _unresolved(text: str, decision: Decision) -> Unresolved:
    """Return the record of a place without a metro."""
    return Unresolved(
        segment=text,
        reason=decision.reason,
        country=decision.country or None,
        admin1=decision.admin or None,
    )


def _free(free: Free, out: Statement) -> None:
    """Turn an area without a place into scope (remote) or a country-only segment."""
    country, admin, codes = area_codes(free.reading)
    if out.mode == "remote":
        out.scope.extend(codes)
        return
    if country:
        out.countries.append(country)
    elif out.places:
        return
    reason = "division only" if admin else "country only" if country else "region only"
    out.unresolved.append(
        Unresolved(segment=free.text, reason=reason, country=country or None, admin1=admin)
    )


def area_codes(reading: Reading) -> tuple[str, str | None, tuple[str, ...]]:
    """Return (country, division, scope codes) of an area that stands alone."""
    if reading.region and not reading.area:
        return reading.region.country, None, reading.region.scope
    us = next((a for a in reading.admins if a.startswith("US.")), None)
    prefer_country = reading.country and (
        not us or (reading.code and reading.country in COUNTRY_CODES_FIRST)
    )
    if prefer_country:
        return reading.country, None, (reading.country,)
    if us:
        return "US", us[3:], (f"US-{us[3:]}",)
    country = area_country([reading])
    admin = reading.admins[0].split(".")[1] if len(reading.admins) == 1 else None
    return country, admin, (country,) if country else ()


def assemble(stated: Sequence[Statement], strings: Sequence[Statement]) -> Placement:
    """Put together what addresses and strings state; each of k metros gets the share 1/k."""
    used = _used(stated, strings)
    mode = max((s.mode for s in (*stated, *strings)), key=MODES.__getitem__, default="none")
    scopes = (code for s in (*used, *strings) for code in s.scope)
    return Placement(
        places=_places(used),
        countries=tuple(dict.fromkeys(c for s in used for c in s.countries)),
        remote=mode,
        scope=tuple(dict.fromkeys(scopes)) if mode == "remote" else (),
        unresolved=tuple(dict.fromkeys(u for s in used for u in s.unresolved)),
    )


def _used(stated: Sequence[Statement], strings: Sequence[Statement]) -> list[Statement]:
    """Return the statements that give places: addresses that have any beat strings.

    More strings than addresses name further places, and so does a list that holds the places of
    all addresses ("Paris or London"); strings that repeat an address add nothing.
    """
    placed = [s for s in stated if s.places]
    if not placed:
        telling = [s for s in strings if s.places or s.countries or s.scope]
        return telling or [*stated, *strings]
    metros = {m for s in placed for _, d in s.places for m in d.metros}
    for statement in strings:
        own = {m for _, d in statement.places for m in d.metros}
        further = own and not own & metros and len(strings) > len(stated)
        if further or own > metros:
            placed.append(statement)
    return placed


def _places(statements: Sequence[Statement]) -> tuple[Place, ...]:
    """Return one place a metro, in order of appearance."""
    first: dict[str, tuple[str, Decision]] = {}
    for statement in statements:
        for text, decision in statement.places:
            for metro in decision.metros:
                first.setdefault(metro, (text, decision))
    return tuple(
        Place(
            metro_id=metro,
            share=1 / len(first),
            method="group" if len(decision.metros) > 1 else decision.method,
            confidence=decision.confidence,
            segment=text,
        )
        for metro, (text, decision) in first.items()
    )
