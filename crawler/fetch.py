"""Fetching for one visit: every request is awaited, so that none can end unnoticed.

A response is taken only when its status, its kind and its shape are what the source promises;
anything else raises Stop with the outcome and one sentence.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress
from time import monotonic
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)
from scrapy.http.request import NO_CALLBACK

from crawler.documents import decoded, parse_html, parse_json, parse_xml
from crawler.hosts import slot_of
from crawler.page import MALFORMED
from crawler.stop import Stop

if TYPE_CHECKING:
    from lxml.etree import _Element
    from scrapy.crawler import Crawler
    from scrapy.http import Response

Where = Callable[[Any], tuple[str, str]]  # a row -> its source id, and where its document is
_CHALLENGES = (b"just a moment", b"cf-challenge", b"awswafcookiedomainlist", b"sgcaptcha")
# Words that a page of its own right may use too: they tell only where data was due.
_REFUSALS = (
    *_CHALLENGES,
    b"challenge-platform",
    b"captcha",
    b"attention required",
    b"access denied",
)
_WHY = {
    CannotResolveHostError: "cannot be resolved",
    DownloadConnectionRefusedError: "refused the connection",
    DownloadTimeoutError: "did not answer in time",
    ResponseDataLossError: "broke off in the middle of a response",
    DownloadCancelledError: "sent more than a response may hold",
    IgnoreRequest: "sent more than a response may hold",  # when decompressed
    DownloadFailedError: "broke the connection",
}


class NotModified(Exception):
    """The source says that nothing changed since the visit that stored its validator."""


class Fetch:
    """The requests of one visit; counts them and keeps the validators of the first list page."""

    def __init__(self, crawler: Crawler, validators: dict[str, str]) -> None:
        self._crawler = crawler
        self._validators = validators
        self.details_left = crawler.settings.getint("DETAIL_BUDGET")
        self._failures_left = self._failures_most = crawler.settings.getint("DETAIL_FAILURES")
        # Half of the visit's time is the list's: a text may come later, proof that is late is none.
        self._details_until = monotonic() + crawler.settings.getfloat("BOARD_SECONDS") / 2
        self.passed_over: frozenset[str] = frozenset()  # source ids that need no document now
        self.notes: set[str] = set()  # what the operator should know of a whole list
        self.requests = 0
        self.text_withheld = False
        self.etag: str | None = None
        self.last_modified: str | None = None

    async def json(self, url: str, post: Any = None, *, detail: bool = False) -> Any:
        """The JSON document at ``url``; ``post`` is sent as a JSON body where given."""
        response = await self._get(url, "application/json", post, detail=detail)
        text, clean = decoded(response.body)
        if not clean:
            self.notes.add("bytes that are not UTF-8 were replaced")
        return parse_json(text, _host(url))

    async def xml(self, url: str) -> _Element:
        """The root of the XML document at ``url``; one with a DOCTYPE is refused."""
        response = await self._get(url, "application/xml, text/xml", None)
        return parse_xml(response.body, _host(url))

    async def html(self, url: str, *, detail: bool = False) -> Any:
        """The root element of the HTML page at ``url``."""
        response = await self._get(url, "text/html", None, detail=detail)
        return parse_html(response.body, _host(url))

    async def details(self, rows: Iterable[Any], where: Where) -> None:
        """Give each row its own JSON object as ``row["detail"]``.

        None stands for one that is stored already, over the budget, of another visit's turn, or
        refused: the list stays the authority on what is open, and the posting is without its text
        until a later visit. A row that cannot be read stays as it is, for the spider's ``posting``
        to refuse it.
        """
        await self._give(rows, where, self._object)

    async def detail_pages(self, rows: Iterable[Any], where: Where) -> None:
        """Like ``details``, for postings that have an HTML page: its root element or None."""
        await self._give(rows, where, lambda url: self.html(url, detail=True))

    async def _object(self, url: str) -> Any:
        found = await self.json(url, detail=True)
        return found if isinstance(found, dict) else None

    async def _give(
        self, rows: Iterable[Any], where: Where, read: Callable[[str], Awaitable[Any]]
    ) -> None:
        for row in rows:
            with suppress(*MALFORMED):
                row["detail"] = await self._detail(read, *where(row))

    async def _detail(self, read: Callable[[str], Awaitable[Any]], source_id: str, url: str) -> Any:
        if source_id in self.passed_over or not self._may_ask_for_details():
            return None
        self.details_left -= 1
        try:
            found = await read(url)
        except Stop as stop:
            failed = stop.outcome == "failed"
            self._failures_left = self._failures_left - 1 if failed else self._failures_most
            return None
        self._failures_left = self._failures_most
        return found

    def _may_ask_for_details(self) -> bool:
        left = min(self.details_left, self._failures_left)
        return left > 0 and monotonic() < self._details_until

    async def _get(self, url: str, accept: str, post: Any, *, detail: bool = False) -> Response:
        headers = {"Accept": accept} | self._validators
        body = b""
        if post is not None:
            headers["Content-Type"] = "application/json"
            body = json.dumps(post).encode()
        request = Request(
            url,
            method="GET" if post is None else "POST",
            headers=headers,
            body=body,
            meta={"download_slot": slot_of(url, self._crawler.settings), "is_detail": detail},
            callback=NO_CALLBACK,
        )
        self.requests += 1
        response = await self._download(request)
        self._validators = {}  # only the first request of a visit is conditional
        if response.status == 304 and request.headers.keys() & {
            b"If-None-Match",
            b"If-Modified-Since",
        }:
            raise NotModified
        check(response, url, html_due=accept == "text/html")
        self._remember(response)
        self.text_withheld |= bool(response.request and response.request.meta.get("text_withheld"))
        return response

    async def _download(self, request: Request) -> Response:
        assert self._crawler.engine
        host = _host(request.url)
        try:
            return await self._crawler.engine.download_async(request)
        except Stop:
            raise
        except Exception as error:
            raise Stop("failed", why(error, host)) from error

    def _remember(self, response: Response) -> None:
        if self.requests == 1:
            self.etag = _header(response, "ETag")
            self.last_modified = _header(response, "Last-Modified")


def why(error: Exception, host: str) -> str:
    """One sentence about a request that got no response."""
    if isinstance(error, Stop):
        return error.reason
    known = [said for kind, said in _WHY.items() if isinstance(error, kind)]
    return f"{host} {known[0] if known else f'failed: {type(error).__name__}: {error}'[:300]}"


def check(response: Response, url: str, html_due: bool = False) -> None:
    """Raise Stop unless the response is a plain 200 that is no challenge page."""
    host, status = _host(url), response.status
    if status in (404, 410):
        raise Stop("gone", f"{host} answered {status} for {urlsplit(url).path}")
    if status in (401, 403, 407, 429) or status == 202:
        raise Stop("blocked", f"{host} answered {status}")
    if status != 200:
        raise Stop("failed", f"{host} answered {status}")
    head = response.body[:20_000].lstrip().lower()
    if head.startswith((b"<!doctype html", b"<html")):
        if any(mark in head for mark in (_CHALLENGES if html_due else _REFUSALS)):
            raise Stop("blocked", f"{host} answered with a challenge page")
        if html_due:
            return
        raise Stop("failed", f"{host} answered with an HTML page where data was due")


def _host(url: str) -> str:
    return urlsplit(url).hostname or ""


def _header(response: Response, name: str) -> str | None:
    value = response.headers.get(name)
    return value.decode("latin-1")[:1000] if value else None
