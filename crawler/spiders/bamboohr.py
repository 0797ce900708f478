"""BambooHR: ``GET {slug}.bamboohr.com/careers/list``; texts in a document per posting."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from crawler import fields
from crawler.board import BoardRow, BoardSpider, Fetch, Page, Pages, Posting, count

_API = "https://{}.bamboohr.com/careers"
_WORKPLACES = {"0": "onsite", "1": "remote", "2": "hybrid"}


class BambooHRSpider(BoardSpider):
    """Proof: ``meta.totalCount``. Ids are small numbers, unique within the board only."""

    name = "bamboohr"
    proof = "total"
    conditional = False  # no validators
    token_pattern = r"[A-Za-z0-9][A-Za-z0-9-]{0,62}"

    async def pages(self, board: BoardRow, fetch: Fetch) -> Pages:
        """One page: the whole board, each row with its own document where the budget allows."""
        base = _API.format(board.token)
        answer = await fetch.json(f"{base}/list")
        page = Page(answer["result"], count(answer["meta"], "totalCount"))

        def where(row: Any) -> tuple[str, str]:
            found = fields.source_id(row["id"])
            return found, f"{base}/{quote(found, safe='')}/detail"

        await fetch.details(page.rows, where)
        yield page

    def posting(self, row: Any, board: BoardRow) -> Posting:
        """Two places are stated, ``location`` and ``atsLocation``; either may be empty."""
        found = fields.source_id(row["id"])
        detail = ((row["detail"] or {}).get("result") or {}).get("jobOpening") or {}
        ours, theirs = row.get("atsLocation") or {}, row.get("location") or {}
        place = ours if any(ours.values()) else theirs
        parts = (
            place.get("city"),
            place.get("state") or place.get("province"),
            place.get("country"),
        )
        return Posting(
            source_id=found,
            title=row["jobOpeningName"].strip(),
            url=f"{_API.format(board.token)}/{found}",
            employer=board.employer,
            text=fields.plain(detail.get("description")),
            detail_pending=row["detail"] is None,
            locations=fields.names(fields.joined(*parts)),
            addresses=fields.addresses([fields.address(*parts)]),
            workplace=_WORKPLACES.get(str(row.get("locationType"))),
            department=fields.line(row.get("departmentLabel")),
            employment_type=fields.employment(row.get("employmentStatusLabel")),
            posted_at=fields.instant(detail.get("datePosted"), self.now),
            **fields.pay_text(detail.get("compensation")),
        )
