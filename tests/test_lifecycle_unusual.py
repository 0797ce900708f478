"""Lifecycles of sources that are within their rights and yet not as one expects."""

from __future__ import annotations

from datetime import timedelta

import pytest
from store_helpers import COMPLETE, START, add_boards, at, crawl, posting, rows

from db.boards import due_boards
from db.checks import breaches
from db.crawls import abort_crawl, begin_crawl

UNCHANGED = {"outcome": "not_modified", "complete": True, "proof": "natural_end"}
SEEN = "SELECT source_id, last_seen, misses FROM postings ORDER BY source_id"
STATES = "SELECT source_id, state FROM postings ORDER BY source_id"


@pytest.fixture(autouse=True)
def sound(store):
    yield
    assert breaches(store) == []


def half(store, hours, postings, *, stopped=False):
    """A crawl that ends in the middle of its board: killed, or told to stop."""
    now = START + timedelta(hours=hours)
    sink = begin_crawl(store, clock=lambda: now, version="test", mirror=None, boards_asked=1)
    board = due_boards(store)[0].board_id
    sink.begin_board(board)
    sink.put(board, postings)
    if stopped:
        abort_crawl(store, sink.crawl_id, at(hours))


def test_an_unchanged_list_is_the_one_that_was_proven(store):
    add_boards(store)
    crawl(store, 0, {"acme": ([posting("a")], COMPLETE)})
    half(store, 24, [posting("a"), posting("b")])  # another copy of the source, and killed there
    crawl(store, 48, {"acme": ([], UNCHANGED)})
    assert rows(store, SEEN) == [("a", at(48), 0), ("b", at(24), 1)]


def test_readings_that_were_cut_off_take_nothing_from_the_proven_list(store):
    add_boards(store)
    crawl(store, 0, {"acme": ([posting("a")], COMPLETE)})
    half(store, 24, [posting("a"), posting("b")])
    half(store, 36, [posting("a"), posting("b")])  # killed twice: a new run of sightings
    crawl(store, 48, {"acme": ([], UNCHANGED)})
    assert rows(store, SEEN) == [("a", at(48), 0), ("b", at(36), 1)]


def test_a_deadline_that_was_withdrawn_ends_nothing(store):
    add_boards(store)
    crawl(store, 0, {"acme": ([posting("a", expires_at=at(30))], COMPLETE)})
    crawl(store, 24, {"acme": ([posting("a")], COMPLETE)})  # unknown for once: it is kept
    assert rows(store, "SELECT expires_at FROM postings") == [(at(30),)]
    crawl(store, 48, {"acme": ([posting("a")], COMPLETE)})
    assert rows(store, STATES) == [("a", "open")]


def test_a_deadline_that_was_put_off_reopens_with_an_event(store):
    add_boards(store)
    for hours, deadline in ((0, 30), (48, 30), (72, 720)):
        crawl(store, hours, {"acme": ([posting("a", expires_at=at(deadline))], COMPLETE)})
    assert rows(store, STATES) == [("a", "open")]
    events = rows(store, "SELECT kind, at, detail FROM events ORDER BY event_id")
    assert events == [
        ("opened", at(0), None),
        ("expired", at(48), None),
        ("reopened", at(72), '{"state": "expired"}'),
    ]


def test_a_crawl_that_is_always_stopped_lets_go_of_what_it_never_reaches(store):
    add_boards(store, ("greenhouse", "acme", "Acme"), ("greenhouse", "beta", "Beta"))
    crawl(store, 0, {"acme": ([posting("a")], COMPLETE), "beta": ([posting("b")], COMPLETE)})
    half(store, 15 * 24, [posting("a")], stopped=True)
    assert rows(store, STATES) == [("a", "open"), ("b", "stale")]


def test_quarantine_holds_what_stands_in_it_now(store):
    add_boards(store)
    bad, failed = posting(" ", title="No id"), {"outcome": "ok", "complete": True}
    for day in range(3):
        crawl(store, 24 * day, {"acme": ([posting("a"), bad], failed)})
        assert len(rows(store, "SELECT * FROM quarantine")) == 1
    crawl(store, 96, {"acme": ([posting("a")], COMPLETE)})
    assert rows(store, "SELECT * FROM quarantine") == []


def test_a_text_in_the_list_is_enough_at_the_first_visit_as_at_the_next(store):
    add_boards(store)
    teaser = posting("a", text="Operate the machines.", detail_pending=True)
    found = []
    for day in range(2):
        crawl(store, 24 * day, {"acme": ([teaser], COMPLETE)})
        found += rows(store, "SELECT detail_pending, degraded FROM postings")
    assert found == [(0, 0), (0, 0)]


def test_a_link_that_carries_another_mark_each_day_is_no_edit(store):
    add_boards(store)
    for day in range(3):
        url = f"https://jobs.example.com/acme/a?session={day}"
        crawl(store, 24 * day, {"acme": ([posting("a", url=url)], COMPLETE)})
    moved = posting("a", url="https://careers.example.com/a")
    crawl(store, 96, {"acme": ([moved], COMPLETE)})
    events = rows(store, "SELECT kind, at FROM events ORDER BY event_id")
    assert events == [("opened", at(0)), ("revised", at(96))]
    assert rows(store, "SELECT url FROM postings") == [("https://careers.example.com/a",)]


def test_boards_that_failed_are_the_first_of_the_next_crawl(store):
    names = ("acme", "beta", "corvid", "delta")
    add_boards(store, *[("greenhouse", name, name) for name in names])
    failed = {"outcome": "failed", "reason": "the host was down for the rest of the crawl"}
    crawl(store, 0, {name: ([], COMPLETE) for name in names})
    crawl(store, 24, {"acme": ([], COMPLETE), "beta": ([], COMPLETE), "corvid": ([], failed)})
    due = [board.token for board in due_boards(store)]
    assert due == ["delta", "corvid", "acme", "beta"]  # those that were not reached, and then
