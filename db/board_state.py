"""How a board's state follows from its visits; what was not found is judged for a whole crawl."""

from __future__ import annotations

from db.connection import Connection
from db.events import set_unmonitored
from db.lifecycle import Answers, BoardState, board_after, failed_sources, outage
from db.outcome import GONE, OUTAGE

_ANSWERS = """
SELECT b.ats,
       count(*) FILTER (WHERE c.outcome IN ('ok', 'not_modified') OR c.listed > 0) AS found,
       count(*) FILTER (WHERE c.outcome = :gone AND b.state <> 'gone') AS missing,
       count(*) FILTER (WHERE c.outcome = :gone AND b.state <> 'gone'
           AND (b.last_ok_at IS NOT NULL
                OR EXISTS (SELECT 1 FROM postings p WHERE p.board_id = b.board_id))) AS lost
FROM board_crawls c JOIN boards b USING (board_id)
WHERE c.crawl_id = :crawl GROUP BY b.ats
"""
_NOT_FOUND = """
SELECT c.board_id, b.ats, c.finished_at FROM board_crawls c JOIN boards b USING (board_id)
WHERE c.crawl_id = :crawl AND c.outcome = :gone AND b.state NOT IN ('removed', 'opted_out')
"""
_OUTAGES = """
SELECT b.ats, count(*) FILTER (WHERE c.outcome = :outage) AS missing, count(*) AS visited,
       min(c.reason) FILTER (WHERE c.outcome = :outage) AS reason, max(r.mirror) AS mirror
FROM boards b
JOIN board_crawls c ON c.board_id = b.board_id AND c.crawl_id = coalesce(:crawl, b.last_crawl_id)
JOIN crawls r USING (crawl_id)
WHERE b.state <> 'removed' GROUP BY b.ats HAVING missing > 0 ORDER BY b.ats
"""


def advance(connection: Connection, board_id: int, outcome: str, at: str, crawl_id: int) -> None:
    """Give a board the state that follows from a visit that ended at ``at``."""
    row = connection.execute(
        "SELECT state, gone_count, gone_at FROM boards WHERE board_id = ?", [board_id]
    ).fetchone()
    after = board_after(BoardState(*row), outcome, at)
    connection.execute(
        "UPDATE boards SET state = ?, gone_count = ?, gone_at = ? WHERE board_id = ?",
        [after.state, after.gone_count, after.gone_at, board_id],
    )
    if after.state == "gone" and row["state"] != "gone":
        set_unmonitored(connection, board_id, at, crawl_id)


def settle(connection: Connection, crawl_id: int) -> None:
    """Judge together the boards that a crawl did not find, however the crawl ended.

    Those of a source that failed count as ``outage`` and keep their state; the others are one
    sighting of "gone" each, at the time of their visit. To be called once, in a transaction.
    """
    which = {"crawl": crawl_id, "gone": GONE}
    answers = {ats: Answers(*counts) for ats, *counts in connection.execute(_ANSWERS, which)}
    failed = failed_sources(answers)
    for row in connection.execute(_NOT_FOUND, which).fetchall():
        if row["ats"] in failed:
            connection.execute(
                "UPDATE board_crawls SET outcome = ? WHERE crawl_id = ? AND board_id = ?",
                [OUTAGE, crawl_id, row["board_id"]],
            )
        else:
            advance(connection, row["board_id"], GONE, row["finished_at"], crawl_id)


def outages(connection: Connection, crawl_id: int | None = None) -> list[str]:
    """A sentence for each source that failed in the crawl or, without one, at the last visits."""
    rows = connection.execute(_OUTAGES, {"crawl": crawl_id, "outage": OUTAGE})
    return [outage(**dict(row)) for row in rows]
