"""Ashby: ``GET api.ashbyhq.com/posting-api/job-board/{name}``, the whole board at once."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import quote

from crawler.board import BoardSpider
from crawler.fetch import Fetch
from crawler.fields.dates import instant
from crawler.fields.identity import source_id
from crawler.fields.kinds import employment, workplace
from crawler.fields.pay import PayFields, pay, widest
from crawler.fields.places import address, addresses, names
from crawler.fields.text import line, plain
from crawler.page import Page, Skip
from crawler.sink import BoardRow
from db.posting import Address, Posting

_API = "https://api.ashbyhq.com/posting-api/job-board/{}?includeCompensation=true"


class AshbySpider(BoardSpider):
    """Proof: the natural end of one document. Board names may hold spaces and dots."""

    name = "ashby"
    proof = "natural_end"
    token_pattern = r"[A-Za-z0-9][A-Za-z0-9 ._&'+-]{0,99}"

    async def pages(self, board: BoardRow, fetch: Fetch) -> AsyncIterator[Page]:
        """One page: the whole board."""
        answer = await fetch.json(_API.format(quote(board.token, safe="")))
        yield Page(answer["jobs"])

    def posting(self, row: Any, board: BoardRow) -> Posting | Skip:
        """``isRemote`` is true on hybrid postings too: ``workplaceType`` decides where it is stated."""
        if row.get("isListed") is False:
            return Skip("not listed")
        others = row.get("secondaryLocations") or []
        stated = workplace(row.get("workplaceType"))
        return Posting(
            source_id=source_id(row["id"]),
            title=row["title"].strip(),
            url=row.get("jobUrl"),
            employer=board.employer,
            text=plain(row.get("descriptionHtml")) or row.get("descriptionPlain"),
            locations=names(row.get("location"), *(one.get("location") for one in others)),
            addresses=addresses(_address(one) for one in (row, *others)),
            workplace=stated,
            department=line(row.get("department")) or line(row.get("team")),
            employment_type=employment(row.get("employmentType")),
            posted_at=instant(row.get("publishedAt"), self.now),
            **_pay(row.get("compensation") or {}),
        )


def _address(place: Any) -> Address | None:
    stated = (place.get("address") or {}).get("postalAddress") or {}
    return address(
        stated.get("addressLocality"), stated.get("addressRegion"), stated.get("addressCountry")
    )


def _pay(compensation: Any) -> PayFields:
    """The widest range over the salary components; bonus and equity are money too, but not pay."""
    parts = [p for tier in compensation.get("compensationTiers") or () for p in tier["components"]]
    return widest(
        [
            pay(p.get("minValue"), p.get("maxValue"), p.get("currencyCode"), p.get("interval"))
            for p in parts
            if p.get("compensationType") == "Salary"
        ]
    )
