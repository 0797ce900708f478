"""Greenhouse: ``GET boards-api.greenhouse.io/v1/boards/{token}/jobs``, the whole board at once."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import quote

from crawler.board import BoardSpider
from crawler.fetch import Fetch
from crawler.fields.dates import expiry, instant
from crawler.fields.identity import source_id
from crawler.fields.kinds import language
from crawler.fields.pay import PayFields, number, pay, widest
from crawler.fields.places import names
from crawler.fields.text import line, plain
from crawler.page import Page
from crawler.sink import BoardRow
from db.posting import Posting

_API = "https://boards-api.greenhouse.io/v1/boards/{}/jobs?content=true&pay_transparency=true"


class GreenhouseSpider(BoardSpider):
    """Proof: ``meta.total``. ``content`` is HTML escaped once; pay is in cents, without a period."""

    name = "greenhouse"
    proof = "total"
    custom_settings = {"DOWNLOAD_MAXSIZE": 64 * 1024 * 1024}  # noqa: RUF012 (Scrapy's own contract)

    async def pages(self, board: BoardRow, fetch: Fetch) -> AsyncIterator[Page]:
        """One page: the whole board."""
        answer = await fetch.json(_API.format(quote(board.token, safe="")))
        yield Page(answer["jobs"], answer["meta"]["total"])

    def posting(self, row: Any, board: BoardRow) -> Posting:
        """Recruiters stand in ``metadata`` (type ``user``): it is never read."""
        return Posting(
            source_id=source_id(row["id"]),
            title=row["title"].strip(),
            url=row.get("absolute_url"),
            employer=line(row.get("company_name")) or board.employer,
            text=plain(row.get("content"), escaped=True),
            locations=names((row.get("location") or {}).get("name")),
            department=line(", ".join(one["name"] for one in row.get("departments") or ())),
            language=language(row.get("language")),
            requisition=line(str(row.get("internal_job_id") or "")),
            posted_at=instant(row.get("first_published"), self.now),
            updated_at=instant(row.get("updated_at"), self.now),
            expires_at=expiry(row.get("application_deadline"), self.now),
            **_pay(row.get("pay_input_ranges") or ()),
        )


def _pay(zones: Any) -> PayFields:
    def whole(cents: object) -> float | None:
        found = number(cents)
        return found / 100 if found else None

    return widest(
        [pay(whole(z.get("min_cents")), whole(z.get("max_cents")), z.get("currency_type"), None) for z in zones]
    )
