"""How a crawl behaves towards hosts: asserted from what a server really received."""

import json
import re
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import pairwise
from pathlib import Path

import pytest
from faultboard import FAST, NOW, Faultboard, Reply, is_policy, outcome_of, visit
from shapes import SHAPES

from crawler import session
from crawler.addresses import is_public
from crawler.hosts import Hosts
from crawler.hosts import site as site_of
from crawler.middlewares.redirect import target
from crawler.middlewares.reservation import file_value, flag, reserved
from crawler.middlewares.retry import retry_after
from crawler.run import _settings, crawl
from crawler.sink import BoardRow, MemorySink
from crawler.stop import Stop


@pytest.fixture
def site():
    with Faultboard() as running:
        yield running


# robots.txt


def test_robots_disallow_is_an_outcome_of_its_own(site):
    site.robots("User-agent: *\nDisallow: /")
    outcome, ids = outcome_of(site, site.board("greenhouse", 20))
    assert (outcome.outcome, outcome.complete, ids) == ("robots", False, [])
    assert site.hits() == []


def test_robots_rules_for_our_name_are_obeyed(site):
    site.robots("User-agent: roleatlas\nDisallow: /v1/boards/\n\nUser-agent: *\nAllow: /")
    outcome, _ = outcome_of(site, site.board("greenhouse", 1))
    assert outcome.outcome == "robots"


@pytest.mark.parametrize("status", [404, 403, 401, 410])
def test_robots_with_a_client_error_means_no_rules(site, status):
    site.robots("User-agent: *\nDisallow: /", status)
    outcome, _ = outcome_of(site, site.board("greenhouse", 2))
    assert outcome.outcome == "ok"


LOOP = Reply(302, headers=(("Location", "/robots.txt?again"),))


@pytest.mark.parametrize(
    "reply",
    [Reply(500), Reply(503), Reply(429), Reply(send="reset"), Reply(send="hang"), LOOP],
    ids=["500", "503", "429", "reset", "timeout", "loop"],
)
def test_robots_that_cannot_be_read_means_no(site, reply):
    site.fail("/robots.txt", reply)
    outcome, _ = outcome_of(site, site.board("greenhouse", 2), DOWNLOAD_TIMEOUT=0.3)
    assert (outcome.outcome, outcome.complete) == ("robots", False)
    assert "robots.txt" in outcome.reason
    assert site.hits() == [hit for hit in site.hits() if hit.path == "/robots.txt"]


def test_robots_is_read_through_five_redirects(site):
    for hop in range(1, 5):
        site.fail(f"/hop{hop}", Reply(302, headers=(("Location", f"/hop{hop + 1}"),)))
    site.fail("/hop5", Reply(200, b"User-agent: *\nDisallow: /v1", "text/plain"))
    site.fail("/robots.txt", Reply(301, headers=(("Location", "/hop1"),)))
    outcome, _ = outcome_of(site, site.board("greenhouse", 2))
    assert outcome.outcome == "robots"


def test_robots_is_read_beyond_500_kib(site):
    filler = "# " + "x" * 98 + "\n"
    site.robots(filler * 6000 + "User-agent: *\nDisallow: /v1")
    outcome, _ = outcome_of(site, site.board("greenhouse", 2))
    assert outcome.outcome == "robots"


def test_robots_is_asked_once_for_all_boards_of_a_host(site):
    boards = [site.board("greenhouse", 1, f"board{n}") for n in range(10)]
    visit(site, *boards)
    assert len(site.hits("/robots.txt", policy=True)) == 1


def test_robots_is_asked_again_when_it_is_too_old(site):
    boards = [site.board("greenhouse", 1, f"board{n}") for n in range(3)]
    visit(site, *boards, ROBOTS_TTL=0, BOARDS_AT_ONCE=1)
    assert len(site.hits("/robots.txt", policy=True)) >= 3


def gaps(hits):
    times = sorted(hit.time for hit in hits)
    return [later - earlier for earlier, later in pairwise(times)]


def paced(hits, delay):
    """Whether hits keep the delay; the first may arrive late, on a connection that is new."""
    found = gaps(hits)[1:]
    return min(found) >= delay / 2 and sum(found) >= 0.9 * delay * len(found)


