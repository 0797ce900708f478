"""The base of every spider.

A spider is a file of about forty lines with two hooks: ``pages`` (where the list is and how it
pages) and ``posting`` (how a row becomes a Posting). Its ``proof`` says how the source shows that a
list is whole: ``total`` (it states its own count) or ``natural_end`` (one document, or a last page
and no cap); without one its boards never count as complete, so nothing of theirs is ever closed.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, ClassVar

import scrapy

from crawler.feed import FeedSink
from crawler.fetch import Fetch
from crawler.page import MALFORMED, Page, Skip, count
from crawler.sink import BoardOutcome, BoardRow, Sink
from crawler.stop import Stop
from crawler.visit import Visit
from db.posting import Address, Posting

if TYPE_CHECKING:
    from typing import Self

    from scrapy.crawler import Crawler

__all__ = [
    "MALFORMED",
    "Address",
    "BoardRow",
    "BoardSpider",
    "Fetch",
    "Page",
    "Pages",
    "Posting",
    "Skip",
    "Stop",
    "count",
]

Pages = AsyncIterator[Page]
OnBoard = Callable[[BoardRow, BoardOutcome], None]


class BoardSpider(scrapy.Spider):
    """Visits boards of one ATS, several at a time, and puts their postings into a sink."""

    proof: ClassVar[str | None] = None
    empty_is_proof: ClassVar[bool] = True  # False where unknown boards look empty too
    conditional: ClassVar[bool] = True  # False where the list is more than one document
    token_pattern: ClassVar[str] = r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}"

    failure: Exception | None = None  # what the sink raised: nothing can be kept any more
    at_once: int = 1

    def __init__(
        self,
        boards: Sequence[BoardRow] = (),
        sink: Sink | None = None,
        on_board: OnBoard | None = None,
        now: datetime | None = None,
        stopped: Callable[[], bool] | None = None,
        tokens: str = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self._items: asyncio.Queue[Posting | None] = asyncio.Queue()
        boards = boards or self._named(tokens)
        self._boards = iter(boards)
        self._on_board = on_board
        self._stopped = stopped or (lambda: False)
        self.now = now or datetime.now(UTC)  # bounds the dates that a source may state
        self.sink: Sink = sink or FeedSink(self._items, boards)

    def _named(self, tokens: str) -> list[BoardRow]:
        """Boards of ``scrapy crawl ATS -a tokens=one,two``."""
        names = [token.strip() for token in tokens.split(",") if token.strip()]
        return [BoardRow(board_id=n, ats=self.name, token=t) for n, t in enumerate(names, 1)]

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Made by Scrapy."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.at_once = max(1, crawler.settings.getint("BOARDS_AT_ONCE"))
        return spider

    def pages(self, board: BoardRow, fetch: Fetch) -> Pages:
        """Hook: yield the board's list page by page, to its natural end."""
        raise NotImplementedError

    def posting(self, row: Any, board: BoardRow) -> Posting | Skip:
        """Hook: map one row; raise on one that cannot be read, Skip one that is no posting."""
        raise NotImplementedError

    async def start(self) -> AsyncIterator[Any]:
        """Visit all boards; yields postings only where no sink was given (``scrapy crawl``)."""
        workers = [asyncio.ensure_future(self._work()) for _ in range(self.at_once)]
        ended = asyncio.ensure_future(self._end(workers))
        try:
            while (item := await self._items.get()) is not None:
                yield item
        finally:
            for worker in workers:
                worker.cancel()
            await ended

    async def _end(self, workers: Sequence[asyncio.Future[None]]) -> None:
        await asyncio.gather(*workers, return_exceptions=True)
        self._items.put_nowait(None)

    async def _work(self) -> None:
        for board in self._boards:
            if self.failure or self._stopped():
                return
            try:
                outcome = await Visit(self, board).run()
                if self._on_board:
                    self._on_board(board, outcome)
            except Exception as error:  # the sink cannot take the outcome: end the crawl, say why
                self.failure = self.failure or error
                return
