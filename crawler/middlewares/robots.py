"""robots.txt, failing closed: a file that cannot be read means that the host is not crawled.

RFC 9309: 4xx means there are no rules; 5xx, a time-out, a broken connection or a redirect loop
means complete disallow. Crawl-delay is applied up to CRAWL_DELAY_MAX; a host that asks for more is
left out.
"""

from __future__ import annotations

import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from protego import Protego
from scrapy import Request
from scrapy.http.request import NO_CALLBACK
from scrapy.utils.httpobj import urlparse_cached

from crawler.fetch import why
from crawler.hosts import Hosts, slot_of
from crawler.middlewares.memo import Memo
from crawler.stop import Stop

if TYPE_CHECKING:
    from typing import Self

    from scrapy.crawler import Crawler
    from scrapy.http import Response

_MAX_BYTES = 1024 * 1024  # RFC 9309 asks for at least 500 KiB
# RFC 9309: a crawler is named by letters, "_" and "-"; what follows on its line is no part of it.
_AFTER_NAME = re.compile(r"^([ \t]*user-agent[ \t]*:?[ \t]*[a-z_-]+)[^\r\n]*", re.I | re.M)


@dataclass(frozen=True)
class Rules:
    """What a host's robots.txt says: its parsed rules, or why there is no crawling at all."""

    parsed: Protego | None = None
    closed: str | None = None


def rules_of(status: int, body: bytes, host: str) -> Rules:
    """Rules from one answer to /robots.txt."""
    if 200 <= status < 300:
        # Not what RFC 9309 asks for, but what some editors save: read as UTF-8, it had no rules.
        encoding = "utf-16" if body.startswith((BOM_UTF16_LE, BOM_UTF16_BE)) else "utf-8-sig"
        text = body[:_MAX_BYTES].decode(encoding, "replace")
        return Rules(Protego.parse(_AFTER_NAME.sub(r"\1", text)))
    if 400 <= status < 500 and status != 429:
        return Rules()
    return Rules(closed=f"robots.txt of {host} answered {status}, which means no")


class RobotsMiddleware:
    """Checks every request, redirect targets included, before it leaves."""

    def __init__(self, crawler: Crawler) -> None:
        settings = crawler.settings
        self._crawler = crawler
        self._agent: str = settings["ROBOTSTXT_USER_AGENT"]
        self._ttl = settings.getfloat("ROBOTS_TTL")
        self._error_ttl = settings.getfloat("ROBOTS_ERROR_TTL")
        self._delay_max = settings.getfloat("CRAWL_DELAY_MAX")
        self._known: Memo[Rules] = Memo()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Made by Scrapy."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Let the request pass, or raise Stop with the outcome ``robots``."""
        if request.meta.get("is_robots"):
            return
        parts = urlparse_cached(request)
        origin, host = f"{parts.scheme}://{parts.netloc}", parts.hostname or ""
        rules = await self._known.get(origin, lambda: self._read(origin, host))
        if rules.closed:
            raise Stop("robots", rules.closed)
        if rules.parsed and not rules.parsed.can_fetch(request.url, self._agent):
            raise Stop("robots", f"robots.txt of {host} disallows {parts.path}")

    async def _read(self, origin: str, host: str) -> tuple[float, Rules]:
        try:
            response = await self._fetch(f"{origin}/robots.txt")
        except Exception as error:
            if isinstance(error, Stop) and error.outcome == "blocked":
                raise  # refused by our own rules, or told to go away: that says more
            return self._error_ttl, Rules(closed=f"robots.txt cannot be read: {why(error, host)}")
        rules = self._paced(rules_of(response.status, response.body, host), host)
        return (self._error_ttl if rules.closed else self._ttl), rules

    async def _fetch(self, url: str) -> Response:
        assert self._crawler.engine
        headers = {"Accept": "text/plain"}
        meta = {"is_robots": True, "download_slot": slot_of(url, self._crawler.settings)}
        request = Request(url, headers=headers, meta=meta, callback=NO_CALLBACK)
        return await self._crawler.engine.download_async(request)

    def _paced(self, rules: Rules, host: str) -> Rules:
        delay = rules.parsed.crawl_delay(self._agent) if rules.parsed else None
        if not delay:
            return rules
        if delay > self._delay_max:
            return Rules(closed=f"robots.txt of {host} asks for {delay:g} s between requests")
        cast(Hosts, self._crawler.get_extension(Hosts)).slow(host, delay)
        return rules
