"""A store and crawls over it in a few words; the clock is a parameter."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from db.boards import BoardEntry, due_boards, sync_boards
from db.clock import stamp
from db.crawls import begin_crawl
from db.outcome import BoardOutcome
from db.posting import Posting

START = datetime(2026, 1, 1, tzinfo=UTC)
COMPLETE = {"outcome": "ok", "complete": True, "proof": "total"}


def posting(source_id="1", **fields):
    fields.setdefault("title", f"Opening {source_id}")
    return Posting(source_id=str(source_id), **fields)


def add_boards(connection, *entries, now="2026-01-01T00:00:00Z", only_ats=None):
    boards = [BoardEntry(*entry) for entry in entries or [("greenhouse", "acme", "Acme")]]
    return sync_boards(connection, boards, now, only_ats=only_ats)


def crawl(connection, hours, boards, *, end=True):
    """One crawl at START + hours; ``boards`` maps token -> (postings, outcome fields)."""
    now = START + timedelta(hours=hours)
    store = begin_crawl(
        connection, clock=lambda: now, version="test", mirror=None, boards_asked=len(boards)
    )
    for board in due_boards(connection):
        if board.token not in boards:
            continue
        postings, outcome = boards[board.token]
        store.begin_board(board.board_id)
        store.put(board.board_id, postings)
        fields = {"listed": len(postings)} | outcome
        store.finish_board(board.board_id, BoardOutcome(**fields))
    if end:
        store.end()
    return store


def at(hours):
    return stamp(START + timedelta(hours=hours))


def rows(connection, sql, *parameters):
    return [tuple(row) for row in connection.execute(sql, parameters)]
