"""Where a crawl puts what it reads: the contract of the store, and a sink in memory."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from db.outcome import BoardOutcome, BoardRow
from db.posting import Posting

__all__ = ["BoardOutcome", "BoardRow", "MemorySink", "Sink"]


class Sink(Protocol):
    """What a crawl calls, in this order for each board: begin, any number of puts, one finish."""

    def begin_board(self, board_id: int) -> None:
        """A visit to the board starts."""

    def put(self, board_id: int, postings: Sequence[Posting]) -> None:
        """Take one batch of the board's postings."""

    def finish_board(self, board_id: int, outcome: BoardOutcome) -> None:
        """The visit ended; called exactly once for every board that began."""

    def detailed(self, board_id: int) -> Collection[str]:
        """Source ids of the board's postings whose text is stored already."""

    def deferred(self, board_id: int, most: int) -> Collection[str]:
        """Source ids without a text that are not asked for now: ``most`` others have the turn."""


@dataclass
class MemorySink:
    """Keeps postings and outcomes in dictionaries keyed by board id."""

    postings: dict[int, list[Posting]] = field(default_factory=dict)
    outcomes: dict[int, BoardOutcome] = field(default_factory=dict)

    def begin_board(self, board_id: int) -> None:
        """Forget an earlier visit of the board."""
        self.postings[board_id] = []

    def put(self, board_id: int, postings: Sequence[Posting]) -> None:
        """Append the batch."""
        self.postings[board_id].extend(postings)

    def finish_board(self, board_id: int, outcome: BoardOutcome) -> None:
        """Record the outcome; raises ValueError when the board was finished already."""
        if board_id in self.outcomes:
            raise ValueError(f"board {board_id} was finished twice")
        self.outcomes[board_id] = outcome

    def detailed(self, board_id: int) -> Collection[str]:
        """Source ids of the postings of this visit that have a text."""
        return {posting.source_id for posting in self.postings.get(board_id, ()) if posting.text}

    def deferred(self, board_id: int, most: int) -> Collection[str]:
        """Nobody waits: it knows one visit only."""
        return ()
