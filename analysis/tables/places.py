"""Kinds of places that tables are split by, and names of metros and states."""

from __future__ import annotations

from collections.abc import Mapping

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


def metro_name(name: str, metros: Mapping[str, Metro]) -> str:
    """Full name of a metro, with its country outside the United States."""
    place = metros.get(name)
    if place is None:
        return name
    return place.name if place.country == "US" else f"{place.name}, {place.country}"


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
