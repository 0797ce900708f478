"""Teamtailor: ``GET {slug}.teamtailor.com/jobs.json``, a JSON Feed of schema.org postings."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from crawler import fields
from crawler.board import Address, BoardRow, BoardSpider, Fetch, Page, Pages, Posting, Stop

_FEED = "https://{}.teamtailor.com/jobs.json"


class TeamtailorSpider(BoardSpider):
    """Proof: the natural end, a page without ``next_url``. The numeric id survives slug edits."""

    name = "teamtailor"
    proof = "natural_end"
    conditional = False  # a feed may have several pages
    token_pattern = r"[a-z0-9][a-z0-9-]{0,62}"

    async def pages(self, board: BoardRow, fetch: Fetch) -> Pages:
        """Follow ``next_url`` on the board's own host."""
        url = _FEED.format(board.token)
        host = urlsplit(url).hostname
        while url:
            answer = await fetch.json(url)
            yield Page(answer["items"])
            url = answer.get("next_url") or ""
            if url and (urlsplit(url).scheme, urlsplit(url).hostname) != ("https", host):
                raise Stop("blocked", f"the next page of {host} is on another host")

    def posting(self, row: Any, board: BoardRow) -> Posting:
        """Facts stand in ``_jobposting``, a schema.org JobPosting."""
        stated = row.get("_jobposting") or {}
        places = stated.get("jobLocation") or []
        found = [_address(place) for place in (places if isinstance(places, list) else [places])]
        names = (fields.joined(a.locality, a.region, a.country) for a in found if a)
        remote = stated.get("jobLocationType") == "TELECOMMUTE"
        return Posting(
            source_id=fields.source_id((stated.get("identifier") or {}).get("value", row["id"])),
            title=row["title"].strip(),
            url=row.get("url"),
            employer=fields.line((stated.get("hiringOrganization") or {}).get("name"))
            or board.employer,
            text=fields.plain(row.get("content_html") or stated.get("description")),
            locations=fields.names(*names),
            addresses=fields.addresses(found),
            workplace=fields.flags(remote, None),
            employment_type=fields.employment(*_listed(stated.get("employmentType"))),
            posted_at=fields.instant(row.get("date_published"), self.now),
            expires_at=fields.expiry(stated.get("validThrough"), self.now),
        )


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _address(place: Any) -> Address | None:
    stated = place.get("address") or {}
    return fields.address(
        stated.get("addressLocality"),
        stated.get("addressRegion"),
        stated.get("addressCountry"),
        stated.get("postalCode"),
    )
