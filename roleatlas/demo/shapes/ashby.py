"""Ashby's job board: the whole board in one response, compensation as tiers of components."""

from __future__ import annotations

from typing import Any

from roleatlas.demo.days import moment
from roleatlas.demo.opening import Opening, number, uuid
from roleatlas.demo.prose import html, plain, sections
from roleatlas.demo.source import Place
from roleatlas.demo.spelling import spell

_COUNTRY = {"United States": "USA", "United Kingdom": "United Kingdom"}
_EQUITY: dict[str, Any] = {
    "compensationType": "EquityPercentage",
    "interval": "NONE",
    "currencyCode": None,
    "minValue": None,
    "maxValue": None,
}


def _address(place: Place) -> dict[str, Any]:
    parts = {
        "addressRegion": place.region_name,
        "addressCountry": _COUNTRY.get(place.country_name, place.country_name),
        "addressLocality": place.city,
    }
    return {"postalAddress": {name: part for name, part in parts.items() if part}}


def _thousands(amount: int) -> str:
    return f"{amount / 1000:.1f}".removesuffix(".0") + "K" if amount >= 1000 else str(amount)


def _empty_pay() -> dict[str, Any]:
    return {"compensationTierSummary": None, "scrapeableCompensationSalarySummary": None,
            "compensationTiers": [], "summaryComponents": []}  # fmt: skip


def _pay(opening: Opening) -> dict[str, Any]:
    if opening.pay is None:
        return _empty_pay()
    low, high, currency = opening.pay
    interval = "1 HOUR" if opening.profession.hourly else "1 YEAR"
    salary: dict[str, Any] = {
        "compensationType": "Salary",
        "interval": interval,
        "currencyCode": currency,
        "minValue": low,
        "maxValue": high,
    }
    # Equity first: readers that take the first component find no money there.
    summary = [dict(_EQUITY), salary]
    text = f"{currency} {_thousands(low)} – {_thousands(high)}"
    components = [
        {
            "id": uuid(f"{opening.key}/{part['compensationType']}"),
            "summary": text if part is salary else "Offers Equity",
            **part,
        }
        for part in summary
    ]
    tier = {"id": uuid(f"{opening.key}/tier"), "tierSummary": f"{text} • Offers Equity",
            "title": None, "additionalInformation": None, "components": components}  # fmt: skip
    return {"compensationTierSummary": tier["tierSummary"],
            "scrapeableCompensationSalarySummary": text.replace(" – ", " - "),
            "compensationTiers": [tier], "summaryComponents": summary}  # fmt: skip


def source_id(opening: Opening) -> str:
    """Give the identifier of the opening."""
    return uuid(opening.key)


def job(opening: Opening, day: int) -> dict[str, Any]:
    """Give one job as it stands on ``day``; ``isRemote`` is true on hybrid jobs, as in life."""
    parts = sections(opening, opening.is_edited(day))
    found = source_id(opening)
    url = f"https://jobs.ashbyhq.com/{opening.token}/{found}"
    first, others = opening.places[:1], opening.places[1:]
    form = opening.employer.form
    workplace = {"onsite": "OnSite", "hybrid": "Hybrid", "remote": "Remote"}[opening.workplace]
    return {
        "id": found,
        "title": (" " if number(opening.key, 3) % 13 == 0 else "") + opening.title_on(day),
        "department": opening.department,
        "team": opening.department,
        "employmentType": "PartTime" if opening.profession.hourly else "FullTime",
        "location": spell(first[0], form) if others else opening.location,
        "shouldDisplayCompensationOnJobPostings": opening.pay is not None,
        "secondaryLocations": [
            {"location": spell(place, form), "address": _address(place)} for place in others
        ],
        "publishedAt": moment(opening.posted, number(opening.key, 3)).isoformat(
            timespec="milliseconds"
        ),
        "isListed": True,
        "isRemote": opening.workplace != "onsite" or None,
        "workplaceType": workplace,
        "address": _address(first[0]) if first else None,
        "jobUrl": url,
        "applyUrl": f"{url}/application",
        "descriptionHtml": "".join(html(part) for part in parts),
        "descriptionPlain": "\n\n".join(plain(part) for part in parts),
        "compensation": _pay(opening),
    }


def board(rows: list[Opening], day: int, query: dict[str, str]) -> dict[str, Any]:
    """Give the whole board; compensation only when it is asked for."""
    jobs = [job(opening, day) for opening in rows]
    if query.get("includeCompensation") != "true":
        for row in jobs:
            row.pop("compensation")
    return {"jobs": jobs, "apiVersion": "1"}
