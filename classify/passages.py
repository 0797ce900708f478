"""The sentences of a posting that can decide its role, in the order in which they count."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from classify.clean import plain
from classify.glossary import LANGUAGES, gloss
from classify.headings import ASIDE
from classify.item import Item
from classify.language import language
from classify.sections import Line, sectioned
from classify.terms import STRONG, WEAK
from classify.triggers import NAMES_AI, SUGGESTS_AI, kinds
from classify.wording import SENTENCE, commands, sentence_section


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
    def ai_sentences(self) -> tuple[Segment, ...]:
        """The sentences that name AI, then those that suggest it."""
        return (*self.hits, *self.weak)

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
        kept = hits
    elif part.section not in ASIDE and WEAK.search(low):
        kept = weak
    else:
        return
    section = sentence_section(part.text, part.section, employer)
    if commands(low) or (kept is weak and section in ASIDE):
        return
    kept.append(Segment(section, part.text, part.written))