def test_crawl_delay_is_kept_between_requests_of_a_host(site):
    site.robots("User-agent: *\nCrawl-delay: 0.2")
    boards = [site.board("greenhouse", 1, f"board{n}") for n in range(4)]
    visit(site, *boards)
    assert paced(site.hits("/v1/boards"), 0.2)


def test_a_host_that_asks_for_too_long_a_delay_is_left_out(site):
    site.robots("User-agent: *\nCrawl-delay: 600")
    outcome, _ = outcome_of(site, site.board("greenhouse", 1))
    assert outcome.outcome == "robots"
    assert "600 s" in outcome.reason


# Pace, retries, circuits


def test_the_delay_of_a_slot_is_kept_and_requests_do_not_overlap(site):
    boards = [site.board("greenhouse", 1, f"board{n}") for n in range(4)]
    visit(site, *boards, DOWNLOAD_SLOTS={"mirror": {"concurrency": 1, "delay": 0.1}})
    assert paced(site.hits(policy=True), 0.1)


def test_the_throttle_never_goes_below_the_delay(site):
    boards = [site.board("greenhouse", 1, f"board{n}") for n in range(3)]
    throttle = {"AUTOTHROTTLE_ENABLED": True, "AUTOTHROTTLE_START_DELAY": 0.15}
    pace = {"DOWNLOAD_DELAY": 0.15, "DOWNLOAD_SLOTS": {}, "CONCURRENT_REQUESTS_PER_DOMAIN": 1}
    sink, _ = visit(site, *boards, **throttle, **pace)
    assert all(outcome.complete for outcome in sink.outcomes.values())
    assert paced(site.hits(policy=True), 0.15)


@pytest.mark.parametrize("as_date", [False, True])
def test_retry_after_is_obeyed_by_the_whole_host(site, as_date):
    boards = [site.board("greenhouse", 1, f"board{n}") for n in range(3)]
    later = format_datetime(datetime.now(UTC) + timedelta(seconds=2), usegmt=True)
    wait = Reply(429, headers=(("Retry-After", later if as_date else "1"),))
    site.fail("/boards/board0/", wait, times=1)
    sink, _ = visit(site, *boards, BOARDS_AT_ONCE=1)
    assert [outcome.outcome for outcome in sink.outcomes.values()] == ["ok"] * 3
    assert max(gaps(site.hits("/v1/boards"))) >= (0.5 if as_date else 1.0)


def test_a_host_that_asks_for_a_long_rest_is_left_alone(site):
    boards = [site.board("greenhouse", 1, f"board{n}") for n in range(5)]
    site.fail("/v1/boards", Reply(503, headers=(("Retry-After", "86400"),)))
    sink, _ = visit(site, *boards, BOARDS_AT_ONCE=1)
    assert len(site.hits()) == 1
    assert not any(outcome.complete for outcome in sink.outcomes.values())
    assert "86400" in sink.outcomes[5].reason


def test_a_host_that_is_down_is_not_asked_for_every_board(site):
    boards = [site.board("greenhouse", 1, f"board{n}") for n in range(40)]
    site.fail("/v1/boards", Reply(503))
    sink, summary = visit(site, *boards, CIRCUIT_FAILURES=5, BOARDS_AT_ONCE=2)
    assert len(site.hits()) <= 7
    assert summary.outcomes == {"failed": 40}
    assert "in a row" in sink.outcomes[40].reason


def test_a_host_that_stumbles_is_waited_for(site):
    boards = [site.board("greenhouse", 1, f"board{n}") for n in range(40)]
    site.fail("/v1/boards", Reply(503), times=9, after=10)
    _, summary = visit(site, *boards, CIRCUIT_FAILURES=6, CIRCUIT_WAIT=0.3, BOARDS_AT_ONCE=8)
    assert max(gaps(site.hits())) >= 0.25
    assert summary.outcomes["ok"] >= 38  # not only those before it


