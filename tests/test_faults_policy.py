"""robots.txt by the reference's verdicts and the standard's duties; reservations; settings."""

import json
import time

import pytest
from faultboard import Reply
from robots_cases import DIFFERENCES, verdicts

from crawler.middlewares.robots import rules_of
from crawler.run import _settings

HOST = "example.com"


def allows(text, agent, url):
    return rules_of(200, text.encode(), HOST).parsed.can_fetch(url, agent)


def test_our_verdicts_and_where_they_differ_from_the_reference():
    found = list(verdicts(allows))
    other = [(agent, url, ours) for _, agent, url, theirs, ours in found if ours != theirs]
    assert (len(found), len(found) - len(other)) == (146, 142)
    assert other == DIFFERENCES


@pytest.mark.parametrize(
    ("line", "obeyed"),
    [
        ("roleatlas", True),
        ("RoleAtlas", True),
        ("roleatlas/1.0", True),
        ("roleatlas bot", True),
        ("roleatlas # us", True),
        ("*", True),
        ("roleatlasx", False),
        ("other", False),
        ("not roleatlas", False),
    ],
)
def test_the_lines_that_mean_us(line, obeyed):
    file = f"User-agent: {line}\nDisallow: /\n"
    assert allows(file, "roleatlas", "https://x.example/y") != obeyed


@pytest.mark.parametrize(
    ("status", "means"),
    [
        *((status, "no rules") for status in (400, 401, 403, 404, 405, 410, 451)),
        *((status, "no crawling") for status in (500, 502, 503, 504, 520, 429)),
    ],
)
def test_what_a_status_of_robots_means(world, status, means):
    world.board("greenhouse", 2)
    world.site.robots("User-agent: *\nDisallow: /", status)
    fine = world.crawl(0, RETRY_TIMES=0).fine
    assert fine == (means == "no rules")
    assert bool(world.site.hits()) == fine
    assert world.visit()["outcome"] == ("ok" if fine else "robots")


@pytest.mark.parametrize("send", ["reset", "cut", "short", "hang", "chunked"])
def test_robots_that_break_off_mean_no(world, send):
    world.board("greenhouse", 2)
    world.site.fail("/robots.txt", Reply(200, b"User-agent: *\nAllow: /\n" * 9, send=send))
    world.crawl(0, RETRY_TIMES=0, DOWNLOAD_TIMEOUT=0.3)
    assert world.visit()["outcome"] == "robots"
    assert world.site.hits() == []


BLOCKING = b"User-agent: *\nDisallow: /v1/\n"


@pytest.mark.parametrize(
    "body",
    [
        b"\xef\xbb\xbf" + BLOCKING,
        BLOCKING.replace(b"\n", b"\r\n"),
        BLOCKING.replace(b"\n", b"\r"),
        b"# \xff\xfe\n" + BLOCKING,
        b"\x00\n" + BLOCKING,
        (b"# " + b"x" * 98 + b"\n") * 5200 + BLOCKING,  # more than the 500 KiB of the standard
        b"User-agent: other\nAllow: /\n" * 4000 + BLOCKING,
    ],
    ids=["BOM", "CRLF", "CR", "bad UTF-8", "NUL", "500 KiB", "many groups"],
)
def test_a_refusal_is_found_however_the_file_is_written(world, body):
    world.board("greenhouse", 2)
    world.site.fail("/robots.txt", Reply(200, body, "text/plain"))
    world.crawl(0)
    assert (world.visit()["outcome"], world.site.hits()) == ("robots", [])


@pytest.mark.parametrize("body", [b"", b"<html>Disallow: /</html>", b"\n" * 400_000, b"nonsense"])
def test_a_file_without_rules_allows_and_is_read_in_linear_time(world, body):
    world.board("greenhouse", 2)
    world.site.fail("/robots.txt", Reply(200, body, "text/plain"))
    started = time.process_time()
    assert world.crawl(0).fine
    assert time.process_time() - started < 3


