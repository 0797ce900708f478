"""F20 to F30: what a posting's own page may not decide, and what reopening means."""

import csv
import json

import pytest
from click.testing import CliRunner
from fault_world import CASES, GREENHOUSE, play
from faultboard import CHALLENGE, HTML, Reply
from shapes import jobs

from db.boards import BoardEntry
from roleatlas.cli import main


@pytest.mark.parametrize("status", [403, 404])
def test_f20_a_listed_posting_whose_page_is_refused_stays_open(world, status):
    world.board("smartrecruiters", 3)
    world.site.fail("/postings/job-1", Reply(status))
    for hours in (0, 24, 48):
        assert world.crawl(hours, DETAIL_BUDGET=9).fine
    pending = "SELECT source_id, state FROM postings WHERE detail_pending"
    assert world.rows(pending) == [("job-1", "open")]


@pytest.mark.parametrize("body", [b'{"errorCode":"S22"}', b""])
def test_f21_a_refused_workday_page_decides_nothing(world, body):
    case = next(case for case in CASES if case.parent.name == "workday")
    detail = next(
        n
        for n, asked in enumerate(json.loads((case / "meta.json").read_text())["requests"])
        if asked.get("detail")
    )
    meta = play(world.site, case, detail, Reply(403, body))
    world.entries = [BoardEntry("workday", meta["token"], None)]
    for hours in (0, 24, 48):
        assert world.crawl(hours, DETAIL_BUDGET=9).fine
    assert set(world.states()) == {"open"}
    assert world.one("SELECT count(*) FROM postings WHERE NOT detail_pending") == 0


def test_f22_a_page_that_redirects_to_an_error_page_is_no_posting(world):
    world.board("smartrecruiters", 2)
    there = "https://api.smartrecruiters.com/jobs/Error"
    world.site.fail("/postings/job-0", Reply(302, headers=(("Location", there),)))
    world.site.fail("/jobs/Error", HTML)
    assert world.crawl(0, DETAIL_BUDGET=9).fine
    found = world.rows("SELECT p.title, text IS NULL, detail_pending FROM postings p"
                       " JOIN texts USING (posting_id) ORDER BY source_id")  # fmt: skip
    assert found == [("Operator 0", 1, 1), ("Operator 1", 0, 0)]


BANNERS = {
    "en": "This position has been filled.",
    "de": "Diese Stelle ist nicht mehr verfügbar.",
    "fr": "Cette offre n'est plus disponible.",
    "es": "Esta oferta ya no está disponible.",
    "ru": "Вакансия закрыта.",
    "ja": "この求人は募集を終了しました。",
}


def test_f23_a_banner_in_the_text_closes_nothing(world):
    board = world.board("greenhouse", len(BANNERS))
    for job, banner in zip(board.jobs, BANNERS.values(), strict=True):
        job.text = f"<div class='banner'>{banner}</div><p>Operate the machines.</p>"
    for day in range(4):
        world.crawl(24 * day)
    assert world.states() == {"open": len(BANNERS)}
    texts = " ".join(text for (text,) in world.rows("SELECT text FROM texts"))
    assert all(banner in texts for banner in BANNERS.values())


def test_f24_a_page_that_is_missing_once_closes_nothing(world):
    world.board("smartrecruiters", 2)
    world.site.fail("/postings/job-0", Reply(404), times=1)
    for hours in (0, 24):
        assert world.crawl(hours, DETAIL_BUDGET=9).fine
    assert world.states() == {"open": 2}
    assert world.one("SELECT count(*) FROM postings WHERE detail_pending") == 0


def test_f25_a_page_without_content_overwrites_nothing(world):
    board = world.board("greenhouse", 2)
    world.crawl(0)
    before = world.rows("SELECT text FROM texts")
    for job in board.jobs:
        job.text = "<nav></nav><script>app()</script>"
    for day in (1, 2, 3):
        world.crawl(24 * day)
    assert world.states() == {"open": 2}
    assert world.rows("SELECT text FROM texts") == before
    assert world.one("SELECT sum(degraded) FROM postings") == 2


@pytest.mark.parametrize("reply", [Reply(202, b""), CHALLENGE], ids=["202", "challenge"])
def test_f26_a_challenge_is_a_block_and_no_empty_list(world, reply):
    world.board("greenhouse", 2)
    world.crawl(0)
    world.site.fail(GREENHOUSE, reply)
    for day in (1, 2, 3):
        world.crawl(24 * day)
        assert world.visit()["outcome"] == "blocked"
        assert world.harmless()


def test_f27_reopening_resets_what_was_counted(world):
    board = world.board("smartrecruiters", 3)
    world.crawl(0)
    gone = board.jobs.pop()
    world.crawl(24)
    world.crawl(48)
    assert world.states() == {"open": 2, "closed": 1}
    board.jobs.append(gone)
    world.site.fail(f"/postings/{gone.id}", Reply(403))
    world.crawl(72, DETAIL_BUDGET=9)
    about = "SELECT state, misses, missed_at, reopened FROM postings WHERE source_id = ?"
    assert world.rows(about, gone.id) == [("open", 0, None, 1)]
    board.jobs.pop()
    world.crawl(96)
    assert world.rows(about, gone.id)[0][0] == "open"


