"""F34 to F48: what a posting is, which postings are one job, and whose they are."""

import pytest
from fault_processes import boards_file, crawl_command, start, told
from fault_world import row
from faultboard import NOW, Faultboard
from shapes import Job

from db.boards import BoardEntry, read_boards
from db.checks import breaches, concerns
from db.clock import stamp
from db.job_store import cluster_jobs
from db.store import open_for_reading


def counts(world):
    """(postings, jobs, families) after clustering."""
    cluster_jobs(world.store, stamp(NOW))
    return world.rows(
        "SELECT (SELECT count(*) FROM postings), (SELECT count(*) FROM jobs),"
        " (SELECT count(DISTINCT family_id) FROM jobs)"
    )[0]


URLS = {
    "path token": "https://jobs.example.com/xf-{day}/{id}",
    "query token": "https://jobs.example.com/{id}?csrf={day}&browserTimeZone=UTC",
    "marketing": "https://jobs.example.com/{id}?src=board&t=16900000{day}",
}


def revisit(world, pattern):
    for day in range(5):
        world.serve(
            [row(key, absolute_url=pattern.format(day=day, id=key)) for key in range(1, 13)]
        )
        assert world.crawl(24 * day).fine
    assert world.states() == {"open": 12}
    assert world.one("SELECT count(*) FROM events WHERE kind = 'opened'") == 12


def test_f34_a_token_in_the_path_makes_no_new_posting(world):
    revisit(world, URLS["path token"])


def test_f35_a_token_in_the_query_makes_no_new_posting(world):
    revisit(world, URLS["query token"])


def test_f36_marketing_parameters_make_no_new_posting(world):
    revisit(world, URLS["marketing"])


def test_f37_postings_that_share_a_page_stay_apart(world):
    page = "https://jobs.example.com/join-us"
    world.serve(
        [
            row(1, absolute_url=page),
            row(2, absolute_url=page),
            row(3, absolute_url=page + "?gh_jid=3"),
            row(4, absolute_url=page + "?gh_jid=4"),
        ]
    )
    assert world.crawl(0).fine
    assert world.states() == {"open": 4}


def test_f38_postings_that_look_alike_are_one_job_and_none_is_dropped(world):
    world.serve([row(1, title="Operator"), row(2, title="Operator")])
    world.crawl(0)
    assert counts(world) == (2, 1, 1)
    kept = world.rows("SELECT reason, like_posting_id FROM job_members ORDER BY posting_id")
    assert kept == [("first", 1), ("identical", 1)]


def test_f38_a_copy_with_another_word_is_the_same_job_and_another_text_is_not(world):
    text = " ".join(f"In week {week} you operate machine {week} with care." for week in range(40))
    other = text.replace("machine 7", "the machine 7")
    unlike = text.replace("operate", "repair").replace("with care", "at night")
    world.serve([row(n, title="Operator", content=c) for n, c in enumerate((text, other, unlike))])
    world.crawl(0)
    assert counts(world) == (3, 2, 2)


def test_f39_clones_are_postings_and_one_job(world):
    clones = [row(key, title="Courier") for key in range(1, 930)]
    others = [row(key, title=f"Role {key}") for key in range(930, 1001)]
    world.serve(clones + others)
    assert world.crawl(0).fine
    assert counts(world) == (1000, 72, 72)
    world.locate()
    assert world.rows("SELECT open, jobs, families FROM coverage") == [(1000, 72, 72)]


def test_f40_a_twin_on_another_system_is_one_job(world):
    for ats in ("greenhouse", "ashby"):
        world.board(ats).jobs = [Job("a1", "ML Engineer", "Austin", "<p>Train models daily.</p>")]
    world.crawl(0)
    assert counts(world) == (2, 1, 1)


def test_f41_one_requisition_in_six_metros_counts_once_in_each(world):
    cities = ("Austin, TX", "Boston, MA", "Tulsa, OK", "Boise, ID", "Omaha, NE", "Reno, NV")
    world.serve(
        [
            row(key, title="Operator", location={"name": city})
            for key, city in enumerate(cities, start=1)
        ]
    )
    world.crawl(0)
    world.locate()
    per_metro = "SELECT count(*), sum(share) FROM places GROUP BY metro_id"
    assert world.rows(per_metro) == [(1, 1.0)] * 6
    assert counts(world) == (6, 6, 1)


def test_f42_a_board_of_another_employer_is_named_by_the_doctor(world):
    world.entries = [BoardEntry("greenhouse", "brightmoor", "CME")]
    world.serve([row(1, company_name="Chicago Music Exchange"), row(2)])
    world.crawl(0)
    found = dict(world.rows("SELECT source_id, employer FROM postings"))
    assert found["1"] == "Chicago Music Exchange"
    world.serve([row(key, company_name="Chicago Music Exchange") for key in (1, 2)])
    world.crawl(24)
    said = [concern.sentence for concern in concerns(world.store, stamp(NOW))]
    assert any("another employer" in sentence for sentence in said)


