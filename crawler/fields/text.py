"""HTML -> plain text that keeps what a reader sees: headings and list items on lines of their own.

One pass over the parsed tree, so the time is linear in the length of the document. Entities are
decoded once, by the parser; a source that escapes its HTML once more is unescaped first.
"""

from __future__ import annotations

from html import unescape
from typing import Any

from lxml import etree

_DROPPED = frozenset({"script", "style", "template", "noscript", "head", "iframe", "svg", "object"})
_PARAGRAPHS = frozenset(
    "address article aside blockquote body dd details div dl dt fieldset figure footer form h1 h2 h3 "
    "h4 h5 h6 header hr main nav ol p pre section summary table tbody tfoot thead ul".split()
)
_LINES = frozenset({"br", "tr"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_CELLS = frozenset({"td", "th"})
_PARSER_LIMIT = 2_000_000  # characters; longer descriptions are cut before they are parsed


def plain(html: str | None, *, escaped: bool = False) -> str | None:
    """The text of an HTML fragment, or None when it holds none.

    ``escaped`` says that the source sends the markup itself as entities (``&lt;p&gt;``).
    """
    if not html:
        return None
    source = (unescape(html) if escaped else html)[:_PARSER_LIMIT].replace("\x00", "")
    if "<" not in source and "&" not in source:
        return _joined(source.split("\n"))
    try:
        root = etree.fromstring(f"<div>{source}</div>", _parser())
    except (etree.XMLSyntaxError, ValueError):
        return None
    return _joined(_lines(root)) if root is not None else None


def _parser() -> etree.HTMLParser:
    return etree.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=True)


def _lines(root: Any) -> list[str]:
    """Lines of the tree in reading order; an empty line where a block begins or ends."""
    lines = [""]
    hidden = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag
        if event == "start":
            hidden += tag in _DROPPED
            _open(tag, lines)
            if not hidden:
                _append(element.text, lines)
        else:
            hidden -= tag in _DROPPED
            _close(tag, lines)
            if not hidden and element is not root:
                _append(element.tail, lines)
    return lines


def _append(text: str | None, lines: list[str]) -> None:
    if text:
        lines[-1] += text.replace("\n", " ")


def _open(tag: str, lines: list[str]) -> None:
    if tag == "li":
        lines.append("- ")
    elif tag in _HEADINGS:
        lines += ["", ""]
    elif tag in _LINES or (tag in _PARAGRAPHS and lines[-1] != "- "):
        lines.append("")
    elif tag in _CELLS and lines[-1]:
        lines[-1] += " "


def _close(tag: str, lines: list[str]) -> None:
    if tag in _PARAGRAPHS or tag == "li":
        lines.append("")


def _joined(lines: list[str]) -> str | None:
    """Lines with their white space collapsed; runs of empty lines become one, bullets keep theirs."""
    kept: list[str] = []
    for line in lines:
        words = " ".join(line.split())
        if words in ("", "-"):
            continue
        kept.append(words)
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