@pytest.mark.parametrize(("hops", "outcome"), [(5, "robots"), (1, "robots"), (6, "robots")])
def test_redirected_robots_are_followed_and_a_chain_without_end_means_no(world, hops, outcome):
    world.board("greenhouse", 2)
    for hop in range(1, hops):
        world.site.fail(f"/hop{hop}.", Reply(302, headers=(("Location", f"/hop{hop + 1}."),)))
    world.site.fail(f"/hop{hops}.", Reply(200, BLOCKING, "text/plain"))
    world.site.fail("/robots.txt", Reply(302, headers=(("Location", "/hop1."),)))
    world.crawl(0)
    assert world.visit()["outcome"] == outcome
    assert ("disallows" in world.visit()["reason"]) == (hops <= 5)


def test_robots_are_kept_a_day_at_most_and_errors_shorter():
    settings = _settings(None, None, {})
    assert 0 < settings.getfloat("ROBOTS_ERROR_TTL") <= settings.getfloat("ROBOTS_TTL") <= 86_400


@pytest.mark.parametrize("file", ["unset", 0, 1, "garbage", "0, 1"])
@pytest.mark.parametrize("header", ["unset", "0", "1", "garbage", "0, 1"])
def test_a_reservation_by_file_and_header_reaches_the_store(world, file, header):
    board = world.board("greenhouse", 2)
    if file != "unset":
        entry = {"location": "/v1/*", "tdm-reservation": file}
        world.site.fail("/.well-known/tdmrep.json", Reply(200, json.dumps([entry]).encode()))

    def answer(hit):
        from shapes import SHAPES

        status, kind, body = SHAPES["greenhouse"](board, hit)
        said = () if header == "unset" else (("TDM-Reservation", header),)
        return Reply(status, body, kind, said)

    world.site.fail("/v1/boards", answer)
    world.crawl(0)
    reserved = header == "1" if header in ("0", "1") else file == 1
    assert world.visit()["outcome"] == ("tdm_reserved" if reserved else "ok")
    assert world.states() == ({} if reserved else {"open": 2})


SETTINGS = {
    "ROBOTSTXT_USER_AGENT": "roleatlas",
    "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
    "DOWNLOAD_DELAY": 1.0,
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
REPLACED = (
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware",
    "scrapy.downloadermiddlewares.retry.RetryMiddleware",
    "scrapy.downloadermiddlewares.redirect.RedirectMiddleware",
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware",
)


@pytest.mark.parametrize("name", SETTINGS)
def test_the_effective_setting(name):
    assert _settings(None, None, {}).get(name) == SETTINGS[name]


def test_the_effective_components():
    settings = _settings(None, None, {})
    handlers = settings.getwithbase("DOWNLOAD_HANDLERS")
    assert [scheme for scheme, handler in handlers.items() if handler] == ["https"]
    middlewares = settings.getwithbase("DOWNLOADER_MIDDLEWARES")
    assert [middlewares[name] for name in REPLACED] == [None] * len(REPLACED)
    ours = {name.rsplit(".", 1)[1]: order for name, order in middlewares.items()
            if name.startswith("crawler.")}  # fmt: skip
    assert ours["RobotsMiddleware"] < ours["ReservationMiddleware"] < ours["RetryMiddleware"]
    assert settings["USER_AGENT"].startswith("roleatlas/")
    assert "+https://" in settings["USER_AGENT"]


def test_no_spider_loosens_a_policy():
    from scrapy.spiderloader import SpiderLoader

    loader = SpiderLoader.from_settings(_settings(None, None, {}))
    allowed = {"DOWNLOAD_MAXSIZE", "DOWNLOAD_TIMEOUT"}
    for name in loader.list():
        own = loader.load(name).custom_settings or {}
        assert set(own) <= allowed
        assert own.get("DOWNLOAD_MAXSIZE", 0) <= 64 * 1024 * 1024
