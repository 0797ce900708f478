"""What the statistics stand on: the sample card."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


def entry(label: str, kind: str = "count") -> Any:
    """Declare an optional number of the card with its label and kind."""
    return field(default=None, metadata={"label": label, "kind": kind})


TEXTLESS_CAUTION = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleCard:
    """Where the rows come from; None is unknown. Shares are 0 to 1, dates ISO 8601 (UTC)."""

    boards_asked: int | None = entry("Boards asked")
    boards_ok: int | None = entry("Boards read in full")
    boards_failed: int | None = entry("Boards that failed")
    postings: int | None = entry("Postings stored")
    jobs: int | None = entry("Jobs (copies merged)")
    stale: int | None = entry("Stale postings, left out")
    excluded: int | None = entry("Postings left out for other reasons")
    pending: int | None = entry("Postings without a label yet")
    located: float | None = entry("Postings with a metro", "share")
    remote: float | None = entry("Remote postings", "share")
    textless: float | None = entry("Postings without a text, judged by their title", "share")
    multi_metro: float | None = entry("Postings in several metros", "share")
    deduplicated: float | None = entry("Postings that are copies of another", "share")
    gold: int | None = entry("Postings labelled by hand")
    gold_twice: int | None = entry("Labelled by a second person")
    kappa: float | None = entry("Agreement of the two (kappa)", "ratio")
    first_crawl: str | None = entry("First crawl", "text")
    last_crawl: str | None = entry("Last crawl", "text")
    model: str | None = entry("Role model", "text")
    gazetteer: str | None = entry("Gazetteer", "text")
    vintage: str | None = entry("Metro delineation", "text")
    source_commit: str | None = entry("Version of roleatlas", "text")
    failures: Mapping[str, int] = field(default_factory=dict)
    crawl_dates: tuple[str, ...] = ()

    def caution(self) -> str | None:
        """A sentence where so many postings have no text that the labels may mislead."""
        if self.textless is None or self.textless < TEXTLESS_CAUTION:
            return None
        return (
            f"{100 * self.textless:.0f} % of the open postings have no text: their role is judged "
            "by the title, which tells specialists better than integrators. Where texts are "
            "missing, integrators are missed."
        )

    def window(self) -> str:
        """First and last crawl in words."""
        if self.first_crawl is None or self.last_crawl is None:
            return "window unknown"
        if self.first_crawl[:10] == self.last_crawl[:10]:
            return f"one day, {self.first_crawl[:10]}"
        return f"{self.first_crawl[:10]} to {self.last_crawl[:10]}"
