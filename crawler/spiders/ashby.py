"""Ashby: ``GET api.ashbyhq.com/posting-api/job-board/{name}``, the whole board at once."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from crawler import fields
from crawler.board import Address, BoardRow, BoardSpider, Fetch, Page, Pages, Posting, Skip

_API = "https://api.ashbyhq.com/posting-api/job-board/{}?includeCompensation=true"


class AshbySpider(BoardSpider):
    """Proof: the natural end of one document. Board names may hold spaces and dots."""

    name = "ashby"
    proof = "natural_end"
    token_pattern = r"[A-Za-z0-9][A-Za-z0-9 ._&'+-]{0,99}"

    async def pages(self, board: BoardRow, fetch: Fetch) -> Pages:
        """One page: the whole board."""
        answer = await fetch.json(_API.format(quote(board.token, safe="")))
        yield Page(answer["jobs"])

    def posting(self, row: Any, board: BoardRow) -> Posting | Skip:
        """``isRemote`` is true on hybrid postings too, so only ``workplaceType`` is read."""
        if row.get("isListed") is False:
            return Skip("not listed")
        others = row.get("secondaryLocations") or []
        stated = fields.workplace(row.get("workplaceType"))
        return Posting(
            source_id=fields.source_id(row["id"]),
            title=row["title"].strip(),
            url=row.get("jobUrl"),
            employer=board.employer,
            text=fields.plain(row.get("descriptionHtml")) or row.get("descriptionPlain"),
            locations=fields.names(row.get("location"), *(one.get("location") for one in others)),
            addresses=fields.addresses(_address(one) for one in (row, *others)),
            workplace=stated,
            department=fields.line(row.get("department")) or fields.line(row.get("team")),
            employment_type=fields.employment(row.get("employmentType")),
            posted_at=fields.instant(row.get("publishedAt"), self.now),
            **_pay(row.get("compensation") or {}),
        )


def _address(place: Any) -> Address | None:
    stated = (place.get("address") or {}).get("postalAddress") or {}
    return fields.address(
        stated.get("addressLocality"), stated.get("addressRegion"), stated.get("addressCountry")
    )


def _pay(compensation: Any) -> fields.PayFields:
    """The widest range over the salary components; bonus and equity are money too, but not pay."""
    parts = [p for tier in compensation.get("compensationTiers") or () for p in tier["components"]]
    return fields.widest(
        [
            fields.pay(
                p.get("minValue"), p.get("maxValue"), p.get("currencyCode"), p.get("interval")
            )
            for p in parts
            if p.get("compensationType") == "Salary"
        ]
    )
