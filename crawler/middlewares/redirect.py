"""Redirects: few, https only, and never to another site."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from scrapy.utils.httpobj import urlparse_cached

from crawler.hosts import site, slot_of
from crawler.stop import Stop

if TYPE_CHECKING:
    from typing import Self

    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response

_CODES = frozenset({301, 302, 303, 307, 308})


def target(url: str, location: str, any_site: bool) -> str:
    """Where a redirect leads; raises Stop where policy refuses to follow it."""
    refused = "blocked"
    try:
        there = urljoin(url, location.strip())
        parts, here = urlsplit(there), urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise Stop(refused, f"{url} redirects to something that is not a URL") from None
    if parts.scheme != "https" or not host or "@" in parts.netloc:
        raise Stop(refused, f"{url} redirects to {parts.scheme or 'nowhere'}, not to https")
    if port not in (None, 443):
        raise Stop(refused, f"{url} redirects to port {port}")
    if not any_site and site(host) != site(here.hostname or ""):
        raise Stop(refused, f"{url} redirects to another site, {host}")
    return there


class RedirectMiddleware:
    """Follows a redirect of a GET as a new request, which passes every other rule again."""

    def __init__(self, crawler: Crawler) -> None:
        self._settings = crawler.settings
        self._most = crawler.settings.getint("REDIRECT_MAX_TIMES")

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Made by Scrapy."""
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Request | Response:
        """The next hop, or the response itself when it is none; raises Stop on a refused one."""
        location = response.headers.get("Location")
        if response.status not in _CODES or request.method not in ("GET", "HEAD"):
            return response
        if not location:
            raise Stop("failed", f"{request.url} redirects without saying where")
        hops = request.meta.get("redirect_times", 0) + 1
        if hops > self._most:
            raise Stop(
                "failed",
                f"{urlparse_cached(request).hostname} redirects more than {self._most} times",
            )
        any_site = bool(request.meta.get("is_robots"))
        url = target(request.url, location.decode("utf-8", "replace"), any_site)
        meta = {
            **request.meta,
            "redirect_times": hops,
            "download_slot": slot_of(url, self._settings),
        }
        return request.replace(url=url, meta=meta, dont_filter=True)
