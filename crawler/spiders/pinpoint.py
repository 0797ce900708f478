"""Pinpoint: ``GET {slug}.pinpointhq.com/postings.json``, the whole board at once."""

from __future__ import annotations

from typing import Any

from crawler import fields
from crawler.board import BoardRow, BoardSpider, Fetch, Page, Pages, Posting

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
        shown = row if row.get("compensation_visible") is True else {}
        return Posting(
            source_id=fields.source_id(row["id"]),
            title=row["title"].strip(),
            url=row.get("url"),
            employer=board.employer,
            text=fields.sections((None, fields.plain(row.get("description"))), *parts),
            locations=fields.names(
                fields.joined(where.get("city"), where.get("province")) or where.get("name")
            ),
            addresses=fields.addresses(
                [
                    fields.address(
                        where.get("city"), where.get("province"), None, where.get("postal_code")
                    )
                ]
            ),
            workplace=fields.workplace(row.get("workplace_type")),
            department=fields.line((job.get("department") or {}).get("name")),
            employment_type=fields.employment(row.get("employment_type")),
            requisition=fields.line(job.get("requisition_id")),
            expires_at=fields.expiry(row.get("deadline_at"), self.now),
            **fields.pay(
                shown.get("compensation_minimum"),
                shown.get("compensation_maximum"),
                shown.get("compensation_currency"),
                shown.get("compensation_frequency"),
            ),
        )
