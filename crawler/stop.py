"""The one exception that ends a visit to a board with an outcome."""

from __future__ import annotations


class Stop(Exception):
    """Ends a visit: ``outcome`` is one of db.outcome.OUTCOMES, ``reason`` one sentence."""

    def __init__(self, outcome: str, reason: str) -> None:
        super().__init__(reason)
        self.outcome = outcome
        self.reason = reason
