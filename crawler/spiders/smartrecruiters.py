"""SmartRecruiters: ``GET api.smartrecruiters.com/v1/companies/{id}/postings``, 100 rows a page."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from crawler import fields
from crawler.board import BoardRow, BoardSpider, Fetch, Page, Pages, Posting, count

_API = "https://api.smartrecruiters.com/v1/companies/{}/postings"
_SECTIONS = ("companyDescription", "jobDescription", "qualifications", "additionalInformation")


class SmartRecruitersSpider(BoardSpider):
    """Proof: ``totalFound``. An unknown employer is an empty list too, so empty proves nothing."""

    name = "smartrecruiters"
    proof = "total"
    empty_is_proof = False
    conditional = False  # a validator of the first page says nothing of the others

    async def pages(self, board: BoardRow, fetch: Fetch) -> Pages:
        """Advance by the rows that came, to the count exactly: one that is passed ends nothing."""
        base, offset = _API.format(quote(board.token, safe="")), 0

        def where(row: Any) -> tuple[str, str]:
            found = fields.source_id(row["id"])
            return found, f"{base}/{quote(found, safe='')}"

        while True:
            answer = await fetch.json(f"{base}?limit=100&offset={offset}")
            rows, total = answer["content"], count(answer, "totalFound")
            page = Page(rows, total)
            await fetch.details(rows, where)
            yield page
            offset += len(rows)
            if not rows or offset == total:
                return

    def posting(self, row: Any, board: BoardRow) -> Posting:
        """The list has no text, which comes from the posting's own document, and no public page."""
        detail = row["detail"] or {}
        where = row.get("location") or {}
        city, region = where.get("city"), where.get("region")
        country = (where.get("country") or "").upper()
        found = fields.source_id(row["id"])
        return Posting(
            source_id=found,
            title=row["name"].strip(),
            # Not the document's own address, which has the title in it and is not always read.
            url=f"https://jobs.smartrecruiters.com/{quote(board.token, safe='')}/{found}",
            employer=fields.line((row.get("company") or {}).get("name")) or board.employer,
            text=_text(detail),
            detail_pending=row["detail"] is None,
            locations=fields.names(
                where.get("fullLocation") or fields.joined(city, region, country)
            ),
            addresses=fields.addresses(
                [fields.address(city, region, country, where.get("postalCode"))]
            ),
            workplace=fields.flags(where.get("remote"), where.get("hybrid")),
            department=fields.line((row.get("department") or {}).get("label"))
            or fields.line((row.get("function") or {}).get("label")),
            employment_type=fields.employment((row.get("typeOfEmployment") or {}).get("label")),
            language=fields.language((row.get("language") or {}).get("code")),
            requisition=fields.line(row.get("refNumber")),
            posted_at=fields.instant(row.get("releasedDate"), self.now),
        )


def _text(detail: Any) -> str | None:
    stated = (detail.get("jobAd") or {}).get("sections") or {}
    found = [stated.get(name) or {} for name in _SECTIONS]
    return fields.sections(
        *((fields.line(one.get("title")), fields.plain(one.get("text"))) for one in found)
    )
