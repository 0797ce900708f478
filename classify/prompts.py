"""What the encoder reads of a posting: the title, then the passages that can decide its role."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from classify.passages import Reading, Segment
from classify.terms import STRONG
from classify.wording import SENTENCE

MAX_PASSAGE = 320
"""Characters of one passage; a longer sentence is cut around its first AI word."""
MAX_CHARS = 1_200
"""Characters of all passages together, about 260 word pieces."""

RANK = dict(duty=0, role=1, must=1, team=2, nice=3, about=4, benefit=5, legal=6)
"""Sections in the order of a prompt."""
_LIMIT = {"about": 300, "team": 350, "nice": 350, "benefit": 100, "legal": 100}
_SHORTEST = 30


@dataclass(frozen=True, slots=True)
class Prompt:
    """The title, and the passages with their sections, employer's name masked."""

    title: str
    passages: tuple[Segment, ...]

    def pieces(self) -> list[str]:
        """The title, then each passage behind the name of its section."""
        return [self.title, *(f"{part.section}: {part.text}" for part in self.passages)]

    def text(self) -> str:
        """All in one line, for encoders that take a single text."""
        return " | ".join(self.pieces())


def prompt(reading: Reading) -> Prompt:
    """The prompt of a reading."""
    title = mask(reading.title, reading.employer)[:160] or "untitled"
    passages = (
        Segment(part.section, mask(part.text, reading.employer), part.written)
        for part in shown(reading)
    )
    return Prompt(title, tuple(passages))


def shown(reading: Reading) -> tuple[Segment, ...]:
    """Passages for the encoder by section rank and order until the budget is spent.

    Sentences that name AI come first, then those that suggest it, then the first duties, so that
    a thin posting still shows what the job is. Repeated sentences count once.
    """
    groups: tuple[tuple[Iterable[Segment], int], ...] = (
        (reading.hits, MAX_CHARS),
        (reading.weak, MAX_CHARS - 400),
        (_first(reading), MAX_CHARS - 600),
    )
    chosen: list[Segment] = []
    seen: set[str] = set()
    spent: dict[str, int] = {}
    total = 0
    for group, budget in groups:
        for part in sorted(group, key=lambda part: RANK[part.section]):
            text = cut(part.text)
            used = spent.get(part.section, 0)
            over = total + len(text) > budget and total > 0
            if over or text.lower() in seen or used >= _LIMIT.get(part.section, MAX_CHARS):
                continue
            seen.add(text.lower())
            spent[part.section] = used + len(text)
            total += len(text)
            chosen.append(Segment(part.section, text, part.written or part.text))
    return tuple(sorted(chosen, key=lambda part: RANK[part.section]))


def _first(reading: Reading) -> list[Segment]:
    found = []
    for line in reading.lines:
        if line.section in {"duty", "role"} and not line.heading and len(line.text) > _SHORTEST:
            written = SENTENCE.split(line.written, 1)[0]
            found.append(Segment(line.section, SENTENCE.split(line.text, 1)[0], written))
            if len(found) == 4:
                break
    return found


def cut(text: str) -> str:
    """A long sentence cut to MAX_PASSAGE characters around its first AI word."""
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
