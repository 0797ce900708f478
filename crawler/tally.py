"""Accounting of one visit: what was listed and left out, and whether the list is proven whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from crawler.page import MALFORMED, Page, Skip
from crawler.stop import Stop
from db.outcome import BoardOutcome
from db.posting import Posting

Reader = Callable[[Any], "Posting | Skip"]


class Tally:
    """Turns pages into postings and, at the end, into a BoardOutcome."""

    def __init__(self, most: int, pages_most: int) -> None:
        self._most = most
        self._pages_most = pages_most
        self._seen: set[str] = set()
        self._pages = 0
        self._total: int | None = None
        self._skipped: Counter[str] = Counter()
        self._malformed: Counter[str] = Counter()
        self._repeated = 0
        self.listed = 0

    def take(self, page: Page, read: Reader) -> Iterator[Posting]:
        """New postings of a page, each read when it is asked for.

        Raises Stop at the end when paging goes in circles.
        """
        self._pages += 1
        if page.total is not None:
            self._total = max(page.total, self._total or 0)
        known = len(self._seen) + self._malformed.total()
        for row in page.rows:
            if posting := self._read(row, read):
                self.listed += 1
                yield posting
        unchanged = len(self._seen) + self._malformed.total() == known
        if page.rows and unchanged and self._pages > 1:
            raise Stop("truncated", f"page {self._pages} repeats what was listed before")

    def check_caps(self) -> None:
        """Raise Stop when the visit has listed or asked as much as it may."""
        if len(self._seen) >= self._most:
            raise Stop("truncated", f"the cap of {self._most} postings was reached")
        if self._pages >= self._pages_most:
            raise Stop("truncated", f"the cap of {self._pages_most} pages was reached")

    def _read(self, row: Any, read: Reader) -> Posting | None:
        try:
            found = read(row)
        except MALFORMED as error:
            self._malformed[describe(error)] += 1
            return None
        if isinstance(found, Skip):
            self._skipped[found.reason] += 1
            self._seen.add(f"skipped {self._skipped.total()}")
            return None
        if found.source_id in self._seen:
            self._repeated += 1
            return None
        self._seen.add(found.source_id)
        return found

    def conclude(self, proof: str | None, empty_is_proof: bool) -> BoardOutcome:
        """The outcome of a list that was read to its end; ``proof`` is what its source can show."""
        dropped = self._skipped.total() + self._malformed.total()
        outcome, reason = self._verdict(empty_is_proof)
        complete = outcome == "ok" and proof is not None
        by_total = complete and self._total is not None
        return BoardOutcome(
            outcome=outcome,
            complete=complete,
            proof=("total" if by_total else proof) if complete else None,
            listed=self.listed,
            total=self._total,
            reason=reason,
            dropped=dropped,
        )

    def _verdict(self, empty_is_proof: bool) -> tuple[str, str | None]:
        read = len(self._seen)
        if self._malformed:
            first, _ = self._malformed.most_common(1)[0]
            of = self._malformed.total() + read
            return "failed", f"{self._malformed.total()} of {of} rows could not be read: {first}"
        if self._total is not None and read < self._total:
            again = f" ({self._repeated} of them again)" if self._repeated else ""
            return "failed", f"the board counts {self._total} postings and listed {read}{again}"
        if not read and not empty_is_proof:
            return (
                "empty_suspect",
                "the list is empty, as this source also answers for unknown boards",
            )
        if not read:
            return "ok", "the list is empty"
        left_out = "; ".join(f"{n} {reason}" for reason, n in sorted(self._skipped.items()))
        return "ok", f"left out: {left_out}" if left_out else None

    def stopped(self, stop: Stop) -> BoardOutcome:
        """The outcome of a visit that ended early; a board that listed something is not gone."""
        return BoardOutcome(
            outcome="failed" if stop.outcome == "gone" and self.listed else stop.outcome,
            listed=self.listed,
            total=self._total,
            reason=stop.reason,
            dropped=self._skipped.total() + self._malformed.total(),
        )


def describe(error: Exception) -> str:
    """One clause about an unexpected shape, naming the missing key where one is missing."""
    if isinstance(error, KeyError):
        return f"there is no {error.args[0]!r}"
    if isinstance(error, TypeError | AttributeError):
        return f"a value is of another type ({error})"[:300]
    return f"{error}"[:300] or type(error).__name__
