"""The types of a mapped posting, checked once for all spiders: sources confuse them."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

from crawler.page import Skip
from db.posting import Posting

_TEXTS = tuple(
    one.name for one in fields(Posting) if one.type == "str | None" and one.name != "title"
)


def checked(posting: Posting) -> Posting | Skip:
    """The posting with fields of a wrong type read as unknown; Skip where there is no title."""
    if not isinstance(posting.title, str):
        raise TypeError(f"the title is {type(posting.title).__name__}, not text")
    if not posting.title.strip():
        return Skip("without a title")
    wrong: dict[str, Any] = {
        name: None
        for name in _TEXTS
        if (value := getattr(posting, name)) is not None and not isinstance(value, str)
    }
    return replace(posting, **wrong) if wrong else posting
