"""The one place that retries: backoff, Retry-After obeyed, failures counted per host.

A posting's own document is not asked for again, and does not count: the next visit asks for it, and
the list, which proves what is open, must not be given up for it.
"""

from __future__ import annotations

import asyncio
import random
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, cast

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    ResponseDataLossError,
)
from scrapy.utils.httpobj import urlparse_cached

from crawler.hosts import Hosts
from crawler.stop import Stop

if TYPE_CHECKING:
    from typing import Self

    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response

_PASSING = (
    CannotResolveHostError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    ResponseDataLossError,
    OSError,
)


def retry_after(value: str, now: datetime) -> float | None:
    """Seconds that a Retry-After header asks for, or None when it cannot be read."""
    text = value.strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        moment = parsedate_to_datetime(text)
    except (TypeError, ValueError):
        return None
    return max(0.0, (moment.replace(tzinfo=moment.tzinfo or UTC) - now).total_seconds())


class RetryMiddleware:
    """Retries what passes by itself, later each time."""

    def __init__(self, crawler: Crawler) -> None:
        settings = crawler.settings
        self._times = settings.getint("RETRY_TIMES")
        self._codes = frozenset(map(int, settings.getlist("RETRY_HTTP_CODES")))
        self._base = settings.getfloat("BACKOFF_BASE")
        self._most = settings.getfloat("BACKOFF_MAX")
        self._after_max = settings.getfloat("RETRY_AFTER_MAX")
        self._hosts = cast(Hosts, crawler.get_extension(Hosts))

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Made by Scrapy."""
        return cls(crawler)

    async def process_response(self, request: Request, response: Response) -> Request | Response:
        """Retry a refusal or a server error; count it against the host."""
        host = urlparse_cached(request).hostname or ""
        posted_away = request.method == "POST" and response.status == 303
        if response.status not in self._codes and not posted_away:
            self._hosts.succeeded(host)
            return response
        detail = bool(request.meta.get("is_detail"))
        if response.status != 429 and not detail:
            self._hosts.failed(host)
        header = (response.headers.get("Retry-After") or b"").decode("latin-1")
        asked = retry_after(header, datetime.now(UTC)) if header else None
        if asked is not None and asked > self._after_max:
            reason = f"{host} answered {response.status} and asks for {asked:g} s of rest"
            self._hosts.leave(host, asked, reason)
            raise Stop("blocked", reason)
        if detail:
            rest = self._base if response.status == 429 else 0.0
            self._hosts.pause(host, rest if asked is None else asked)
            raise Stop("failed", f"{host} answered {response.status}")
        again = self._again(request)
        if again is None:
            return response
        wait = asked if asked is not None else self._backoff(again)
        if asked is not None or response.status == 429:
            self._hosts.pause(host, wait)  # the whole host waits
        else:
            await asyncio.sleep(wait)  # only this visit waits
        return again

    async def process_exception(self, request: Request, exception: Exception) -> Request | None:
        """Retry a failed connection; a Stop and anything unknown go on as they are."""
        if not isinstance(exception, _PASSING) or request.meta.get("is_detail"):
            return None
        host = urlparse_cached(request).hostname or ""
        self._hosts.failed(host)
        again = self._again(request)
        if again is not None:
            await asyncio.sleep(self._backoff(again))
        return again

    def _again(self, request: Request) -> Request | None:
        tried = request.meta.get("retry_times", 0)
        if tried >= self._times:
            return None
        again = request.copy()
        again.meta["retry_times"] = tried + 1
        again.dont_filter = True
        return again

    def _backoff(self, again: Request) -> float:
        highest: float = min(self._most, self._base * 3 ** (again.meta["retry_times"] - 1))
        return highest * random.uniform(0.5, 1.0)
