"""Find a metro by what a person calls it."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping

from db.placement import Metro

SHOWN = 6


def find(metros: Mapping[str, Metro], name: str, present: Collection[str] = ()) -> Metro:
    """The metro with this id, or with this city (and a state or country after a comma).

    First cities of a name go before later ones, and metros in ``present`` (those with postings)
    before others. Raises ValueError with the candidates when several fit, and with near names when
    none does.
    """
    if name in metros:
        return metros[name]
    city, _, area = (part.strip() for part in folded(name).partition(","))
    here = [metros[key] for key in present if key in metros]
    for pool in (here, list(metros.values())):
        for fits in (_starts(city, area), _contains(city, area)):
            found = [metro for metro in pool if fits(metro)]
            if len(found) == 1:
                return found[0]
            if found:
                raise ValueError(
                    f"{name!r} fits several metros: {listed(found)}. Name one in full."
                )
    near = difflib.get_close_matches(city, {first_city(m) for m in metros.values()}, SHOWN, 0.6)
    close = [m for m in here or metros.values() if first_city(m) in near]
    hint = f"Near are {listed(close)}." if close else "No name is near."
    raise ValueError(f"No metro is called {name!r}. {hint}")


def folded(text: str) -> str:
    """Lower case without accents."""
    plain = unicodedata.normalize("NFKD", text)
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold().strip()


def first_city(metro: Metro) -> str:
    """The first city of a metro's name, folded."""
    return folded(metro.name).split(",")[0].split("-")[0].split("/")[0]


def listed(metros: Iterable[Metro]) -> str:
    """The largest metros by name and id."""
    ordered = sorted(metros, key=lambda metro: -(metro.population or 0))[:SHOWN]
    return "; ".join(f"{metro.name} ({metro.metro_id})" for metro in ordered)


def _starts(city: str, area: str) -> Callable[[Metro], bool]:
    return lambda metro: first_city(metro) == city and _in_area(metro, area)


def _contains(city: str, area: str) -> Callable[[Metro], bool]:
    return lambda metro: city in folded(metro.name).split(",")[0] and _in_area(metro, area)


def _in_area(metro: Metro, area: str) -> bool:
    if not area:
        return True
    tail = folded(metro.name).rpartition(",")[2].strip()
    return area in tail.split("-") or area == folded(metro.country)
