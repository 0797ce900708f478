"""A plain text to lines, each with the section that its heading opened."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from classify.headings import heading_section, is_blurb_heading
from classify.triggers import WORD

LONG_LINE = 300
"""A line over this many characters may have swallowed headings."""

_HEAD_CHARS = 70
_SENTENCE_END = ".!?;•…"


@dataclass(frozen=True, slots=True)
class Line:
    """A line, its section (see headings.SECTIONS) and its lower-case words.

    ``text`` is as written, or an English gloss of it, and then ``written`` is the line itself.
    """

    section: str
    text: str
    words: tuple[str, ...]
    heading: bool = False
    written: str = ""


def sectioned(text: str, employer: str, gloss: Callable[[str], str] | None = None) -> list[Line]:
    """Lines of a plain text in order, each with its section; headings are kept and marked.

    With a gloss, lines hold its English, and a heading known in either language opens a section.
    """
    lines: list[Line] = []
    section = "role"
    for raw in text.split("\n"):
        for part in cut_headings(raw) if len(raw) > LONG_LINE else (raw,) * bool(raw):
            opened = _opened(part, employer)
            shown, written = (gloss(part), part) if gloss else (part, "")
            if gloss and not opened:
                opened = _opened(shown, employer)
            section = opened or section
            words = tuple(WORD.findall(shown.lower()))
            lines.append(Line(section, shown, words, opened is not None, written))
    return lines


def _opened(line: str, employer: str) -> str | None:
    if len(line) > _HEAD_CHARS + 10 or line.startswith("•"):
        return None
    return "about" if is_blurb_heading(line, employer) else _known(line)


@lru_cache(maxsize=50_000)
def _known(line: str) -> str | None:
    return heading_section(line)


def cut_headings(line: str) -> list[str]:
    """A flattened line cut before and after each "Heading:" that it swallowed."""
    parts: list[str] = []
    last = 0
    at = line.find(":")
    while at >= 0:
        start = _sentence_start(line, last, at)
        head = line[start:at]
        if head[:1].isupper() and line[at + 1 : at + 2] in {"", " "} and _known(head + ":"):
            parts.extend((line[last:start].strip(), head + ":"))
            last = at + 1
        at = line.find(":", at + 1)
    parts.append(line[last:].strip())
    return [part for part in parts if part]


def _sentence_start(line: str, last: int, at: int) -> int:
    """Where the words before a colon begin: after a sentence's end, or else the last few words."""
    low = max(last, at - _HEAD_CHARS)
    window = line[low:at]
    end = max(window.rfind(mark + " ") for mark in _SENTENCE_END)
    if end >= 0:
        return low + end + 2
    if low == last:
        return low
    return at - len(" ".join(window.split(" ")[-3:]))
