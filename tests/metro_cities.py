"""Metros of a placement in few words."""

from metro.resolver import Resolver

NAMES = {metro.metro_id: metro for metro in Resolver.load().metros()}


def cities(placement):
    """Return the metros as their first city and country or state."""
    found = (NAMES[place.metro_id] for place in placement.places)
    return [f"{m.name.split(',')[0].split('-')[0]}, {m.admin1 if m.country == 'US' else m.country}"
            for m in found]  # fmt: skip
