"""Areas that stand without a place: which of their meanings the other areas leave."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from metro.read import Reading


@dataclass(slots=True)
class Free:
    """A country, division or region, and whether a place of its chunk used it.

    ``listed``: it stands in a list ("US/CA"); ``remote``: a word for remote stands with it.
    """

    text: str
    reading: Reading
    used: bool = False
    listed: bool = False
    remote: bool = False


def settle_chunk(frees: Sequence[Free]) -> list[Free]:
    """Settle the areas of one chunk and drop regions of another country than its countries."""
    for free, after in zip(frees, [*frees, None][1:], strict=True):
        if after is not None and not after.listed:
            _pair(free, after)
    kept = []
    for free in frees:
        countries = _countries(other.reading for other in frees if other is not free)
        stated = any(other.reading.country == "US" for other in frees if other is not free)
        _pick(free, countries, stated and free.listed)
        region = free.reading.region
        if not (region and countries and region.country not in ("", *countries)):
            kept.append(free)
    return kept


def settle_string(frees: Sequence[Free]) -> None:
    """Read "Georgia", "CA" or "DE" among other countries as the country."""
    countries = _countries(free.reading for free in frees)
    for free in frees:
        country = free.reading.country
        either = country and free.reading.admins and not free.used
        if either and countries and _abroad(free, countries):
            free.reading = Reading(country=country)
            countries.add(country)


def _pair(free: Free, after: Free) -> None:
    """Read a code before a country as its division ("KA, IN"), and Georgia before the US."""
    country = after.reading.country
    if not country or not (free.reading.code or free.reading.country):
        return
    admins = tuple(a for a in free.reading.admins if a.startswith(country + "."))
    if admins:
        free.reading, after.reading = Reading(admins=admins), Reading(country=country)


def _countries(readings: Iterable[Reading]) -> set[str]:
    """Return the countries that areas surely mean or lie in."""
    found: set[str] = set()
    for reading in readings:
        inside = {admin.split(".")[0] for admin in reading.admins} or {reading.country} - {""}
        if len(inside) == 1 and not (reading.country and reading.admins):
            found |= inside
    return found


def _pick(free: Free, countries: set[str], abroad: bool) -> None:
    """Keep the meanings of an area that agree with ``countries``.

    ``abroad``: a code listed beside the US is a country ("US/CA").
    """
    reading = free.reading
    inside = {admin.split(".")[0] for admin in reading.admins}
    if reading.country and reading.admins and (abroad or reading.country in countries):
        free.reading = Reading(country=reading.country)
    elif not reading.country and len(inside) > 1 and countries & inside:
        agreed = tuple(a for a in reading.admins if a.split(".")[0] in countries)
        free.reading = Reading(admins=agreed)


def _abroad(free: Free, countries: set[str]) -> bool:
    """Say whether the other areas make an area the country and not the US state."""
    return free.reading.country in countries or "US" not in countries
