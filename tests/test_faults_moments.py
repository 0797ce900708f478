"""Dates that sources state, clocks that jump, and redirects to wherever."""

from datetime import timedelta

import pytest
from fault_world import GREENHOUSE, row
from faultboard import NOW, Reply

from db.connection import StoreError

KNOWN = {
    "2026-04-22": "2026-04-22T00:00:00Z",
    "2026-04-22T10:00:00": "2026-04-22T10:00:00Z",
    "2026-04-22 10:00:00+02:00": "2026-04-22T08:00:00Z",
    "2026-04-22T10:00:00.123456Z": "2026-04-22T10:00:00Z",
    "2026-04-22 10:00:00 UTC": "2026-04-22T10:00:00Z",
    "Wed, 22 Apr 2026 10:00:00 EST": "2026-04-22T15:00:00Z",
    "Wed, 22 Apr 2026 10:00:00 -0000": "2026-04-22T10:00:00Z",
    1776852000: "2026-04-22T10:00:00Z",
    1776852000000: "2026-04-22T10:00:00Z",
    1776852000000000: "2026-04-22T10:00:00Z",
    "1776852000": "2026-04-22T10:00:00Z",
}
UNKNOWN = [
    *(0, -1, True, 1e300, 1e-9, [], {}, "", "soon", "yesterday", "vor 3 Tagen"),
    *("Posted 30+ Days Ago", "0001-01-01", "9999-12-31T23:59:59-05:00", "2026-02-30"),
    *("2026-04-22T23:59:60", "2026-04-22T25:00", "2026-13-01", "1999-12-31", "2027-12-31"),
    *("20260422", "22/04/2026", "04/22/2026", "2026", "x" * 10_000, "９999-01-01"),
]


def test_dates_are_read_or_unknown_and_never_harm_a_posting(world):
    stated = [*KNOWN, *UNKNOWN]
    world.serve([row(f"d{n}", first_published=value) for n, value in enumerate(stated)])
    assert world.crawl(0).fine
    found = dict(world.rows("SELECT source_id, posted_at FROM postings"))
    for number, value in enumerate(stated):
        assert found[f"d{number}"] == (KNOWN.get(value) if number < len(KNOWN) else None), value


def test_a_week_date_is_read_as_its_day_or_not_at_all(world):
    world.serve([row(1, first_published="2026-W17-3")])
    assert world.crawl(0).fine
    assert world.one("SELECT posted_at FROM postings") in (None, "2026-04-22T00:00:00Z")


@pytest.mark.parametrize("hours", [-48, -1, -24 * 365])
def test_a_clock_that_went_back_is_refused_and_nothing_changes(world, hours):
    board = world.board("greenhouse", 3)
    world.crawl(0)
    before = world.rows("SELECT * FROM postings")
    del board.jobs[:]
    with pytest.raises(StoreError, match="clock"):
        world.crawl(hours)
    assert world.rows("SELECT * FROM postings") == before


def test_a_clock_that_leaps_ahead_closes_nothing_at_once(world):
    board = world.board("greenhouse", 6)
    world.crawl(0)
    del board.jobs[:3]
    ten_years = 24 * 3653
    world.crawl(ten_years)
    assert world.closings() == 0
    world.crawl(ten_years + 1)
    assert world.closings() == 0
    world.crawl(ten_years + 21)
    assert world.closings() == 3


def test_days_of_another_length_do_not_shift_the_rule(world):
    """The rule counts hours in UTC, whatever happens to summer time or in a leap year."""
    board = world.board("greenhouse", 2)
    first = (NOW.replace(year=2028, month=2, day=28) - NOW) / timedelta(hours=1)
    world.crawl(first)
    del board.jobs[1:]
    for hours, closed in ((24, 0), (43.9, 0), (44, 1)):
        world.crawl(first + hours)
        assert world.closings() == closed


ELSEWHERE = [
    "file:///etc/passwd",
    "ftp://boards-api.greenhouse.io/x",
    "http://boards-api.greenhouse.io/x",
    "http://127.0.0.2/x",
    "https://127.0.0.2/x",
    "https://127.1/x",
    "https://2130706433/x",
    "https://0x7f000001/x",
    "https://[::1]/x",
    "https://[::ffff:127.0.0.2]/x",
    "https://localhost/x",
    "https://boards-api.greenhouse.io:8443/x",
    "https://boards-api.greenhouse.io@elsewhere.example/x",
    "https://elsewhere.example/x",
    "//elsewhere.example/x",
    "javascript:alert(1)",
    "data:application/json,{}",
    "https://[::1/x",
    "\x01\x02",
    "https://elsewhere.example/%0d%0aSet-Cookie:a=b",
]


@pytest.mark.parametrize("location", ELSEWHERE)
def test_a_redirect_that_policy_refuses_is_not_followed(world, location):
    world.board("greenhouse", 2)
    world.crawl(0)
    world.site._hits.clear()
    world.site.fail(GREENHOUSE, Reply(302, headers=(("Location", location),)))
    for day in (1, 2, 3):
        world.crawl(24 * day)
        assert world.visit()["outcome"] in ("blocked", "failed", "gone")
        assert world.harmless()
    assert {hit.host for hit in world.site.hits(policy=True)} == {"boards-api.greenhouse.io"}


def test_a_redirect_without_end_is_a_failed_visit(world):
    world.board("greenhouse", 2)
    world.crawl(0)
    world.site.fail(GREENHOUSE, Reply(302, headers=(("Location", GREENHOUSE + "?again"),)))
    world.site._hits.clear()
    world.crawl(24)
    assert world.visit()["outcome"] == "failed"
    assert world.harmless()
    assert len(world.site.hits()) <= 6


def test_texts_of_any_kind_are_labelled_in_bounded_time_and_the_same_each_time(world):
    import time

    from roleatlas.commands.classify import run_classify

    sentence = "We train machine learning models and serve them to our users every day. "
    texts = {
        "empty": "",
        "one word": "Operate",
        "markup only": "&lt;div&gt;&lt;br&gt;&lt;/div&gt;",
        "one token": "learning " * 40_000,
        "one long word": "x" * 300_000,
        "large": sentence * 5_000,
        "Japanese": "機械学習モデルを開発し、運用します。" * 20,
        "Arabic": "تدريب نماذج التعلم الآلي ونشرها " * 20,
        "numbers": "1234567890 " * 2_000,
    }
    rows = [row(key, content=text) for key, text in texts.items()]
    world.serve([*rows, row("large again", content=texts["large"], title="Operator large")])
    assert world.crawl(0).fine
    begun = time.process_time()
    run_classify(world.store, None)
    assert time.process_time() - begun < 30
    roles = dict(world.rows("SELECT source_id, role FROM labels JOIN postings USING (posting_id)"))
    assert roles.keys() == {*texts, "large again"}
    assert roles["large"] == roles["large again"]
    before = world.rows("SELECT * FROM labels")
    run_classify(world.store, None)
    assert world.rows("SELECT * FROM labels") == before


def test_a_posting_without_words_on_ai_is_none(world):
    from roleatlas.commands.classify import run_classify

    world.serve([row(key, content=text) for key, text in enumerate(("", "&lt;br&gt;", "Operate"))])
    world.crawl(0)
    run_classify(world.store, None)
    assert world.rows("SELECT DISTINCT role FROM labels") == [("none",)]
