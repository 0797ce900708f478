"""Posting text to plain lines: markup out, list items and headings on lines of their own."""

from __future__ import annotations

import html
import re

from db.sanitise import hides

MAX_CHARS = 60_000
"""Longer texts are cut here, which bounds the time of one posting; real ones end far earlier."""

MIN_WRAP, MAX_WRAP = 40, 110
"""A text is taken as wrapped where its longest line lies between these."""

_DROPPED = re.compile(
    r"<(script|style|template|noscript)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)", re.I | re.S
)
_MAY_HIDE = re.compile(r"<[^<>]{0,2000}(?:hidden|display\s*:\s*none)", re.I)
_WITH_ATTRIBUTES = re.compile(
    r"<(?!(?:area|base|br|col|embed|hr|img|input|link|meta|source|wbr)\b)"
    r"([a-z][a-z0-9]*)\s([^<>]{0,2000})>",
    re.I,
)
"""A tag whose element may hold text: its name, its attributes."""
_ATTRIBUTE = re.compile(r"""([^\s"'<>=/]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'<>]+))?""")
_ITEM = re.compile(r"<li\b[^>]{0,2000}>", re.I)
_BLOCK = re.compile(
    r"</?(?:p|div|br|ul|ol|tr|table|section|article|header|h[1-6])\b[^>]{0,2000}>|</li\s*>", re.I
)
_TAG = re.compile(r"</?[a-zA-Z!][^<>]{0,2000}>")
_MARKDOWN = re.compile(r"\\(?=[-\\.&+_*#()!\[\]>~])|\*\*+|__+|^#{1,6}\s+", re.M)
_BULLET = re.compile(r"[•●▪◦‣·∙○■❖➢✓✔]\s*")
_DASH = re.compile(r"\n[ \t]*[-–*][ \t]+(?=\w)")
_SPACES = re.compile(r"   *")
_WIDE = re.compile(r"[\t\u00a0\u2000-\u200a\u3000][ \t\u00a0\u2000-\u200a\u3000]*")
"""Four patterns, not two with alternatives: the first character of each is found fast."""

_INVISIBLE = re.compile(r"[\x00-\x08\x0b-\x1f\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]")


def plain(text: str) -> str:
    """The text as lines: no tags, entities, markdown marks or invisible characters."""
    text = text[:MAX_CHARS].replace("\r", "\n")
    if ("<" in text and ">" in text) or "&lt;" in text:
        text = _without_tags(text)
    if "&" in text:
        text = html.unescape(text)
    if "\\" in text or "*" in text or "#" in text or "_" in text:
        text = _MARKDOWN.sub("", text)
    text = _INVISIBLE.sub(" ", text.replace("\u00ad", ""))
    text = _DASH.sub("\n• ", _BULLET.sub("\n• ", text))
    text = _WIDE.sub(" ", _SPACES.sub(" ", text))
    lines = (line.strip() for line in text.split("\n"))
    return _unwrapped("\n".join(line for line in lines if line))


def _unwrapped(text: str) -> str:
    """Rejoin text that a sender wrapped at a fixed width, where most lines stop close to it."""
    lines = text.split("\n")
    widest = max(map(len, lines))
    if not MIN_WRAP <= widest <= MAX_WRAP:
        return text
    full = [len(line) > widest * 0.7 for line in lines]
    if sum(full) < 0.4 * len(lines):
        return text
    joined = lines[:1]
    for was_full, line in zip(full, lines[1:], strict=False):
        continues = was_full and not line.startswith("•") and not joined[-1].endswith((".", ":"))
        if continues or (line[:1].islower() and joined[-1][-1:] not in ".:"):
            joined[-1] += " " + line
        else:
            joined.append(line)
    return "\n".join(joined)


def _without_tags(text: str) -> str:
    if "&lt;" in text and text.count("&lt;") > text.count("<"):
        text = html.unescape(text)  # a board that escaped its HTML once more
    text = _DROPPED.sub(" ", text)
    if _MAY_HIDE.search(text):
        text = _shown(text)
    text = _ITEM.sub("\n• ", text)
    text = _BLOCK.sub("\n", text)
    return _TAG.sub(" ", text)


def _shown(text: str) -> str:
    """HTML without the elements that its own attributes hide from a reader."""
    kept: list[str] = []
    start = 0
    for tag in _WITH_ATTRIBUTES.finditer(text):
        if tag.start() >= start and _hides(tag[2]):
            kept.append(text[start : tag.start()])
            start = _end_of_element(text, tag[1], tag.end())
    return " ".join([*kept, text[start:]])


def _hides(attributes: str) -> bool:
    return any(
        name.lower() == "hidden" or (name.lower() == "style" and hides(value))
        for name, value in _ATTRIBUTE.findall(attributes)
    )


def _end_of_element(text: str, name: str, start: int) -> int:
    """Where an element whose tag ends at ``start`` ends: with the text if nothing closes it."""
    depth = 1
    for tag in re.compile(rf"<(/?){name}\b[^<>]{{0,2000}}>", re.I).finditer(text, start):
        depth += -1 if tag[1] else 1
        if not depth:
            return tag.end()
    return len(text)
