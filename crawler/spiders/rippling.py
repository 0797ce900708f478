"""Rippling: ``GET api.rippling.com/platform/api/ats/v1/board/{slug}/jobs``, one row a location."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from crawler import fields
from crawler.board import MALFORMED, BoardRow, BoardSpider, Fetch, Page, Pages, Posting

_API = "https://api.rippling.com/platform/api/ats/v1/board/{}/jobs"


class RipplingSpider(BoardSpider):
    """Proof: the natural end of one array. Rows of one ``uuid`` are one posting in many places."""

    name = "rippling"
    proof = "natural_end"
    conditional = False  # no validators

    async def pages(self, board: BoardRow, fetch: Fetch) -> Pages:
        """One page of merged rows, each with its own document where the budget allows."""
        base = _API.format(quote(board.token, safe=""))
        rows = _merged(Page(await fetch.json(base)).rows)

        def where(row: Any) -> tuple[str, str]:
            found = fields.source_id(row["uuid"])
            return found, f"{base}/{quote(found, safe='')}"

        await fetch.details(rows, where)
        yield Page(rows)

    def posting(self, row: Any, board: BoardRow) -> Posting:
        """The text is in two parts, on the employer and on the role."""
        detail = row["detail"] or {}
        about = detail.get("description") or {}
        pays = [_pay(span) for span in detail.get("payRangeDetails") or ()]
        return Posting(
            source_id=fields.source_id(row["uuid"]),
            title=row["name"].strip(),
            url=row.get("url"),
            employer=fields.line(detail.get("companyName")) or board.employer,
            text=fields.sections(
                (None, fields.plain(about.get("company"))), (None, fields.plain(about.get("role")))
            ),
            detail_pending=row["detail"] is None,
            locations=fields.names(*row["labels"]),
            department=fields.line((row.get("department") or {}).get("label")),
            employment_type=fields.employment((detail.get("employmentType") or {}).get("label")),
            posted_at=fields.instant(detail.get("createdOn"), self.now),
            **fields.widest(pays),
        )


def _merged(rows: list[Any]) -> list[Any]:
    """One row a posting, with its ``labels``; one that cannot be read stays, to be refused."""
    merged: dict[str, Any] = {}
    unread = []
    for row in rows:
        try:
            found = fields.source_id(row["uuid"])
            label = (row.get("workLocation") or {}).get("label")
        except MALFORMED:
            unread.append(row)
            continue
        merged.setdefault(found, {**row, "labels": []})["labels"].append(label)
    return [*merged.values(), *unread]


def _pay(span: Any) -> fields.PayFields:
    return fields.pay(
        span.get("rangeStart"), span.get("rangeEnd"), span.get("currency"), span.get("frequency")
    )
