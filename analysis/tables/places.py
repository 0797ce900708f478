"""Kinds of places that tables are split by, and names of metros and states."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from analysis.settings import Settings
from db.placement import Metro

LARGE = 1_000_000
TIERS = (
    "Bay Area",
    "Other hubs of the ten",
    "Other large US metros",
    "Smaller US metros",
    "Other countries",
)


def tiers(
    names: tuple[str, ...], metros: Mapping[str, Metro], settings: Settings
) -> dict[str, list[str]]:
    """Metro ids by tier: the hubs are the fixed lists; large is a million people or more."""
    found: dict[str, list[str]] = {tier: [] for tier in TIERS}
    for name in names:
        found[tier_of(name, metros, settings)].append(name)
    return found


def tier_of(name: str, metros: Mapping[str, Metro], settings: Settings) -> str:
    """The tier of one metro."""
    if name in settings.hubs["bay"]:
        return TIERS[0]
    if name in settings.hubs["top10"]:
        return TIERS[1]
    if not name.startswith("cbsa:"):
        return TIERS[4]
    people = metros[name].population if name in metros else None
    return TIERS[2] if people is not None and people >= LARGE else TIERS[3]


HUBS = {
    "int:2643743": "London, United Kingdom",
    "int:6167865": "Toronto, Canada",
    "int:1816670": "Beijing, China",
    "int:6077243": "Montreal, Canada",
    "int:6173331": "Vancouver, Canada",
    "int:2653941": "Cambridge, United Kingdom",
    "int:2640729": "Oxford, United Kingdom",
    "int:2950159": "Berlin, Germany",
    "int:2867714": "Munich, Germany",
    "int:2759794": "Amsterdam, Netherlands",
    "int:1880252": "Singapore",
    "int:1277333": "Bengaluru, India",
}
"""Names of the fixed hubs outside the US, for stores that never met them."""


def metro_name(name: str, metros: Mapping[str, Metro]) -> str:
    """Full name of a metro, with its country outside the United States."""
    place = metros.get(name)
    if place is None:
        return HUBS.get(name, name)
    if place.country == "US":
        return place.name
    return f"{place.name}, {country_name(place.country)}"


@cache
def country_name(code: str) -> str:
    """English name of an ISO 3166 country code; the code where it is not known."""
    import pycountry

    found = pycountry.countries.get(alpha_2=code)
    return str(getattr(found, "common_name", found.name)) if found else code


STATES = {
    "AL": "Alabama", "AK": "Alaska", "AZ": "Arizona", "AR": "Arkansas", "CA": "California",
    "CO": "Colorado", "CT": "Connecticut", "DE": "Delaware", "DC": "District of Columbia",
    "FL": "Florida", "GA": "Georgia", "HI": "Hawaii", "ID": "Idaho", "IL": "Illinois",
    "IN": "Indiana", "IA": "Iowa", "KS": "Kansas", "KY": "Kentucky", "LA": "Louisiana",
    "ME": "Maine", "MD": "Maryland", "MA": "Massachusetts", "MI": "Michigan", "MN": "Minnesota",
    "MS": "Mississippi", "MO": "Missouri", "MT": "Montana", "NE": "Nebraska", "NV": "Nevada",
    "NH": "New Hampshire", "NJ": "New Jersey", "NM": "New Mexico", "NY": "New York",
    "NC": "North Carolina", "ND": "North Dakota", "OH": "Ohio", "OK": "Oklahoma", "OR": "Oregon",
    "PA": "Pennsylvania", "RI": "Rhode Island", "SC": "South Carolina", "SD": "South Dakota",
    "TN": "Tennessee", "TX": "Texas", "UT": "Utah", "VT": "Vermont", "VA": "Virginia",
    "WA": "Washington", "WV": "West Virginia", "WI": "Wisconsin", "WY": "Wyoming",
}  # fmt: skip


def state_of(place: Metro) -> str | None:
    """Full name of the first state of a US metro; a metro over a border counts where it starts."""
    if place.country != "US":
        return None
    tail = place.name.rsplit(", ", 1)[-1]
    return STATES.get(tail.split("-")[0])
