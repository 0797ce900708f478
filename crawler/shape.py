"""The types of a mapped posting, checked once for all spiders: sources confuse them."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

from db.posting import Posting

_TEXTS = tuple(
    one.name for one in fields(Posting) if one.type == "str | None" and one.name != "title"
)
_NO_TITLE = "untitled"  # one of the placeholders that no view shows


def checked(posting: Posting) -> Posting:
    """The posting with fields of a wrong type read as unknown.

    One without a title keeps its place in the list: left out, it would count as missed.
    """
    if not isinstance(posting.title, str):
        raise TypeError(f"the title is {type(posting.title).__name__}, not text")
    if not posting.title.strip():
        posting = replace(posting, title=_NO_TITLE)
    wrong: dict[str, Any] = {
        name: None
        for name in _TEXTS
        if (value := getattr(posting, name)) is not None and not isinstance(value, str)
    }
    return replace(posting, **wrong) if wrong else posting
