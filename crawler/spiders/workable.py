"""Workable: the account's widget (``GET .../api/v1/widget/accounts/{slug}``), else the v3 list."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from crawler import fields
from crawler.board import BoardRow, BoardSpider, Fetch, Page, Pages, Posting, Stop, count

_WIDGET = "https://apply.workable.com/api/v1/widget/accounts/{}?details=true"
_LIST = "https://apply.workable.com/api/v3/accounts/{}/jobs"
_DETAIL = "https://apply.workable.com/api/v2/accounts/{}/jobs/{}"
_TEXTS = ("description", "requirements", "benefits")
_ALL: dict[str, Any] = {"query": "", "location": [], "department": [], "worktype": []}


class WorkableSpider(BoardSpider):
    """Proof: the widget is one document; the v3 list states its total and gives no texts."""

    name = "workable"
    proof = "natural_end"
    conditional = False  # no validators

    async def pages(self, board: BoardRow, fetch: Fetch) -> Pages:
        """The widget; an account without one is asked for its list before it counts as gone."""
        slug = quote(board.token, safe="")
        try:
            answer = await fetch.json(_WIDGET.format(slug))
        except Stop as stop:
            if stop.outcome != "gone":
                raise
            async for page in _listed(slug, fetch):
                yield page
            return
        for row in answer["jobs"]:
            if isinstance(row, dict):
                row["account"] = answer.get("name")
        yield Page(answer["jobs"])

    def posting(self, row: Any, board: BoardRow) -> Posting:
        """A hidden location is not shown, so it is not read."""
        places = [p for p in row.get("locations") or [row] if not p.get("hidden")]
        found, slug = fields.source_id(row["shortcode"]), quote(board.token, safe="")
        text = row.get("description") or _detailed(row.get("detail") or {})
        return Posting(
            source_id=found,
            title=row["title"].strip(),
            url=row.get("url") or f"https://apply.workable.com/{slug}/j/{found}/",
            employer=fields.line(row.get("account")) or board.employer,
            text=fields.plain(text),
            detail_pending=not text and "published" in row,
            locations=fields.names(*(fields.joined(*_parts(p)) for p in places)),
            addresses=fields.addresses(fields.address(*_parts(p)) for p in places),
            workplace=fields.workplace(row.get("workplace"))
            or fields.flags(row.get("telecommuting"), None),
            department=fields.line(_department(row.get("department"))),
            employment_type=fields.employment(row.get("employment_type"), row.get("type")),
            language=fields.language(row.get("language")),
            posted_at=fields.instant(row.get("published_on") or row.get("published"), self.now),
        )


async def _listed(slug: str, fetch: Fetch) -> Pages:
    asked = dict(_ALL)

    def where(row: Any) -> tuple[str, str]:
        code = fields.source_id(row["shortcode"])
        return code, _DETAIL.format(slug, quote(code, safe=""))

    while True:
        answer = await fetch.json(_LIST.format(slug), post=asked)
        page = Page(answer["results"], count(answer, "total"))
        await fetch.details(page.rows, where)
        yield page
        if not answer.get("nextPage"):
            return
        asked["token"] = answer["nextPage"]


def _detailed(detail: Any) -> str:
    return "\n".join(part for name in _TEXTS if isinstance(part := detail.get(name), str))


def _parts(place: Any) -> tuple[Any, Any, Any]:
    return place.get("city"), place.get("region") or place.get("state"), place.get("country")


def _department(value: Any) -> Any:
    return ", ".join(value) if isinstance(value, list) else value
