"""The shipped outlines as GeoJSON for the maps of the page."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from itertools import pairwise
from typing import Any

Ring = list[list[float]]


@cache
def geojson(name: str) -> bytes:
    """A feature collection: ``us`` has a feature a state, ``world`` one a piece of land."""
    from analysis.geometry import outline

    if name == "us":
        shapes = [[ring.tolist() for ring in rings] for rings in outline.us_states().values()]
    else:
        shapes = [[ring.tolist()] for ring in outline.world_land()]
    collection = {"type": "FeatureCollection", "features": [_feature(rings) for rings in shapes]}
    return json.dumps(collection, separators=(",", ":")).encode()


def _feature(rings: Iterable[Ring]) -> dict[str, Any]:
    polygons = [[clockwise(ring)] for ring in rings]
    geometry = {"type": "MultiPolygon", "coordinates": polygons}
    return {"type": "Feature", "properties": {}, "geometry": geometry}


def clockwise(ring: Ring) -> Ring:
    """The ring closed and clockwise: d3 reads the other way round as the rest of the globe."""
    closed = ring if ring[0] == ring[-1] else [*ring, ring[0]]
    twice_area = sum((b[0] - a[0]) * (b[1] + a[1]) for a, b in pairwise(closed))
    return closed if twice_area > 0 else closed[::-1]
