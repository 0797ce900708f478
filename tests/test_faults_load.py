"""F74 to F80: pace, refusals and size."""

import pytest
from fault_world import GREENHOUSE, gaps, paced
from faultboard import Reply, visit
from shapes import SHAPES

from crawler.hosts import slot_of
from crawler.run import _settings
from db.label_store import unlabelled

PACED = {"mirror": {"concurrency": 1, "delay": 0.05}}


def test_f74_a_host_with_a_limit_is_paced_and_not_retried(world):
    boards = [world.board("greenhouse", 1, f"board{number}") for number in range(40)]
    last = [0.0]

    def limited(hit):
        board = next(board for board in boards if f"/{board.token}/" in hit.path)
        early, last[0] = hit.time - last[0] < 0.02, hit.time
        if early:
            return Reply(429)
        status, kind, body = SHAPES["greenhouse"](board, hit)
        return Reply(status, body, kind)

    world.site.fail("/v1/boards", limited)
    assert world.crawl(0, DOWNLOAD_SLOTS=PACED).fine
    asked = world.site.hits("/v1/boards")
    assert len(asked) <= 1.01 * len(boards) + 1


def test_f75_the_pace_is_that_of_the_host_whatever_the_number_of_boards(world):
    boards = [world.board("greenhouse", 1, f"board{number}") for number in range(30)]
    visit(world.site, *boards, DOWNLOAD_SLOTS=PACED, BOARDS_AT_ONCE=8)
    assert len(world.site.hits()) == 30
    assert paced(world.site.hits(policy=True), 0.05)


@pytest.mark.parametrize("provider", ["teamtailor.com", "jobs.personio.de", "recruitee.com"])
def test_f75_tenants_of_one_provider_share_one_pace(provider):
    settings = _settings(None, None, {})
    slots = {slot_of(f"https://tenant{number}.{provider}/x", settings) for number in range(100)}
    assert len(slots) == 1
    assert settings.getint("CONCURRENT_REQUESTS_PER_DOMAIN") == 1
    assert settings.getfloat("DOWNLOAD_DELAY") >= 1


def test_f76_one_place_retries_and_it_waits_as_long_as_was_asked(world):
    world.board("greenhouse", 1)
    world.site.fail(GREENHOUSE, Reply(429, headers=(("Retry-After", "1"),)))
    world.crawl(0)
    asked = world.site.hits(GREENHOUSE)
    assert len(asked) == 3
    assert min(gaps(asked)) >= 1.0
    assert world.visit()["outcome"] == "blocked"


def test_f77_pages_that_were_not_read_are_a_state_and_are_read_later(world):
    world.board("smartrecruiters", 4)
    world.site.fail("/postings/job-", Reply(429), after=1)
    assert world.crawl(0, DETAIL_BUDGET=9, RETRY_TIMES=0).fine
    pending = "SELECT count(*) FROM postings WHERE detail_pending AND state = 'open'"
    assert world.one(pending) == 3
    labelled = [subject for batch in unlabelled(world.store, "m", 10) for subject in batch]
    assert len(labelled) == 1
    world.site.faults.clear()
    world.site._hits.clear()
    assert world.crawl(24, DETAIL_BUDGET=9).fine
    assert world.one(pending) == 0
    assert len(world.site.hits("/postings/job-")) == 3  # what is known is not asked again


def test_f77_the_budget_of_pages_leaves_the_rest_for_later(world):
    world.board("smartrecruiters", 5)
    for hours, left in ((0, 3), (24, 1), (48, 0)):
        assert world.crawl(hours, DETAIL_BUDGET=2).fine
        assert world.one("SELECT count(*) FROM postings WHERE detail_pending") == left


@pytest.mark.parametrize(("ours", "theirs"), [(0.1, "0.01"), (0.01, "0.1")])
def test_f78_of_two_limits_the_stricter_one_holds(world, ours, theirs):
    boards = [world.board("greenhouse", 1, f"board{number}") for number in range(4)]
    world.site.robots(f"User-agent: *\nCrawl-delay: {theirs}")
    visit(world.site, *boards, DOWNLOAD_SLOTS={"mirror": {"concurrency": 1, "delay": ours}})
    assert paced(world.site.hits("/v1/boards"), 0.1)


def test_f79_postings_are_stored_while_pages_are_read_and_not_kept_in_memory(world, monkeypatch):
    from db.crawl_store import CrawlStore

    world.board("smartrecruiters", 600, per_page=100)
    batches, put = [], CrawlStore.put

    def counted(self, board_id, postings):
        batches.append((len(postings), len(world.site.hits("offset="))))
        put(self, board_id, postings)

    monkeypatch.setattr(CrawlStore, "put", counted)
    assert world.crawl(0, BATCH_SIZE=100).fine
    assert batches == [(100, page) for page in range(1, 7)]
    assert world.states() == {"open": 600}


@pytest.mark.parametrize(("ats", "where"), [("personio", "/xml"), ("greenhouse", GREENHOUSE)])
def test_f80_a_document_over_the_cap_is_refused_with_a_reason(world, ats, where):
    world.board(ats, 3)
    world.crawl(0)
    world.site.fail(where, Reply(200, b" " * 40_000))
    for day in (1, 2, 3):
        world.crawl(24 * day, DOWNLOAD_MAXSIZE=20_000)
        assert world.visit()["outcome"] == "failed"
        assert world.harmless()
    assert "more than" in world.visit()["reason"]
    assert world.states() == {"open": 3}
