"""The sink of ``scrapy crawl``: postings become feed items, masked as the store does."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Collection, Sequence
from dataclasses import replace

from db.outcome import BoardOutcome, BoardRow
from db.posting import Posting
from db.privacy import mask
from db.sanitise import clean

logger = logging.getLogger(__name__)


class FeedSink:
    """Hands postings to a queue and logs every outcome."""

    def __init__(self, items: asyncio.Queue[Posting | None], boards: Sequence[BoardRow]) -> None:
        self._items = items
        self._names = {board.board_id: f"{board.ats}/{board.token}" for board in boards}

    def begin_board(self, board_id: int) -> None:
        """Nothing to prepare."""

    def put(self, board_id: int, postings: Sequence[Posting]) -> None:
        """Queue the postings with personal data masked."""
        for posting in postings:
            text = mask(posting.text) if posting.text else None
            self._items.put_nowait(replace(posting, title=mask(posting.title), text=text))

    def finish_board(self, board_id: int, outcome: BoardOutcome) -> None:
        """Log how the visit ended, as a warning where the list is not proven whole."""
        level = logging.INFO if outcome.complete else logging.WARNING
        said = (self._names.get(board_id, board_id), outcome.outcome, clean(outcome.reason or ""))
        logger.log(level, "%s; %s listed", ": ".join(filter(None, map(str, said))), outcome.listed)

    def detailed(self, board_id: int) -> Collection[str]:
        """A feed remembers nothing."""
        return ()

    def deferred(self, board_id: int, most: int) -> Collection[str]:
        """A feed remembers nothing."""
        return ()
