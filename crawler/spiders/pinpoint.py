"""Pinpoint: ``GET {slug}.pinpointhq.com/postings.json``, the whole board at once."""

from __future__ import annotations

from typing import Any

from crawler import fields
from crawler.board import Address, BoardRow, BoardSpider, Fetch, Page, Pages, Posting

_API = "https://{}.pinpointhq.com/postings.json"
_PARTS = ("key_responsibilities", "skills_knowledge_expertise", "benefits")


class PinpointSpider(BoardSpider):
    """Proof: the natural end of one document. There is no date of publication."""

    name = "pinpoint"
    proof = "natural_end"
    token_pattern = r"[a-z0-9][a-z0-9-]{0,62}"

    async def pages(self, board: BoardRow, fetch: Fetch) -> Pages:
        """One page: the whole board."""
        yield Page((await fetch.json(_API.format(board.token)))["data"])

    def posting(self, row: Any, board: BoardRow) -> Posting:
        """Pay is read only where the board shows it."""
        where, job = row.get("location") or {}, row.get("job") or {}
        parts = [
            (fields.line(row.get(f"{part}_header")), fields.plain(row.get(part))) for part in _PARTS
        ]
        return Posting(
            source_id=fields.source_id(row["id"]),
            title=row["title"].strip(),
            url=row.get("url"),
            employer=board.employer,
            text=fields.sections((None, fields.plain(row.get("description"))), *parts),
            locations=fields.names(
                fields.joined(where.get("city"), where.get("province")) or where.get("name")
            ),
            addresses=fields.addresses([_address(where)]),
            workplace=fields.workplace(row.get("workplace_type")),
            department=fields.line((job.get("department") or {}).get("name")),
            employment_type=fields.employment(row.get("employment_type")),
            requisition=fields.line(job.get("requisition_id")),
            expires_at=fields.expiry(row.get("deadline_at"), self.now),
            **_pay(row),
        )


def _address(where: Any) -> Address | None:
    city, province = where.get("city"), where.get("province")
    return fields.address(city, province, None, where.get("postal_code"))


def _pay(row: Any) -> fields.PayFields:
    if row.get("compensation_visible") is not True:
        return {}
    parts = ("minimum", "maximum", "currency", "frequency")
    return fields.pay(*(row.get(f"compensation_{part}") for part in parts))
