"""Pay as structured fields state it -> Posting fields; a currency or period is never guessed."""

from __future__ import annotations

import re
from math import isfinite
from typing import Any, TypedDict

_PERIODS = {
    "hour": "hour|hourly|per hour wage|1 hour|hr|h",
    "day": "day|daily|per day wage|1 day",
    "week": "week|weekly|per week salary|1 week",
    "month": "month|monthly|per month salary|1 month|mo",
    "year": "year|yearly|annual|annually|per year salary|1 year|yr",
}
_BY_NAME = {name: period for period, names in _PERIODS.items() for name in names.split("|")}
_HIGHEST = {"hour": 2e3, "day": 2e4, "week": 1e5, "month": 5e5, "year": 5e6}
# Currencies whose unit is worth a cent or less: the window is this many times wider.
_SMALL_UNITS = frozenset(
    re.findall(
        r"\w+",
        """
ARS CLP COP CRC DZD HUF IDR INR IQD IRR ISK JPY KES KHR KRW KZT LAK LBP LKR MMK MNT MXN NGN NPR
PHP PKR PYG RSD RUB RWF TZS UAH UGX UZS VND XAF XOF YER
""",
    )
)
_WIDER = 20_000.0
_NUMBER = re.compile(r"[0-9]{1,15}(?:[.,'’\s][0-9]{1,15}){0,6}")


class PayFields(TypedDict, total=False):
    """The four pay fields of a Posting."""

    pay_min: float | None
    pay_max: float | None
    pay_currency: str | None
    pay_period: str | None


def period(value: object) -> str | None:
    """The period of a source's own word for it, or None when it is not one of ours."""
    text = value if isinstance(value, str) else ""
    return _BY_NAME.get(" ".join(re.sub(r"[^\w]|_", " ", text).lower().split()))


def currency(value: object) -> str | None:
    """An ISO 4217 code in capitals, or None."""
    text = value.strip().upper() if isinstance(value, str) else ""
    return text if re.fullmatch(r"[A-Z]{3}", text) else None


def number(value: object) -> float | None:
    """A positive amount; text may use the separators of any locale (``60.000,00``, ``1'200``)."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        amount = float(value)
    else:
        found = _NUMBER.fullmatch(str(value).strip())
        if not found:
            return None
        amount = _localised(found[0])
    return amount if isfinite(amount) and amount > 0 else None


def _localised(text: str) -> float:
    digits = re.sub(r"['’\s]", "", text)
    last = max(digits.rfind("."), digits.rfind(","))
    if last < 0:
        return float(digits)
    mark, after = digits[last], len(digits) - last - 1
    thousands = after == 3 and (digits.count(mark) > 1 or not re.search(r"[.,]", digits[:last]))
    if digits.count(mark) > 1 or thousands:
        return float(re.sub(r"[.,]", "", digits))
    return float(re.sub(r"[.,]", "", digits[:last]) + "." + digits[last + 1 :])


def pay(low: object, high: object, code: object, per: object) -> PayFields:
    """Pay fields from two amounts, a currency code and a period's name.

    Amounts without a currency, or outside what the period can plausibly pay, are left out.
    """
    ends = sorted(n for n in (number(low), number(high)) if n is not None)
    unit, span = currency(code), period(per)
    if not ends or unit is None:
        return {}
    if not plausible(ends[-1], unit, span):
        return {}
    return {
        "pay_min": ends[0] if number(low) is not None else None,
        "pay_max": ends[-1] if number(high) is not None else None,
        "pay_currency": unit,
        "pay_period": span,
    }


def plausible(amount: float, unit: str | None, span: str | None) -> bool:
    """Whether somebody may be paid so much a period; an unknown period counts as a year."""
    wider = _WIDER if unit in _SMALL_UNITS else 1.0
    return amount <= _HIGHEST[span or "year"] * wider


def widest(ranges: list[PayFields]) -> PayFields:
    """One range over several of the same currency and period (zones, tiers); else the first."""
    stated = [found for found in ranges if found]
    if not stated:
        return {}
    first = stated[0]
    unit = (first.get("pay_currency"), first.get("pay_period"))
    same: list[Any] = [f for f in stated if (f.get("pay_currency"), f.get("pay_period")) == unit]
    lows = [f["pay_min"] for f in same if f["pay_min"] is not None]
    highs = [f["pay_max"] for f in same if f["pay_max"] is not None]
    return {**first, "pay_min": min(lows, default=None), "pay_max": max(highs, default=None)}
