"""From a Posting to the columns that are stored: sanitised, masked, merged with what is known."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from math import isfinite
from typing import Any
from urllib.parse import unquote

from db import sanitise
from db.posting import Address, Posting
from db.privacy import mask

Columns = dict[str, Any]

_PLAIN = (
    "employer",
    "workplace",
    "department",
    "employment_type",
    "language",
    "requisition",
    "posted_at",
    "updated_at",
    "expires_at",
    "pay_currency",
    "pay_period",
)
KEPT_WHEN_POORER = (*_PLAIN, "url", "pay_min", "pay_max", "text")
# Pages that are no opening: kept, so that counts equal the source's, but in no view of openings.
PLACEHOLDER_TITLES = (
    "403 forbidden",
    "404",
    "404 not found",
    "access denied",
    "error",
    "just a moment...",
    "not found",
    "page not found",
    "test",
    "test job",
    "untitled",
)
REVISIONS = ("title", "url", "locations", "text", "pay_min", "pay_max", "employment_type")


class Unstorable(ValueError):
    """A posting that cannot be identified or read; the message is the reason."""


def columns(posting: Posting) -> Columns:
    """The columns of one posting; raises Unstorable when its id or title is empty."""
    source_id = sanitise.clean(str(posting.source_id), 300)
    title = _line(posting.title or "", sanitise.TITLE_LENGTH)
    if not source_id:
        raise Unstorable("the source gives no id")
    if not title:
        raise Unstorable("the source gives no title")
    text = sanitise.clean_or_none(posting.text, sanitise.TEXT_LENGTH)
    row: Columns = {name: sanitise.clean_or_none(getattr(posting, name)) for name in _PLAIN}
    row |= {name: _line(row[name]) for name in ("employer", "department") if row[name]}
    row |= {
        "source_id": source_id,
        "title": title,
        "url": _impersonal(sanitise.web_url(posting.url)),
        "text": mask(text) if text else None,
        "locations": _list(posting.locations),
        "addresses": _addresses(posting.addresses),
        "pay_min": _finite(posting.pay_min),
        "pay_max": _finite(posting.pay_max),
        "detail_pending": int(posting.detail_pending and not text),
    }
    return row


def _line(text: str, limit: int = sanitise.FIELD_LENGTH) -> str:
    """A field of one line: sanitised, masked, without line breaks and tabs."""
    return mask(sanitise.clean(text, limit).replace("\n", " ").replace("\t", " "))


def is_placeholder(title: str) -> bool:
    """Whether a title stands for no title, such as that of an error page."""
    return title.lower() in PLACEHOLDER_TITLES


def _impersonal(url: str | None) -> str | None:
    """The URL, or None when it carries an e-mail address."""
    return None if url is None or "[email]" in mask(unquote(url)) else url


def _finite(value: float | None) -> float | None:
    return float(value) if value is not None and isfinite(value) else None


def _list(values: tuple[str, ...]) -> str:
    cleaned = (_line(value, 500) for value in values[:1200])
    return json.dumps([value for value in cleaned if value], ensure_ascii=False)


def _addresses(addresses: tuple[Address, ...]) -> str:
    stated = (
        {key: mask(sanitise.clean(value, 200)) for key, value in asdict(address).items() if value}
        for address in addresses[:1200]
    )
    return json.dumps([address for address in stated if address], ensure_ascii=False)


def merged(new: Columns, old: Mapping[str, Any]) -> Columns:
    """New columns over old ones: what the source no longer states is kept, and marked degraded."""
    row = dict(new)
    for name in KEPT_WHEN_POORER:
        if row[name] is None:
            row[name] = old[name]
    if is_placeholder(row["title"]):
        row["title"] = old["title"]
    for name in ("locations", "addresses"):
        if row[name] == "[]":
            row[name] = old[name]
    row["degraded"] = int(
        new["text"] is None and old["text"] is not None and not new["detail_pending"]
    )
    row["detail_pending"] = int(bool(new["detail_pending"]) and row["text"] is None)
    return row


def changes(new: Mapping[str, Any], old: Mapping[str, Any]) -> Columns:
    """What an edit changed: field -> its value before (for the text, only that it changed).

    The query of a URL may carry a mark of the visit: where it alone differs, nothing was edited.
    """
    before = {name: old[name] for name in REVISIONS if new[name] != old[name]}
    if _page(new["url"]) == _page(old["url"]):
        before.pop("url", None)
    return {name: "changed" if name == "text" else value for name, value in before.items()}


def _page(url: str | None) -> str:
    return (url or "").partition("?")[0]


def digest(*parts: object) -> str:
    """A short content hash of the parts."""
    data = "\x1f".join("" if part is None else str(part) for part in parts)
    return hashlib.blake2b(data.encode("utf-8", "replace"), digest_size=12).hexdigest()


def place_hash(row: Mapping[str, Any]) -> str:
    """Hash of what the metro room reads of a posting."""
    return digest(row["locations"], row["addresses"], row["workplace"], row["employer"])


def text_hash(row: Mapping[str, Any]) -> str:
    """Hash of what the classify room reads of a posting."""
    return digest(row["title"], row["employer"], row["text"])