def test_a_host_that_stays_down_is_waited_for_once(site):
    boards = [site.board("greenhouse", 1, f"board{n}") for n in range(40)]
    site.fail("/v1/boards", Reply(503))
    _, summary = visit(site, *boards, CIRCUIT_FAILURES=5, CIRCUIT_WAIT=0.3, BOARDS_AT_ONCE=2)
    assert max(gaps(site.hits())) >= 0.25
    assert len(site.hits()) <= 14
    assert summary.outcomes == {"failed": 40}


def test_a_host_that_stays_down_is_left_alone_whatever_its_pace():
    hosts = Hosts(failures=2, wait=0.01, seconds=60)
    hosts.slow("h", 30)
    for _ in range(2):
        hosts.failed("h")
    time.sleep(0.02)
    for _ in range(2):
        hosts.asked("h")
        hosts.failed("h")
    with pytest.raises(Stop, match="left alone"):
        hosts.wait("h")


def test_what_passes_by_itself_is_retried(site):
    board = site.board("greenhouse", 3)
    site.fail("/v1/boards", Reply(502), times=1)
    site.fail("/v1/boards", Reply(send="reset"), times=1)
    outcome, ids = outcome_of(site, board)
    assert (outcome.outcome, len(ids), len(site.hits())) == ("ok", 3, 3)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [("7", 7), (" 120 ", 120), ("-1", None), ("soon", None), ("1e3", None), ("", None)],
)
def test_retry_after_is_read(header, seconds):
    assert retry_after(header, NOW) == seconds


def test_retry_after_in_the_past_is_now():
    assert retry_after("Wed, 21 Oct 2015 07:28:00 GMT", NOW) == 0


# Identity


@pytest.mark.parametrize("ats", sorted(SHAPES))
def test_every_request_says_who_asks_and_carries_nothing_else(site, ats):
    cookie = (("Set-Cookie", "a=b"), ("ETag", '"1"'))
    site.fail("/robots.txt", Reply(404, headers=cookie))
    visit(site, site.board(ats, 3))
    assert site.hits()
    for hit in site.hits(policy=True):
        assert re.match(r"roleatlas/\S+ \(\+https://", hit.headers["user-agent"])
        assert not {"cookie", "referer", "authorization"} & hit.headers.keys()


def test_the_user_agent_can_name_a_contact(site):
    sink = MemorySink()
    board = site.board("greenhouse", 1)
    rows = [BoardRow(board_id=1, ats="greenhouse", token=board.token)]
    agent = "roleatlas/9 (+https://example.org/crawl)"
    crawl(rows, sink, mirror=site.url, user_agent=agent, now=lambda: NOW, settings=FAST)
    assert {hit.headers["user-agent"] for hit in site.hits(policy=True)} == {agent}


# Conditional requests


def test_an_unchanged_board_is_not_read_again(site):
    board = site.board("greenhouse", 3)
    site.fail("/v1/boards", lambda hit: etagged(board, hit))
    sink, _ = visit(site, board)
    first = sink.outcomes[1]
    assert (first.outcome, first.etag) == ("ok", '"v1"')
    again = BoardRow(board_id=1, ats="greenhouse", token=board.token, etag=first.etag)
    sink, summary = visit(site, board_rows=[again])
    outcome = sink.outcomes[1]
    assert (outcome.outcome, outcome.complete, outcome.etag) == ("not_modified", True, '"v1"')
    assert summary.fine


def etagged(board, hit):
    if hit.headers.get("if-none-match") == '"v1"':
        return Reply(304, headers=(("ETag", '"v1"'),))
    status, kind, body = SHAPES["greenhouse"](board, hit)
    return Reply(status, body, kind, (("ETag", '"v1"'),))


def test_a_304_that_was_not_asked_for_is_a_failure(site):
    site.fail("/v1/boards", Reply(304))
    outcome, _ = outcome_of(site, site.board("greenhouse", 1))
    assert outcome.outcome == "failed"


def test_an_incomplete_list_leaves_no_validator(site):
    board = site.board("greenhouse", 3, total=9)
    site.fail("/v1/boards", lambda hit: etagged(board, hit))
    outcome, _ = outcome_of(site, board)
    assert (outcome.complete, outcome.etag) == (False, None)


# Reservation of text and data mining


