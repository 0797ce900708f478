"""F91: every promise of conduct, on every path by which anything is fetched.

The paths are lists, pages of single postings, robots.txt and the reservation file. Sitemaps and
feeds of other kinds are not read by any spider; Personio's and Teamtailor's feeds are lists.
"""

import json
import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from fault_world import CASES, NAMES, paced, play
from faultboard import Reply

from crawler.run import _settings
from db.boards import BoardEntry

ROOT = Path(__file__).parents[1]
EVERY = pytest.mark.parametrize("case", CASES, ids=NAMES)
PLAIN = (("Set-Cookie", "session=1"), ("ETag", '"1"'))


def requests(case):
    return json.loads((case / "meta.json").read_text("utf-8"))["requests"]


def crawl_case(world, case, hours=0, **settings):
    meta = play(world.site, case)
    world.entries = [BoardEntry(case.parent.name, meta["token"], meta["employer"])]
    world.crawl(hours, DETAIL_BUDGET=9, **settings)
    return world.visit(meta["token"])


@EVERY
def test_f91_every_request_says_who_asks_and_carries_nothing_else(world, case):
    cookie = Reply(404, b"", headers=PLAIN)
    world.site.fail("/robots.txt", cookie)
    world.site.fail("/.well-known/", cookie)
    assert crawl_case(world, case)["complete"]
    asked = world.site.hits(policy=True)
    kinds = {hit.path for hit in asked}
    assert {"/robots.txt", "/.well-known/tdmrep.json"} < kinds
    assert len(world.site.hits()) >= len(requests(case))
    for hit in asked:
        assert re.fullmatch(r"roleatlas/\S+ \(\+https://\S+\)", hit.headers["user-agent"])
        assert not {"cookie", "referer", "authorization", "from"} & hit.headers.keys()


@EVERY
def test_f91_robots_are_obeyed_for_every_request(world, case):
    for number, asked in enumerate(requests(case)):
        path = urlsplit(asked["url"]).path
        world.site.faults.clear()
        world.site._hits.clear()
        world.site.robots(f"User-agent: *\nDisallow: {path}\n\nUser-agent: other\nAllow: /")
        visit = crawl_case(world, case, 24 * number)
        assert not [hit for hit in world.site.hits() if hit.path.startswith(unquote(path))]
        if not asked.get("detail"):
            assert (visit["outcome"], visit["complete"]) == ("robots", 0)
    assert world.closings() == 0


@EVERY
@pytest.mark.parametrize("status", [404, 503])
def test_f91_robots_that_cannot_be_read_mean_no_and_missing_ones_yes(world, case, status):
    world.site.robots("", status)
    visit = crawl_case(world, case, RETRY_TIMES=0)
    assert visit["complete"] == (status == 404)
    assert bool(world.site.hits()) == (status == 404)


@EVERY
def test_f91_a_reservation_is_honoured_for_every_request(world, case):
    for number, asked in enumerate(requests(case)):
        world.site.faults.clear()
        meta = play(world.site, case)
        plain = world.site.faults.pop().reply
        url = urlsplit(asked["url"])

        def answer(hit, plain=plain, url=url):
            reply = plain(hit)
            mine = hit.path == unquote(url.path) and hit.host == url.hostname
            headers = (("TDM-Reservation", "1"),) if mine else ()
            return Reply(reply.status, reply.body, reply.kind, headers)

        world.site.fail("", answer)
        world.entries = [BoardEntry(case.parent.name, meta["token"], meta["employer"])]
        world.crawl(24 * number, DETAIL_BUDGET=9)
        visit = world.visit(meta["token"])
        if not asked.get("detail"):
            assert (visit["outcome"], visit["complete"]) == ("tdm_reserved", 0)
            assert world.one("SELECT count(*) FROM texts WHERE text IS NOT NULL") == 0
    assert world.closings() == 0


@EVERY
def test_f91_a_reservation_in_the_file_is_honoured(world, case):
    body = json.dumps([{"location": "/*", "tdm-reservation": 1}]).encode()
    world.site.fail("/.well-known/tdmrep.json", Reply(200, body))
    visit = crawl_case(world, case)
    assert (visit["outcome"], visit["complete"]) == ("tdm_reserved", 0)
    assert world.one("SELECT count(*) FROM postings") == 0


@EVERY
def test_f91_one_request_at_a_time_with_the_pace_of_the_host(world, case):
    visit = crawl_case(world, case, DOWNLOAD_SLOTS={"mirror": {"concurrency": 1, "delay": 0.1}})
    assert visit["complete"]
    assert paced(world.site.hits(policy=True), 0.1)


@EVERY
def test_f91_retry_after_is_obeyed_on_every_list_request(world, case):
    lists = [n for n, asked in enumerate(requests(case)) if not asked.get("detail")]
    rest = Reply(429, headers=(("Retry-After", "3600"),))
    meta = play(world.site, case, lists[-1], rest)
    world.entries = [BoardEntry(case.parent.name, meta["token"], meta["employer"])]
    world.crawl(0, DETAIL_BUDGET=9)
    refused = requests(case)[lists[-1]]
    path = unquote(urlsplit(refused["url"]).path)
    host = urlsplit(refused["url"]).hostname
    asked = world.site.hits()
    last = max(n for n, hit in enumerate(asked) if (hit.host, hit.path) == (host, path))
    assert not [hit for hit in asked[last + 1 :] if hit.host == host]
    assert "3600" in world.visit(meta["token"])["reason"]


def test_f91_what_did_not_change_is_not_sent_again(world):
    world.board("greenhouse", 3)
    from shapes import SHAPES

    def tagged(hit):
        if hit.headers.get("if-none-match") == '"v1"':
            return Reply(304, headers=(("ETag", '"v1"'),))
        status, kind, body = SHAPES["greenhouse"](world.site.boards[0], hit)
        return Reply(status, body, kind, (("ETag", '"v1"'),))

    world.site.fail("/v1/boards", tagged)
    for day in range(3):
        assert world.crawl(24 * day).fine
    assert [hit.headers.get("if-none-match") for hit in world.site.hits()] == [None, '"v1"', '"v1"']
    assert world.states() == {"open": 3}
    assert world.visit()["outcome"] == "not_modified"


PROMISES = {
    "says that it is roleatlas": "USER_AGENT",
    "obeys robots.txt": "ROBOTSTXT_USER_AGENT",
    "`Crawl-delay`": "CRAWL_DELAY_MAX",
    "`Retry-After`": "RETRY_AFTER_MAX",
    "one thing at a time": "CONCURRENT_REQUESTS_PER_DOMAIN",
}


@pytest.mark.parametrize("promise", PROMISES)
def test_f91_what_the_readme_promises_is_configured(promise):
    assert promise in " ".join((ROOT / "README.md").read_text("utf-8").split())
    assert _settings(None, None, {}).get(PROMISES[promise])
