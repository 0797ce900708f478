"""Opening, missing, closing, reopening, going stale and going, through the real store."""

from __future__ import annotations

from datetime import timedelta

import pytest
from store_helpers import COMPLETE, START, add_boards, at, crawl, posting, rows

from db.checks import breaches, concerns
from db.connection import StoreError
from db.crawls import abort_crawl, begin_crawl
from db.lifecycle import Answers, failed_sources
from db.outcome import BoardOutcome

STATES = "SELECT source_id, state FROM postings ORDER BY source_id"
FAILED = {"outcome": "failed", "reason": "page 3 answered 503"}


@pytest.fixture(autouse=True)
def sound(store):
    yield
    assert breaches(store) == []


def both(hours, store, ids, outcome=COMPLETE):
    return crawl(store, hours, {"acme": ([posting(i) for i in ids], outcome)})


def test_two_complete_misses_twenty_hours_apart_close(store):
    add_boards(store)
    both(0, store, "ab")
    both(24, store, "a")
    assert rows(store, STATES) == [("a", "open"), ("b", "open")]
    both(44, store, "a")
    assert rows(store, "SELECT source_id, state, closed_at FROM postings WHERE state='closed'") == [
        ("b", "closed", at(44))
    ]


def test_misses_closer_than_twenty_hours_count_once(store):
    add_boards(store)
    both(0, store, "ab")
    for hours in (24, 30, 43.9):
        both(hours, store, "a")
    assert rows(store, STATES)[1] == ("b", "open")


@pytest.mark.parametrize(
    "outcome",
    [
        FAILED,
        {"outcome": "blocked", "reason": "403"},
        {"outcome": "robots"},
        {"outcome": "truncated"},
        {"outcome": "empty_suspect"},
        {"outcome": "tdm_reserved"},
        {"outcome": "gone"},
    ],
)
def test_an_unproven_visit_closes_nothing_and_counts_no_miss(store, outcome):
    add_boards(store)
    both(0, store, "ab")
    for hours in (24, 48, 72):
        both(hours, store, "a" if outcome != {"outcome": "gone"} else "", outcome)
    assert rows(store, "SELECT DISTINCT misses FROM postings") == [(0,)]
    assert rows(store, "SELECT count(*) FROM events WHERE kind = 'closed'") == [(0,)]


def test_what_a_failed_visit_saw_is_touched(store):
    add_boards(store)
    both(0, store, "ab")
    both(24, store, "a", FAILED)
    assert rows(store, "SELECT source_id, last_seen FROM postings ORDER BY 1") == [
        ("a", at(24)),
        ("b", at(0)),
    ]


def test_a_relisted_posting_reopens_with_its_first_sighting(store):
    add_boards(store)
    both(0, store, "ab")
    both(24, store, "a")
    both(48, store, "a")
    both(72, store, "ab")
    assert rows(
        store, "SELECT state, first_seen, reopened, misses FROM postings WHERE source_id='b'"
    ) == [("open", at(0), 1, 0)]


def test_an_empty_but_proven_list_closes_after_two(store):
    add_boards(store)
    both(0, store, "abc")
    both(24, store, "")
    both(48, store, "")
    assert {state for _, state in rows(store, STATES)} == {"closed"}
    assert rows(store, "SELECT state FROM boards") == [("active",)]


def test_gone_needs_three_spaced_confirmations_and_recovers(store):
    add_boards(store)
    both(0, store, "a")
    gone = {"outcome": "gone", "reason": "404"}
    states = []
    for hours in (24, 25, 30, 36):
        both(hours, store, "", gone)
        states += rows(store, "SELECT state, gone_count FROM boards")
    assert states == [("gone_pending", 1), ("gone_pending", 1), ("gone_pending", 2), ("gone", 3)]
    assert rows(store, STATES) == [("a", "unmonitored")]
    both(60, store, "a")
    assert rows(store, "SELECT state, gone_count FROM boards") == [("active", 0)]
    assert rows(store, "SELECT state, first_seen FROM postings") == [("open", at(0))]


STANDING = "SELECT token, state, gone_count FROM boards ORDER BY token"
GONE = ([], {"outcome": "gone", "reason": "404"})


def listed(*tokens):
    """A visit to each board that proves its one posting."""
    return {token: ([posting(token)], COMPLETE) for token in tokens}


