"""The rules of opening, missing, closing, going stale and going: pure, one place.

Closing rule: a posting closes after two complete misses at least 20 hours apart. A miss counts
only in a crawl of its board that is a proven full listing; a board that answers "gone" is gone
after three confirmations at least six hours apart, and is still probed. No crawl in which nearly
all boards of a source answer so confirms any of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from db.clock import hours_between, parse, stamp
from db.outcome import GONE, NOT_MODIFIED, OK

MISSES_TO_CLOSE = 2
MISS_SPACING_HOURS = 20.0
GONE_CONFIRMATIONS = 3
GONE_SPACING_HOURS = 6.0
OUTAGE_BOARDS = 5
OUTAGE_LOST = 2
OUTAGE_SHARE = 0.9
STALE_AFTER_HOURS = 14 * 24.0
DROP_ALARM_SHARE = 0.5
DROP_ALARM_FLOOR = 10


@dataclass(frozen=True, slots=True)
class Missing:
    """Misses of an open posting so far, and when the last one counted."""

    misses: int
    missed_at: str | None

    @property
    def closes(self) -> bool:
        """Whether the misses close the posting."""
        return self.misses >= MISSES_TO_CLOSE


def miss(before: Missing, now: str) -> Missing:
    """Count one complete miss at ``now``, unless the last counted one is too recent."""
    if before.missed_at and hours_between(before.missed_at, now) < MISS_SPACING_HOURS:
        return before
    return Missing(before.misses + 1, now)


@dataclass(frozen=True, slots=True)
class BoardState:
    """What the lifecycle keeps of a board between crawls."""

    state: str
    gone_count: int = 0
    gone_at: str | None = None


def board_after(before: BoardState, outcome: str, now: str) -> BoardState:
    """The board's state after a visit: gone only by spaced confirmations, back by any good one."""
    if outcome in (OK, NOT_MODIFIED):
        return BoardState("active")
    if outcome != GONE:
        return before
    if before.gone_at and hours_between(before.gone_at, now) < GONE_SPACING_HOURS:
        return before
    count = before.gone_count + 1
    state = "gone" if count >= GONE_CONFIRMATIONS else "gone_pending"
    return replace(before, state=state, gone_count=count, gone_at=now)


@dataclass(frozen=True, slots=True)
class Answers:
    """How many boards of one source a crawl found (read, at least in part) and did not find.

    ``missing`` boards answer "gone" and were not gone before; ``lost`` ones of them were read once.
    """

    found: int
    missing: int
    lost: int


def failed_sources(answers: Mapping[str, Answers]) -> frozenset[str]:
    """Sources whose boards do not end but are out of reach, by source how its boards answered.

    Boards end one by one. Where at least five and nine in ten go missing in one crawl, their
    source (or the way to it) fails. Boards that were never read say little beside one that is
    found, since the boards file may be wrong. Where no source finds any, all are judged as one, and
    two that were read once are enough: so few end together less often than a mirror is wrong.
    """
    if not any(one.found for one in answers.values()):
        lost = sum(one.lost for one in answers.values())
        missing = sum(one.missing for one in answers.values())
        fails = lost >= OUTAGE_LOST or missing >= OUTAGE_BOARDS
        return frozenset(answers) if fails else frozenset()
    return frozenset(source for source, one in answers.items() if _fails(one))


def _fails(one: Answers) -> bool:
    suspects = one.lost if one.found else one.missing
    return suspects >= max(OUTAGE_BOARDS, OUTAGE_SHARE * (suspects + one.found))


def outage(ats: str, missing: int, visited: int, reason: str | None, mirror: str | None) -> str:
    """The sentence about a source that failed: what, where, and what to do."""
    remedy = (
        f"check the mirror {mirror}"
        if mirror
        else "see whether the system moved, and take boards that did end out of the boards file"
    )
    return (
        f"{ats}: {missing} of {visited} board(s) not found at once ({reason}): the source fails,"
        f" and none of them counts as gone; {remedy}."
    )


def drop_alarm(open_before: int, listed: int) -> str | None:
    """A sentence when a list is empty or half of what was open; it never replaces proof."""
    if open_before and not listed:
        return f"{open_before} postings were open and none is listed"
    if open_before < DROP_ALARM_FLOOR or listed >= open_before * DROP_ALARM_SHARE:
        return None
    return f"{open_before} postings were open and only {listed} are listed"


def stale_before(now: str) -> str:
    """Open postings last seen before this instant were refreshed by nothing for too long."""
    return stamp(parse(now) - timedelta(hours=STALE_AFTER_HOURS))


def reopens(before: str, after: str) -> bool:
    """Whether being listed again brings a posting back from where nobody counted on it."""
    return before in ("closed", "unmonitored", "stale") or (before, after) == ("expired", "open")


def is_expired(expires_at: str | None, now: str) -> bool:
    """Whether the posting's own closing date has passed."""
    return expires_at is not None and expires_at < now
