"""Pay of invented openings, in the currency of the place."""

from __future__ import annotations

from random import Random

from roleatlas.demo.source import Place, Profession

# Currency, and what a dollar of US pay becomes there (level of pay and exchange rate together).
_COUNTRIES = {
    "US": ("USD", 1.0), "CA": ("CAD", 1.0), "GB": ("GBP", 0.58), "IE": ("EUR", 0.66),
    "DE": ("EUR", 0.6), "AT": ("EUR", 0.57), "FR": ("EUR", 0.52), "NL": ("EUR", 0.6),
    "ES": ("EUR", 0.42), "PT": ("EUR", 0.38), "CH": ("CHF", 0.95), "PL": ("PLN", 1.9),
    "SE": ("SEK", 5.6), "IL": ("ILS", 2.6), "IN": ("INR", 28.0), "SG": ("SGD", 0.9),
    "JP": ("JPY", 75.0), "AU": ("AUD", 1.1), "BR": ("BRL", 1.9), "MX": ("MXN", 7.5),
    "CO": ("COP", 1500.0), "KE": ("KES", 45.0),
}  # fmt: skip
_SENIOR = {"Junior": 0.78, "Senior": 1.15, "Staff": 1.35, "Lead": 1.25, "Principal": 1.45}


def band(profession: Profession, title: str, place: Place, rng: Random) -> tuple[int, int, str]:
    """Draw lower end, upper end and currency: a year's pay, or an hour's where it is hourly."""
    currency, factor = _COUNTRIES[place.country]
    factor *= _SENIOR.get(title.split()[0], 1.0) * rng.uniform(0.93, 1.08)
    if profession.hourly:
        low, high = (max(1, round(end * factor)) for end in profession.pay)
        return low, max(high, low + 1), currency
    low, high = (round(end * factor * 10) * 100 for end in profession.pay)
    return low, high, currency
