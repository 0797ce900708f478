"""F01 to F11 and F31 to F33: lists that lie, and the closings that they must not cause."""

import inspect
import json
from pathlib import Path

import pytest
from fault_world import CASES, NAMES, play, row
from faultboard import Reply
from shapes import SHAPES, Job

from crawler.run import _settings, known
from db.boards import BoardEntry
from db.connection import OperationalError
from db.crawl_store import CrawlStore


def paged(world, number, per_page):
    """A board of several pages, crawled whole once."""
    board = world.board("smartrecruiters", number, per_page=per_page)
    assert world.crawl(0).fine
    assert world.states() == {"open": number}
    return board


def spider(ats):
    from scrapy.spiderloader import SpiderLoader

    return SpiderLoader.from_settings(_settings(None, None, {})).load(ats)


def test_f01_a_failed_page_is_not_the_end_of_a_list(world):
    paged(world, 500, 50)
    world.site.fail("offset=100", Reply(503))
    for day in (1, 2, 3):
        world.crawl(24 * day)
        assert world.visit()["outcome"] == "failed"
        assert world.harmless()
    touched = world.one("SELECT count(*) FROM postings WHERE last_crawl_id = 4")
    assert (world.states(), touched) == ({"open": 500}, 100)


@pytest.mark.parametrize("status", [201, 203, 206, 400, 418, 500, 503, 599])
def test_f01_a_body_that_came_with_an_error_is_not_read(world, status):
    world.board("greenhouse", 3)
    world.crawl(0)
    shorter = {"jobs": [row("job-0")], "meta": {"total": 1}}
    world.site.fail("/v1/boards", Reply(status, json.dumps(shorter).encode()))
    for day in (1, 2, 3):
        world.crawl(24 * day, RETRY_TIMES=0)
        assert world.harmless()
    assert world.states() == {"open": 3}


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_f02_no_request_of_any_spider_can_fail_unnoticed(world, case):
    meta = play(world.site, case)
    world.entries = [BoardEntry(case.parent.name, meta["token"], meta["employer"])]
    assert world.crawl(0, DETAIL_BUDGET=9).fine
    before = world.states()
    lists = [n for n, asked in enumerate(meta["requests"]) if not asked.get("detail")]
    for day, number in enumerate(lists, start=1):
        world.site.faults.clear()
        play(world.site, case, number, Reply(503))
        world.crawl(24 * day, DETAIL_BUDGET=9)
        assert world.harmless(meta["token"])
    assert world.states() == before


def test_f02_every_registered_spider_has_a_recorded_board():
    assert {case.parent.name for case in CASES} == set(known())


@pytest.mark.parametrize("ats", sorted(known()))
def test_f02_a_spider_that_pages_has_a_recorded_board_of_several_pages(ats):
    source = Path(inspect.getfile(spider(ats))).read_text("utf-8")
    metas = [json.loads((c / "meta.json").read_text()) for c in CASES if c.parent.name == ats]
    lists = [sum(not one.get("detail") for one in meta["requests"]) for meta in metas]
    assert max(lists) >= (2 if "while " in source else 1)


@pytest.mark.parametrize("body", [b"", b"[]", b'{"content":[],"totalFound":500}', b"null"])
def test_f03_an_empty_answer_with_200_is_not_the_end(world, body):
    paged(world, 150, 50)
    world.site.fail("offset=100", Reply(200, body))
    for day in (1, 2, 3):
        world.crawl(24 * day)
        assert world.harmless()
    assert world.states() == {"open": 150}


@pytest.mark.parametrize(
    ("body", "named"),
    [
        (b"{}", "'content'"),
        (b'{"content":[]}', "totalFound"),
        (b'{"content":[],"totalFound":null}', "totalFound"),
        (b'{"content":null,"totalFound":150}', "list"),
    ],
)
def test_f04_a_missing_key_is_not_nothing(world, body, named):
    paged(world, 150, 50)
    world.site.fail("offset=50", Reply(200, body))
    for day in (1, 2, 3):
        world.crawl(24 * day)
        assert world.harmless()
    assert named in world.visit()["reason"]


def test_f05_forbidden_parts_of_a_list_close_nothing(world):
    paged(world, 100, 5)
    for page in (3, 5, 8, 11, 14, 17):
        world.site.fail(f"offset={5 * page}", Reply(403))
    for day in (1, 2, 3):
        world.crawl(24 * day)
        assert world.visit()["outcome"] == "blocked"
        assert world.harmless()


def test_f06_one_failed_part_of_fifty_closes_nothing(world):
    paged(world, 100, 2)
    world.site.fail("offset=98", Reply(500))
    for day in (1, 2, 3):
        world.crawl(24 * day)
        assert world.harmless()
    assert world.visit()["listed"] == 98


def test_f07_a_cap_marks_the_list_as_truncated(world):
    paged(world, 130, 50)
    for day in (1, 2, 3):
        summary = world.crawl(24 * day, MAX_POSTINGS=100)
        assert world.visit()["outcome"] == "truncated"
        assert world.harmless()
    assert world.states() == {"open": 130}
    assert [board.token for board, _ in summary.troubled] == ["brightmoor"]


