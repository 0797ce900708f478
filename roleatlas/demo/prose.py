"""The words of an opening: sections drawn from the authored sentences, the same for every board."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from html import escape
from random import Random

from roleatlas.demo.opening import Opening
from roleatlas.demo.source import shared

# Order of the sections, and whether the lists are written out as sentences, by employer's layout.
_ORDERS = (
    ("about", "role", "duties", "needs", "nice", "benefits", "process", "legal"),
    ("role", "duties", "needs", "nice", "about", "benefits", "legal"),
    ("about", "role", "needs", "duties", "nice", "benefits", "legal", "process"),
    ("role", "about", "duties", "needs", "nice", "legal", "process", "benefits"),
)
_LAYOUTS = len(_ORDERS) * 2


@dataclass(frozen=True, slots=True)
class Section:
    """One headed part of a posting: sentences, as a list with bullets or as a paragraph."""

    kind: str
    heading: str
    lines: tuple[str, ...]
    bullets: bool


def _some(pool: tuple[str, ...], low: int, high: int, rng: Random) -> list[str]:
    """Draw between ``low`` and ``high`` of ``pool``, in the order they were written."""
    count = min(len(pool), rng.randint(low, high))
    return [pool[i] for i in sorted(rng.sample(range(len(pool)), count))]


def _nice(opening: Opening, rng: Random) -> list[str]:
    lines = _some(opening.profession.nice, 1, 2, rng)
    pool = shared(opening.profession.language).ai_nice
    if opening.role == "none" and pool and rng.random() < 0.12:
        # A single AI item among the nice-to-haves does not make AI material to the job.
        lines.append(rng.choice(pool))
    return lines


def _legal(opening: Opening, rng: Random) -> list[str]:
    pools = shared(opening.profession.language)
    lines = [rng.choice(pools.legal)]
    if pools.ai_notices and rng.random() < 0.22:
        lines.append(rng.choice(pools.ai_notices))
    return lines


def _about(opening: Opening, rng: Random) -> list[str]:
    """Draw from the employer's own sentences, which are written in English."""
    if opening.profession.language != "en":
        return []
    return _some(opening.employer.blurb, 2, 4, rng)


def _drawn(opening: Opening) -> dict[str, list[str]]:
    rng = Random(f"{opening.seed}/text")
    job, pools = opening.profession, shared(opening.profession.language)
    return {
        "about": [*_about(opening, rng), *_some(pools.values, 1, 3, rng)],
        "role": [*_some(job.intro, 1, 2, rng), *_some(pools.context, 1, 3, rng)],
        "duties": [*_some(job.duties, 5, 8, rng), *_some(pools.duties_extra, 0, 2, rng)],
        "needs": [*_some(job.needs, 4, 7, rng), *_some(pools.needs_extra, 0, 2, rng)],
        "nice": _nice(opening, rng),
        "benefits": _some(pools.benefits, 3, 6, rng),
        "process": _some(pools.process, 1, 2, rng),
        "legal": _legal(opening, rng),
    }


def _filled(line: str, opening: Opening) -> str:
    employer, starts = opening.employer, line.startswith("{")
    for slot in ("product", "users", "data"):
        line = line.replace("{" + slot + "}", getattr(employer, slot))
    line = line.replace("{employer}", employer.name)
    return line[0].upper() + line[1:] if starts else line


def _edit(drawn: dict[str, list[str]]) -> None:
    """Change the text the way employers do: another order of duties, one demand fewer."""
    drawn["duties"] = [*drawn["duties"][1:], drawn["duties"][0]]
    drawn["needs"] = drawn["needs"][:-1]


@cache
def sections(opening: Opening, edited: bool) -> tuple[Section, ...]:
    """Compose the sections of ``opening`` in its employer's order and headings."""
    drawn = _drawn(opening)
    if edited:
        _edit(drawn)
    layout = opening.employer.layout % _LAYOUTS
    names = shared(opening.profession.language)
    written = layout >= len(_ORDERS)
    parts = []
    for kind in _ORDERS[layout % len(_ORDERS)]:
        lines = [_filled(line, opening) for line in drawn[kind]]
        bullets = kind in ("duties", "needs", "nice", "benefits") and not written
        if lines:
            heading = names.headings[kind][opening.employer.layout % len(names.headings[kind])]
            heading = heading.replace("{employer}", opening.employer.name)
            shown = tuple(lines) if bullets else (" ".join(lines),)
            parts.append(Section(kind, heading, shown, bullets))
    return tuple(parts)


def html(section: Section, tag: str = "h3", heading: bool = True) -> str:
    """Render one section as HTML."""
    title = f"<{tag}>{escape(section.heading)}</{tag}>" if heading and section.heading else ""
    if section.bullets:
        items = "".join(f"<li>{escape(line, quote=False)}</li>" for line in section.lines)
        return f"{title}<ul>{items}</ul>"
    return title + "".join(f"<p>{escape(line, quote=False)}</p>" for line in section.lines)


def plain(section: Section) -> str:
    """Render one section as plain text."""
    mark = "- " if section.bullets else ""
    return "\n".join([section.heading, *(mark + line for line in section.lines)])
