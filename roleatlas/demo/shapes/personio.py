"""Personio's feed: XML, one language at a time; a position may lack texts in the asked one."""

from __future__ import annotations

from xml.sax.saxutils import escape

from roleatlas.demo.days import moment
from roleatlas.demo.opening import Opening, number
from roleatlas.demo.prose import Section, html, sections
from roleatlas.demo.spelling import spell


def _tag(name: str, text: str) -> str:
    return f"    <{name}>{escape(text)}</{name}>\n"


def _description(section: Section) -> str:
    return (
        "        <jobDescription>\n"
        f"            <name>{escape(section.heading)}</name>\n"
        f"            <value><![CDATA[{html(section, heading=False)}]]></value>\n"
        "        </jobDescription>\n"
    )


def _descriptions(opening: Opening, day: int, language: str | None) -> str:
    if language not in (None, opening.profession.language):
        return "    <jobDescriptions></jobDescriptions>\n"
    parts = sections(opening, opening.is_edited(day))
    inner = "".join(map(_description, parts))
    return f"    <jobDescriptions>\n{inner}    </jobDescriptions>\n"


def _offices(opening: Opening) -> str:
    if len(opening.places) < 2:
        return _tag("office", opening.location)
    first, *others = (spell(place, opening.employer.form) for place in opening.places)
    inner = "".join(f"        <office>{escape(other)}</office>\n" for other in others)
    more = f"    <additionalOffices>\n{inner}    </additionalOffices>\n"
    return _tag("office", first) + more


def source_id(opening: Opening) -> str:
    """Give the digits that identify the opening."""
    return str(number(opening.key, 7))


def _position(opening: Opening, day: int, language: str | None) -> str:
    posted = moment(opening.posted, number(opening.key, 3)).isoformat()
    return "".join(
        (
            "<position>\n",
            _tag("id", source_id(opening)),
            _tag("subcompany", opening.employer.name),
            _offices(opening),
            _tag("department", opening.department),
            _tag("recruitingCategory", opening.profession.function.title()),
            _tag("name", opening.title_on(day)),
            _descriptions(opening, day, language),
            _tag("employmentType", "permanent"),
            _tag("seniority", "experienced"),
            _tag("schedule", "part-time" if opening.profession.hourly else "full-time"),
            _tag("yearsOfExperience", "2-5"),
            _tag("createdAt", posted),
            "</position>\n",
        )
    )


def board(rows: list[Opening], day: int, query: dict[str, str]) -> str:
    """Give the whole feed; texts only of positions in the asked language, all without one."""
    positions = "".join(_position(opening, day, query.get("language")) for opening in rows)
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    return f"{head}<workzag-jobs>\n{positions}</workzag-jobs>\n"
