"""A file of JSON lines, each object with words for where it stands."""

from __future__ import annotations

import gzip
import json
import zlib
from pathlib import Path
from typing import Any


def json_lines(path: Path) -> list[tuple[str, dict[str, Any]]]:
    """The objects of a file, gzipped or not, each behind "line 3 of FILE"; blank lines count.

    ValueError in one sentence where the file cannot be read or a line is no JSON object.
    """
    opener = gzip.open if path.suffix == ".gz" else open
    try:
        with opener(path, "rt", encoding="utf-8-sig") as lines:
            texts = [(f"line {at} of {path}", text) for at, text in enumerate(lines, start=1)]
    except OSError as error:
        raise ValueError(f"{path} cannot be read: {error.strerror or error}") from None
    except (EOFError, zlib.error, UnicodeDecodeError) as error:
        raise ValueError(f"{path} cannot be read: {error}") from None
    return [(where, _object(text, where)) for where, text in texts if text.strip()]


def _object(text: str, where: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except json.JSONDecodeError as error:
        raise ValueError(f"{where} is not JSON: {error}") from None
    if not isinstance(found, dict):
        raise ValueError(f"{where} is no JSON object")
    return found
