"""Hacker News "Who is hiring?": each top-level comment of a monthly thread is a posting.

The board's token is ``whoishiring`` for the newest thread, or a thread's number.
"""

from __future__ import annotations

from typing import Any

from crawler import fields
from crawler.board import BoardRow, BoardSpider, Fetch, Page, Pages, Posting, Skip
from crawler.fields.headline import headline, no_posting

_THREADS = "https://hn.algolia.com/api/v1/search_by_date?tags=story,author_whoishiring"
_THREAD = "https://hn.algolia.com/api/v1/items/{}"


class HackerNewsSpider(BoardSpider):
    """Proof: the natural end of one nested document."""

    name = "hackernews"
    proof = "natural_end"
    conditional = False  # the search changes when the thread does not
    token_pattern = r"whoishiring|[1-9]\d{0,11}"

    async def pages(self, board: BoardRow, fetch: Fetch) -> Pages:
        """The thread's comments; the same author also asks who wants to be hired."""
        thread = board.token
        if thread == "whoishiring":
            hits = (await fetch.json(_THREADS))["hits"]
            found = [hit for hit in hits if "who is hiring?" in (hit.get("title") or "").lower()]
            if not found:
                raise KeyError("a thread titled Who is hiring?")
            thread = fields.source_id(max(found, key=lambda hit: hit["created_at"])["objectID"])
        answer = await fetch.json(_THREAD.format(thread))
        yield Page(answer["children"])

    def posting(self, row: Any, board: BoardRow) -> Posting | Skip:
        """The first line says, between pipes, who is hiring, for what and where."""
        found = fields.source_id(row["id"])
        text = fields.plain(row["text"])
        reason = no_posting(text)
        if not text or reason:
            return Skip(reason or "without text")
        head = headline(text)
        return Posting(
            source_id=found,
            title=head.title,
            url=f"https://news.ycombinator.com/item?id={found}",
            employer=head.employer,
            text=text,
            locations=head.locations,
            workplace=head.workplace,
            employment_type=head.employment_type,
            language="en",
            posted_at=fields.instant(row.get("created_at"), self.now),
        )
