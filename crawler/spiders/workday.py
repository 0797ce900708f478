"""Workday: ``POST {tenant}.{data centre}.myworkdayjobs.com/wday/cxs/{tenant}/{site}/jobs``.

The board's token is ``tenant|wd5|site``.
"""

from __future__ import annotations

from typing import Any

from crawler import fields
from crawler.board import BoardRow, BoardSpider, Fetch, Page, Pages, Posting, Stop, count
from crawler.facets import slices

_PAGE = 20  # rows; a larger limit is refused
_CEILING = 2000  # rows that the source counts and lists at most; beyond, it starts again


class WorkdaySpider(BoardSpider):
    """Proof: ``total`` of the first page (later ones say 0), or what two facets agree on.

    A list that reaches the ceiling is read in slices, one for each value of a facet.
    """

    name = "workday"
    proof = "total"
    conditional = False  # no validators
    token_pattern = r"[A-Za-z0-9][A-Za-z0-9_-]{0,62}\|wd\d{1,4}\|[A-Za-z0-9][A-Za-z0-9_-]{0,99}"

    async def pages(self, board: BoardRow, fetch: Fetch) -> Pages:
        """The whole list, or its slices."""
        base = _base(board)
        first = await _ask(fetch, base, {}, 0)
        total = count(first, "total")
        cut = slices(first.get("facets"), _CEILING) if total >= _CEILING else None
        if cut is None:
            async for page in _listed(fetch, base, {}, first, total):
                yield page
            if total >= _CEILING:
                raise Stop("truncated", f"the source counts at most {_CEILING} postings")
            return
        for value in cut.values:
            applied = {cut.facet: [value]}
            async for page in _listed(
                fetch, base, applied, await _ask(fetch, base, applied, 0), cut.total
            ):
                yield page

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


async def _ask(fetch: Fetch, base: str, applied: dict[str, list[str]], offset: int) -> Any:
    asked = {"appliedFacets": applied, "limit": _PAGE, "offset": offset, "searchText": ""}
    return await fetch.json(f"{base}/jobs", post=asked)


async def _listed(
    fetch: Fetch, base: str, applied: dict[str, list[str]], first: Any, total: int
) -> Pages:
    """Pages of one slice, by the rows that came; each row with its own document where possible.

    The list ends at its count exactly, or without rows: a count that was passed ends nothing.
    """
    answer, offset, here = first, 0, min(count(first, "total"), _CEILING)
    while True:
        page = Page(answer["jobPostings"], total)
        await fetch.details(page.rows, lambda row: (_id(row), f"{base}{row['externalPath']}"))
        yield page
        offset += len(page.rows)
        if not page.rows or offset == here:
            return
        answer = await _ask(fetch, base, applied, offset)


def _base(board: BoardRow) -> str:
    tenant, centre, site = board.token.split("|")
    return f"https://{tenant}.{centre}.myworkdayjobs.com/wday/cxs/{tenant}/{site}"


def _id(row: Any) -> str:
    """The tail of the path: the requisition with the number of its copy."""
    path = row["externalPath"]
    if not isinstance(path, str) or not path.startswith("/") or ".." in path or "?" in path:
        raise ValueError(f"the path is {path!r}")
    return fields.source_id(path.rpartition("/")[2].rpartition("_")[2])
