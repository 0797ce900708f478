"""Find a metro by what a person calls it."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Collection, Iterable, Mapping

from db.placement import Metro

SHOWN = 6


def find(
    metros: Mapping[str, Metro], name: str, postings: Mapping[str, float] | None = None
) -> Metro:
    """The metro with this id, or with this city (and a state or country after a comma).

    First cities of a name go before later ones, and metros of ``postings`` (id to number) before
    others. Of several with the same first city the one with most postings, then people, is meant.
    Raises ValueError for an empty name, with the candidates when several hold the city later in
    their names, and with near names when none does.
    """
    if name in metros:
        return metros[name]
    city, _, area = (part.strip() for part in folded(name).partition(","))
    if not city:
        raise ValueError("The name of a metro is empty: give its city, such as Boston.")
    counts = postings or {}
    here = [metros[key] for key in counts if key in metros]
    for pool in (here, list(metros.values())):
        found = [metro for metro in pool if _starts(city, metro) and _in_area(metro, area)]
        if found:
            return max(found, key=lambda m: (counts.get(m.metro_id, 0), m.population or 0))
        found = [metro for metro in pool if _contains(city, metro) and _in_area(metro, area)]
        if len(found) == 1:
            return found[0]
        if found:
            raise ValueError(f"{name!r} fits several metros: {listed(found)}. Name one in full.")
    raise ValueError(f"No metro is called {name!r}. {_hint(city, here or metros.values())}")


def namesakes(metro: Metro, metros: Mapping[str, Metro]) -> list[Metro]:
    """Other metros with the same first city."""
    city = first_city(metro)
    return [one for one in metros.values() if one != metro and first_city(one) == city]


def _hint(city: str, metros: Collection[Metro]) -> str:
    near = difflib.get_close_matches(city, {first_city(m) for m in metros}, SHOWN, 0.6)
    close = [metro for metro in metros if first_city(metro) in near]
    return f"Near are {listed(close)}." if close else "No name is near."


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


def _starts(city: str, metro: Metro) -> bool:
    return first_city(metro) == city


def _contains(city: str, metro: Metro) -> bool:
    return city in folded(metro.name).split(",")[0]


def _in_area(metro: Metro, area: str) -> bool:
    if not area:
        return True
    tail = folded(metro.name).rpartition(",")[2].strip()
    return area in tail.split("-") or area == folded(metro.country)
