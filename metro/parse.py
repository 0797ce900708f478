"""One string read to the end: decisions, areas and unresolved segments, without the employer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from metro.areas import Free, settle_string
from metro.choose import Context, Decision, choose
from metro.gazetteer import Gazetteer, metro_id
from metro.group import Grouped, group
from metro.partial import mention
from metro.read import Reading
from metro.remote import MARK, MODES, extract
from metro.split import chunks, pieces
from metro.spots import Spot
from metro.text import clean, fold
from metro.words import NOT_PLACES

_STATE_ZIP = re.compile(r"\b([A-Z]{2})[\s,.-]+(\d{5})(?:-\d{4})?\b")
_FIVE_DIGITS = re.compile(r"[0-9]{5}")
_US_ZIP = re.compile(r"\b(\d{5})(?:-\d{4})?[\s,]+(?:US|USA|United States)\b")

MAX_SEARCHES = 12
"""Pieces of a string in whose text a place is looked for; further unknown ones stay unknown."""


@dataclass(slots=True)
class Parsed:
    """What one string says: its places (text, what it may be, areas), areas and mode."""

    mode: str = "none"
    anywhere: bool = False
    zones: str = ""
    spots: list[Spot] = field(default_factory=list)
    decided: list[tuple[str, Decision]] = field(default_factory=list)
    frees: list[Free] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    steps: list[str] | None = None
    searches: int = MAX_SEARCHES


def parse(gazetteer: Gazetteer, text: str, steps: list[str] | None = None) -> Parsed:
    """Read a location string; what is ambiguous stays open in ``spots``.

    Every step is told to ``steps`` when it is given.
    """
    out = Parsed(steps=steps)
    cleaned = clean(text)
    if steps is not None and cleaned != text:
        steps.append(f"cleaned: {cleaned!r}")
    for chunk in chunks(cleaned):
        _chunk(gazetteer, chunk, out)
    settle_string(out.frees)
    _list_of_states(out)
    out.frees = [free for free in out.frees if not free.used]
    return out


def _list_of_states(out: Parsed) -> None:
    """Read a bare New York beside remote states, or two of them beside cities, as the state."""
    states = {a for free in out.frees for a in free.reading.admins if a.startswith("US.")}
    alone = len(out.spots) == 1 and not out.decided
    if out.mode != "remote" or len(states) < (1 if alone else 2):
        return
    for spot in [s for s in out.spots if fold(s.text) == "new york" and not s.areas]:
        out.spots.remove(spot)
        out.frees.append(Free(spot.text, Reading(admins=("US.NY",))))


def _chunk(gazetteer: Gazetteer, chunk: str, out: Parsed) -> None:
    """Read one chunk into ``out``."""
    mode, rest, anywhere, zones = extract(chunk)
    if MODES[mode] > MODES[out.mode]:
        out.mode = mode
    out.anywhere = out.anywhere or anywhere
    out.zones = out.zones or zones
    if out.steps is not None:
        left = f", left {rest.replace(MARK, '')!r}" if rest != chunk else ""
        out.steps.append(f"segment {chunk!r}: {mode}{left}")
    if _zip(gazetteer, rest, out):
        return
    found = pieces(gazetteer, rest)
    if out.steps is not None:
        out.steps.extend(f"  piece {piece.text!r}: {describe(piece.reading)}" for piece in found)
    grouped = group(gazetteer, found, out.searches)
    out.searches = grouped.searches
    out.spots.extend(grouped.spots)
    out.frees.extend(grouped.frees)
    _unknowns(gazetteer, grouped, out)


def _zip(gazetteer: Gazetteer, text: str, out: Parsed) -> bool:
    """Decide the chunk by its ZIP code when it has one that agrees with its state."""
    if not _FIVE_DIGITS.search(text):
        return False
    match = _STATE_ZIP.search(text)
    code = match.group(2) if match and f"US.{match.group(1)}" in _states(gazetteer, match) else ""
    match = match if code else _US_ZIP.search(text)
    code = code or (match.group(1) if match else "")
    cbsa = gazetteer.zips.get(code)
    if not cbsa or not match:
        return False
    decision = Decision((metro_id("US", cbsa),), "US", "", "zip", 0.99)
    out.decided.append((text.strip(), decision))
    if out.steps is not None:
        out.steps.append(f"  ZIP {code}: {decision.metros[0]}")
    return True


def _states(gazetteer: Gazetteer, match: re.Match[str]) -> list[str]:
    """Return the divisions that the state code of a match may be."""
    return gazetteer.admins.get(fold(match.group(1)), "").split()


def _unknowns(gazetteer: Gazetteer, grouped: Grouped, out: Parsed) -> None:
    """Keep the unknown pieces of a chunk that has nothing else, or what they mention."""
    if grouped.spots:
        return
    for text in grouped.unknown:
        reading = mention(gazetteer, text)
        if reading.country or reading.region:
            out.frees.append(Free(text, reading))
        elif not grouped.frees:
            out.unknown.append(text)


def describe(reading: Reading) -> str:
    """Return a reading in words, for explanations."""
    parts = []
    if reading.country:
        parts.append(f"country {reading.country}")
    if reading.admins:
        parts.append("division " + " ".join(reading.admins[:4]))
    if reading.region:
        parts.append("region " + " ".join(reading.region.scope or ("-",)))
    if reading.places:
        parts.append(f"{len(reading.places)} place(s), e.g. {show(reading)}")
    return "; ".join(parts) or "unknown"


def show(reading: Reading) -> str:
    """Return the first places of a reading in short form."""
    return ", ".join(
        f"{c.country}.{c.admin} {'+'.join(c.metros) or 'no metro'} ({c.population:,.0f})"
        for c in reading.places[:3]
    )


def settle(gazetteer: Gazetteer, parsed: Parsed, context: Context) -> list[tuple[str, Decision]]:
    """Decide every spot: those with an area first, then bare names among their neighbours."""
    decided: dict[int, Decision] = {}
    order = sorted(range(len(parsed.spots)), key=lambda i: not parsed.spots[i].areas)
    countries = set(context.countries)
    countries.update(f.reading.country for f in parsed.frees if f.reading.country)
    countries.update(d.country for _, d in parsed.decided if d.country)
    around = replace(context, countries=frozenset(countries))
    for index in order:
        spot = parsed.spots[index]
        decision = choose(gazetteer, spot.candidates, around, bool(spot.areas))
        if not spot.candidates:
            decision = Decision(reason=decision.reason, country=area_country(spot.areas))
        decided[index] = decision
        if decision.metros and decision.country not in around.countries:
            around = replace(context, countries=around.countries | {decision.country})
    ordered = [(parsed.spots[i].text, decided[i]) for i in range(len(parsed.spots))]
    return [*parsed.decided, *ordered]


def area_country(areas: Sequence[Reading]) -> str:
    """Return the country that areas agree on, or ""."""
    sets = [_countries(area) for area in areas]
    if not sets:
        return ""
    common = set.intersection(*sets) or sets[-1]
    return common.pop() if len(common) == 1 else ("US" if "US" in common else "")


def _countries(reading: Reading) -> set[str]:
    """Return the countries that an area may be or lie in; a state code beats a country code."""
    admins = {admin.split(".")[0] for admin in reading.admins}
    return admins | ({reading.country} if reading.country else set())


def is_garbage(text: str) -> bool:
    """Say whether unknown text is known to be no place at all (Onsite, Headquarters)."""
    return all(word in NOT_PLACES or word.isdigit() for word in fold(text).split())
