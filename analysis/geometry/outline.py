"""Read the shipped outlines."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

Ring = NDArray[np.float64]


@cache
def us_states() -> dict[str, list[Ring]]:
    """Rings (longitude, latitude) of each state by FIPS code, Puerto Rico included."""
    text = resources.files("analysis.geometry").joinpath("us_states.json").read_text()
    return {code: [np.asarray(ring) for ring in rings] for code, rings in json.loads(text).items()}


@cache
def world_land() -> list[Ring]:
    """Rings (longitude, latitude) of the world's land."""
    text = resources.files("analysis.geometry").joinpath("world_land.json").read_text()
    return [np.asarray(ring) for ring in json.loads(text)]