def test_a_reopened_posting_is_read_again(world):
    board = world.board("smartrecruiters", 3)
    world.crawl(0, DETAIL_BUDGET=9)
    gone = board.jobs.pop()
    world.crawl(24)
    world.crawl(48)
    gone.text = "<p>Mind the machines.</p>"
    board.jobs.append(gone)
    asked = len(world.site.hits("/postings/job-"))
    world.crawl(72, DETAIL_BUDGET=9)
    assert len(world.site.hits("/postings/job-")) == asked + 1
    found = "SELECT text FROM texts JOIN postings USING (posting_id) WHERE source_id = ?"
    assert "Mind the machines." in world.one(found, gone.id)


def test_f28_a_reopened_posting_is_exported_as_open(world, tmp_path):
    board = world.board("greenhouse", 2)

    def exported():
        out = tmp_path / "roles.csv"
        command = ["export", str(tmp_path / "atlas.db"), "roles", "--out", str(out)]
        assert CliRunner().invoke(main, command, catch_exceptions=False).exit_code == 0
        with out.open(encoding="utf-8", newline="") as stream:
            return sorted(line["state"] for line in csv.DictReader(stream))

    world.crawl(0)
    gone = board.jobs.pop()
    world.crawl(24)
    world.crawl(48)
    assert exported() == ["closed", "open"]
    board.jobs.append(gone)
    world.crawl(72)
    assert exported() == ["open", "open"]


def test_f29_a_job_lives_while_any_board_lists_it(world):
    from db.job_store import cluster_jobs

    first, _ = world.board("greenhouse", 1), world.board("lever", 1)
    world.crawl(0)
    first.jobs.clear()
    world.crawl(24)
    world.crawl(48)
    cluster_jobs(world.store, "2026-11-27T12:00:00Z")
    assert world.states() == {"closed": 1, "open": 1}
    alive = "SELECT job_id, max(state = 'open') FROM postings GROUP BY job_id"
    assert [open_ for _, open_ in world.rows(alive)] == [1]


def test_f30_the_case_of_a_token_makes_no_second_board(world):
    world.board("smartrecruiters", 3, "sgs")
    world.crawl(0)
    world.entries = [BoardEntry("smartrecruiters", "SGS", "SGS")]
    world.crawl(24)
    assert world.one("SELECT count(*) FROM boards") == 1
    assert world.states() == {"open": 3}
    assert world.visit("sgs")["complete"]


def test_f30_the_case_of_a_token_that_does_not_answer_can_be_corrected(world):
    world.board("ashby", 3, "Brightmoor")
    world.entries = [BoardEntry("ashby", "brightmoor", None)]
    world.crawl(0)
    assert world.visit()["outcome"] == "gone"
    world.entries = [BoardEntry("ashby", "Brightmoor", None)]
    world.crawl(24)
    assert world.visit()["complete"]
    assert world.rows("SELECT token FROM boards") == [("Brightmoor",)]


def test_pages_that_are_refused_at_every_visit_keep_no_others_from_being_asked(world):
    board = world.board("smartrecruiters")
    board.jobs = [*jobs(4, "refused"), *jobs(8)]  # more than a visit may ask for stand in front
    world.site.fail("/postings/refused", Reply(403))
    for day in range(8):
        assert world.crawl(24 * day, DETAIL_BUDGET=3).fine
    pending = world.rows("SELECT source_id FROM postings WHERE detail_pending ORDER BY 1")
    assert pending == [(f"refused-{number}",) for number in range(4)]


def test_pages_that_are_slow_do_not_take_the_time_of_the_list(world):
    world.board("smartrecruiters", 30, per_page=10)
    world.site.fail("/postings/job-", Reply(send="hang"))
    slow = {"DOWNLOAD_TIMEOUT": 0.2, "RETRY_TIMES": 0, "BOARD_SECONDS": 3}
    assert world.crawl(0, DETAIL_BUDGET=30, **slow).fine
    assert world.one("SELECT count(*) FROM postings WHERE detail_pending") == 30


@pytest.mark.parametrize("reply", [Reply(503), Reply(send="reset"), Reply(429)])
def test_pages_that_fail_are_no_reason_to_give_up_the_list(world, reply):
    world.board("smartrecruiters", 30, per_page=10)
    world.site.fail("/postings/job-", reply)
    assert world.crawl(0, DETAIL_BUDGET=30, CIRCUIT_FAILURES=6).fine
    assert world.one("SELECT count(*) FROM postings WHERE detail_pending") == 30
    assert len(world.site.hits("/postings/job-")) <= 5  # the next visit is the second try


def test_a_page_that_is_refused_for_haste_makes_the_host_wait(world):
    world.board("smartrecruiters", 3)
    world.site.fail("/postings/job-", Reply(429), times=1)
    world.crawl(0, DETAIL_BUDGET=9, BACKOFF_BASE=0.4, BACKOFF_MAX=0.4)
    refused, after = (hit.time for hit in world.site.hits("/postings/job-")[:2])
    assert after - refused >= 0.2


def test_one_page_that_fails_stops_no_other(world):
    world.board("smartrecruiters", 9)
    world.site.fail("/postings/job-3", Reply(500))
    world.crawl(0, DETAIL_BUDGET=9)
    pending = world.rows("SELECT source_id FROM postings WHERE detail_pending")
    assert pending == [("job-3",)]


def test_new_postings_need_not_wait_for_their_turn(world):
    board = world.board("smartrecruiters", 9)
    world.site.fail("/postings/job-", Reply(403))
    for day in range(3):
        world.crawl(24 * day, DETAIL_BUDGET=2)
    world.site.faults.clear()
    board.jobs.insert(0, jobs(10)[-1])
    world.crawl(96, DETAIL_BUDGET=2)
    assert world.one("SELECT detail_pending FROM postings WHERE source_id = 'job-9'") == 0
