"""CBSAs of Connecticut towns: the name table predates the planning regions of July 2023.

Each GeoNames town of the state is put into the planning region whose polygon holds it, and so
into the region's CBSA (TopoJSON of the Census cartographic files; even-odd
rule). ``curated/connecticut.csv`` has the towns that GeoNames lists only as divisions.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from metro.text import fold

Ring = list[tuple[float, float]]


def connecticut(geo: Path, cities: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    """Return folded town name -> CBSA code for Connecticut."""
    with (geo / "county_cbsa.csv").open(encoding="utf-8") as lines:
        cbsas = {row["county_fips"]: row["cbsa"] for row in csv.DictReader(lines)}
    rings = _rings(json.loads((geo / "us_counties_2023_topojson_10m.json").read_bytes()))
    with (Path(__file__).parent / "curated" / "connecticut.csv").open(encoding="utf-8") as lines:
        found = {fold(row["town"]): row["cbsa"] for row in csv.DictReader(lines)}
    for city in cities.values():
        if (city["countrycode"], city["admin1code"]) != ("US", "CT"):
            continue
        point = (float(city["longitude"]), float(city["latitude"]))
        for fips, polygons in rings.items():
            if any(_inside(point, ring) for ring in polygons):
                found[fold(city["name"])] = cbsas[fips]
    return found


def _rings(topology: Mapping[str, Any]) -> dict[str, list[Ring]]:
    """Return county code -> outer rings for the Connecticut counties of a topology."""
    scale, shift = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = [_arc(arc, scale, shift) for arc in topology["arcs"]]
    rings: dict[str, list[Ring]] = {}
    for county in topology["objects"]["counties"]["geometries"]:
        code = str(county["id"]).zfill(5)
        if code.startswith("09"):
            parts = county["arcs"] if county["type"] == "MultiPolygon" else [county["arcs"]]
            rings[code] = [_ring(polygon[0], arcs) for polygon in parts]
    return rings


def _arc(arc: list[list[int]], scale: list[float], shift: list[float]) -> Ring:
    """Return the points of a delta-encoded arc in degrees."""
    x = y = 0
    points = []
    for dx, dy in arc:
        x, y = x + dx, y + dy
        points.append((x * scale[0] + shift[0], y * scale[1] + shift[1]))
    return points


def _ring(indices: list[int], arcs: list[Ring]) -> Ring:
    """Join arcs to a ring; ``~i`` means arc ``i`` backwards."""
    ring: Ring = []
    for index in indices:
        ring.extend(arcs[index] if index >= 0 else reversed(arcs[~index]))
    return ring


def _inside(point: tuple[float, float], ring: Ring) -> bool:
    """Say whether a point lies in a ring (ray casting)."""
    x, y = point
    inside = False
    for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside
