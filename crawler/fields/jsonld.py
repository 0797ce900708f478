"""schema.org JobPosting blocks of an HTML page, in the many shapes that pages give them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from bs4 import BeautifulSoup

_DEPTH = 6  # of nested lists and graphs that are searched


def job_posting(page: BeautifulSoup) -> dict[str, Any] | None:
    """The first JobPosting of a parsed page, or None; empty and broken blocks are passed over."""
    for script in page.find_all("script", type=lambda kind: "ld+json" in (kind or "")):
        try:
            block = json.loads(script.get_text(), strict=False)
        except (ValueError, RecursionError):
            continue
        found = next(_postings(block, _DEPTH), None)
        if found:
            return found
    return None


def _postings(block: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth < 0:
        return
    if isinstance(block, list):
        for inner in block:
            yield from _postings(inner, depth - 1)
    elif isinstance(block, dict):
        kinds = block.get("@type")
        if "JobPosting" in (kinds if isinstance(kinds, list) else [kinds]):
            yield block
        yield from _postings(block.get("@graph"), depth - 1)
