"""Cleaning and folding of location text: what a board wrote, as the tables spell it."""

from __future__ import annotations

import html
import re
import unicodedata
from functools import lru_cache

MAX_CHARS = 1000
"""Longest location text that is read; what follows is cut, so that no input costs more."""

_MOJIBAKE = re.compile("[ÃÂÅÄÐÑØÙÚ][\x80-\xbf¡-ÿŒœŠšŸŽž€‚ƒ„…†‡ˆ‰‹‘’“”•–—˜™›]|â€")
_RUNS = re.compile(r"([^\S\n\r\t])[^\S\n\r\t]+|(-)-{2,}")
"""Runs of spaces or hyphens: patterns that skip them would try each of them as a start."""
_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ŋ": "n"}
)
_PUNCTUATION = str.maketrans(
    {
        **dict.fromkeys("'’‘ʻʼ`´.,\"“”", None),
        **dict.fromkeys("-‐‑–—_/&()[]{}:;|!?*#@~+=<>«»%\\\t\n\r\x01\xa0\u3000", " "),
    }
)
_SHORT = {
    "saint": "st",
    "sainte": "ste",
    "santo": "sto",
    "mount": "mt",
    "fort": "ft",
    "township": "twp",
}


def clean(text: str) -> str:
    """Return ``text`` without entities, mojibake, wide forms and runs of spaces, cut to length."""
    text = text[:MAX_CHARS]
    if text.isascii() and "&" not in text:
        return _RUNS.sub(r"\1\2", text.strip())
    if "&" in text:
        text = html.unescape(text)
    if _MOJIBAKE.search(text):
        text = _unmix(text)
    return _RUNS.sub(r"\1\2", unicodedata.normalize("NFKC", text).strip())


def _unmix(text: str) -> str:
    """Undo UTF-8 that was read as Windows-1252 or Latin-1; text that was not stays."""
    for codec in ("cp1252", "latin-1"):
        try:
            return text.encode(codec).decode("utf-8")
        except UnicodeError:
            continue
    return text


@lru_cache(maxsize=20_000)
def fold(text: str) -> str:
    """Return the key of a name: lower case, no accents or punctuation, usual words abbreviated."""
    if text.isascii():
        text = text.lower()
    else:
        text = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
        text = "".join(c for c in text if not unicodedata.combining(c) or c in "\u3099\u309a")
        text = unicodedata.normalize("NFC", text)
    words = text.translate(_PUNCTUATION).split()
    return " ".join([_SHORT.get(word, word) for word in words])
