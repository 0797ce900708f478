"""Events of postings, and the sweeps that end the open state without closing."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from db.connection import Connection
from db.lifecycle import stale_before


def add_event(
    connection: Connection,
    posting_id: int,
    kind: str,
    at: str,
    crawl_id: int | None,
    detail: Mapping[str, Any] | None = None,
) -> None:
    """Write one event: opened, revised, reopened, closed, stale, expired or unmonitored."""
    connection.execute(
        "INSERT INTO events (posting_id, crawl_id, kind, at, detail) VALUES (?, ?, ?, ?, ?)",
        [
            posting_id,
            crawl_id,
            kind,
            at,
            json.dumps(detail, ensure_ascii=False) if detail else None,
        ],
    )


def set_unmonitored(connection: Connection, board_id: int, now: str, crawl_id: int | None) -> int:
    """Take the postings of a board that nobody watches out of the open ones; returns how many."""
    return _move(
        connection,
        "unmonitored",
        "board_id = :board AND state IN ('open', 'stale', 'expired')",
        {"board": board_id},
        now,
        crawl_id,
    )


def sweep(connection: Connection, now: str, crawl_id: int | None = None) -> dict[str, int]:
    """Mark open postings stale or expired; returns how many of each."""
    oldest = stale_before(now)
    stale = _move(
        connection,
        "stale",
        "state = 'open' AND last_seen < :oldest",
        {"oldest": oldest},
        now,
        crawl_id,
    )
    expired = _move(
        connection, "expired", "state = 'open' AND expires_at < :now", {"now": now}, now, crawl_id
    )
    return {"stale": stale, "expired": expired}


def _move(
    connection: Connection,
    state: str,
    condition: str,
    parameters: Mapping[str, object],
    now: str,
    crawl_id: int | None,
) -> int:
    connection.execute(
        "INSERT INTO events (posting_id, crawl_id, kind, at)"
        f" SELECT posting_id, :crawl_id, :state, :at FROM postings WHERE {condition}",
        {**parameters, "crawl_id": crawl_id, "state": state, "at": now},
    )
    cursor = connection.execute(
        f"UPDATE postings SET state = :state WHERE {condition}", {**parameters, "state": state}
    )
    return int(cursor.rowcount)
