"""Lever: ``GET api.lever.co/v0/postings/{site}?mode=json``, the whole board as one array."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from crawler import fields
from crawler.board import BoardRow, BoardSpider, Fetch, Page, Pages, Posting, Stop

_API = "https://{}/v0/postings/{}?mode=json"
_HOSTS = ("api.lever.co", "api.eu.lever.co")  # the US host answers 404 for European sites


class LeverSpider(BoardSpider):
    """Proof: the natural end of one array. Requirements stand in ``lists``."""

    name = "lever"
    proof = "natural_end"

    async def pages(self, board: BoardRow, fetch: Fetch) -> Pages:
        """One page from the first host that knows the site."""
        token = quote(board.token, safe="")
        try:
            rows = await fetch.json(_API.format(_HOSTS[0], token))
        except Stop as stop:
            if stop.outcome != "gone":
                raise
            rows = await fetch.json(_API.format(_HOSTS[1], token))
        yield Page(rows)

    def posting(self, row: Any, board: BoardRow) -> Posting:
        """``description`` holds the opening and the body, so it is read alone."""
        where = row.get("categories") or {}
        salary = row.get("salaryRange") or {}
        return Posting(
            source_id=fields.source_id(row["id"]),
            title=row["text"].strip(),
            url=row.get("hostedUrl"),
            employer=board.employer,
            text=_text(row),
            locations=fields.names(where.get("location"), *(where.get("allLocations") or ())),
            addresses=fields.addresses([fields.address(country=row.get("country"))]),
            workplace=fields.workplace(row.get("workplaceType")),
            department=fields.line(where.get("department")) or fields.line(where.get("team")),
            employment_type=fields.employment(where.get("commitment")),
            posted_at=fields.instant(row.get("createdAt"), self.now),
            **fields.pay(
                salary.get("min"), salary.get("max"), salary.get("currency"), salary.get("interval")
            ),
        )


def _text(row: Any) -> str | None:
    lists = [
        (fields.line(part.get("text")), fields.plain(part.get("content")))
        for part in row.get("lists") or ()
    ]
    return fields.sections(
        (None, fields.plain(row.get("description"))),
        *lists,
        (None, fields.plain(row.get("additional"))),
    )
