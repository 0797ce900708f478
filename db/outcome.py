"""How one visit to one board ended."""

from __future__ import annotations

from dataclasses import dataclass

OK = "ok"
NOT_MODIFIED = "not_modified"
GONE = "gone"
OUTAGE = "outage"

OUTCOMES = (
    OK,
    NOT_MODIFIED,
    "failed",  # an error of the source, the network or the reading of a response
    "blocked",  # a challenge page, a 403 or a redirect that policy refuses
    "robots",  # robots.txt says no, or cannot be read
    "tdm_reserved",  # the rights holder reserves text and data mining
    "truncated",  # a cap was reached before the end of the list
    "empty_suspect",  # an empty list from a source that answers so for unknown boards too
    GONE,  # the source says that there is no such board
    OUTAGE,  # it says so of nearly all its boards at once: the source fails, not they
    "invalid",  # the board's token cannot be a token
    "opted_out",  # the employer asked to be left out
)


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardRow:
    """A board that is due for a visit, with what conditional requests need."""

    board_id: int
    ats: str
    token: str
    employer: str | None = None
    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardOutcome:
    """Outcome of a visit; only ``complete`` ones (a proven full listing) may count misses.

    ``proof`` is ``total`` (rows equal the source's own count) or ``natural_end`` (the source has
    no further page and no cap). ``reason`` is a sentence for the operator.
    """

    outcome: str
    complete: bool = False
    proof: str | None = None
    listed: int = 0
    total: int | None = None
    reason: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    requests: int = 0
    dropped: int = 0