@pytest.mark.parametrize(
    ("answers", "failed"),
    [
        ({"a": (0, 5, 5)}, "a"),  # nothing is found: a new board that is missing counts too
        ({"a": (0, 5, 0)}, "a"),
        ({"a": (0, 4, 4)}, "a"),  # two that were there before do not end in the same hour
        ({"a": (0, 2, 2)}, "a"),
        ({"a": (0, 4, 1)}, ""),  # the others never were: a new file, mistyped
        ({"a": (0, 1, 1)}, ""),
        ({"a": (1, 9, 9)}, "a"),  # nine in ten that were there before
        ({"a": (2, 9, 9)}, ""),
        ({"a": (1, 99, 4)}, ""),  # most never were: the file names boards that do not exist
        ({"a": (0, 5, 5), "b": (50, 2, 2)}, "a"),  # the other system answers as ever
        ({"a": (0, 3, 3), "b": (0, 2, 2)}, "ab"),  # nothing is found anywhere
        ({"a": (0, 3, 3), "b": (1, 2, 2)}, ""),
        ({"a": (0, 1, 1), "b": (0, 1, 1)}, "ab"),
        ({"a": (0, 1, 1), "b": (1, 0, 0)}, ""),
        ({"a": (5, 0, 0), "b": (0, 0, 0)}, ""),
        ({}, ""),
    ],
)
def test_a_source_fails_where_nearly_all_of_its_boards_are_missing(answers, failed):
    found = failed_sources({name: Answers(*counts) for name, counts in answers.items()})
    assert sorted(found) == sorted(failed)


def test_boards_that_are_gone_already_do_not_make_the_next_one_a_failure(store):
    tokens = [f"b{number}" for number in range(6)]
    add_boards(store, *(("greenhouse", token, token) for token in tokens))
    crawl(store, 0, listed(*tokens))
    for number, lost in enumerate(tokens[1:], start=1):  # one after the other, as boards end
        for day in range(3):
            ended = dict.fromkeys(tokens[1 : number + 1], GONE)
            crawl(store, 24 * (3 * number + day), listed(tokens[0], *tokens[number + 1 :]) | ended)
        assert (lost, "gone") in rows(store, "SELECT token, state FROM boards")
    for day in range(3):  # and the last one too
        crawl(store, 24 * (20 + day), dict.fromkeys(tokens, GONE))
    assert rows(store, "SELECT DISTINCT state FROM boards") == [("gone",)]
    assert rows(store, "SELECT count(*) FROM board_crawls WHERE outcome = 'outage'") == [(0,)]


@pytest.mark.parametrize(("boards", "outcome"), [(6, "gone"), (10, "outage")])
def test_boards_that_are_only_ever_read_in_part_count_as_found_and_as_lost(store, boards, outcome):
    tokens = [f"b{number}" for number in range(boards)]
    add_boards(store, *(("greenhouse", token, token) for token in tokens))
    part = {token: ([posting(token)], {"outcome": "truncated"}) for token in tokens}
    crawl(store, 0, part)
    crawl(store, 24, part | dict.fromkeys(tokens[1:], GONE))
    last = "SELECT DISTINCT outcome FROM board_health WHERE token <> 'b0'"
    assert rows(store, last) == [(outcome,)]


@pytest.mark.parametrize("how", ["stopped", "died"])
def test_what_an_unfinished_crawl_did_not_find_counts_once(store, how):
    add_boards(store)
    crawl(store, 0, listed("acme"))
    for hours in (24, 48):
        unfinished = crawl(store, hours, {"acme": GONE}, end=False)
        if how == "stopped":
            abort_crawl(store, unfinished.crawl_id, at(hours))
    crawl(store, 49, {})
    assert rows(store, STANDING) == [("acme", "gone_pending", 2)]
    assert rows(store, "SELECT gone_at FROM boards") == [(at(48),)]


def test_an_unfinished_crawl_says_nothing_of_a_board_that_left_the_file(store):
    add_boards(store, ("greenhouse", "acme", "Acme"), ("lever", "beta", "Beta"))
    crawl(store, 0, {"acme": GONE}, end=False)
    add_boards(store, ("lever", "beta", "Beta"))
    crawl(store, 24, listed("beta"))
    assert rows(store, STANDING) == [("acme", "removed", 0), ("beta", "active", 0)]


