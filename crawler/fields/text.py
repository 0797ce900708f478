"""HTML -> plain text that keeps what a reader sees: headings and list items on lines of their own.

One pass over the parsed tree, so the time is linear in the length of the document. Entities are
decoded once, by the parser; a source that escapes its HTML once more is unescaped first.
"""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from lxml import etree

from db.sanitise import clean, hides

_DROPPED = frozenset({"script", "style", "template", "noscript", "head", "iframe", "svg", "object"})
_PARAGRAPHS = frozenset(
    re.findall(
        r"\w+",
        """
address article aside blockquote body dd details div dl dt fieldset figure footer form h1 h2 h3
h4 h5 h6 header hr main nav ol p pre section summary table tbody tfoot thead ul
""",
    )
)
_LINES = frozenset({"br", "tr"})
_CELLS = frozenset({"td", "th"})
_LONGEST = 2_000_000  # characters of markup; what follows is cut off


def plain(html: str | None, *, escaped: bool = False) -> str | None:
    """The text of an HTML fragment, or None when it holds none.

    ``escaped`` says that the source sends the markup itself as entities (``&lt;p&gt;``).
    """
    if not html:
        return None
    source = clean(unescape(html) if escaped else html, _LONGEST)
    if "<" not in source and "&" not in source:
        return _collapsed(source.split("\n"))
    try:
        root = etree.fromstring(f"<div>{source}</div>", _parser())
    except (etree.XMLSyntaxError, ValueError):
        return None
    return _collapsed(_lines(root)) if root is not None else None


def _parser() -> etree.HTMLParser:
    return etree.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=True)


def _lines(root: Any) -> list[str]:
    """Lines of the tree in reading order; a new one where a block, a row or an item begins."""
    lines: list[str] = []
    parts: list[str] = []  # of the line that is being read
    hidden = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag, opens = element.tag, event == "start"
        if tag in _DROPPED or _unseen(element):
            hidden += 1 if opens else -1
        if _breaks(tag, opens, parts):
            lines.append("".join(parts))
            parts = ["- "] if tag == "li" and opens else []
        elif tag in _CELLS:
            parts.append(" ")
        said = element.text if opens else element.tail
        if said and not hidden and (opens or element is not root):
            parts.append(said.replace("\n", " "))
    lines.append("".join(parts))
    return lines


def _unseen(element: Any) -> bool:
    """Whether a browser would not show the element: the posting does not say it to anybody."""
    return "hidden" in element.attrib or hides(element.get("style", ""))


def _breaks(tag: str, opens: bool, parts: list[str]) -> bool:
    """Whether the tag ends the line; a paragraph that opens right after a bullet stays on it."""
    if tag in _PARAGRAPHS:
        return not opens or parts != ["- "]
    return tag == "li" or (tag in _LINES and opens)


def _collapsed(lines: list[str]) -> str | None:
    """Lines with white space collapsed; empty ones and bullets without text are left out."""
    words = (" ".join(line.split()) for line in lines)
    kept = [line for line in words if line not in ("", "-")]
    half = len(kept) // 2
    if half and kept[:half] == kept[half:]:  # a page that carries its text for two screen sizes
        kept = kept[:half]
    return "\n".join(kept) or None


def line(text: object) -> str | None:
    """A one-line field: white space collapsed, None when it is no text or empty."""
    if not isinstance(text, str):
        return None
    return " ".join(text.split()) or None


def sections(*parts: tuple[str | None, str | None]) -> str | None:
    """Texts under their headings, in order; an empty one is left out with its heading."""
    found = [f"{head}\n{body}" if head else body for head, body in parts if body]
    return "\n\n".join(found) or None
