"""How boards spell places: the same town in the many ways that real postings use."""

from __future__ import annotations

from random import Random

from roleatlas.demo.source import Place

FORMS = ("city_st", "full", "city_st_us", "code", "dash", "bare")
_REGIONAL = ("US", "CA", "AU")


def spell(place: Place, form: str, pick: int = 0) -> str:
    """Write ``place`` in one of FORMS; a form that does not suit its country falls back.

    ``pick`` chooses among the forms that stand beside the place.
    """
    regional = place.country in _REGIONAL
    if form == "bare" and place.forms:
        return place.forms[pick % len(place.forms)]
    if form == "full" and place.region_name:
        return f"{place.city}, {place.region_name}, {place.country_name}"
    if form == "city_st_us" and regional:
        country = "USA" if place.country == "US" else place.country_name
        return f"{place.city}, {place.region}, {country}"
    if form == "code" and regional:
        return f"{place.country}, {place.region}, {place.city}"
    if form == "dash" and regional:
        return f"{place.country}-{place.region}-{place.city}"
    if regional:
        return f"{place.city}, {place.region}"
    return f"{place.city}, {place.country_name}"


def join(places: tuple[Place, ...], form: str, joiner: str) -> str:
    """Write several places in one string, as boards without a list of locations do."""
    return joiner.join(spell(place, form) for place in places)


def hybrid(text: str, rng: Random) -> str:
    """Mark a location as hybrid in the text itself, as some boards do."""
    return rng.choice(("{} (Hybrid)", "Hybrid - {}", "{} | Hybrid", "{}")).format(text)


_AREAS = {"US": "Americas", "CA": "Americas", "BR": "LATAM", "MX": "LATAM", "CO": "LATAM",
          "IN": "APAC", "SG": "APAC", "JP": "APAC", "AU": "APAC"}  # fmt: skip


def remote(place: Place, rng: Random) -> str:
    """Write a remote location whose scope is the country of ``place``, its area, or the world."""
    country = "US" if place.country == "US" else place.country_name
    area = _AREAS.get(place.country, "EMEA")
    forms = [
        f"Remote - {country}",
        f"Remote ({place.country_name})",
        f"Remote, {place.country_name}",
        f"{country} Remote",
        f"Remote - {country}",
        f"Remote - {area}",
    ]
    if place.country == "US":
        forms += ["United States (Remote)", f"Remote - {place.region_name}", "Remote USA"]
    if rng.random() < 0.06:
        return rng.choice(("Remote", "Remote (Worldwide)", "Anywhere"))
    return rng.choice(forms)
