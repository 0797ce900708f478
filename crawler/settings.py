"""All configuration of a crawl: Scrapy's settings, then this room's own."""

from __future__ import annotations

import os
from importlib.metadata import PackageNotFoundError, version

PROJECT_URL = "https://github.com/roleatlas/roleatlas"


def _version() -> str:
    try:
        return version("roleatlas")
    except PackageNotFoundError:  # a checkout that was never installed
        return "0"


def user_agent(contact: str | None) -> str:
    """An honest name with a page about the crawler and, where given, who runs it."""
    return f"roleatlas/{_version()} (+{PROJECT_URL}{f'; {contact}' if contact else ''})"


BOT_NAME = "roleatlas"
SPIDER_MODULES = ["crawler.spiders"]
USER_AGENT = user_agent(os.environ.get("ROLEATLAS_CONTACT"))
ROBOTSTXT_USER_AGENT = "roleatlas"

# Politeness. A download slot is a site (registrable domain), so all tenants of one provider share
# it. Both numbers are per site and, thanks to the store's lock, for the only crawl of the machine.
CONCURRENT_REQUESTS = 32
CONCURRENT_REQUESTS_PER_DOMAIN = 1
DOWNLOAD_DELAY = 1.0
DOWNLOAD_DELAY_JITTER = 0  # a delay is a floor here, never less
AUTOTHROTTLE_ENABLED = True
AUTOTHROTTLE_START_DELAY = 1.0
AUTOTHROTTLE_MAX_DELAY = 60.0
AUTOTHROTTLE_TARGET_CONCURRENCY = 1.0

# What a response may be.
DOWNLOAD_TIMEOUT = 30
DOWNLOAD_MAXSIZE = 32 * 1024 * 1024
DOWNLOAD_WARNSIZE = 0
DOWNLOAD_FAIL_ON_DATALOSS = True
DOWNLOAD_VERIFY_CERTIFICATES = True
TWISTED_DNS_RESOLVER = "crawler.resolver.GuardedResolver"

# Only https, through the one handler that every hop passes.
DOWNLOAD_HANDLERS = {
    "https": "crawler.handler.PoliteHandler",
    "http": None,
    "file": None,
    "ftp": None,
    "s3": None,
    "data": None,
}
EXTENSIONS = {"crawler.hosts.Hosts": 0}
DOWNLOADER_MIDDLEWARES = {
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,
    "scrapy.downloadermiddlewares.redirect.RedirectMiddleware": None,
    "crawler.middlewares.robots.RobotsMiddleware": 100,
    "crawler.middlewares.reservation.ReservationMiddleware": 150,
    "crawler.middlewares.retry.RetryMiddleware": 550,
    "crawler.middlewares.redirect.RedirectMiddleware": 600,
}
DEFAULT_REQUEST_HEADERS = {"Accept": "application/json", "Accept-Language": "en"}
REDIRECT_MAX_TIMES = 5
METAREFRESH_ENABLED = False
HTTPPROXY_ENABLED = False  # a gateway is named with --mirror, so the address guard always holds
COOKIES_ENABLED = False
REFERRER_POLICY = "no-referrer"
HTTPCACHE_ENABLED = False

# Nothing that listens or prints.
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False
LOG_LEVEL = "WARNING"
STATS_DUMP = False
LOGSTATS_INTERVAL = 0.0

# Retries and circuits.
RETRY_TIMES = 2
RETRY_HTTP_CODES = [408, 429, 500, 502, 503, 504, 522, 524]
BACKOFF_BASE = 5.0  # seconds before the first retry; trebles, with jitter
BACKOFF_MAX = 60.0
RETRY_AFTER_MAX = 120.0  # a host that asks for more is left for this crawl
CIRCUIT_FAILURES = 6  # consecutive failures of one host before it is waited for
CIRCUIT_WAIT = 120.0  # if it still fails then, it is left alone
CIRCUIT_SECONDS = 600.0

# Policy files.
ROBOTS_TTL = 86_400.0
ROBOTS_ERROR_TTL = 600.0
CRAWL_DELAY_MAX = 30.0  # a host that asks for more is not crawled

# Boards.
BOARDS_AT_ONCE = 8  # visits of one spider that may be open together
MIRROR = None  # base URL that stands for every host
MIRROR_CONCURRENCY = 8
BATCH_SIZE = 200
MAX_POSTINGS = 50_000
MAX_PAGES = 1_000
DETAIL_BUDGET = 100  # detail requests of one visit, in half of its time; the rest stay pending
DETAIL_FAILURES = 3  # in a row, after which the visit asks for no more of them
BOARD_SECONDS = 3_600.0  # budget of one visit
