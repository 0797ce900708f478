"""Pay written as text in a field of its own (``$120,000 - $150,000 AUD``, ``from £9.50/h``).

Only for fields that hold nothing but pay: sentences of a description also speak of revenue and
perks. A bare ``$`` is the currency of the posting's country or unknown; a period that is not
written is unknown.
"""

from __future__ import annotations

import re

from crawler.fields.pay import PayFields, number, plausible

_SYMBOLS = {
    "A$": "AUD",
    "AU$": "AUD",
    "US$": "USD",
    "C$": "CAD",
    "CA$": "CAD",
    "NZ$": "NZD",
    "S$": "SGD",
    "HK$": "HKD",
    "R$": "BRL",
    "MX$": "MXN",
    "€": "EUR",
    "£": "GBP",
    "₹": "INR",
    "₪": "ILS",
    "₩": "KRW",
    "zł": "PLN",
    "kč": "CZK",
}
_CODES = frozenset(
    ("USD AUD CAD EUR GBP CHF SEK NOK DKK PLN CZK HUF RON INR JPY CNY SGD HKD NZD BRL MXN ZAR ")
    .strip()
    .split(" ")
)
_DOLLARS = {"US": "USD", "CA": "CAD", "AU": "AUD", "NZ": "NZD", "SG": "SGD", "HK": "HKD"}
_SYMBOL = re.compile(r"[A-Z]{1,2}\$|[€£₹₪₩]|\bzł|\bkč", re.IGNORECASE)
_CODE = re.compile(r"(?<![A-Za-z])[A-Z]{3}(?![A-Za-z])")
_AMOUNT = re.compile(
    r"(?<![\d.,'’])(?<!\de)"
    r"([0-9]{1,3}(?:[ \u00a0\u202f'’][0-9]{3})+(?:[.,][0-9]{1,2})?|[0-9][0-9.,]{0,24})"
    r"\s?(k|lpa)?(?![\w'’])",
    re.IGNORECASE,
)
_PERIOD = re.compile(
    r"(?:/|\bper\b|\ban?\b|\bpro\b|\bpar\b)\s?(hour|hr|h|day|week|wk|month|mo|year|yr|annum|stunde|"
    r"monat|jahr|heure|mois|an)\b|\b(hourly|daily|weekly|monthly|yearly|annually|annual|p\.?a\.?|lpa)\b",
    re.IGNORECASE,
)
_PERIODS = {
    "hour": "hour hr h hourly stunde heure",
    "day": "day daily",
    "week": "week wk weekly",
    "month": "month mo monthly monat mois",
    "year": "year yr annum yearly annually annual pa lpa jahr an",
}
_BY_WORD = {word: period for period, words in _PERIODS.items() for word in words.split(" ")}
_NOT_PAY = re.compile(
    r"\b(?:million|billion|bn|revenue|equity|bonus|voucher|budget|401k)\b|%", re.I
)


def pay_text(text: object, country: str | None = None) -> PayFields:
    """Pay fields of a text, empty where it states no plausible amount.

    ``country`` is the posting's ISO 3166 code, the evidence for a bare ``$``.
    """
    if not isinstance(text, str) or len(text) > 300 or _NOT_PAY.search(text):
        return {}
    amounts = _amounts(text)
    if not 1 <= len(amounts) <= 2:
        return {}
    unit, span = _currency(text, country), _period(text)
    if not plausible(max(amounts), unit, span):
        return {}
    only_least = len(amounts) == 1 and re.search(
        r"\bfrom\b|\bab\b|\+|\d\s?k?\s?-\s*\D{0,4}$", text, re.I
    )
    only_most = len(amounts) == 1 and re.search(r"\bup to\b|\bbis(?: zu)?\b", text, re.I)
    return {
        "pay_min": None if only_most else min(amounts),
        "pay_max": None if only_least else max(amounts),
        "pay_currency": unit,
        "pay_period": span,
    }


def _amounts(text: str) -> list[float]:
    found = [(number(m[1].strip(" ,.")), (m[2] or "").lower()) for m in _AMOUNT.finditer(text)]
    stated = [(value, unit) for value, unit in found if value is not None]
    shared = next((unit for _, unit in reversed(stated) if unit), "")
    factors = {"": 1.0, "k": 1e3, "lpa": 1e5}
    return [value * factors[unit or (shared if value < 1000 else "")] for value, unit in stated]


def _currency(text: str, country: str | None) -> str | None:
    code: str | None = next((c for c in _CODE.findall(text) if c in _CODES), None)
    if code:
        return code
    symbol = _SYMBOL.search(text)
    if symbol:
        return _SYMBOLS.get(symbol[0].upper() if "$" in symbol[0] else symbol[0].lower())
    return _DOLLARS.get(country or "") if "$" in text else None


def _period(text: str) -> str | None:
    found = _PERIOD.search(text)
    if not found:
        return None
    word: str = found[1] or found[2]
    return _BY_WORD.get(word.lower().replace(".", ""))
