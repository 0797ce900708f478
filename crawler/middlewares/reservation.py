"""Text and data mining reservation (W3C TDMRep), and the robots directives of a response.

Priority as in the protocol: ``/.well-known/tdmrep.json`` first, the HTTP header supersedes it, and
the page's meta element supersedes the header. Any value but 0 and 1 is unset. ``noai`` counts as a
reservation; ``noindex`` and ``noarchive`` mean that a posting is counted but its text not stored.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from bs4 import BeautifulSoup
from bs4.filter import SoupStrainer
from scrapy import Request
from scrapy.http.request import NO_CALLBACK
from scrapy.utils.httpobj import urlparse_cached

from crawler.hosts import slot_of
from crawler.middlewares.memo import Memo
from crawler.stop import Stop

if TYPE_CHECKING:
    from typing import Self

    from scrapy.crawler import Crawler
    from scrapy.http import Response

_HEAD_BYTES = 64 * 1024


def flag(value: object) -> bool | None:
    """True for 1, False for 0, None for anything else, however it is spelled."""
    if isinstance(value, bool):
        return None
    return {"0": False, "1": True}.get(str(value).strip())


def reserved(file: object, header: object, meta: object) -> bool:
    """Whether the rights are reserved, the last source that says 0 or 1 deciding."""
    stated = [said for said in (flag(meta), flag(header), flag(file)) if said is not None]
    return stated[0] if stated else False


def file_value(body: bytes, path: str) -> object:
    """The reservation that a tdmrep.json states for a path: the most specific pattern's."""
    try:
        entries = json.loads(body)
    except (ValueError, RecursionError):
        return None
    found = [e for e in entries if _applies(e, path)] if isinstance(entries, list) else []
    best: dict[str, Any] = max(found, key=lambda entry: len(entry["location"]), default={})
    return best.get("tdm-reservation")


def _applies(entry: Any, path: str) -> bool:
    location = entry.get("location") if isinstance(entry, dict) else None
    if not isinstance(location, str) or len(location) > 500:
        return False
    pattern, anchored = location.removesuffix("$"), location.endswith("$")
    parts = re.split(r"\*+", pattern)
    at = 0
    for number, part in enumerate(parts):
        at = path.find(part, at)
        if at < 0 or (number == 0 and at > 0):
            return False
        at += len(part)
    return not anchored or at == len(path) or pattern.endswith("*")


def meta_values(body: bytes) -> dict[str, str]:
    """Content of the named meta elements of an HTML page's head, names in lower case."""
    found: dict[str, str] = {}
    head = body[:_HEAD_BYTES].decode("utf-8", "replace")
    for element in BeautifulSoup(head, "lxml", parse_only=SoupStrainer("meta")).find_all("meta"):
        if element.has_attr("name") and element.has_attr("content"):
            found[str(element["name"]).lower()] = str(element["content"])
    return found


def directives(header: str, meta: str) -> frozenset[str]:
    """Robots directives of a response that are for everyone or for this crawler."""
    words: set[str] = set()
    for part in f"{header},{meta}".lower().split(","):
        agent, colon, rest = part.partition(":")
        words.add((rest if colon and agent.strip() in ("*", "roleatlas") else part).strip())
    return frozenset(words)


class ReservationMiddleware:
    """Stops a visit where mining is reserved; marks responses whose text may not be stored."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._ttl = crawler.settings.getfloat("ROBOTS_TTL")
        self._files: Memo[bytes] = Memo()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Made by Scrapy."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Read the host's tdmrep.json before the first request to it."""
        if request.meta.get("is_robots") or request.meta.get("is_policy"):
            return
        parts = urlparse_cached(request)
        origin = f"{parts.scheme}://{parts.netloc}"
        body = await self._files.get(origin, lambda: self._read(origin))
        request.meta["tdm_file"] = file_value(body, parts.path)

    async def _read(self, origin: str) -> tuple[float, bytes]:
        assert self._crawler.engine
        url = f"{origin}/.well-known/tdmrep.json"
        meta = {"is_policy": True, "download_slot": slot_of(url, self._crawler.settings)}
        try:
            response = await self._crawler.engine.download_async(
                Request(url, meta=meta, callback=NO_CALLBACK)
            )
        except Exception:  # unreadable is unset: unlike robots.txt, the protocol does not close
            return self._ttl, b""
        return self._ttl, response.body if response.status == 200 else b""

    def process_response(self, request: Request, response: Response) -> Response:
        """Raise Stop when mining is reserved; otherwise note the robots directives."""
        if request.meta.get("is_robots") or request.meta.get("is_policy"):
            return response
        html = b"html" in (response.headers.get("Content-Type") or b"").lower()
        meta = meta_values(response.body) if html else {}
        header = _header(response, "TDM-Reservation")
        said = directives(_header(response, "X-Robots-Tag"), meta.get("robots", ""))
        host = urlparse_cached(request).hostname
        if reserved(request.meta.get("tdm_file"), header, meta.get("tdm-reservation")):
            raise Stop("tdm_reserved", f"{host} reserves text and data mining")
        if said & {"noai", "noimageai"}:
            raise Stop("tdm_reserved", f"{host} answers with the robots directive noai")
        request.meta["text_withheld"] = bool(said & {"noindex", "noarchive", "none"})
        return response


def _header(response: Response, name: str) -> str:
    return b",".join(response.headers.getlist(name)).decode("latin-1")
