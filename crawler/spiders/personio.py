"""Personio: ``GET {slug}.jobs.personio.de/xml``, the whole board as one XML feed."""

from __future__ import annotations

from typing import Any

from crawler import fields
from crawler.board import BoardRow, BoardSpider, Fetch, Page, Pages, Posting, Stop

_FEEDS = ("https://{}.jobs.personio.de/xml", "https://{}.jobs.personio.com/xml")


class PersonioSpider(BoardSpider):
    """Proof: the natural end of one feed. The public page is not in it: it is built from the id."""

    name = "personio"
    proof = "natural_end"
    conditional = False  # two documents: English, and the board's own language
    token_pattern = r"[a-z0-9][a-z0-9-]{0,62}"  # a host name's label

    async def pages(self, board: BoardRow, fetch: Fetch) -> Pages:
        """The English feed; texts that it lacks are taken from the feed in the board's language."""
        feed = _FEEDS[0].format(board.token)
        try:
            english = await _positions(fetch, f"{feed}?language=en")
        except Stop as stop:
            if stop.outcome != "gone":
                raise
            feed = _FEEDS[1].format(board.token)  # asked too before the board counts as gone
            english = await _positions(fetch, f"{feed}?language=en")
        if any(not _text(position) for position in english):
            own = {_of(p, "id"): p for p in await _positions(fetch, feed)}
            english = [p if _text(p) else own.get(_of(p, "id"), p) for p in english]
        yield Page(english)

    def posting(self, row: Any, board: BoardRow) -> Posting:
        """One ``position`` element."""
        found = fields.source_id(_of(row, "id"))
        offices = [_of(row, "office"), *(e.text for e in row.findall("additionalOffices/office"))]
        title = _of(row, "name")
        if not title:
            raise KeyError("name")
        return Posting(
            source_id=found,
            title=title,
            url=f"https://{board.token}.jobs.personio.de/job/{found}",
            employer=_of(row, "subcompany") or board.employer,
            text=_text(row),
            locations=fields.names(*offices),
            department=_of(row, "department"),
            employment_type=_employment(_of(row, "employmentType"), _of(row, "schedule")),
            posted_at=fields.instant(_of(row, "createdAt"), self.now),
            **fields.pay(
                _of(row, "salaryInformation/min"),
                _of(row, "salaryInformation/max"),
                _of(row, "salaryInformation/currencyCode"),
                _of(row, "salaryInformation/type"),
            ),
        )


async def _positions(fetch: Fetch, url: str) -> list[Any]:
    root = await fetch.xml(url)
    if root.tag != "workzag-jobs":
        raise KeyError("workzag-jobs")
    return root.findall("position")


def _of(row: Any, path: str) -> str | None:
    return fields.line(row.findtext(path))


def _text(row: Any) -> str | None:
    parts = row.findall("jobDescriptions/jobDescription")
    return fields.sections(
        *(
            (fields.line(part.findtext("name")), fields.plain(part.findtext("value")))
            for part in parts
        )
    )


def _employment(kind: str | None, schedule: str | None) -> str | None:
    """``permanent`` says nothing of hours, which the schedule states."""
    return fields.employment(schedule) if kind == "permanent" else fields.employment(kind, schedule)
