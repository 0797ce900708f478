"""The public tables that the build reads, as plain rows."""

from __future__ import annotations

import csv
import gzip
import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from metro.build_connecticut import connecticut
from metro.build_towns import Town, merge, small_towns
from metro.text import fold

CURATED = Path(__file__).parent / "curated"


@dataclass(frozen=True, slots=True)
class Sources:
    """Everything the build reads, in memory."""

    us_metros: list[dict[str, str]]
    us_names: list[tuple[str, str, str, int]]
    zips: list[tuple[str, str]]
    towns: list[Town]
    admin1: dict[str, str]
    cities: dict[str, dict[str, object]]
    countries: dict[str, dict[str, object]]

    def us_metro_lines(self) -> Iterator[str]:
        """Yield a line for each US metro, placed at its principal city when that is known."""
        points = self.principal_points()
        for row in self.us_metros:
            state = row["title"].rsplit(", ", 1)[-1].split("-")[0]
            first = row["title"].rsplit(", ", 1)[0].split("-")[0].split("/")[0]
            latitude, longitude = points.get((first, state), (float(row["lat"]), float(row["lon"])))
            yield "\t".join(
                [
                    "cbsa:" + row["cbsa"], row["title"], row["kind"], "US", state,
                    f"{latitude:.4f}", f"{longitude:.4f}", row["pop_acs2022_5yr"],
                    row["oews2025_total_emp"], row["oews2025_15_0000"],
                ]
            )  # fmt: skip

    def principal_points(self) -> dict[tuple[str, str], tuple[float, float]]:
        """Return the coordinates of the largest US city of each (name, state)."""
        best: dict[tuple[str, str], tuple[int, float, float]] = {}
        for city in self.cities.values():
            if city["countrycode"] != "US":
                continue
            key = (str(city["name"]), str(city["admin1code"]))
            entry = (city["population"], city["latitude"], city["longitude"])
            best[key] = max(best.get(key, (0, 0.0, 0.0)), entry)  # type: ignore[assignment]
        return {key: (latitude, longitude) for key, (_, latitude, longitude) in best.items()}

    def world_metro_lines(self) -> Iterator[str]:
        """Yield a line for each hub outside the US; population is the core city's own."""
        hubs = {town.hub for town in self.towns}
        for town in self.towns:
            if town.geonames_id in hubs:
                yield "\t".join(
                    [
                        "int:" + town.geonames_id, town.name, "int", town.country, town.admin1,
                        f"{town.latitude:.4f}", f"{town.longitude:.4f}",
                        str(town.population or ""), "", "",
                    ]
                )  # fmt: skip


def weight(population: int) -> int:
    """Return a population as a small code: 20 log10, at least 20; ``10 ** (code / 20)`` back."""
    return round(20 * math.log10(max(population, 10)))


def read_sources(geo: Path, cities: Path) -> Sources:
    """Read the geo folder and the GeoNames cities file."""
    metros = list(csv.DictReader((geo / "us_metros.csv").open(encoding="utf-8")))
    us_names = [
        (name, state, cbsa, int(population or 0))
        for name, state, cbsa, population in _rows(geo / "us_names.tsv.gz")
    ]
    with (geo / "int_hubs_50k.csv").open(encoding="utf-8") as lines:
        hubs = {r["geonames_id"]: int(r["catchment_pop"]) for r in csv.DictReader(lines)}
    places = json.loads(cities.read_text(encoding="utf-8"))
    towns = [
        Town(r[0], r[1], r[2], r[3], int(r[4] or 0), float(r[5]), float(r[6]), r[7])
        for r in _rows(geo / "int_cities5000.tsv.gz")
    ]
    countries = json.loads((cities.parent / "countries.json").read_text(encoding="utf-8"))
    capitals = frozenset((code, str(row["capital"])) for code, row in countries.items())
    towns = merge([*towns, *small_towns(towns, hubs, places, capitals)])
    admin1 = {
        row["code"]: row["name"]
        for row in json.loads((geo / "geonames_admin1.json").read_text(encoding="utf-8"))
    }
    towns_of_ct = connecticut(geo, places)
    us_names = [
        (n, state, cbsa or _of_connecticut(n, state, towns_of_ct), population)
        for n, state, cbsa, population in us_names
    ]
    zips = [(z, c) for z, c in _rows(geo / "zip_cbsa.tsv.gz")]
    return Sources(metros, us_names, zips, towns, admin1, places, countries)


def _of_connecticut(name: str, state: str, towns: Mapping[str, str]) -> str:
    """Return the CBSA of a Connecticut town or township, or ""."""
    return towns.get(fold(name.removesuffix(" township")), "") if state == "CT" else ""


def _rows(path: Path) -> Iterator[list[str]]:
    """Yield the rows of a gzipped tab-separated table after its header."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        next(lines)
        for line in lines:
            yield line.rstrip("\n").split("\t")
