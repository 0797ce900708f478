"""Writes of a crawl: boards, postings, sightings, events and the outcome of each visit."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from db import board_state, lifecycle, record, sanitise
from db.clock import stamp
from db.connection import Connection, IntegrityError, Row, transaction
from db.events import add_event, sweep
from db.lifecycle import Missing
from db.opt_out import OptOuts
from db.outcome import GONE, NOT_MODIFIED, OK, BoardOutcome
from db.posting import Posting
from db.privacy import mask
from db.turns import turn

_STORED = (
    *("source_id", "title", "url", "employer", "locations", "addresses", "workplace"),
    *("department", "employment_type", "language", "requisition", "posted_at", "updated_at"),
    *("expires_at", "pay_min", "pay_max", "pay_currency", "pay_period", "detail_pending"),
)
_INSERT = (
    f"INSERT INTO postings (board_id, {', '.join(_STORED)}, degraded, state, first_seen, last_seen,"
    " seen_from_crawl_id, last_crawl_id, place_hash, text_hash) VALUES (:board_id,"
    f" {', '.join(':' + name for name in _STORED)}, 0, :state, :now, :now, :crawl_id, :crawl_id,"
    " :place_hash, :text_hash)"
)
_UPDATE = (
    f"UPDATE postings SET {', '.join(f'{name} = :{name}' for name in _STORED[1:])},"
    " degraded = :degraded, state = :state, closed_at = NULL, misses = 0, missed_at = NULL,"
    " last_seen = max(last_seen, :now), reopened = :reopened,"
    " seen_from_crawl_id = :seen_from, last_crawl_id = :crawl_id, place_hash = :place_hash,"
    " text_hash = :text_hash WHERE posting_id = :posting_id"
)


@dataclass
class _Tally:
    """What the visit to one board did so far."""

    started_at: str
    open_before: int
    previous_crawl_id: int | None
    opened: int = 0
    reopened: int = 0
    revised: int = 0
    dropped: int = 0
    unkept: int = 0


class CrawlStore:
    """The sink of one crawl; every method is one transaction, ``now`` comes from the caller."""

    def __init__(
        self, connection: Connection, crawl_id: int, clock: Callable[[], datetime]
    ) -> None:
        self.connection = connection
        self.crawl_id = crawl_id
        self._clock = clock
        self._latest = stamp(clock())
        self._tallies: dict[int, _Tally] = {}
        self._opt_outs = OptOuts.read(connection)

    def begin_board(self, board_id: int) -> None:
        """Note what was open before the visit."""
        row = self.connection.execute(
            "SELECT last_crawl_id, (SELECT count(*) FROM postings p WHERE p.board_id = b.board_id"
            " AND state = 'open') AS open FROM boards b WHERE board_id = ?",
            [board_id],
        ).fetchone()
        self._tallies[board_id] = _Tally(self._now(), row["open"], row["last_crawl_id"])

    def put(self, board_id: int, postings: Sequence[Posting]) -> None:
        """Store a batch as seen now; what cannot be stored is quarantined, the rest is kept."""
        tally, now = self._tallies[board_id], self._now()
        with transaction(self.connection):
            for posting in postings:
                try:
                    self._put_one(board_id, posting, tally, now)
                except (record.Unstorable, IntegrityError) as reason:
                    self._quarantine(board_id, posting.source_id, str(reason), now)
                    tally.dropped += 1
                    tally.unkept += 1

    def finish_board(self, board_id: int, outcome: BoardOutcome) -> None:
        """Count misses and close where the visit proved the whole list; record the outcome."""
        tally, now = self._tallies.pop(board_id), self._now()
        outcome = _as_kept(outcome, tally.unkept)
        with transaction(self.connection):
            proven = outcome.complete and outcome.outcome in (OK, NOT_MODIFIED)
            if outcome.outcome == NOT_MODIFIED and proven:
                outcome = replace(outcome, listed=self._touch_unmodified(board_id, tally, now))
            missed, closed = self._count_misses(board_id, now) if proven else (0, 0)
            if proven:
                self._release(board_id)
            self._update_board(board_id, outcome, now, proven)
            self._record(board_id, outcome, tally, now, missed, closed)

    def detailed(self, board_id: int) -> frozenset[str]:
        """Source ids of the board's postings whose text is stored; of one that closed it is old."""
        rows = self.connection.execute(
            "SELECT source_id FROM postings JOIN texts USING (posting_id)"
            " WHERE board_id = ? AND text IS NOT NULL AND state <> 'closed'",
            [board_id],
        )
        return frozenset(row[0] for row in rows)

    def deferred(self, board_id: int, most: int) -> frozenset[str]:
        """Source ids without a text that are not asked for now: ``most`` others have the turn."""
        rows = self.connection.execute(
            "SELECT source_id FROM postings JOIN texts USING (posting_id)"
            " WHERE board_id = ? AND text IS NULL AND state <> 'closed' ORDER BY posting_id",
            [board_id],
        )
        waiting = [row[0] for row in rows]
        (visits,) = self.connection.execute(
            "SELECT count(*) FROM board_crawls WHERE board_id = ?", [board_id]
        ).fetchone()
        return frozenset(waiting).difference(turn(waiting, visits, most))

    def end(self) -> None:
        """Mark it finished: judge the boards not found, let what nothing refreshed go stale."""
        now = self._now()
        with transaction(self.connection):
            board_state.settle(self.connection, self.crawl_id)
            self.connection.execute(
                "UPDATE crawls SET state = 'finished', finished_at = ? WHERE crawl_id = ?",
                [now, self.crawl_id],
            )
            sweep(self.connection, now, self.crawl_id)

    def _now(self) -> str:
        """The instant; a clock that is set back during the crawl stands still, or misses would
        count as spaced that are not.
        """
        self._latest = max(self._latest, stamp(self._clock()))
        return self._latest

    def _put_one(self, board_id: int, posting: Posting, tally: _Tally, now: str) -> None:
        row = record.columns(posting)
        if self._opt_outs.covers(row["employer"], row["url"]):
            tally.dropped += 1
            return
        old = self.connection.execute(
            "SELECT p.*, t.text AS text FROM postings p JOIN texts t USING (posting_id)"
            " WHERE board_id = ? AND source_id = ?",
            [board_id, row["source_id"]],
        ).fetchone()
        if old is None:
            self._insert(board_id, row, now)
            tally.opened += 1
        else:
            known = record.merged(row, dict(old))
            if row["expires_at"] is None and lifecycle.is_expired(known["expires_at"], now):
                known["expires_at"] = None  # a deadline that has passed was withdrawn
            self._see_again(known, old, tally, now)

    def _insert(self, board_id: int, row: record.Columns, now: str) -> None:
        derived = self._derived(row, now)
        cursor = self.connection.execute(
            _INSERT,
            row | derived | {"board_id": board_id, "now": now, "crawl_id": self.crawl_id},
        )
        self.connection.execute(
            "INSERT INTO texts (posting_id, title, text) VALUES (?, ?, ?)",
            [cursor.lastrowid, row["title"], row["text"]],
        )
        posting_id = int(cursor.lastrowid or 0)
        self._event(posting_id, "opened", now)
        if derived["state"] == "expired":
            self._event(posting_id, "expired", now)

    def _see_again(self, row: record.Columns, old: Row, tally: _Tally, now: str) -> None:
        derived = self._derived(row, now)
        self.connection.execute(
            _UPDATE,
            row
            | derived
            | {
                "posting_id": old["posting_id"],
                "now": now,
                "crawl_id": self.crawl_id,
                "seen_from": self._span_start(old, tally),
                "reopened": old["reopened"] + (old["state"] == "closed"),
            },
        )
        before, after = old["state"], derived["state"]
        if lifecycle.reopens(before, after):
            tally.reopened += 1
            self._event(old["posting_id"], "reopened", now, {"state": before})
        if after == "expired" and before != after:
            self._event(old["posting_id"], "expired", now)
        revision = record.changes(row, dict(old))
        if revision:
            tally.revised += 1
            self._event(old["posting_id"], "revised", now, revision)
            if {"title", "text"} & revision.keys():
                self.connection.execute(
                    "UPDATE texts SET title = ?, text = ? WHERE posting_id = ?",
                    [row["title"], row["text"], old["posting_id"]],
                )

    def _derived(self, row: record.Columns, now: str) -> record.Columns:
        expired = lifecycle.is_expired(row["expires_at"], now)
        return {
            "state": "expired" if expired else "open",
            "place_hash": record.place_hash(row),
            "text_hash": record.text_hash(row),
        }

    def _span_start(self, old: Row, tally: _Tally) -> int:
        """Where the current run of sightings began; a finished run is written down."""
        if old["last_crawl_id"] in (self.crawl_id, tally.previous_crawl_id):
            return int(old["seen_from_crawl_id"])
        self.connection.execute(
            "INSERT INTO sighting_spans VALUES (?, ?, ?)",
            [old["posting_id"], old["seen_from_crawl_id"], old["last_crawl_id"]],
        )
        return self.crawl_id

    def _touch_unmodified(self, board_id: int, tally: _Tally, now: str) -> int:
        """An unchanged list shows again exactly what its last proven reading showed."""
        listed = self.connection.execute(
            "SELECT p.*, t.text AS text FROM postings p JOIN texts t USING (posting_id)"
            " JOIN boards b USING (board_id)"
            " WHERE board_id = :board AND p.last_crawl_id < :crawl"
            " AND (b.proven_crawl_id BETWEEN p.seen_from_crawl_id AND p.last_crawl_id"
            " OR EXISTS (SELECT 1 FROM sighting_spans s WHERE s.posting_id = p.posting_id"
            " AND b.proven_crawl_id BETWEEN s.from_crawl_id AND s.to_crawl_id))",
            {"board": board_id, "crawl": self.crawl_id},
        ).fetchall()
        for old in listed:
            self._see_again(dict(old), old, tally, now)
        return len(listed)

    def _count_misses(self, board_id: int, now: str) -> tuple[int, int]:
        unseen = self.connection.execute(
            "SELECT posting_id, misses, missed_at FROM postings"
            " WHERE board_id = ? AND state <> 'closed' AND last_crawl_id <> ?",
            [board_id, self.crawl_id],
        ).fetchall()
        closed = 0
        for row in unseen:
            after = lifecycle.miss(Missing(row["misses"], row["missed_at"]), now)
            self.connection.execute(
                "UPDATE postings SET misses = ?, missed_at = ? WHERE posting_id = ?",
                [after.misses, after.missed_at, row["posting_id"]],
            )
            if after.closes:
                closed += 1
                self._close(row["posting_id"], now)
        return len(unseen), closed

    def _close(self, posting_id: int, now: str) -> None:
        self.connection.execute(
            "UPDATE postings SET state = 'closed', closed_at = ? WHERE posting_id = ?",
            [now, posting_id],
        )
        self._event(posting_id, "closed", now)

    def _update_board(self, board_id: int, outcome: BoardOutcome, now: str, proven: bool) -> None:
        self.connection.execute(
            "UPDATE boards SET last_crawl_id = ? WHERE board_id = ?", [self.crawl_id, board_id]
        )
        if outcome.outcome != GONE:  # that is judged with all the others when the crawl ends
            board_state.advance(self.connection, board_id, outcome.outcome, now, self.crawl_id)
        if proven:
            self._remember_proof(board_id, outcome, now)
        elif outcome.outcome != NOT_MODIFIED:
            self.connection.execute(
                "UPDATE boards SET etag = NULL, last_modified = NULL WHERE board_id = ?",
                [board_id],
            )

    def _remember_proof(self, board_id: int, outcome: BoardOutcome, now: str) -> None:
        self.connection.execute(
            "UPDATE boards SET last_ok_at = ?, proven_crawl_id = ?,"
            " etag = coalesce(?, CASE WHEN ? THEN etag END),"
            " last_modified = coalesce(?, CASE WHEN ? THEN last_modified END) WHERE board_id = ?",
            [
                now,
                self.crawl_id,
                outcome.etag,
                outcome.outcome == NOT_MODIFIED,
                outcome.last_modified,
                outcome.outcome == NOT_MODIFIED,
                board_id,
            ],
        )

    def _record(
        self,
        board_id: int,
        outcome: BoardOutcome,
        tally: _Tally,
        now: str,
        missed: int,
        closed: int,
    ) -> None:
        waiting = missed > closed  # what closes now was missed before: its alarm had its day
        alarm = lifecycle.drop_alarm(tally.open_before, outcome.listed) if waiting else None
        self.connection.execute(
            "INSERT INTO board_crawls (crawl_id, board_id, outcome, complete, proof, reason, alarm,"
            " listed, total, opened, closed, reopened, revised, missed, requests, dropped,"
            " started_at, finished_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                self.crawl_id,
                board_id,
                outcome.outcome,
                int(outcome.complete),
                outcome.proof,
                _told(outcome.reason, 500),
                alarm,
                outcome.listed,
                outcome.total,
                tally.opened,
                closed,
                tally.reopened,
                tally.revised,
                missed,
                outcome.requests,
                outcome.dropped + tally.dropped,
                tally.started_at,
                now,
            ],
        )

    def _event(
        self, posting_id: int, kind: str, now: str, detail: Mapping[str, Any] | None = None
    ) -> None:
        add_event(self.connection, posting_id, kind, now, self.crawl_id, detail)

    def _quarantine(self, board_id: int, source_id: object, reason: str, now: str) -> None:
        told = _told(str(source_id), 300)
        self._release(board_id, told)
        self.connection.execute(
            "INSERT INTO quarantine (crawl_id, board_id, source_id, reason, at)"
            " VALUES (?, ?, ?, ?, ?)",
            [self.crawl_id, board_id, told, _told(reason, 500), now],
        )

    def _release(self, board_id: int, source_id: str | None = None) -> None:
        """Forget records of earlier crawls: all of a board, or those that came again."""
        self.connection.execute(
            "DELETE FROM quarantine WHERE board_id = ? AND source_id = coalesce(?, source_id)"
            " AND crawl_id < ?",
            [board_id, source_id, self.crawl_id],
        )


def _as_kept(outcome: BoardOutcome, unkept: int) -> BoardOutcome:
    """A visit whose postings were not all kept proves nothing: the others would count as missed."""
    if not unkept or not outcome.complete:
        return outcome
    reason = f"{unkept} posting(s) could not be stored: see the table quarantine"
    return replace(outcome, outcome="failed", complete=False, proof=None, reason=reason)


def _told(words: str | None, limit: int) -> str | None:
    """What a source's answer made us say, as safe to store as any of its texts."""
    return mask(sanitise.clean(words, limit)) if words is not None else None
