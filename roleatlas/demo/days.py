"""The invented months: when the demonstration starts and on which days it crawls."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

# Late in the day, so that whatever is dated to a day is there when that day is crawled.
START = datetime(2026, 6, 2, 20, 0, tzinfo=UTC)
# Never more than two weeks apart, so that no posting goes stale between two crawls.
DAYS: tuple[int, ...] = (0, 2, 14, 27, 29, 41, 54, 56, 66)
LAST = 400  # a day after everything
# The first working days of June, July and August, when the monthly threads are opened.
THREADS: tuple[int, ...] = (-1, 29, 62)


def moment(day: int, minutes: int = 0) -> datetime:
    """Give the UTC time that lies ``minutes`` into ``day`` (days are counted from START)."""
    midnight = START.replace(hour=0)
    return midnight + timedelta(days=day, minutes=minutes)
