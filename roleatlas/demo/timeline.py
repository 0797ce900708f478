"""When an opening is on its board: posted, closed, reopened, reposted, edited."""

from __future__ import annotations

import math
from dataclasses import dataclass
from random import Random

from roleatlas.demo.days import DAYS, LAST

# Real boards: closed postings were open for a median of 36 days, and a tenth for over 110.
_MEDIAN_LIFE, _SIGMA = 38, 0.85
# An opening that comes back was missed by two crawls, and is there again for one of the last.
_GONE_BY, _BACK = 27, (40, 56)
# Integrator openings arrive later, so that the demonstration has a trend to find.
_OPEN_AT_START = {"integrator": 0.42, "specialist": 0.6, "none": 0.62}


@dataclass(frozen=True, slots=True)
class Life:
    """The days of one opening: when it was posted, and the ranges in which it is shown."""

    posted: int
    spans: tuple[tuple[int, int], ...]
    repost: tuple[int, int] | None
    edit_day: int | None


def _length(rng: Random) -> int:
    return max(6, round(_MEDIAN_LIFE * math.exp(rng.gauss(0, _SIGMA))))


def _first_span(rng: Random, role: str) -> tuple[int, int]:
    if rng.random() < _OPEN_AT_START[role]:
        start, length = -rng.randint(1, 70), _length(rng)
        while start + length <= 2:
            length += _length(rng)
        return start, start + length
    start = rng.randint(3, 63)
    end = start + _length(rng)
    next_crawl = next(day for day in DAYS if day >= start)
    return start, max(end, next_crawl + 1)


def live(rng: Random, role: str, always: bool) -> Life:
    """Draw the life of one opening of ``role``; ``always`` keeps it open all the time."""
    if always:
        posted = -rng.randint(5, 80)
        return Life(posted, ((posted, LAST),), None, rng.choice((None, None, None, 20, 50)))
    start, end = _first_span(rng, role)
    spans, repost = [(start, end)], None
    fate = rng.random()
    if end <= DAYS[-1] and fate < 0.16:
        repost = (end, end + 60)
    elif 2 < end <= _GONE_BY and fate < 0.36:
        spans.append((rng.randint(*_BACK), LAST))
    edit = max(start, 1) + rng.randint(2, 40) if rng.random() < 0.2 else None
    return Life(start, tuple(spans), repost, edit)
