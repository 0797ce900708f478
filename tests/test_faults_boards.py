"""F12 to F19, F93: boards that fail, move, empty or leave, and what stands on them."""

import json
from datetime import timedelta

import pytest
from fault_world import GREENHOUSE
from faultboard import NOW, Reply
from shapes import PAGED

from db.checks import concerns
from db.clock import stamp
from roleatlas.commands.crawl import run_crawl


def test_f12_one_404_is_not_the_end_of_a_board(world):
    world.board("greenhouse", 3)
    world.crawl(0)
    seen = []
    world.site.fail(GREENHOUSE, Reply(404, b'{"status":404}'))
    for hours in (24, 25, 30, 36):
        world.crawl(hours)
        seen += world.rows("SELECT state, gone_count FROM boards")
        if hours == 24:
            assert world.states() == {"open": 3}
    assert seen == [("gone_pending", 1), ("gone_pending", 1), ("gone_pending", 2), ("gone", 3)]
    assert world.states() == {"unmonitored": 3}
    world.site.faults.clear()
    world.crawl(60)  # a gone board is still asked
    assert world.rows("SELECT state, gone_count FROM boards") == [("active", 0)]
    assert world.states() == {"open": 3}
    assert world.one("SELECT count(DISTINCT first_seen) FROM postings") == 1
    assert world.closings() == 0


@pytest.mark.parametrize("ats", PAGED)
def test_f12_a_404_in_the_middle_of_a_list_is_no_sign_of_a_board_that_ended(world, ats):
    board = world.board(ats, 250)
    page = "/postings" if ats == "smartrecruiters" else "/jobs"
    world.crawl(0)
    for day in (1, 2, 3):
        world.site.faults.clear()
        world.site.fail(page, Reply(404), after=1)
        world.crawl(24 * day)
        assert world.harmless(board.token)
        assert world.visit(board.token)["outcome"] == "failed"
    assert world.rows("SELECT state FROM boards") == [("active",)]
    assert world.states() == {"open": 250}


def test_f13_a_second_endpoint_is_asked_before_a_board_counts_as_gone(world):
    world.board("workable", 2)
    world.board("lever", 2)
    world.crawl(0)
    world.site.fail("/api/v1/widget", Reply(404, b"{}"))
    rows = [{"shortcode": f"job-{n}", "title": f"Operator {n}"} for n in range(2)]
    listed = json.dumps({"total": 2, "results": rows}).encode()
    world.site.fail("/api/v3/accounts", Reply(200, listed))
    world.site.fail("api.lever.co/", Reply(404, b'{"ok":false}'))
    for day in (1, 2, 3):
        world.crawl(24 * day)
    kept = dict(world.rows("SELECT ats, state FROM boards"))
    assert kept == {"workable": "active", "lever": "gone"}
    assert {hit.host for hit in world.site.hits("lever")} == {"api.lever.co", "api.eu.lever.co"}
    assert world.closings() == 0


def test_f14_an_empty_board_is_a_state_and_is_asked_again(world):
    board = world.board("greenhouse", 3)
    world.crawl(0)
    whole, board.jobs = board.jobs, []
    for day in range(1, 11):
        assert world.crawl(24 * day).fine
        assert world.states() == ({"open": 3} if day == 1 else {"closed": 3})
    board.jobs = whole
    world.crawl(24 * 11)
    assert world.rows("SELECT state FROM boards") == [("active",)]
    assert world.states() == {"open": 3}


def test_f14_an_empty_list_that_may_mean_an_unknown_board_closes_nothing(world):
    board = world.board("smartrecruiters", 3)  # it answers so for names that it does not know
    world.crawl(0)
    board.jobs.clear()
    for day in (1, 2, 3):
        world.crawl(24 * day)
        assert world.visit()["outcome"] == "empty_suspect"
        assert world.harmless()
    assert world.states() == {"open": 3}


def test_f14_misses_of_one_day_count_once(world):
    board = world.board("greenhouse", 2)
    world.crawl(0)
    board.jobs.pop()
    for hours in (24, 30, 43.9):
        assert world.crawl(hours).fine
        assert world.states() == {"open": 2}
    world.crawl(44)
    assert world.states() == {"open": 1, "closed": 1}


def test_f15_what_nothing_refreshes_is_stale_and_not_counted(world):
    world.board("greenhouse", 4)
    world.crawl(0)
    world.site.fail(GREENHOUSE, Reply(500))
    for day in range(3, 31, 3):
        world.crawl(24 * day, RETRY_TIMES=0)
    assert world.states() == {"stale": 4}
    assert world.rows("SELECT open, stale FROM coverage") == [(0, 4)]
    assert world.one("SELECT count(*) FROM open_postings") == 0


def thread(*employers):
    """A monthly thread in which each employer offers one position."""
    rows = [
        {
            "id": number,
            "created_at": "2026-11-02T16:00:00.000Z",
            "text": f"{employer} | Operator, an engineer | Austin, TX | ONSITE<p>Apply.",
            "children": [],
        }
        for number, employer in enumerate(employers, start=1)
        if employer
    ]
    return Reply(200, json.dumps({"id": 48000000, "children": rows}).encode())


def test_f16_the_only_posting_of_an_employer_closes_with_its_board(world):
    world.board("hackernews")
    world.site.fail("/api/v1/items", thread("Alpha Works", "Beta Works"))
    world.crawl(0)
    world.site.faults.clear()
    world.site.fail("/api/v1/items", thread("Alpha Works", None))
    world.crawl(24)
    world.crawl(48)
    found = dict(world.rows("SELECT employer, state FROM postings"))
    assert found == {"Alpha Works": "open", "Beta Works": "closed"}


