"""Breezy: ``GET {slug}.breezy.hr/json``, the whole board as one array, without texts."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from crawler import fields
from crawler.board import Address, BoardRow, BoardSpider, Fetch, Page, Pages, Posting

_API = "https://{}.breezy.hr"


class BreezySpider(BoardSpider):
    """Proof: the natural end of one array. The text is in the JSON-LD of a posting's page."""

    name = "breezy"
    proof = "natural_end"
    conditional = False  # texts of unchanged postings may still be pending
    token_pattern = r"[a-z0-9][a-z0-9-]{0,62}"

    async def pages(self, board: BoardRow, fetch: Fetch) -> Pages:
        """One page: the whole board, each row with its own page where the budget allows."""
        base = _API.format(board.token)
        page = Page(await fetch.json(f"{base}/json"))

        def where(row: Any) -> tuple[str, str]:
            found = fields.source_id(row["id"])
            return found, f"{base}/p/{quote(str(row.get('friendly_id') or found), safe='')}"

        await fetch.detail_pages(page.rows, where)
        yield page

    def posting(self, row: Any, board: BoardRow) -> Posting:
        """``locations`` lists every place; older boards state one ``location`` only."""
        places = row.get("locations") or [row.get("location") or {}]
        country = ((places[0].get("country") or {}).get("id") or "").upper()
        return Posting(
            source_id=fields.source_id(row["id"]),
            title=row["name"].strip(),
            url=row.get("url"),
            employer=fields.line((row.get("company") or {}).get("name")) or board.employer,
            text=fields.plain(_described(row)),
            detail_pending=row["detail"] is None,
            locations=fields.names(*(place.get("name") for place in places)),
            addresses=fields.addresses(map(_address, places)),
            workplace=fields.flags(any(place.get("is_remote") is True for place in places), None),
            department=fields.line(row.get("department")),
            employment_type=fields.employment((row.get("type") or {}).get("name")),
            posted_at=fields.instant(row.get("published_date"), self.now),
            **fields.pay_text(row.get("salary"), country),
        )


def _described(row: Any) -> Any:
    page = row["detail"]
    found = fields.job_posting(page) if page is not None else None
    return (found or row).get("description")


def _address(place: Any) -> Address | None:
    state, country = place.get("state") or {}, place.get("country") or {}
    return fields.address(place.get("city"), state.get("name"), country.get("id"))
