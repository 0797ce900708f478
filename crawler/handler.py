"""The one download handler: every hop of every fetch passes here, robots.txt included.

It waits as long as the host asked (Retry-After, Crawl-delay, an open circuit), sends the request to
the mirror when one is named, and says in one sentence when an address was refused.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, cast

from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.utils.defer import maybe_deferred_to_future
from scrapy.utils.httpobj import urlparse_cached

from crawler.hosts import Hosts
from crawler.mirror import mirrored, unmirrored
from crawler.stop import Stop

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response


class PoliteHandler(HTTP11DownloadHandler):
    """Scrapy's HTTP/1.1 handler behind the waiting rules of hosts, the guard and the mirror."""

    lazy = False

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._mirror: str | None = crawler.settings.get("MIRROR")
        self._hosts = cast(Hosts, crawler.get_extension(Hosts))

    async def download_request(self, request: Request) -> Response:
        """Fetch one hop; raises Stop while the host's circuit is open or its address is refused."""
        host = urlparse_cached(request).hostname or ""
        while (seconds := self._hosts.wait(host)) > 0:
            await asyncio.sleep(seconds)
        self._hosts.asked(host)
        if self._mirror:
            return await self._from_mirror(request, self._mirror)
        try:
            return await super().download_request(request)
        except Exception as error:
            if host in self._refused():
                raise Stop(
                    "blocked", f"{host} resolves to an address that is not public"
                ) from error
            raise

    async def close(self) -> None:
        """Close the connections that were kept, or leave them after a second.

        Scrapy's own fires one Deferred by two clocks: on a machine that stands still for that long
        both do, and an error is printed that is none.
        """
        pool: Any = self._pool
        closing = maybe_deferred_to_future(pool.closeCachedConnections())
        await asyncio.wait([asyncio.ensure_future(closing)], timeout=self._disconnect_timeout)

    def _refused(self) -> set[str]:
        """Hosts whose addresses the reactor's resolver turned down."""
        from twisted.internet import reactor

        return getattr(cast(Any, reactor).nameResolver, "refused", set())

    async def _from_mirror(self, request: Request, mirror: str) -> Response:
        sent = request.replace(url=mirrored(request.url, mirror))
        response = await super().download_request(sent)
        request.meta.update(sent.meta)  # what the downloader reads back, such as the latency
        location = response.headers.get("Location")
        if location:
            response.headers["Location"] = unmirrored(location.decode("latin-1"), mirror)
        return response.replace(url=request.url)
