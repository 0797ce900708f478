"""SmartRecruiters' postings: lists of at most 100 rows without texts, and a detail per row."""

from __future__ import annotations

from typing import Any

from roleatlas.demo.days import moment
from roleatlas.demo.opening import Opening, number, uuid
from roleatlas.demo.prose import html, sections

_API = "https://api.smartrecruiters.com/v1/companies"
_PAGE = 100
PARTS = {
    "companyDescription": ("Company Description", ("about",)),
    "jobDescription": ("Job Description", ("role", "duties")),
    "qualifications": ("Qualifications", ("needs", "nice")),
    "additionalInformation": ("Additional Information", ("benefits", "legal")),
}


def source_id(opening: Opening) -> str:
    """Give the fifteen digits that identify the opening."""
    return f"7440{number(opening.key, 11)}"


def _location(opening: Opening) -> dict[str, Any]:
    where, flags = opening.home, {"remote": opening.workplace == "remote",
                                  "hybrid": opening.workplace == "hybrid"}  # fmt: skip
    country = where.country.lower()
    if opening.workplace == "remote":
        full = f"Remote, {where.country_name}"
        return {"city": "", "region": "", "country": country, **flags, "fullLocation": full}
    parts = (where.city, where.region, where.country_name)
    full = ", ".join(part for part in parts if part)
    return {"city": where.city, "region": where.region, "country": country, **flags,
            "fullLocation": full}  # fmt: skip


def _common(opening: Opening, day: int) -> dict[str, Any]:
    kind = "part_time" if opening.profession.hourly else "permanent"
    label = "Part-time" if opening.profession.hourly else "Full-time"
    department = {"id": str(number(opening.department, 6)), "label": opening.department}
    return {
        "id": source_id(opening),
        "name": opening.title_on(day) + (" " if number(opening.key, 2) % 10 == 0 else ""),
        "uuid": uuid(opening.key),
        "jobAdId": uuid(opening.key + "/ad"),
        "defaultJobAd": "+" not in opening.key,
        "refNumber": f"REF{number(opening.copies, 5)}X",
        "company": {"identifier": opening.token, "name": opening.employer.name},
        "releasedDate": moment(opening.posted, number(opening.key, 3)).isoformat(
            timespec="milliseconds"
        ).replace("+00:00", "Z"),
        "location": _location(opening),
        "department": {} if number(opening.key, 2) % 7 == 0 else department,
        "function": {"id": opening.profession.function, "label": opening.profession.function},
        "typeOfEmployment": {"id": kind, "label": label},
        "experienceLevel": {"id": "not_applicable", "label": "Not Applicable"},
        "customField": [],
        "visibility": "PUBLIC",
        "language": {"code": opening.profession.language, "label": opening.profession.language},
    }  # fmt: skip


def board(rows: list[Opening], token: str, day: int, query: dict[str, str]) -> dict[str, Any]:
    """Give one page of the list; an unknown employer is an empty list, as it really is."""
    offset, limit = int(query.get("offset", 0)), min(int(query.get("limit", _PAGE)), _PAGE)
    page = [
        {**_common(opening, day), "ref": f"{_API}/{token}/postings/{source_id(opening)}"}
        for opening in rows[offset : offset + limit]
    ]
    return {"offset": offset, "limit": limit, "totalFound": len(rows), "content": page}


def detail(opening: Opening, day: int) -> dict[str, Any]:
    """Give one posting with its texts as they stand on ``day``."""
    parts = sections(opening, opening.is_edited(day))
    texts = {
        name: {
            "title": title,
            "text": "".join(html(part, "h4") for part in parts if part.kind in kinds),
        }
        for name, (title, kinds) in PARTS.items()
    }
    url = f"https://jobs.smartrecruiters.com/{opening.token}/{source_id(opening)}"
    return {
        **_common(opening, day),
        "creator": {"name": "", "avatarUrl": ""},
        "postingUrl": url,
        "applyUrl": f"{url}?oga=true",
        "jobAd": {"sections": texts},
        "active": True,
    }
