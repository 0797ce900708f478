"""Greenhouse: ``GET boards-api.greenhouse.io/v1/boards/{token}/jobs``, the whole board at once."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from crawler import fields
from crawler.board import BoardRow, BoardSpider, Fetch, Page, Pages, Posting, count

_API = "https://boards-api.greenhouse.io/v1/boards/{}/jobs?content=true&pay_transparency=true"


class GreenhouseSpider(BoardSpider):
    """Proof: ``meta.total``. ``content`` is HTML escaped once; pay is cents without a period."""

    name = "greenhouse"
    proof = "total"
    custom_settings = {"DOWNLOAD_MAXSIZE": 64 * 1024 * 1024}  # noqa: RUF012

    async def pages(self, board: BoardRow, fetch: Fetch) -> Pages:
        """One page: the whole board."""
        answer = await fetch.json(_API.format(quote(board.token, safe="")))
        yield Page(answer["jobs"], count(answer["meta"], "total"))

    def posting(self, row: Any, board: BoardRow) -> Posting:
        """Recruiters stand in ``metadata`` (type ``user``): it is never read."""
        return Posting(
            source_id=fields.source_id(row["id"]),
            title=row["title"].strip(),
            url=row.get("absolute_url"),
            employer=fields.line(row.get("company_name")) or board.employer,
            text=fields.plain(row.get("content"), escaped=True),
            locations=fields.names((row.get("location") or {}).get("name")),
            department=fields.line(", ".join(one["name"] for one in row.get("departments") or ())),
            language=fields.language(row.get("language")),
            requisition=fields.line(str(row.get("internal_job_id") or "")),
            posted_at=fields.instant(row.get("first_published"), self.now),
            updated_at=fields.instant(row.get("updated_at"), self.now),
            expires_at=fields.expiry(row.get("application_deadline"), self.now),
            **_pay(row.get("pay_input_ranges") or ()),
        )


def _pay(zones: Any) -> fields.PayFields:
    def whole(cents: object) -> float | None:
        found = fields.number(cents)
        return found / 100 if found else None

    return fields.widest(
        [
            fields.pay(
                whole(z.get("min_cents")), whole(z.get("max_cents")), z.get("currency_type"), None
            )
            for z in zones
        ]
    )
