"""Lever: ``GET api.lever.co/v0/postings/{site}?mode=json``, the whole board as one array."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import quote

from crawler.board import BoardSpider
from crawler.fetch import Fetch
from crawler.fields.dates import instant
from crawler.fields.identity import source_id
from crawler.fields.kinds import employment, workplace
from crawler.fields.pay import pay
from crawler.fields.places import address, addresses, names
from crawler.fields.text import line, plain, sections
from crawler.page import Page
from crawler.sink import BoardRow
from crawler.stop import Stop
from db.posting import Posting

_API = "https://{}/v0/postings/{}?mode=json"
_HOSTS = ("api.lever.co", "api.eu.lever.co")  # the US host answers 404 for European sites


class LeverSpider(BoardSpider):
    """Proof: the natural end of one array. Requirements stand in ``lists``, not in ``description``."""

    name = "lever"
    proof = "natural_end"

    async def pages(self, board: BoardRow, fetch: Fetch) -> AsyncIterator[Page]:
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
        """``descriptionBody`` leaves out the opening, which ``description`` has: take the latter."""
        where = row.get("categories") or {}
        salary = row.get("salaryRange") or {}
        return Posting(
            source_id=source_id(row["id"]),
            title=row["text"].strip(),
            url=row.get("hostedUrl"),
            employer=board.employer,
            text=_text(row),
            locations=names(where.get("location"), *(where.get("allLocations") or ())),
            addresses=addresses([address(country=row.get("country"))]),
            workplace=workplace(row.get("workplaceType")),
            department=line(where.get("department")) or line(where.get("team")),
            employment_type=employment(where.get("commitment")),
            posted_at=instant(row.get("createdAt"), self.now),
            **pay(salary.get("min"), salary.get("max"), salary.get("currency"), salary.get("interval")),
        )


def _text(row: Any) -> str | None:
    lists = [(line(part.get("text")), plain(part.get("content"))) for part in row.get("lists") or ()]
    return sections((None, plain(row.get("description"))), *lists, (None, plain(row.get("additional"))))