def test_f08_without_a_proof_of_the_whole_list_nothing_closes(world, monkeypatch):
    monkeypatch.setattr("crawler.board.BoardSpider.proof", None)
    monkeypatch.setattr(spider("greenhouse"), "proof", None)
    board = world.board("greenhouse", 100)
    world.crawl(0)
    del board.jobs[50:]
    for day in range(1, 6):
        world.crawl(24 * day)
        visit = world.visit()
        assert (visit["outcome"], visit["complete"], visit["proof"]) == ("ok", 0, None)
    assert world.states() == {"open": 100}


@pytest.mark.parametrize("ats", ["greenhouse", "smartrecruiters"])
def test_f08_half_of_what_the_source_counts_closes_nothing(world, ats):
    board = world.board(ats, 100)
    world.crawl(0)
    del board.jobs[50:]
    board.total = 100
    for day in range(1, 4):
        world.crawl(24 * day)
        assert world.harmless()


@pytest.mark.parametrize("ats", sorted(known()))
def test_f08_a_spider_states_its_proof_and_how_it_shows_it(ats):
    found = spider(ats)
    assert found.proof in (None, "total", "natural_end")
    assert "Proof" in found.__doc__
    counts = "count(" in Path(inspect.getfile(found)).read_text("utf-8")
    assert counts or found.proof != "total"


def test_f09_a_list_that_repeats_beyond_its_ceiling_is_incomplete(world):
    board = paged(world, 100, 50)
    board.total = 250
    second = SHAPES["smartrecruiters"](board, _asked(board, 50))[2]
    for offset in range(100, 300, 50):
        world.site.fail(f"offset={offset}", Reply(200, second))
    world.site._hits.clear()
    world.crawl(24)
    assert world.visit()["outcome"] == "truncated"
    assert world.harmless()
    assert len(world.site.hits()) <= 12


def _asked(board, offset):
    from faultboard import Hit

    return Hit(0, "GET", "api.smartrecruiters.com", f"/v1/companies/{board.token}/postings",
               f"limit=100&offset={offset}", {})  # fmt: skip


def test_f10_paging_advances_by_the_rows_that_came(world):
    world.board("smartrecruiters", 95, per_page=10)
    assert world.crawl(0).fine
    assert (world.states(), world.visit()["proof"]) == ({"open": 95}, "total")


@pytest.mark.parametrize("added", [True, False])
def test_f11_a_list_that_shifts_while_it_is_read_closes_nothing(world, added):
    board = paged(world, 100, 50)

    def shifted(hit):
        board.jobs = [Job("new"), *board.jobs] if added else board.jobs[1:]
        world.site.faults.clear()
        status, kind, body = SHAPES["smartrecruiters"](board, hit)
        return Reply(status, body, kind)

    world.site.fail("offset=50", shifted)
    world.crawl(24)
    assert world.closings() == 0
    assert world.misses() == 0
    assert world.crawl(48).fine
    assert world.states()["open"] == 101 if added else 100


def test_f31_a_redirect_to_another_host_is_never_a_silent_end(world):
    paged(world, 150, 50)
    away = Reply(302, headers=(("Location", "https://elsewhere.example/jobs"),))
    world.site.fail("offset=100", away)
    for day in (1, 2, 3):
        world.crawl(24 * day)
        assert world.visit()["outcome"] == "blocked"
        assert world.harmless()
    assert not world.site.hits("elsewhere")


def test_f32_a_posting_that_cannot_be_persisted_is_a_failed_visit(world, monkeypatch):
    world.board("greenhouse", 20)
    world.crawl(0)
    keep = CrawlStore._put_one

    def full(self, board_id, posting, tally, now):
        if posting.source_id == "job-7":
            raise OperationalError("database is locked")
        keep(self, board_id, posting, tally, now)

    monkeypatch.setattr(CrawlStore, "_put_one", full)
    for day in (1, 2, 3):
        assert not world.crawl(24 * day).fine
        assert "locked" in world.visit()["reason"]
        assert world.harmless()
    assert world.states() == {"open": 20}


def test_f32_a_posting_that_cannot_be_stored_proves_and_closes_nothing(world):
    world.serve([row(1), row(2)])
    world.crawl(0)
    world.serve([row(1), row(2, title="\u200b \x07")])
    for day in (1, 2, 3):
        world.crawl(24 * day)
        assert world.harmless()
    assert world.states() == {"open": 2}
    assert world.one("SELECT count(*) FROM quarantine") == 1  # not one a day


@pytest.mark.parametrize("ats", ["greenhouse", "lever", "ashby"])
def test_f32_a_row_that_cannot_be_read_closes_nothing(world, ats):
    board = world.board(ats, 3)
    world.crawl(0)
    board.jobs[1].id = None
    for day in (1, 2, 3):
        world.crawl(24 * day)
        assert world.harmless()
        assert "could not be read" in world.visit()["reason"]
    assert world.states() == {"open": 3}


def test_f33_a_policy_that_begins_to_refuse_is_an_outcome_of_its_own(world):
    world.board("greenhouse", 20)
    world.crawl(0)
    world.site.robots("User-agent: *\nDisallow: /")
    for day in (1, 2, 3):
        world.crawl(24 * day)
        assert world.visit()["outcome"] == "robots"
        assert world.harmless()
    assert world.states() == {"open": 20}
