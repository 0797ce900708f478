"""Greenhouse's job board: the whole board in one response, HTML escaped once more."""

from __future__ import annotations

from datetime import timedelta, timezone
from html import escape
from typing import Any

from roleatlas.demo.days import moment
from roleatlas.demo.opening import Opening, number
from roleatlas.demo.prose import html, sections

_EASTERN = timezone(timedelta(hours=-4))
_TYPES = {"full": "Full-time", "hour": "Part-time"}


def _stamp(day: int, key: str) -> str:
    return moment(day, number(key, 3)).astimezone(_EASTERN).isoformat()


def _metadata(opening: Opening) -> list[dict[str, Any]]:
    kind = _TYPES["hour" if opening.profession.hourly else "full"]
    mail = f"recruiting@{opening.token}.example"
    return [
        {"id": 4100101, "name": "Employment Type", "value": kind, "value_type": "single_select"},
        {"id": 4100102, "name": "Workplace Type", "value": opening.workplace.title(),
         "value_type": "single_select"},
        {"id": 4100103, "name": "Recruiter", "value_type": "user",
         "value": {"name": "Sample Recruiter", "email": mail, "user_id": 1}},
    ]  # fmt: skip


def _pay(opening: Opening) -> list[dict[str, Any]]:
    if opening.pay is None:
        return []
    low, high, currency = opening.pay
    title = "Hourly pay" if opening.profession.hourly else "Annual base pay"
    return [{"min_cents": low * 100, "max_cents": high * 100, "currency_type": currency,
             "title": title, "blurb": ""}]  # fmt: skip


def _office(opening: Opening) -> list[dict[str, Any]]:
    return [
        {"id": number(opening.token + place.key, 5), "name": place.city,
         "location": f"{place.city}, {place.region_name or place.city}, {place.country_name}",
         "child_ids": [], "parent_id": None}
        for place in opening.places
    ]  # fmt: skip


def source_id(opening: Opening) -> int:
    """Give the number that identifies the opening."""
    return number(opening.key, 10)


def job(opening: Opening, day: int, content: bool, pay: bool) -> dict[str, Any]:
    """Give one row of the board as it stands on ``day``."""
    found = source_id(opening)
    edited = opening.is_edited(day)
    changed = opening.edit_day if edited and opening.edit_day is not None else opening.posted
    row: dict[str, Any] = {
        "absolute_url": f"https://job-boards.greenhouse.io/{opening.token}/jobs/{found}",
        "data_compliance": [
            {"type": "gdpr", "requires_consent": False, "requires_processing_consent": False,
             "requires_retention_consent": False, "retention_period": None,
             "demographic_data_consent_applies": False}
        ],
        "internal_job_id": number(opening.copies + "/job", 7),
        "location": {"name": opening.location},
        "metadata": _metadata(opening),
        "id": found,
        "updated_at": _stamp(changed, opening.key),
        "requisition_id": f"R-{number(opening.copies, 4)}",
        "title": opening.title_on(day) + (" " if found % 9 == 0 else ""),
        "company_name": opening.employer.name,
        "first_published": _stamp(opening.posted, opening.key),
        "language": opening.profession.language,
        "application_deadline": None,
    }  # fmt: skip
    if content:
        body = "".join(html(section, "h2") for section in sections(opening, edited))
        row["content"] = escape(body)
        row["departments"] = [
            {"id": number(opening.token + opening.department, 6), "name": opening.department,
             "child_ids": [], "parent_id": None}
        ]  # fmt: skip
        row["offices"] = _office(opening)
    if pay and (ranges := _pay(opening)):
        row["pay_input_ranges"] = ranges
    return row


def board(rows: list[Opening], day: int, query: dict[str, str]) -> dict[str, Any]:
    """Give the whole board; texts only with ``content=true``, pay only when it is asked for."""
    content, pay = query.get("content") == "true", query.get("pay_transparency") == "true"
    jobs = [job(opening, day, content, pay) for opening in rows]
    return {"jobs": jobs, "meta": {"total": len(jobs)}}
