"""Hacker News' monthly threads as Algolia gives them: a search, and items with nested comments."""

from __future__ import annotations

from html import escape
from random import Random
from typing import Any

from roleatlas.demo.days import THREADS, moment
from roleatlas.demo.opening import Opening, number
from roleatlas.demo.prose import sections
from roleatlas.demo.source import thread_noise

_NAMES = "ember", "fennel", "gravel", "harbour", "inlet", "juniper", "kelp", "lichen", "mallow"


def thread_id(month: int) -> int:
    """Give the item number of the thread of ``month`` (0 is the first)."""
    return 48_400_000 + month * 350_000


def _title(month: int) -> str:
    return f"Ask HN: Who is hiring? ({moment(THREADS[month]):%B %Y})"


def _escaped(text: str) -> str:
    return escape(text).replace("/", "&#x2F;")


def _first_line(opening: Opening, rng: Random) -> str:
    parts = [opening.employer.name, opening.title, opening.location]
    if opening.workplace != "remote":
        parts.append({"onsite": "ONSITE", "hybrid": "Hybrid"}[opening.workplace])
    if rng.random() < 0.7:
        parts.append("Full-time")
    if opening.pay:
        low, high, currency = opening.pay
        sign = "$" if currency == "USD" else f"{currency} "
        parts.append(f"{sign}{low // 1000}k-{high // 1000}k")
    return _escaped(" | ".join([*parts, f"https://{opening.employer.token}.example"]))


def _text(opening: Opening) -> str:
    rng = Random(f"{opening.seed}/comment")
    parts = {section.kind: section for section in sections(opening, False)}
    about = " ".join(parts["about"].lines)
    duties, needs = (
        "\n".join(f"- {line}" for line in parts[kind].lines) for kind in ("duties", "needs")
    )
    mail = f"jobs at {opening.employer.token} dot example"
    apply = rng.choice((f"Apply: {mail}", f"Write to us: {mail}", "Apply on our website."))
    paragraphs = [about, " ".join(parts["role"].lines), duties, f"You have:\n{needs}", apply]
    return "<p>".join([_first_line(opening, rng), *map(_escaped, paragraphs)])


def _comment(item: int, parent: int, month: int, minutes: int, text: str | None) -> dict[str, Any]:
    when = moment(THREADS[month], 900 + minutes)
    return {
        "author": f"{_NAMES[item % len(_NAMES)]}{item % 97}" if text else None,
        "children": [],
        "created_at": when.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "created_at_i": int(when.timestamp()),
        "id": item,
        "options": [],
        "parent_id": parent,
        "points": None,
        "story_id": thread_id(month),
        "text": text,
        "title": None,
        "type": "comment",
        "url": None,
    }


def source_id(opening: Opening) -> int:
    """Give the item number of an opening's comment."""
    return number(opening.key, 8) % 300_000 + thread_id(opening.month) + 1


def _noise(month: int) -> list[dict[str, Any]]:
    """Give comments that are no postings: a deleted one, a question, a pointer elsewhere."""
    start, parent = thread_id(month) + 310_000, thread_id(month)
    return [
        _comment(start + place, parent, month, 30 + place, text)
        for place, text in enumerate([None, *thread_noise()])
    ]


def thread(rows: list[Opening], month: int) -> dict[str, Any]:
    """Give one thread with its comments, some of them with replies."""
    parent, comments = thread_id(month), []
    for opening in rows:
        item = source_id(opening)
        comment = _comment(item, parent, month, item % 600, _text(opening))
        if item % 4 == 0:
            reply = "Is this open to people who need a visa?"
            comment["children"] = [_comment(item + 1_000_000, item, month, 700, reply)]
        comments.append(comment)
    when = moment(THREADS[month], 900)
    return {
        "id": parent,
        "title": _title(month),
        "author": "whoishiring",
        "type": "story",
        "created_at": when.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "created_at_i": int(when.timestamp()),
        "text": "Please state the location and lead with the role.",
        "url": None,
        "parent_id": None,
        "story_id": parent,
        "points": 200 + month,
        "options": [],
        "children": comments + _noise(month),
    }


def search(day: int) -> dict[str, Any]:
    """Give the author's stories up to ``day``, newest first; one of them is not about jobs."""
    hits = []
    for month in range(len(THREADS)):
        if THREADS[month] > day:
            continue
        when = f"{moment(THREADS[month], 900):%Y-%m-%dT%H:%M:%SZ}"
        wanted = _title(month).replace("Who is hiring?", "Who wants to be hired?")
        for item, title in ((thread_id(month) + 1, wanted), (thread_id(month), _title(month))):
            hits.append({"objectID": str(item), "title": title, "author": "whoishiring",
                         "created_at": when, "_tags": ["story", "author_whoishiring"]})  # fmt: skip
    return {"hits": hits[::-1], "nbHits": len(hits), "nbPages": 1, "page": 0, "hitsPerPage": 20}
