"""Breezy: ``GET {slug}.breezy.hr/json``, the whole board as one array, without texts."""

from __future__ import annotations

from typing import Any

from crawler import fields
from crawler.board import Address, BoardRow, BoardSpider, Fetch, Page, Pages, Posting

_API = "https://{}.breezy.hr/json"


class BreezySpider(BoardSpider):
    """Proof: the natural end of one array. The text is only on the posting's HTML page."""

    name = "breezy"
    proof = "natural_end"
    token_pattern = r"[a-z0-9][a-z0-9-]{0,62}"

    async def pages(self, board: BoardRow, fetch: Fetch) -> Pages:
        """One page: the whole board."""
        yield Page(await fetch.json(_API.format(board.token)))

    def posting(self, row: Any, board: BoardRow) -> Posting:
        """``locations`` lists every place; older boards state one ``location`` only."""
        places = row.get("locations") or [row.get("location") or {}]
        country = ((places[0].get("country") or {}).get("id") or "").upper()
        return Posting(
            source_id=fields.source_id(row["id"]),
            title=row["name"].strip(),
            url=row.get("url"),
            employer=fields.line((row.get("company") or {}).get("name")) or board.employer,
            text=fields.plain(row.get("description")),
            detail_pending=not row.get("description"),
            locations=fields.names(*(place.get("name") for place in places)),
            addresses=fields.addresses(map(_address, places)),
            workplace=fields.flags(any(place.get("is_remote") is True for place in places), None),
            department=fields.line(row.get("department")),
            employment_type=fields.employment((row.get("type") or {}).get("name")),
            posted_at=fields.instant(row.get("published_date"), self.now),
            **fields.pay_text(row.get("salary"), country),
        )


def _address(place: Any) -> Address | None:
    state, country = place.get("state") or {}, place.get("country") or {}
    return fields.address(place.get("city"), state.get("name"), country.get("id"))
