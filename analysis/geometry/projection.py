"""Map projections as plain formulas: longitude, latitude in degrees to x, y in globe radii."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Projection = Callable[[Array, Array], tuple[Array, Array]]


def albers(south: float, north: float, longitude: float, latitude: float) -> Projection:
    """Equal-area conic with two standard parallels (Snyder 1987, equations 14-1 to 14-6)."""
    phi1, phi2, phi0 = np.radians([south, north, latitude])
    n = (np.sin(phi1) + np.sin(phi2)) / 2
    c = np.cos(phi1) ** 2 + 2 * n * np.sin(phi1)
    rho0 = np.sqrt(c - 2 * n * np.sin(phi0)) / n

    def project(lon: Array, lat: Array) -> tuple[Array, Array]:
        # The Aleutians cross the date line; longitudes are taken nearest to the centre.
        turn = (lon - longitude + 180) % 360 - 180
        theta = n * np.radians(turn)
        rho = np.sqrt(c - 2 * n * np.sin(np.radians(lat))) / n
        return rho * np.sin(theta), rho0 - rho * np.cos(theta)

    return project


def equal_earth(lon: Array, lat: Array) -> tuple[Array, Array]:
    """Equal Earth, an equal-area map of the world (Savric, Patterson and Jenny 2019)."""
    a = (1.340264, -0.081106, 0.000893, 0.003796)
    theta = np.arcsin(np.sqrt(3) / 2 * np.sin(np.radians(lat)))
    square, sixth = theta**2, theta**6
    slope = a[0] + 3 * a[1] * square + sixth * (7 * a[2] + 9 * a[3] * square)
    x = 2 * np.sqrt(3) * np.radians(lon) * np.cos(theta) / (3 * slope)
    y = theta * (a[0] + a[1] * square + sixth * (a[2] + a[3] * square))
    return x, y


CONTIGUOUS = albers(29.5, 45.5, -96, 37.5)
ALASKA = albers(55, 65, -154, 58)
HAWAII = albers(8, 18, -157, 20.5)
PUERTO_RICO = albers(8, 18, -66, 18)