def test_the_doctor_names_a_source_until_one_of_its_boards_is_found(store):
    tokens = [f"b{number}" for number in range(5)]
    add_boards(store, *(("greenhouse", token, token) for token in tokens))
    crawl(store, 0, dict.fromkeys(tokens, GONE))  # boards that were never read
    said = "greenhouse: 5 of 5 board(s) not found at once (404): "
    assert any(one.sentence.startswith(said) for one in concerns(store, at(0)))
    crawl(store, 24, listed("b0") | dict.fromkeys(tokens[1:], GONE))
    assert not any("at once" in one.sentence for one in concerns(store, at(24)))
    assert rows(store, STANDING)[:2] == [("b0", "active", 0), ("b1", "gone_pending", 1)]


def test_the_doctor_notices_that_no_crawl_ends_any_more(store):
    add_boards(store)
    both(0, store, "a")
    crawl(store, 24 * 5, {}, end=False)  # begun, and killed
    said = f"No crawl has ended since {at(0)}: "
    assert not any(one.sentence.startswith(said) for one in concerns(store, at(24 * 6)))
    assert any(one.sentence.startswith(said) for one in concerns(store, at(24 * 8)))


def test_postings_that_nothing_refreshes_go_stale(store):
    add_boards(store)
    both(0, store, "a")
    for days in range(1, 17):
        both(24 * days, store, "", FAILED)
    assert rows(store, STATES) == [("a", "stale")]
    both(24 * 18, store, "a")
    assert rows(store, STATES) == [("a", "open")]


def test_a_board_that_left_the_file_is_unmonitored_and_comes_back(store):
    add_boards(store, ("greenhouse", "acme", "Acme"), ("lever", "beta", "Beta"))
    crawl(store, 0, {"acme": ([posting(1)], COMPLETE), "beta": ([posting(2)], COMPLETE)})
    assert add_boards(store, ("greenhouse", "acme", "Acme"), now=at(1)) == 1
    assert rows(store, STATES) == [("1", "open"), ("2", "unmonitored")]
    add_boards(store, ("greenhouse", "ACME", "Acme"), ("lever", "beta", "Beta"), now=at(2))
    crawl(store, 3, {"acme": ([posting(1)], COMPLETE), "beta": ([posting(2)], COMPLETE)})
    assert rows(store, STATES) == [("1", "open"), ("2", "open")]
    assert rows(store, "SELECT count(*) FROM boards") == [(2,)]


def test_one_ats_at_a_time_removes_no_board_of_another(store):
    add_boards(store, ("greenhouse", "acme", "Acme"), ("lever", "beta", "Beta"))
    assert add_boards(store, ("lever", "beta", "Beta"), only_ats="lever") == 0
    assert rows(store, "SELECT DISTINCT state FROM boards") == [("active",)]


def test_loading_the_boards_again_keeps_what_crawls_learnt(store):
    add_boards(store)
    both(0, store, "", {"outcome": "gone", "reason": "404"})
    before = rows(store, "SELECT * FROM boards")
    add_boards(store)
    add_boards(store)
    assert rows(store, "SELECT * FROM boards") == before


def test_an_unchanged_list_is_a_sighting_of_what_it_listed(store):
    add_boards(store)
    both(0, store, "ab", COMPLETE | {"etag": '"1"'})
    crawl(
        store,
        24,
        {"acme": ([], {"outcome": "not_modified", "complete": True, "proof": "natural_end"})},
    )
    assert rows(store, "SELECT DISTINCT last_seen, misses FROM postings") == [(at(24), 0)]
    assert rows(store, "SELECT etag FROM boards") == [('"1"',)]


def test_validators_are_forgotten_after_a_failure(store):
    add_boards(store)
    both(0, store, "ab", COMPLETE | {"etag": '"1"'})
    both(24, store, "a", FAILED)
    assert rows(store, "SELECT etag FROM boards") == [(None,)]


def test_expired_postings_are_kept_but_not_open(store):
    add_boards(store)
    crawl(
        store,
        24,
        {"acme": ([posting(1, expires_at=at(1)), posting(2, expires_at=at(48))], COMPLETE)},
    )
    assert rows(store, STATES) == [("1", "expired"), ("2", "open")]
    assert rows(store, "SELECT count(*) FROM open_postings") == [(1,)]


def test_a_drop_by_more_than_half_raises_an_alarm(store):
    add_boards(store)
    both(0, store, "abcdefghijkl")
    both(24, store, "a")
    assert "12 postings were open and only 1" in rows(store, "SELECT alarm FROM board_health")[0][0]


def test_an_alarm_ends_when_a_second_reading_agrees(store):
    add_boards(store)
    both(0, store, "abcdefghijkl")
    both(24, store, "a")
    both(48, store, "a")  # closes the others: "only if later crawls agree" is no longer true
    assert rows(store, "SELECT closed, alarm FROM board_health") == [(11, None)]


