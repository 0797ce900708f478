"""Towns outside the US below the size of the main table, and the metros they belong to."""

from __future__ import annotations

import csv
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

SMALLEST = 1_000
REACH_KM = 9.0
LARGEST_KM = 50.0


@dataclass(frozen=True, slots=True)
class Town:
    """One GeoNames town outside the US with the hub whose metro it belongs to ("" for none)."""

    geonames_id: str
    name: str
    country: str
    admin1: str
    population: int
    latitude: float
    longitude: float
    hub: str


def radius(catchment: int) -> float:
    """Return the commuting radius in km of a hub: ``9 (catchment / 100,000)^0.35``, at most 50."""
    return float(min(LARGEST_KM, REACH_KM * (catchment / 100_000) ** 0.35))


def distance(a: Town, latitude: float, longitude: float) -> float:
    """Return the distance in km on a local plane; good to a few per cent below 100 km."""
    east = math.radians(longitude - a.longitude) * math.cos(math.radians(latitude))
    north = math.radians(latitude - a.latitude)
    return 6371.0 * math.hypot(east, north)


def _grid(towns: Iterable[Town]) -> dict[tuple[str, int, int], list[Town]]:
    """Return towns by country and one-degree cell."""
    grid: dict[tuple[str, int, int], list[Town]] = defaultdict(list)
    for town in towns:
        grid[town.country, round(town.latitude), round(town.longitude)].append(town)
    return grid


def small_towns(
    towns: Sequence[Town],
    hubs: Mapping[str, int],
    cities: Mapping[str, Mapping[str, Any]],
    capitals: frozenset[tuple[str, str]],
) -> Iterator[Town]:
    """Yield the towns that the main table lacks, each with the nearest hub that reaches it.

    A small capital, of a (country, name) in ``capitals``, that no hub reaches is its own hub.
    """
    have = {town.geonames_id for town in towns}
    grid = _grid(town for town in towns if town.geonames_id in hubs)
    for key, city in cities.items():
        population, country = int(city["population"]), str(city["countrycode"])
        capital = (country, str(city["name"])) in capitals
        small = population < SMALLEST and not capital
        if key in have or country in ("US", "PR") or small:
            continue
        latitude, longitude = float(city["latitude"]), float(city["longitude"])
        near = [
            (distance(hub, latitude, longitude), hub)
            for dy in (-1, 0, 1)
            for dx in (-1, 0, 1)
            for hub in grid[country, round(latitude) + dy, round(longitude) + dx]
        ]
        reach = [(d, hub.geonames_id) for d, hub in near if d <= radius(hubs[hub.geonames_id])]
        hub = min(reach)[1] if reach else key if capital else ""
        admin = str(city["admin1code"])
        yield Town(key, str(city["name"]), country, admin, population, latitude, longitude, hub)


def merge(towns: Sequence[Town]) -> list[Town]:
    """Return ``towns`` with hubs joined to the core city that ``curated/merges.csv`` names.

    The distance rule splits some suburbs off (Brampton, Winterthur, Roskilde); official metros
    such as Statistics Canada's CMAs and Eurostat's functional areas decide what is joined.
    """
    with (Path(__file__).parent / "curated" / "merges.csv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    largest: dict[tuple[str, str], Town] = {}
    for town in sorted(towns, key=lambda town: town.population):
        largest[town.country, town.name] = town
    joined: dict[str, str] = {}
    for row in rows:
        core = largest[row["country"], row["core"]]
        joined[largest[row["country"], row["town"]].geonames_id] = core.geonames_id
    return [
        replace(town, hub=joined.get(town.geonames_id) or joined.get(town.hub, town.hub))
        for town in towns
    ]