def boards_file(folder, *lines):
    path = folder / "boards.csv"
    path.write_text("\n".join(["ats,token,employer", *lines]) + "\n", "utf-8")
    return path


def test_f17_a_board_that_leaves_the_file_is_unmonitored_at_once(world, tmp_path):
    world.board("greenhouse", 2)
    world.board("lever", 3)
    both = boards_file(tmp_path, "greenhouse,brightmoor,Brightmoor", "lever,brightmoor,Brightmoor")
    run_crawl(world.store, both, None, world.site.url, lambda: NOW)
    one = boards_file(tmp_path, "greenhouse,brightmoor,Brightmoor")
    run_crawl(world.store, one, None, world.site.url, lambda: NOW)
    assert world.states() == {"open": 2, "unmonitored": 3}
    assert world.rows("SELECT open, unmonitored FROM coverage") == [(2, 3)]
    assert world.one("SELECT count(*) FROM postings") == 5


def test_f18_loading_the_boards_again_resets_nothing_that_a_crawl_learnt(world):
    world.board("greenhouse", 2)
    world.crawl(0)
    world.site.fail(GREENHOUSE, Reply(404, b"{}"))
    world.crawl(24)
    runtime = "SELECT state, gone_count, gone_at, added_at, last_ok_at, proven_crawl_id FROM boards"
    before = world.rows(runtime)
    assert before[0][:2] == ("gone_pending", 1)
    world.site.faults.clear()
    world.site.fail(GREENHOUSE, Reply(503))  # an outcome that teaches nothing of the board
    world.crawl(48)
    world.crawl(49)
    assert world.rows(runtime) == before


def test_f19_an_outage_of_a_host_is_not_the_death_of_its_boards(world):
    for number in range(40):
        world.board("greenhouse", 2, f"board{number}")
    world.crawl(0)
    world.site.fail("/v1/boards", Reply(503))
    for hours in range(24, 28):
        world.site._hits.clear()
        world.crawl(hours, CIRCUIT_FAILURES=6, BOARDS_AT_ONCE=2)
        assert len(world.site.hits()) <= 8
    assert world.states() == {"open": 80}
    assert world.rows("SELECT DISTINCT state FROM boards") == [("active",)]
    world.site.faults.clear()
    assert world.crawl(28).fine


def standing(world):
    """How the boards stand, and how they answered at their last visit."""
    return world.rows("SELECT DISTINCT ats, state, outcome FROM board_health ORDER BY ats")


def ask_in_vain(world, boards, path, days=3):
    """Boards of one system that are read once, and then answer 404 below a path, day by day."""
    for number in range(boards):
        world.board("greenhouse", 2, f"board{number}")
    world.crawl(0)
    world.site.fail(path, Reply(404, b'{"status":404}'))
    for day in range(1, days + 1):
        world.crawl(24 * day)


def test_f93_a_system_that_moved_loses_none_of_its_boards(world):
    world.board("lever", 1)
    ask_in_vain(world, 6, "/v1/boards", days=5)
    assert standing(world) == [("greenhouse", "active", "outage"), ("lever", "active", "ok")]
    assert world.states() == {"open": 13}
    said = [one.sentence for one in concerns(world.store, stamp(NOW))]
    assert any("greenhouse: 6 of 6 board(s) not found at once" in one for one in said)
    assert not any("gone or going" in one for one in said)
    world.site.faults.clear()
    assert world.crawl(24 * 6).fine
    assert not any("at once" in one.sentence for one in concerns(world.store, stamp(NOW)))


def test_f93_a_wrong_path_of_a_mirror_is_said_once_and_retires_nothing(world, capsys):
    for number in range(3):  # too few of each system, but no board of any is found
        world.board("greenhouse", 1, f"board{number}")
        world.board("lever", 1, f"board{number}")
    world.crawl(0)
    wrong = f"{world.site.url}/old"
    for day in range(1, 5):
        capsys.readouterr()
        clock = NOW + timedelta(days=day)
        assert not run_crawl(world.store, None, None, wrong, lambda clock=clock: clock)
    told = capsys.readouterr().err.splitlines()
    assert [line.split(" board(s)")[0].strip() for line in told[:-1]] == [
        "greenhouse: 3 of 3",
        "lever: 3 of 3",
    ]
    assert all(f"check the mirror {wrong}" in line for line in told[:-1])
    assert {state for _, state, _ in standing(world)} == {"active"}
    assert world.states() == {"open": 6}
    assert run_crawl(world.store, None, "lever", world.site.url, lambda: clock)
    assert capsys.readouterr().err == ""  # what stands of another crawl is the doctor's to say


def test_f93_a_lone_board_is_gone_as_ever(world):
    ask_in_vain(world, 6, "/v1/boards/board3/")
    gone = world.rows("SELECT token FROM boards WHERE state = 'gone'")
    assert gone == [("board3",)]
    assert world.states() == {"open": 10, "unmonitored": 2}


@pytest.mark.parametrize("boards", [2, 4])
def test_f93_the_boards_of_a_short_file_do_not_end_all_at_once(world, boards):
    ask_in_vain(world, boards, "/v1/boards", days=5)
    assert standing(world) == [("greenhouse", "active", "outage")]
    assert world.states() == {"open": 2 * boards}
    world.crawl(24 * 16)  # if they did end, their postings leave the statistics all the same
    assert world.states() == {"stale": 2 * boards}


def test_f93_a_board_that_is_crawled_alone_is_believed(world):
    ask_in_vain(world, 1, "/v1/boards")
    assert standing(world) == [("greenhouse", "gone", "gone")]