@pytest.mark.parametrize("file", ["unset", 0, 1, "garbage", "0, 1"])
@pytest.mark.parametrize("header", ["unset", "0", "1", "garbage", "0, 1"])
@pytest.mark.parametrize("meta", ["unset", "0", "1", "garbage", "0, 1"])
def test_the_last_source_that_says_0_or_1_decides(file, header, meta):
    said = [value for value in (meta, header, file) if str(value) in ("0", "1")]
    assert reserved(file, header, meta) == (str(said[0]) == "1" if said else False)


def test_a_boolean_is_no_flag():
    assert flag(True) is None


def test_the_most_specific_location_of_the_file_counts():
    entries = [
        {"location": "/", "tdm-reservation": 0},
        {"location": "/v1/*", "tdm-reservation": 1},
        {"location": "/v1/boards/*.png$", "tdm-reservation": 0},
    ]
    body = json.dumps(entries).encode()
    assert file_value(body, "/v1/boards/x/jobs") == 1
    assert file_value(body, "/other") == 0
    assert file_value(b"<html>", "/") is None
    assert file_value(b'{"location":"/"}', "/") is None


def test_a_reservation_in_the_file_stops_the_visit(site):
    body = json.dumps([{"location": "/*", "tdm-reservation": 1}]).encode()
    site.fail("/.well-known/tdmrep.json", Reply(200, body))
    outcome, ids = outcome_of(site, site.board("greenhouse", 3))
    assert (outcome.outcome, outcome.complete, ids) == ("tdm_reserved", False, [])


@pytest.mark.parametrize("header", [("TDM-Reservation", "1"), ("X-Robots-Tag", "noai, noindex")])
@pytest.mark.parametrize("ats", sorted(SHAPES))
def test_a_reservation_in_a_header_stops_the_visit(site, ats, header):
    board = site.board(ats, 3)

    def answer(hit):
        found = SHAPES[ats](board, hit)
        return Reply(found[0], found[2], found[1], (header,)) if found else Reply(404)

    site.fail("", lambda hit: Reply(404) if is_policy(hit) else answer(hit))
    outcome, ids = outcome_of(site, board)
    assert (outcome.outcome, ids) == ("tdm_reserved", [])


def test_noindex_counts_postings_without_their_text(site):
    board = site.board("greenhouse", 3)

    def answer(hit):
        status, kind, body = SHAPES["greenhouse"](board, hit)
        return Reply(status, body, kind, (("X-Robots-Tag", "noindex"),))

    site.fail("/v1/boards", answer)
    sink, _ = visit(site, board)
    assert sink.outcomes[1].complete
    assert [posting.text for posting in sink.postings[1]] == [None] * 3


