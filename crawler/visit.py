"""One visit to one board: begin, put, and exactly one finish, whatever happens in between."""

from __future__ import annotations

import asyncio
import logging
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from crawler.fetch import Fetch, NotModified
from crawler.page import MALFORMED, Skip
from crawler.shape import checked
from crawler.stop import Stop
from crawler.tally import Tally, describe
from db.outcome import BoardOutcome, BoardRow
from db.posting import Posting

if TYPE_CHECKING:
    from crawler.board import BoardSpider

logger = logging.getLogger(__name__)
_SHAPE = (*MALFORMED, RecursionError)


class Visit:
    """Reads one board with a spider's two hooks."""

    def __init__(self, spider: BoardSpider, board: BoardRow) -> None:
        settings = spider.crawler.settings
        self._spider = spider
        self._board = board
        self._sink = spider.sink
        self._seconds = settings.getfloat("BOARD_SECONDS")
        self._batch_size = settings.getint("BATCH_SIZE")
        self._tally = Tally(settings.getint("MAX_POSTINGS"), settings.getint("MAX_PAGES"))
        self._fetch = Fetch(spider.crawler, self._validators())
        self._batch: list[Posting] = []

    def _validators(self) -> dict[str, str]:
        if not self._spider.conditional:
            return {}
        stored = {
            "If-None-Match": self._board.etag,
            "If-Modified-Since": self._board.last_modified,
        }
        return {name: value for name, value in stored.items() if value}

    async def run(self) -> BoardOutcome:
        """Visit the board; raises only what the sink raises when it cannot take the outcome."""
        self._sink.begin_board(self._board.board_id)
        try:
            outcome = await self._ended()
        except asyncio.CancelledError:
            self._finish(self._stopped(Stop("failed", "the crawl was stopped during this board")))
            raise
        self._finish(outcome)
        return outcome

    def _finish(self, outcome: BoardOutcome) -> None:
        self._sink.finish_board(self._board.board_id, outcome)

    async def _ended(self) -> BoardOutcome:
        try:
            async with asyncio.timeout(self._seconds):
                await self._read()
            self._flush(0)
        except NotModified:
            return BoardOutcome(
                outcome="not_modified",
                complete=True,
                proof="natural_end",
                etag=self._board.etag,
                last_modified=self._board.last_modified,
                requests=self._fetch.requests,
            )
        except Exception as error:
            return self._stopped(self._stop(error))
        return self._concluded()

    async def _read(self) -> None:
        pattern, token = self._spider.token_pattern, self._board.token
        if not re.fullmatch(pattern, token):
            raise Stop("invalid", f"{token[:100]!r} cannot be a board of {self._spider.name}")
        self._fetch.passed_over = self._passed_over(self._board.board_id)
        async for page in self._spider.pages(self._board, self._fetch):
            for posting in self._tally.take(page, self._mapped):
                self._batch.append(posting)
                if len(self._batch) >= self._batch_size:
                    self._flush(self._batch_size - 1)
                    await asyncio.sleep(0)  # other visits have their turn
            self._tally.check_caps()
            await asyncio.sleep(0)

    def _passed_over(self, board_id: int) -> frozenset[str]:
        """Postings whose own document is stored, or has its turn at another visit."""
        others = self._sink.deferred(board_id, self._fetch.details_left)
        return frozenset(self._sink.detailed(board_id)).union(others)

    def _mapped(self, row: Any) -> Posting | Skip:
        found = self._spider.posting(row, self._board)
        if isinstance(found, Skip):
            return found
        return checked(replace(found, text=None) if self._fetch.text_withheld else found)

    def _flush(self, keep: int) -> None:
        """Put full batches until at most ``keep`` postings are left."""
        while len(self._batch) > keep:
            batch = self._batch[: self._batch_size]
            del self._batch[: self._batch_size]
            try:
                self._sink.put(self._board.board_id, batch)
            except Exception as error:
                self._batch.clear()
                raise Stop("failed", f"the store refused the postings: {error}") from error

    def _stop(self, error: Exception) -> Stop:
        if isinstance(error, Stop):
            return error
        if isinstance(error, TimeoutError):
            return Stop("failed", f"the visit took longer than {self._seconds:g} s")
        if isinstance(error, _SHAPE):
            return Stop(
                "failed", f"the answer is not what {self._spider.name} promises: {describe(error)}"
            )
        logger.error("visit to %s/%s", self._board.ats, self._board.token, exc_info=error)
        return Stop("failed", f"the visit ended with {type(error).__name__}: {error}")

    def _stopped(self, stop: Stop) -> BoardOutcome:
        try:
            self._flush(0)  # what was listed before the failure was seen
        except Stop as refused:
            stop = refused
        return replace(self._tally.stopped(stop), requests=self._fetch.requests)

    def _concluded(self) -> BoardOutcome:
        """The outcome of a list read to its end.

        Validators are kept only of a proven one: a 304 then repeats that proof.
        """
        outcome = self._tally.conclude(self._spider.proof, self._spider.empty_is_proof)
        keep = outcome.complete and self._spider.conditional
        notes = [outcome.reason, *sorted(self._fetch.notes)]
        return replace(
            outcome,
            reason="; ".join(filter(None, notes)) or None,
            requests=self._fetch.requests,
            etag=self._fetch.etag if keep else None,
            last_modified=self._fetch.last_modified if keep else None,
        )