def test_sightings_unroll_exactly(store):
    add_boards(store)
    for day, ids in enumerate(("ab", "a", "ab", "b", "ab")):
        both(24 * day, store, ids)
    seen = rows(store, "SELECT posting_id, crawl_id FROM sightings ORDER BY 1, 2")
    assert seen == [(1, 1), (1, 2), (1, 3), (1, 5), (2, 1), (2, 3), (2, 4), (2, 5)]


def test_a_crawl_that_never_ended_is_marked_and_its_boards_come_first(store):
    add_boards(store, ("greenhouse", "acme", "Acme"), ("lever", "beta", "Beta"))
    crawl(store, 0, {"acme": ([posting(1)], COMPLETE)}, end=False)
    crawl(store, 1, {"acme": ([posting(1)], COMPLETE), "beta": ([posting(2)], COMPLETE)})
    assert rows(store, "SELECT state FROM crawls") == [("aborted",), ("finished",)]
    assert rows(store, STATES) == [("1", "open"), ("2", "open")]


def test_a_clock_that_runs_backwards_is_refused(store):
    add_boards(store)
    both(24, store, "a")
    with pytest.raises(StoreError, match="clock"):
        both(0, store, "a")


def test_a_clock_that_jumps_back_during_a_crawl_hastens_no_closing(store):
    add_boards(store)
    both(0, store, "ab")
    moments = [24, 24, 1]
    late = begin_crawl(
        store,
        clock=lambda: START + timedelta(hours=moments.pop(0) if moments[1:] else moments[0]),
        version="test",
        mirror=None,
        boards_asked=1,
    )
    late.begin_board(1)
    late.put(1, [posting("a")])
    late.finish_board(1, BoardOutcome(**COMPLETE, listed=1))
    late.end()
    both(25, store, "a")  # an hour after the first miss, whatever the clock said of that
    assert rows(store, STATES) == [("a", "open"), ("b", "open")]


def test_a_time_to_come_is_refused_with_what_helps(store):
    add_boards(store)
    both(90_000, store, "a")
    with pytest.raises(StoreError, match=r"2036.*was wrong then, restore a backup"):
        both(24, store, "a")


def test_edits_are_events_with_what_stood_before(store):
    add_boards(store)
    crawl(store, 0, {"acme": ([posting(1, title="Old", text="x")], COMPLETE)})
    crawl(store, 24, {"acme": ([posting(1, title="New", text="x")], COMPLETE)})
    assert rows(store, "SELECT kind, detail FROM events WHERE kind = 'revised'") == [
        ("revised", '{"title": "Old"}')
    ]


def test_poorer_data_never_erases_richer(store):
    add_boards(store)
    rich = posting(
        1, text="A long text", locations=("Boston, MA",), pay_min=10.0, pay_currency="USD"
    )
    crawl(store, 0, {"acme": ([rich], COMPLETE)})
    crawl(store, 24, {"acme": ([posting(1)], COMPLETE)})
    assert rows(store, "SELECT locations, pay_min, pay_currency, degraded FROM postings") == [
        ('["Boston, MA"]', 10.0, "USD", 1)
    ]
    assert rows(store, "SELECT text FROM texts") == [("A long text",)]


def test_an_emptied_board_raises_an_alarm_however_small(store):
    add_boards(store)
    both(0, store, "a")
    both(24, store, "")
    assert rows(store, "SELECT alarm FROM board_health") == [
        ("1 postings were open and none is listed",)
    ]


def test_placeholders_are_kept_but_are_no_openings(store):
    add_boards(store)
    crawl(store, 0, {"acme": ([posting(1, title="Test Job"), posting(2)], COMPLETE)})
    assert rows(store, "SELECT count(*) FROM postings") == [(2,)]
    assert rows(store, "SELECT source_id FROM open_postings") == [("2",)]
    assert rows(store, "SELECT count(*) FROM roles") == [(1,)]


def test_a_list_of_boards_that_is_cut_says_how_many_more(store):
    names = [f"b{number:02d}" for number in range(12)]
    add_boards(store, *(("greenhouse", name, "Acme") for name in names))
    listed = ([posting(employer="Zenith")], COMPLETE)
    crawl(store, 0, dict.fromkeys(names, listed))
    said = [one.sentence for one in concerns(store, at(0)) if "another employer" in one.sentence]
    assert said[0].startswith("12 board(s) name another employer")
    assert said[0].endswith("greenhouse/b09 (Zenith) and 2 more.")
