"""Dates as sources write them -> UTC stamps, or None when they are not plausible."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

from db.clock import parse, stamp

_EARLIEST = datetime(2005, 1, 1, tzinfo=UTC)
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}([T ].{1,40})?")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_UNITS = ((1e11, 1.0), (1e14, 1e3), (1e17, 1e6))  # epoch below -> units a second


def instant(
    value: object,
    now: datetime,
    *,
    ahead: timedelta = timedelta(hours=48),
    zone: timezone = UTC,
) -> str | None:
    """The UTC stamp of an ISO 8601 or RFC 822 date, or of an epoch in s, ms or us.

    A time without a zone is in ``zone``, the source's own. Dates before 2005 or later than ``now``
    plus ``ahead`` read as unknown.
    """
    try:
        moment = _moment(value, zone)
    except (ValueError, OverflowError, TypeError):
        return None
    if moment is None or not _EARLIEST <= moment <= now + ahead:
        return None
    return stamp(moment)


def _moment(value: object, zone: timezone) -> datetime | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return _of_epoch(float(value))
    if not isinstance(value, str):
        return None
    text = value.strip().removesuffix(" UTC")
    if text.isascii() and text.isdigit() and len(text) >= 9:
        return _of_epoch(float(text))
    moment = datetime.fromisoformat(text) if _ISO.fullmatch(text) else parsedate_to_datetime(text)
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=zone).astimezone(UTC)


def _of_epoch(number: float) -> datetime | None:
    for limit, unit in _UNITS:
        if 0 < number < limit:
            return datetime.fromtimestamp(number / unit, UTC)
    return None


def expiry(value: object, now: datetime) -> str | None:
    """The UTC stamp of a closing date, at most five years ahead.

    A date without a time lasts until its day has ended everywhere.
    """
    found = instant(value, now, ahead=timedelta(days=5 * 366))
    if found and isinstance(value, str) and _DAY.fullmatch(value.strip()):
        return stamp(parse(found) + timedelta(days=1, hours=12))
    return found
