"""Beginning a crawl: what a dead one left is marked, a clock that runs backwards is refused."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import datetime

from db.board_state import settle
from db.clock import hours_between, stamp
from db.connection import Connection, StoreError, transaction
from db.crawl_store import CrawlStore
from db.events import sweep

CLOCK_TOLERANCE_HOURS = 5 / 60


def begin_crawl(
    connection: Connection,
    *,
    clock: Callable[[], datetime],
    version: str,
    mirror: str | None,
    boards_asked: int,
) -> CrawlStore:
    """Start a crawl under the writer's lock; crawls still marked running are of dead processes."""
    now = stamp(clock())
    _refuse_past(connection, now)
    with transaction(connection):
        dead = connection.execute("SELECT crawl_id FROM crawls WHERE state = 'running'").fetchall()
        for row in dead:
            _abort(connection, row["crawl_id"], now)
        _ask_anew_after_upgrade(connection, version)
        cursor = connection.execute(
            "INSERT INTO crawls (state, started_at, pid, version, mirror, boards_asked)"
            " VALUES ('running', ?, ?, ?, ?, ?)",
            [now, os.getpid(), version, mirror, boards_asked],
        )
    return CrawlStore(connection, int(cursor.lastrowid or 0), clock)


def _ask_anew_after_upgrade(connection: Connection, version: str) -> None:
    """Another version may read more from the same list: forget what would answer "unchanged"."""
    before = connection.execute(
        "SELECT version FROM crawls ORDER BY crawl_id DESC LIMIT 1"
    ).fetchone()
    if before and before["version"] != version:
        connection.execute("UPDATE boards SET etag = NULL, last_modified = NULL")


def abort_crawl(connection: Connection, crawl_id: int, now: str) -> None:
    """Mark a crawl that was told to stop."""
    with transaction(connection):
        _abort(connection, crawl_id, now)
        sweep(connection, now, crawl_id)  # it may be stopped every time


def _abort(connection: Connection, crawl_id: int, now: str) -> None:
    settle(connection, crawl_id)
    connection.execute(
        "UPDATE crawls SET state = 'aborted', finished_at = ? WHERE crawl_id = ?", [now, crawl_id]
    )


def _refuse_past(connection: Connection, now: str) -> None:
    latest = connection.execute("SELECT max(last_seen) FROM postings").fetchone()[0]
    if latest and hours_between(now, latest) > CLOCK_TOLERANCE_HOURS:
        raise StoreError(
            f"The clock says {now}, but postings were seen at {latest}: set the clock right or, if"
            " it was wrong then, restore a backup made before; nothing was changed."
        )