@pytest.mark.parametrize("name", ["Brightmoor", "Brightmoor Tools, Inc.", "BRIGHTMOOR TOOLS"])
def test_f42_another_spelling_is_no_other_employer(world, name):
    world.serve([row(1, company_name=name)])
    world.crawl(0)
    said = [concern.sentence for concern in concerns(world.store, stamp(NOW))]
    assert not any("another employer" in sentence for sentence in said)


def test_f43_two_employers_that_share_a_name_stay_two(world):
    world.board("greenhouse", token="lago").jobs = [Job("a", "Clerk", text="<p>Bill usage.</p>")]
    world.board("lever", token="lagohomes").jobs = [Job("b", "Clerk", text="<p>Sell houses.</p>")]
    world.entries = [
        BoardEntry("greenhouse", "lago", "Lago"),
        BoardEntry("lever", "lagohomes", "Lago"),
    ]
    world.crawl(0)
    assert counts(world)[:2] == (2, 2)
    assert world.one("SELECT count(*) FROM employers") == 2


@pytest.mark.parametrize("again", ["greenhouse,acme,Acme", "greenhouse, ACME ,Acme Inc"])
def test_f44_a_board_that_stands_twice_is_refused_with_both_lines(tmp_path, again):
    path = tmp_path / "boards.csv"
    path.write_text(f"ats,token,employer\ngreenhouse,acme,Acme\nlever,x,X\n{again}\n", "utf-8")
    with pytest.raises(ValueError, match=r"boards\.csv:4: .*line 2"):
        read_boards(path, ["greenhouse", "lever"])


def test_f45_a_text_that_is_there_twice_is_kept_once(world):
    block = "<h2>Duties</h2><p>Operate the machines.</p><ul><li>Safely</li></ul>"
    twice = f"<div class='desktop'>{block}</div><div class='mobile'>{block}</div>"
    board = world.board("ashby")
    board.jobs = [Job("a", text=block), Job("b", text=twice)]
    world.crawl(0)
    first, second = world.rows("SELECT text FROM texts ORDER BY posting_id")
    assert first == second


def race(tmp_path, rounds):
    with Faultboard() as site:
        boards = [site.board("greenhouse", 5, "one"), site.board("greenhouse", 5, "two")]
        for number in range(rounds):
            database = tmp_path / f"{number}.db"
            lists = [
                boards_file(tmp_path, *boards, name="ab.csv"),
                boards_file(tmp_path, *reversed(boards), name="ba.csv"),
            ]
            running = [start(*crawl_command(database, path, site)) for path in lists]
            ended = [told(process) for process in running]
            assert {status for status, _ in ended} <= {0, 75}
            assert 0 in {status for status, _ in ended}
            assert not any("Traceback" in said or "database is locked" in said for _, said in ended)
            with open_for_reading(database) as store:
                assert breaches(store) == []
                assert store.execute("SELECT count(*) FROM postings").fetchone()[0] == 10


def test_f46_two_crawls_of_the_same_boards_never_deadlock(tmp_path):
    race(tmp_path, 1)


@pytest.mark.slow
def test_f46_fifty_races_of_two_crawls(tmp_path):
    race(tmp_path, 50)


def test_f47_what_is_no_posting_is_counted_and_not_stored(world):
    world.serve(
        [
            row(1),
            {"title": "All jobs", "absolute_url": "https://jobs.example.com/"},
            {"id": None, "title": "Jobs in Austin", "absolute_url": "/jobs-in-austin"},
        ]
    )
    world.crawl(0)
    visit = world.visit()
    assert (visit["outcome"], visit["complete"], visit["dropped"]) == ("failed", 0, 2)
    assert world.rows("SELECT source_id FROM postings") == [("1",)]


@pytest.mark.parametrize("url", ["/", "/#", "https://localhost/jobs", "https://10.0.0.1/x"])
def test_f47_an_address_that_is_no_page_is_unknown(world, url):
    world.serve([row(1, absolute_url=url)])
    world.crawl(0)
    assert world.rows("SELECT url FROM postings") == [(None,)]


def test_f48_a_posting_past_its_own_date_is_kept_and_not_open(world):
    world.serve(
        [
            row(1, application_deadline="2020-03-01T00:00:00Z"),
            row(2, application_deadline="2026-12-31T00:00:00Z"),
        ]
    )
    assert world.crawl(0).fine
    assert world.rows("SELECT source_id, state FROM postings ORDER BY 1") == [
        ("1", "expired"),
        ("2", "open"),
    ]
    assert world.rows("SELECT open, expired FROM coverage") == [(1, 1)]
    world.crawl(24 * 40)
    assert world.states() == {"expired": 2}
