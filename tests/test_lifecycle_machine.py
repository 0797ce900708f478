"""The store against a small oracle of the lifecycle, over random histories of two boards."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from store_helpers import COMPLETE, at, crawl, posting, rows

from db.boards import BoardEntry, sync_boards
from db.checks import breaches
from db.store import open_for_writing

BOARDS = ("acme", "beta")
IDS = st.integers(0, 5)
UNPROVEN = ("failed", "blocked", "robots", "truncated", "empty_suspect", "tdm_reserved")


@dataclass
class Truth:
    """What the oracle believes of one posting."""

    first_seen: float
    last_seen: float
    title: int
    state: str = "open"
    misses: int = 0
    missed_at: float = -1000.0
    closed_at: float | None = None
    reopened: int = 0


@dataclass
class Board:
    """What is listed at the source, and what the oracle believes."""

    listed: dict[int, int] = field(default_factory=dict)
    known: dict[int, Truth] = field(default_factory=dict)
    gone: int = 0
    gone_at: float = -1000.0
    unsettled: float | None = None
    removed: bool = False


class Lifecycle(RuleBasedStateMachine):
    """Sources change, crawls succeed or fail, the clock advances; the tables must agree."""

    @initialize()
    def begin(self):
        self.folder = Path(tempfile.mkdtemp())
        self.boards = {name: Board() for name in BOARDS}
        self.hours = 0.0
        self.open()
        self.configure(BOARDS)

    def open(self):
        self.context = open_for_writing(self.folder / "a.db")
        self.store = self.context.__enter__()
        self.store.execute("PRAGMA synchronous = OFF")  # speed only: no power is cut here

    def configure(self, names):
        entries = [BoardEntry("greenhouse", name, name) for name in names]
        sync_boards(self.store, entries, at(self.hours), only_ats=None)

    def teardown(self):
        if hasattr(self, "context"):
            self.context.__exit__(None, None, None)
            shutil.rmtree(self.folder)

    @rule(board=st.sampled_from(BOARDS), key=IDS)
    def list_posting(self, board, key):
        self.boards[board].listed.setdefault(key, 0)

    @rule(board=st.sampled_from(BOARDS), key=IDS)
    def unlist_posting(self, board, key):
        self.boards[board].listed.pop(key, None)

    @rule(board=st.sampled_from(BOARDS), key=IDS)
    def edit_posting(self, board, key):
        if key in self.boards[board].listed:
            self.boards[board].listed[key] += 1

    @rule(hours=st.sampled_from((0.5, 7, 19.5, 21, 48, 400)))
    def wait(self, hours):
        self.hours += hours

    @rule()
    def reopen_database(self):
        self.context.__exit__(None, None, None)
        self.open()

    @rule(board=st.sampled_from(BOARDS))
    def remove_and_add_board(self, board):
        truth = self.boards[board]
        truth.removed = not truth.removed
        self.configure([name for name in BOARDS if not self.boards[name].removed])
        if truth.removed:
            self.unmonitor(truth)

    @rule(one=st.sampled_from(("ok", "gone", *UNPROVEN)), part=st.integers(0, 6), die=st.booleans())
    def crawl_boards(self, one, part, die):
        self.hours += 0.25
        self.settle()  # what a crawl that died did not find counts when the next one begins
        visits = {}
        for name, board in self.boards.items():
            if board.removed:
                continue
            outcome = one if name == "acme" else "ok"
            seen = board.listed if outcome == "ok" else dict(list(board.listed.items())[:part])
            seen = {} if outcome == "gone" else seen
            fields = COMPLETE if outcome == "ok" else {"outcome": outcome, "reason": "as told"}
            visits[name] = ([posting(key, title=f"v{v}") for key, v in seen.items()], fields)
            self.see(board, seen)
            self.conclude(board, outcome, seen)
        crawl(self.store, self.hours, visits, end=not die)
        if not die:
            self.settle()
            self.sweep()

    def see(self, board, seen):
        for key, version in seen.items():
            truth = board.known.setdefault(key, Truth(self.hours, self.hours, version))
            truth.reopened += truth.state == "closed"
            truth.state, truth.misses, truth.missed_at, truth.closed_at = "open", 0, -1000.0, None
            truth.last_seen, truth.title = self.hours, version

    def conclude(self, board, outcome, seen):
        if outcome == "ok":
            board.gone, board.gone_at = 0, -1000.0
            for key, truth in board.known.items():
                if key in seen or truth.state == "closed" or self.hours - truth.missed_at < 20:
                    continue
                truth.misses, truth.missed_at = truth.misses + 1, self.hours
                if truth.misses == 2:
                    truth.state, truth.closed_at = "closed", self.hours
        elif outcome == "gone":
            board.unsettled = self.hours

    def settle(self):
        for board in self.boards.values():
            at_hours, board.unsettled = board.unsettled, None
            if at_hours is None or board.removed or at_hours - board.gone_at < 6:
                continue
            board.gone, board.gone_at = board.gone + 1, at_hours
            if board.gone == 3:
                self.unmonitor(board)

    def unmonitor(self, board):
        for truth in board.known.values():
            if truth.state in ("open", "stale"):
                truth.state = "unmonitored"

    def sweep(self):
        for board in self.boards.values():
            for truth in board.known.values():
                if truth.state == "open" and self.hours - truth.last_seen > 14 * 24:
                    truth.state = "stale"

    @invariant()
    def tables_agree(self):
        if not hasattr(self, "store"):
            return
        found = rows(
            self.store,
            "SELECT token, source_id, p.state, first_seen, last_seen, closed_at, misses, reopened,"
            " title FROM postings p JOIN boards USING (board_id) ORDER BY 1, 2",
        )
        expected = sorted(
            (
                name,
                str(key),
                truth.state,
                at(truth.first_seen),
                at(truth.last_seen),
                None if truth.closed_at is None else at(truth.closed_at),
                truth.misses,
                truth.reopened,
                f"v{truth.title}",
            )
            for name, board in self.boards.items()
            for key, truth in board.known.items()
        )
        assert found == expected

    @rule()
    def doctor(self):
        assert breaches(self.store) == []


def run(examples, steps):
    from hypothesis.stateful import run_state_machine_as_test

    run_state_machine_as_test(
        Lifecycle,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_the_store_agrees_with_the_oracle():
    run(40, 25)


@pytest.mark.slow
def test_the_store_agrees_with_the_oracle_at_length():
    run(300, 40)
