"""Lever's postings: a bare array; lists of requirements are not part of the description."""

from __future__ import annotations

import re
from typing import Any

from roleatlas.demo.days import moment
from roleatlas.demo.opening import Opening, number, uuid
from roleatlas.demo.prose import Section, html, plain, sections
from roleatlas.demo.spelling import spell

_BODY, _TAIL = ("about", "role"), ("legal",)


def _pay(opening: Opening) -> dict[str, Any]:
    if opening.pay is None:
        return {}
    low, high, currency = opening.pay
    interval = "per-hour-wage" if opening.profession.hourly else "per-year-salary"
    pay = {"currency": currency, "interval": interval, "min": low, "max": high}
    return {"salaryRange": pay}


def _list(section: Section) -> dict[str, str]:
    inner = html(section, heading=False)
    content = re.sub("</?ul>", "", inner) if section.bullets else f"<div>{inner}</div>"
    return {"text": section.heading, "content": content}


def _categories(opening: Opening) -> dict[str, Any]:
    several = [spell(place, opening.employer.form) for place in opening.places]
    every = several if len(several) > 1 else [opening.location]
    commitment = "Part-time" if opening.profession.hourly else "Full-time"
    row = {
        "department": opening.department,
        "location": every[0],
        "team": opening.department,
        "allLocations": every,
    }
    return row if number(opening.key, 3) % 11 == 0 else {"commitment": commitment, **row}


def source_id(opening: Opening) -> str:
    """Give the identifier of the opening."""
    return uuid(opening.key)


def posting(opening: Opening, day: int) -> dict[str, Any]:
    """Give one posting as it stands on ``day``."""
    parts = sections(opening, opening.is_edited(day))
    body = [part for part in parts if part.kind in _BODY]
    tail = [part for part in parts if part.kind in _TAIL]
    found = source_id(opening)
    url = f"https://jobs.lever.co/{opening.token}/{found}"
    description = "".join(html(part, "h3") for part in body)
    text = "\n\n".join(plain(part) for part in body)
    return {
        "additionalPlain": "\n\n".join(plain(part) for part in tail),
        "additional": "".join(html(part, "h3") for part in tail),
        "categories": _categories(opening),
        "createdAt": int(moment(opening.posted, number(opening.key, 3)).timestamp() * 1000),
        "descriptionPlain": text,
        "description": description,
        "id": found,
        "lists": [_list(part) for part in parts if part.kind not in _BODY + _TAIL],
        "text": opening.title_on(day),
        "country": opening.places[0].country if opening.places else None,
        "workplaceType": opening.workplace,
        "opening": "",
        "openingPlain": "",
        "descriptionBody": description,
        "descriptionBodyPlain": text,
        "hostedUrl": url,
        "applyUrl": f"{url}/apply",
        **_pay(opening),
    }


def board(rows: list[Opening], day: int, query: dict[str, str]) -> list[dict[str, Any]]:
    """Give the postings, all of them or the slice that ``skip`` and ``limit`` ask for."""
    start = int(query.get("skip", 0))
    end = start + int(query["limit"]) if "limit" in query else None
    return [posting(opening, day) for opening in rows[start:end]]
