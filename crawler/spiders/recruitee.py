"""Recruitee: ``GET {slug}.recruitee.com/api/offers/``, the whole board at once."""

from __future__ import annotations

from typing import Any

from crawler import fields
from crawler.board import Address, BoardRow, BoardSpider, Fetch, Page, Pages, Posting

_API = "https://{}.recruitee.com/api/offers/"


class RecruiteeSpider(BoardSpider):
    """Proof: the natural end of one document. Texts are two HTML fields."""

    name = "recruitee"
    proof = "natural_end"
    conditional = False  # no validators
    token_pattern = r"[a-z0-9][a-z0-9-]{0,62}"

    async def pages(self, board: BoardRow, fetch: Fetch) -> Pages:
        """One page: the whole board."""
        yield Page((await fetch.json(_API.format(board.token)))["offers"])

    def posting(self, row: Any, board: BoardRow) -> Posting:
        """``mailbox_email`` and the questions to applicants are never read."""
        places = row.get("locations") or [row]
        salary = row.get("salary") or {}
        return Posting(
            source_id=fields.source_id(row["id"]),
            title=row["title"].strip(),
            url=row.get("careers_url"),
            employer=fields.line(row.get("company_name")) or board.employer,
            text=fields.sections(
                (None, fields.plain(row.get("description"))),
                (None, fields.plain(row.get("requirements"))),
            ),
            locations=fields.names(*(_name(place) for place in places)),
            addresses=fields.addresses(_address(place) for place in places),
            workplace=fields.flags(row.get("remote"), row.get("hybrid"), row.get("on_site")),
            department=fields.line(row.get("department")),
            employment_type=fields.employment(row.get("employment_type_code")),
            posted_at=fields.instant(row.get("published_at"), self.now),
            updated_at=fields.instant(row.get("updated_at"), self.now),
            expires_at=fields.expiry(row.get("close_at"), self.now),
            **fields.pay(
                salary.get("min"), salary.get("max"), salary.get("currency"), salary.get("period")
            ),
        )


def _name(place: Any) -> str | None:
    return fields.joined(place.get("city"), place.get("state"), place.get("country"))


def _address(place: Any) -> Address | None:
    country = place.get("country_code") or place.get("country")
    return fields.address(place.get("city"), place.get("state"), country, place.get("postal_code"))
