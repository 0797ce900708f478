"""The sentences of a posting that can decide its role, in the order in which they count."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from classify.clean import plain
from classify.item import Item
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
    """One sentence or list item, as written, with its section."""

    section: str
    text: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A posting taken apart: lines, sentences that name AI, and those that only suggest it."""

    title: str
    employer: str
    text: str
    lines: tuple[Line, ...]
    hits: tuple[Segment, ...]
    weak: tuple[Segment, ...]

    @property
    def empty(self) -> bool:
        """Whether there is nothing to judge by."""
        return not self.title and not self.lines


def read(item: Item) -> Reading:
    """Take one posting apart."""
    text = plain(item.text)
    title = plain(item.title).replace("\n", " ")
    employer = plain(item.employer).split("\n")[0]
    lines = sectioned(text, employer)
    hits: list[Segment] = []
    weak: list[Segment] = []
    for line in lines:
        found = kinds(line.words)
        if found & (NAMES_AI | SUGGESTS_AI):
            _sort(line, found, employer, hits, weak)
    return Reading(title, employer, text, tuple(lines), tuple(hits), tuple(weak))


def _sort(line: Line, found: int, employer: str, hits: list[Segment], weak: list[Segment]) -> None:
    for sentence in SENTENCE.split(line.text) if len(line.text) > 60 else (line.text,):
        low = sentence.lower()
        if found & NAMES_AI and STRONG.search(low):
            hits.append(Segment(sentence_section(sentence, line.section, employer), sentence))
        elif line.section not in _ASIDE and WEAK.search(low):
            section = sentence_section(sentence, line.section, employer)
            if section not in _ASIDE:
                weak.append(Segment(section, sentence))


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
