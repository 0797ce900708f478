"""Workday: ``POST {tenant}.{data centre}.myworkdayjobs.com/wday/cxs/{tenant}/{site}/jobs``.

The board's token is ``tenant|wd5|site``.
"""

from __future__ import annotations

from typing import Any

from crawler import fields
from crawler.board import BoardRow, BoardSpider, Fetch, Page, Pages, Posting, Stop, count

_PAGE = 20  # rows; a larger limit is refused
_CEILING = 2000  # what the source counts and lists at most; beyond, it starts again at page one


class WorkdaySpider(BoardSpider):
    """Proof: ``total`` of the first page (later ones say 0), unless it reaches the ceiling."""

    name = "workday"
    proof = "total"
    conditional = False  # no validators
    token_pattern = r"[A-Za-z0-9][A-Za-z0-9_-]{0,62}\|wd\d{1,4}\|[A-Za-z0-9][A-Za-z0-9_-]{0,99}"

    async def pages(self, board: BoardRow, fetch: Fetch) -> Pages:
        """Advance by the rows that came; each row with its own document where the budget allows."""
        base, offset, total = _base(board), 0, 1
        while offset < total:
            if offset >= _CEILING:
                raise Stop("truncated", f"the source lists at most {_CEILING} postings")
            asked = {"appliedFacets": {}, "limit": _PAGE, "offset": offset, "searchText": ""}
            answer = await fetch.json(f"{base}/jobs", post=asked)
            total = total if offset else count(answer, "total")
            page = Page(answer["jobPostings"], total)
            for row in page.rows:
                row["detail"] = await fetch.detail(_id(row), f"{base}{row['externalPath']}")
            yield page
            if not page.rows:
                return
            offset += len(page.rows)
        if total >= _CEILING:
            raise Stop("truncated", f"the source counts at most {_CEILING} postings")

    def posting(self, row: Any, board: BoardRow) -> Posting:
        """``postedOn`` is only a floor ("30+ Days Ago"): the date is ``startDate``."""
        detail = (row["detail"] or {}).get("jobPostingInfo") or {}
        host, site = _base(board).split("/wday/")[0], board.token.split("|")[2]
        places = [detail.get("location"), *(detail.get("additionalLocations") or ())]
        listed = fields.line(row.get("locationsText")) or ""
        several = listed.endswith(" Locations")
        return Posting(
            source_id=_id(row),
            title=row["title"].strip(),
            url=f"{host}/{site}{row['externalPath']}",
            employer=fields.line(
                ((row["detail"] or {}).get("hiringOrganization") or {}).get("name")
            )
            or board.employer,
            text=fields.plain(detail.get("jobDescription")),
            detail_pending=row["detail"] is None,
            locations=fields.names(*places) or (() if several else fields.names(listed)),
            addresses=fields.addresses(
                [fields.address(country=(detail.get("country") or {}).get("descriptor"))]
            ),
            workplace=fields.workplace(detail.get("remoteType")),
            employment_type=fields.employment(detail.get("timeType")),
            requisition=fields.line(detail.get("jobReqId")),
            posted_at=fields.instant(detail.get("startDate"), self.now),
        )


def _base(board: BoardRow) -> str:
    tenant, centre, site = board.token.split("|")
    return f"https://{tenant}.{centre}.myworkdayjobs.com/wday/cxs/{tenant}/{site}"


def _id(row: Any) -> str:
    """The tail of the path: the requisition with the number of its copy."""
    path = row["externalPath"]
    if not isinstance(path, str) or not path.startswith("/") or ".." in path or "?" in path:
        raise ValueError(f"the path is {path!r}")
    return fields.source_id(path.rpartition("/")[2].rpartition("_")[2])
