"""Workable's widget: the whole account in one response, dates without times, no validators."""

from __future__ import annotations

import hashlib
from typing import Any

from roleatlas.demo.days import moment
from roleatlas.demo.opening import Opening, number
from roleatlas.demo.prose import html, sections
from roleatlas.demo.source import Place


def _location(place: Place) -> dict[str, Any]:
    return {"country": place.country_name, "countryCode": place.country, "city": place.city,
            "region": place.region_name or None, "hidden": False}  # fmt: skip


def source_id(opening: Opening) -> str:
    """Give the ten capitals and digits that identify the opening in its account."""
    return hashlib.sha256(opening.key.encode()).hexdigest()[:10].upper()


def job(opening: Opening, day: int) -> dict[str, Any]:
    """Give one job as it stands on ``day``; a remote one names only its country."""
    code, posted = source_id(opening), moment(opening.posted).date().isoformat()
    url = f"https://apply.workable.com/j/{code}"
    first = opening.places[0] if opening.places else None
    home = opening.home
    places = [_location(place) for place in opening.places]
    nowhere = {**_location(home), "city": "", "region": None}
    return {
        "title": opening.title_on(day),
        "shortcode": code,
        "code": "",
        "employment_type": "" if number(opening.key, 2) % 5 == 0 else "Full-time",
        "telecommuting": opening.workplace == "remote",
        "department": opening.department,
        "url": url,
        "shortlink": url,
        "application_url": f"{url}/apply",
        "published_on": posted,
        "created_at": moment(opening.posted - number(opening.key, 2)).date().isoformat(),
        "country": home.country_name,
        "city": first.city if first else "",
        "state": first.region_name if first else "",
        "education": "",
        "experience": "",
        "function": opening.profession.function.title(),
        "industry": opening.employer.sector.replace("_", " ").title(),
        "locations": places or [nowhere],
        "description": "".join(
            html(section, "h3") for section in sections(opening, opening.is_edited(day))
        ),
    }


def board(rows: list[Opening], day: int, query: dict[str, str]) -> dict[str, Any]:
    """Give the whole account; texts only with ``details=true``."""
    jobs = [job(opening, day) for opening in rows]
    if query.get("details") != "true":
        for row in jobs:
            row.pop("description")
    name = rows[0].employer.name if rows else ""
    return {"name": name, "description": "", "jobs": jobs}
