"""The sentences of a posting that can decide its role, in the order in which they count."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from classify.clean import plain
from classify.glossary import LANGUAGES, gloss
from classify.item import Item
from classify.language import language
from classify.sections import Line, sectioned
from classify.terms import STRONG, WEAK
from classify.triggers import NAMES_AI, SUGGESTS_AI, kinds
from classify.wording import SENTENCE, sentence_section

MAX_PASSAGE = 320
"""Characters of one passage; a longer sentence is cut around its first AI word."""
MAX_CHARS = 1_000
"""Characters of all passages together, about 220 word pieces."""

_RANK = dict(duty=0, role=1, must=1, team=2, nice=3, about=4, benefit=5, legal=6)
_LIMIT = {"about": 250, "team": 300, "nice": 300, "benefit": 100, "legal": 100}
_ASIDE = frozenset({"about", "benefit", "legal"})
_SHORTEST = 30


@dataclass(frozen=True, slots=True)
class Segment:
    """One sentence or list item with its section.

    ``text`` is as written, or an English gloss of it, and then ``written`` is the sentence itself.
    """

    section: str
    text: str
    written: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """A posting taken apart: lines, sentences that name AI, and those that only suggest it.

    Where ``language`` is neither English nor unknown, title, text, lines and sentences are
    English glosses (see glossary).
    """

    title: str
    employer: str
    text: str
    lines: tuple[Line, ...]
    hits: tuple[Segment, ...]
    weak: tuple[Segment, ...]
    language: str = "en"

    @property
    def empty(self) -> bool:
        """Whether there is nothing to judge by."""
        return not self.title and not self.lines


def read(item: Item) -> Reading:
    """Take one posting apart."""
    text = plain(item.text)
    title = plain(item.title).replace("\n", " ")
    employer = plain(item.employer).split("\n")[0]
    spoken = language(title, text)
    put = partial(gloss, language=spoken, employer=employer) if spoken in LANGUAGES else None
    lines = sectioned(text, employer, put)
    hits: list[Segment] = []
    weak: list[Segment] = []
    for line in lines:
        found = kinds(line.words)
        if found & (NAMES_AI | SUGGESTS_AI):
            for part in _sentences(line, put):
                _sort(part, found, employer, hits, weak)
    if put:
        title, text = put(title), "\n".join(line.text for line in lines)
    return Reading(title, employer, text, tuple(lines), tuple(hits), tuple(weak), spoken)


def _sentences(line: Line, put: Callable[[str], str] | None) -> list[Segment]:
    """The sentences of a line, in its section."""
    text = line.written or line.text
    parts = SENTENCE.split(text) if len(text) > 60 else [text]
    if put:
        return [Segment(line.section, put(part), part) for part in parts]
    return [Segment(line.section, part) for part in parts]


def _sort(
    part: Segment, found: int, employer: str, hits: list[Segment], weak: list[Segment]
) -> None:
    low = part.text.lower()
    if found & NAMES_AI and STRONG.search(low):
        section = sentence_section(part.text, part.section, employer)
        hits.append(Segment(section, part.text, part.written))
    elif part.section not in _ASIDE and WEAK.search(low):
        section = sentence_section(part.text, part.section, employer)
        if section not in _ASIDE:
            weak.append(Segment(section, part.text, part.written))


def shown(reading: Reading) -> tuple[Segment, ...]:
    """Passages for the encoder by section rank and order until the budget is spent.

    Sentences that name AI come first, then those that suggest it, then the first duties, so that
    a thin posting still shows what the job is. Repeated sentences count once.
    """
    groups: tuple[tuple[Iterable[Segment], int], ...] = (
        (reading.hits, MAX_CHARS),
        (reading.weak, MAX_CHARS - 300),
        (_first(reading), MAX_CHARS - 500),
    )
    chosen: list[Segment] = []
    seen: set[str] = set()
    spent: dict[str, int] = {}
    total = 0
    for group, budget in groups:
        for part in sorted(group, key=lambda part: _RANK[part.section]):
            text = _cut(part.text)
            used = spent.get(part.section, 0)
            over = total + len(text) > budget and total > 0
            if over or text.lower() in seen or used >= _LIMIT.get(part.section, MAX_CHARS):
                continue
            seen.add(text.lower())
            spent[part.section] = used + len(text)
            total += len(text)
            chosen.append(Segment(part.section, text))
    return tuple(sorted(chosen, key=lambda part: _RANK[part.section]))


def _first(reading: Reading) -> list[Segment]:
    found = []
    for line in reading.lines:
        if line.section in {"duty", "role"} and not line.heading and len(line.text) > _SHORTEST:
            found.append(Segment(line.section, SENTENCE.split(line.text)[0]))
            if len(found) == 4:
                break
    return found


def prompt(reading: Reading) -> str:
    """What the encoder reads: the title, then the passages, each after its section's name."""
    parts = [mask(reading.title, reading.employer)[:160] or "untitled"]
    last = ""
    for segment in shown(reading):
        lead = "" if segment.section == last else f"{segment.section}: "
        parts.append(lead + mask(segment.text, reading.employer))
        last = segment.section
    return " | ".join(parts)


def _cut(text: str) -> str:
    if len(text) <= MAX_PASSAGE:
        return text
    found = STRONG.search(text.lower())
    start = max(0, found.start() - MAX_PASSAGE // 3) if found else 0
    return text[start : start + MAX_PASSAGE].strip()


def mask(text: str, employer: str) -> str:
    """The text with the employer's name replaced: "Scale AI" is no sign of an AI duty."""
    if len(employer) < 3 or employer.lower() not in text.lower():
        return text
    return re.sub(rf"(?i)(?<!\w){re.escape(employer)}(?!\w)", "the employer", text)
