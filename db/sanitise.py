"""What may be stored as text: no control characters, lone surrogates or bidi overrides."""

from __future__ import annotations

import re
from ipaddress import ip_address
from urllib.parse import urlsplit

_UNWANTED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)
_HIDES = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_SURROGATE = re.compile("[\ud800-\udfff]")
_HOST = re.compile(r"^(?=.{4,253}$)([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?\.)+[a-z][a-z0-9-]{1,62}$")
TITLE_LENGTH = 500
FIELD_LENGTH = 2000
TEXT_LENGTH = 400_000


def clean(text: str, limit: int = FIELD_LENGTH) -> str:
    """Strip what must not be stored and cut to ``limit`` characters; tabs and newlines stay."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _SURROGATE.sub("\ufffd", _UNWANTED.sub("", text))[:limit].strip()


def hides(style: str) -> bool:
    """Whether an HTML element with this ``style`` is not shown by a browser: it is no text."""
    return _HIDES.search(style) is not None


def clean_or_none(text: str | None, limit: int = FIELD_LENGTH) -> str | None:
    """``clean``, with nothing left read as unknown."""
    return (clean(text, limit) or None) if text is not None else None


def web_url(url: str | None) -> str | None:
    """The URL when it is http(s) with a public host name and no credentials, else None."""
    if not url or not re.fullmatch(r"[^\s\"'<>\\\x00-\x20\x7f-\x9f]{1,2000}", url):
        return None
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or "@" in parts.netloc:
        return None
    return url if _HOST.match(_ascii(host)) and not _is_address(host) else None


def _ascii(host: str) -> str:
    try:
        return host.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return ""


def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
