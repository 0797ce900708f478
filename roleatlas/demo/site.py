"""What the mirror answers: a request for a page of an ATS on one day, without any network."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from roleatlas.demo.boards import BOARDS
from roleatlas.demo.days import THREADS
from roleatlas.demo.plan import on_board, openings
from roleatlas.demo.shapes import (
    ashby,
    greenhouse,
    hackernews,
    lever,
    personio,
    smartrecruiters,
    workable,
)

_KNOWN = {(ats, token) for ats, token, _ in BOARDS}


@dataclass(frozen=True, slots=True)
class Reply:
    """A response: its status, its content type and its body."""

    status: int
    kind: str
    body: bytes


def _json(data: Any, status: int = 200) -> Reply:
    body = json.dumps(data, ensure_ascii=False).encode()
    return Reply(status, "application/json; charset=utf-8", body)


def _greenhouse(day: int, token: str, query: dict[str, str]) -> Reply:
    if ("greenhouse", token) not in _KNOWN:
        return _json({"status": 404, "error": "Job not found"}, 404)
    return _json(greenhouse.board(on_board("greenhouse", token, day), day, query))


def _lever(day: int, token: str, query: dict[str, str]) -> Reply:
    if ("lever", token) not in _KNOWN:
        return _json({"ok": False, "error": "Document not found"}, 404)
    return _json(lever.board(on_board("lever", token, day), day, query))


def _ashby(day: int, token: str, query: dict[str, str]) -> Reply:
    if ("ashby", token) not in _KNOWN:
        return Reply(404, "text/plain", b"Not Found")
    return _json(ashby.board(on_board("ashby", token, day), day, query))


def _workable(day: int, token: str, query: dict[str, str]) -> Reply:
    if ("workable", token) not in _KNOWN:
        return _json({"error": "Not found"}, 404)
    return _json(workable.board(on_board("workable", token, day), day, query))


def _smartrecruiters(day: int, token: str, query: dict[str, str]) -> Reply:
    return _json(smartrecruiters.board(on_board("smartrecruiters", token, day), token, day, query))


def _smartrecruiters_detail(day: int, found: str, query: dict[str, str]) -> Reply:
    token, _, wanted = found.partition("/postings/")
    for opening in on_board("smartrecruiters", token, day):
        if smartrecruiters.source_id(opening) == wanted:
            return _json(smartrecruiters.detail(opening, day))
    return _json({"code": "NOT_FOUND", "message": "Posting not found"}, 404)


def _personio(day: int, token: str, query: dict[str, str]) -> Reply:
    if ("personio", token) not in _KNOWN:
        return Reply(404, "text/html", b"<html><body>Not found</body></html>")
    feed = personio.board(on_board("personio", token, day), day, query)
    return Reply(200, "text/xml; charset=utf-8", feed.encode())


def _threads(day: int, found: str, query: dict[str, str]) -> Reply:
    return _json(hackernews.search(day))


def _thread(day: int, found: str, query: dict[str, str]) -> Reply:
    for month, start in enumerate(THREADS):
        if start <= day and found == str(hackernews.thread_id(month)):
            rows = [o for o in openings() if o.ats == "hackernews" and o.month == month]
            return _json(hackernews.thread(rows, month))
    return _json({"status": 404, "error": "Not Found"}, 404)


_ROUTES = (
    (r"boards-api\.greenhouse\.io/v1/boards/([^/]+)/jobs", _greenhouse),
    (r"api\.lever\.co/v0/postings/([^/]+)", _lever),
    (r"api\.ashbyhq\.com/posting-api/job-board/([^/]+)", _ashby),
    (r"apply\.workable\.com/api/v1/widget/accounts/([^/]+)", _workable),
    (r"api\.smartrecruiters\.com/v1/companies/([^/]+)/postings", _smartrecruiters),
    (r"api\.smartrecruiters\.com/v1/companies/([^/]+/postings/[^/]+)", _smartrecruiters_detail),
    (r"([^/.]+)\.jobs\.personio\.(?:de|com)/xml", _personio),
    (r"(hn)\.algolia\.com/api/v1/search_by_date", _threads),
    (r"hn\.algolia\.com/api/v1/items/(\d+)", _thread),
)
_ROBOTS = b"User-agent: *\nAllow: /\n"


def answer(day: int, target: str) -> Reply:
    """Answer ``/HOST/PATH?QUERY`` as ``https://HOST/PATH?QUERY`` would on ``day``."""
    url = urlsplit(target)
    path = unquote(url.path).lstrip("/")
    if path.endswith("/robots.txt"):
        return Reply(200, "text/plain", _ROBOTS)
    for pattern, reply in _ROUTES:
        if match := re.fullmatch(pattern, path):
            return reply(day, match[1], dict(parse_qsl(url.query)))
    return _json({"error": "Not found"}, 404)
