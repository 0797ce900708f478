"""What the metro room says of one posting's locations."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One metro of a posting with the share of the posting that counts there (0 to 1]."""

    metro_id: str
    share: float
    method: str
    confidence: float
    segment: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unresolved:
    """A segment of a location that has no metro, and why."""

    segment: str
    reason: str
    country: str | None = None
    admin1: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """Where a posting's work is: metros, countries, remote mode and scope, and what stayed open.

    ``remote`` is ``none``, ``hybrid`` or ``remote``; ``scope`` lists ISO 3166-1 codes, ``US-ST``
    subdivisions or the codes EMEA, EU, EUROPE, APAC, LATAM, AMER, NA, GLOBAL.
    Shares of ``places`` sum to 1 when there is any place.
    """

    places: tuple[Place, ...] = ()
    countries: tuple[str, ...] = ()
    remote: str = "none"
    scope: tuple[str, ...] = ()
    unresolved: tuple[Unresolved, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Metro:
    """A metro: US core-based statistical area (OMB 2023) or a commuting-radius metro elsewhere.

    ``metro_id`` is ``cbsa:CODE`` or ``int:GEONAMES-ID``; employment is OEWS May 2025, US only.
    """

    metro_id: str
    name: str
    kind: str
    country: str
    admin1: str | None
    latitude: float
    longitude: float
    population: int | None
    employment: int | None
    computer_employment: int | None
