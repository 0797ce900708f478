"""UTC instants as the store writes them: ``2026-01-31T12:00:00Z``, one format, sortable as text."""

from __future__ import annotations

from datetime import UTC, datetime

FORMAT = "%Y-%m-%dT%H:%M:%SZ"


def stamp(moment: datetime) -> str:
    """The stored form of an aware datetime; raises ValueError for a naive one."""
    if moment.tzinfo is None:
        raise ValueError("a naive datetime has no instant: give it a time zone")
    return moment.astimezone(UTC).strftime(FORMAT)


def parse(text: str) -> datetime:
    """The instant of a stored stamp."""
    return datetime.strptime(text, FORMAT).replace(tzinfo=UTC)


def hours_between(earlier: str, later: str) -> float:
    """Hours from one stored stamp to another."""
    return (parse(later) - parse(earlier)).total_seconds() / 3600


def month_number(text: str) -> int:
    """Months since year 0 of a stored stamp or date: year * 12 + month - 1."""
    return int(text[:4]) * 12 + int(text[5:7]) - 1
