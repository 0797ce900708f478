"""Base maps: the United States with insets, and the world."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from analysis.figures import style
from analysis.geometry import projection
from analysis.geometry.outline import Ring, us_states, world_land

if TYPE_CHECKING:
    from matplotlib.axes import Axes

ALASKA, HAWAII, PUERTO_RICO = "02", "15", "72"


@dataclass(frozen=True, slots=True)
class Inset:
    """A part of the country drawn apart: its projection, scale, and where its middle goes."""

    projection: projection.Projection
    scale: float
    right: float
    up: float


INSETS = {
    ALASKA: Inset(projection.ALASKA, 0.34, -0.305, -0.215),
    HAWAII: Inset(projection.HAWAII, 0.9, -0.165, -0.238),
    PUERTO_RICO: Inset(projection.PUERTO_RICO, 1.0, 0.275, -0.235),
}


def area_of(longitude: float, latitude: float) -> str | None:
    """The inset that a place in the United States belongs to; None for the contiguous states."""
    if latitude > 50:
        return ALASKA
    if longitude < -140:
        return HAWAII
    if latitude < 20 and longitude > -70:
        return PUERTO_RICO
    return None


def us_point(longitude: float, latitude: float) -> tuple[float, float]:
    """Where a place in the United States is drawn."""
    x, y = placed(np.array([[longitude, latitude]]), area_of(longitude, latitude))[0]
    return float(x), float(y)


def placed(ring: Ring, area: str | None) -> Ring:
    """Project a ring and move it into its inset."""
    inset = INSETS.get(area or "")
    if inset is None:
        return np.column_stack(projection.CONTIGUOUS(ring[:, 0], ring[:, 1]))
    x, y = inset.projection(ring[:, 0], ring[:, 1])
    return np.column_stack([x * inset.scale + inset.right, y * inset.scale + inset.up])


def draw_us(axes: Axes) -> None:
    """Draw the states as quiet ground for bubbles."""
    rings = [
        placed(ring, code if code in INSETS else None)
        for code, found in us_states().items()
        for ring in found
        # The far Aleutians would stretch the inset and hold no metro.
        if code != ALASKA or -172 < ring[:, 0].mean() < -100
    ]
    ground(axes, rings)


def world_point(longitude: float, latitude: float) -> tuple[float, float]:
    """Where a place of the world is drawn."""
    x, y = projection.equal_earth(np.array([longitude]), np.array([latitude]))
    return float(x[0]), float(y[0])


def draw_world(axes: Axes) -> None:
    """Draw the world's land as quiet ground for bubbles."""
    rings = [
        np.column_stack(projection.equal_earth(ring[:, 0], ring[:, 1])) for ring in world_land()
    ]
    ground(axes, rings)


def ground(axes: Axes, rings: Iterable[Ring]) -> None:
    """Fill rings with the colour of land and fine white borders."""
    from matplotlib.collections import PolyCollection

    shapes = list(rings)
    axes.add_collection(
        PolyCollection(shapes, facecolor=style.LAND, edgecolor="#c9c5ba", linewidth=0.4)
    )
    points = np.vstack(shapes)
    axes.set_xlim(points[:, 0].min(), points[:, 0].max())
    axes.set_ylim(points[:, 1].min(), points[:, 1].max())
    axes.set_aspect("equal")
    axes.set_axis_off()
