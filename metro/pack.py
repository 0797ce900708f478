"""Reading and writing the shipped tables: UTF-8 text, xz-compressed, one record a line."""

from __future__ import annotations

import lzma
from collections.abc import Iterable, Mapping
from pathlib import Path


def write_lines(path: Path, lines: Iterable[str]) -> None:
    """Write ``lines`` compressed; the same lines always give the same bytes."""
    path.write_bytes(lzma.compress("\n".join(lines).encode(), preset=9 | lzma.PRESET_EXTREME))


def read_lines(path: Path) -> list[str]:
    """Return the lines of a table."""
    return lzma.decompress(path.read_bytes()).decode().split("\n")


def write_pairs(path: Path, pairs: Mapping[str, str]) -> None:
    """Write a mapping as a column of sorted keys, an empty line, and a column of values.

    Columns compress and parse better than alternating fields.
    """
    keys = sorted(pairs)
    write_lines(path, [*keys, "", *(pairs[key] for key in keys)])


def read_pairs(path: Path) -> dict[str, str]:
    """Return the mapping that ``write_pairs`` wrote."""
    keys, _, values = lzma.decompress(path.read_bytes()).decode().partition("\n\n")
    return dict(zip(keys.split("\n"), values.split("\n"), strict=True))