# Where requests may go


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "127.0.0.2",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.1.1",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "255.255.255.255",
        "192.0.2.1",
        "::1",
        "::",
        "fe80::1%eth0",
        "fc00::1",
        "ff02::1",
        "::ffff:127.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::1",
        "not an address",
    ],
)
def test_addresses_that_are_not_public(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700::1111"])
def test_addresses_that_are_public(address):
    assert is_public(address)


@pytest.fixture
def lookup(monkeypatch):
    """Make every name resolve to the given addresses."""

    def resolve(*addresses, error=None):
        async def found(_host):
            if error:
                raise error
            return list(addresses)

        resolver = session.start()[1]
        monkeypatch.setattr(resolver, "lookup", found)
        monkeypatch.setattr(resolver, "_known", {})
        monkeypatch.setattr(resolver, "refused", set())

    return resolve


def without_mirror():
    sink = MemorySink()
    rows = [BoardRow(board_id=1, ats="greenhouse", token="brightmoor")]
    settings = {**FAST, "DOWNLOAD_DELAY": 0, "AUTOTHROTTLE_ENABLED": False}
    crawl(rows, sink, now=lambda: NOW, settings=settings)
    return sink.outcomes[1]


@pytest.mark.parametrize("address", ["127.0.0.2", "::ffff:127.0.0.2", "10.0.0.1"])
def test_a_host_that_resolves_to_a_private_address_is_refused(lookup, address):
    lookup(address)
    outcome = without_mirror()
    assert (outcome.outcome, outcome.complete) == ("blocked", False)
    assert "not public" in outcome.reason


def test_a_name_that_does_not_resolve_just_now_is_no_refusal(lookup):
    lookup(error=OSError(-3, "temporary failure in name resolution"))
    outcome = without_mirror()
    assert "cannot be resolved" in outcome.reason


@pytest.mark.parametrize(
    "location",
    [
        "http://api.lever.co/x",
        "https://evil.example/",
        "https://api.lever.co@evil.example/",
        "https://api.lever.co:8443/",
        "https://[::1/",
        "//evil.example/x",
        "ftp://api.lever.co/",
        "data:text/html,x",
    ],
)
def test_redirects_that_policy_refuses(location):
    with pytest.raises(Stop) as stop:
        target("https://api.lever.co/v0/postings/x", location, any_site=False)
    assert stop.value.outcome == "blocked"


def test_a_redirect_within_the_site_is_followed(site):
    board = site.board("lever", 2)
    moved = Reply(301, headers=(("Location", "https://api.lever.co/v0/postings/new?mode=json"),))
    site.fail("/postings/brightmoor", moved)
    board.token = "new"
    sink, _ = visit(site, board_rows=[BoardRow(board_id=1, ats="lever", token="brightmoor")])
    assert sink.outcomes[1].outcome == "ok"


def test_a_redirect_is_checked_against_robots_too(site):
    site.robots("User-agent: *\nDisallow: /private")
    site.fail("/v0/postings", Reply(302, headers=(("Location", "/private/x"),)))
    outcome, _ = outcome_of(site, site.board("lever", 1))
    assert outcome.outcome == "robots"
    assert site.hits("/private") == []


def test_the_tenants_of_a_provider_share_a_slot():
    assert site_of("one.jobs.personio.de") == site_of("two.jobs.personio.de") == "personio.de"
    assert site_of("api.eu.lever.co") == "lever.co"


# What is configured


EXPECTED = {
    "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
    "DOWNLOAD_DELAY": 1.0,
    "DOWNLOAD_DELAY_JITTER": 0,
    "AUTOTHROTTLE_ENABLED": True,
    "DOWNLOAD_MAXSIZE": 32 * 1024 * 1024,
    "DOWNLOAD_TIMEOUT": 30,
    "DOWNLOAD_FAIL_ON_DATALOSS": True,
    "DOWNLOAD_VERIFY_CERTIFICATES": True,
    "TELNETCONSOLE_ENABLED": False,
    "REMOTE_CONTROL_ENABLED": False,
    "COOKIES_ENABLED": False,
    "REDIRECT_MAX_TIMES": 5,
    "METAREFRESH_ENABLED": False,
    "REFERRER_POLICY": "no-referrer",
    "HTTPCACHE_ENABLED": False,
    "HTTPPROXY_ENABLED": False,
}


def test_the_effective_settings():
    settings = _settings(None, None, {})
    assert {name: settings.get(name) for name in EXPECTED} == EXPECTED
    handlers = settings.getwithbase("DOWNLOAD_HANDLERS")
    assert [scheme for scheme, handler in handlers.items() if handler] == ["https"]


@pytest.mark.skipif(not Path("/proc/self/net/tcp").exists(), reason="needs Linux's /proc")
def test_a_crawl_listens_nowhere(site):
    before = listening()
    during = []
    sink = MemorySink()
    rows = [BoardRow(board_id=1, ats="greenhouse", token=site.board("greenhouse", 1).token)]
    crawl(
        rows,
        sink,
        mirror=site.url,
        now=lambda: NOW,
        settings=FAST,
        on_board=lambda *_: during.append(listening()),
    )
    assert during == [before]


def listening():
    """Inodes of this process's sockets in state LISTEN."""
    own = set()
    for entry in Path("/proc/self/fd").iterdir():
        try:
            own.add(str(entry.readlink()))
        except OSError:
            continue
    rows = Path("/proc/self/net/tcp").read_text().splitlines()[1:]
    return {row.split()[9] for row in rows if row.split()[3] == "0A"} & {
        name[8:-1] for name in own if name.startswith("socket:[")
    }
