"""Reading and writing the shipped tables: UTF-8 text, compressed, one record a line.

Tables that every run needs use zlib (``.z``), which unpacks three times faster than xz (``.xz``).
"""

from __future__ import annotations

import lzma
import zlib
from collections.abc import Iterable, Mapping
from pathlib import Path


def write_lines(path: Path, lines: Iterable[str]) -> None:
    """Write ``lines`` compressed; the same lines always give the same bytes."""
    text = "\n".join(lines).encode()
    if path.suffix == ".z":
        path.write_bytes(zlib.compress(text, 9))
    else:
        path.write_bytes(lzma.compress(text, preset=9 | lzma.PRESET_EXTREME))


def read_text(path: Path) -> str:
    """Return the text of a table; a damaged or empty one is a ValueError."""
    unpack = zlib.decompress if path.suffix == ".z" else lzma.decompress
    try:
        text = unpack(path.read_bytes()).decode()
    except (zlib.error, lzma.LZMAError, EOFError, UnicodeError) as error:
        raise _damaged(path) from error
    if not text:
        raise _damaged(path)
    return text


def _damaged(path: Path) -> ValueError:
    """Return the error of a table that cannot be used."""
    return ValueError(f"The tables of metros are damaged ({path.name}): install roleatlas again.")


def read_lines(path: Path) -> list[str]:
    """Return the lines of a table."""
    return read_text(path).split("\n")


def write_pairs(path: Path, pairs: Mapping[str, str]) -> None:
    """Write a mapping as a column of sorted keys, an empty line, and a column of values.

    Columns compress and parse better than alternating fields.
    """
    keys = sorted(pairs)
    write_lines(path, [*keys, "", *(pairs[key] for key in keys)])


def read_pairs(path: Path) -> dict[str, str]:
    """Return the mapping that ``write_pairs`` wrote."""
    keys, _, values = read_text(path).partition("\n\n")
    return dict(zip(keys.split("\n"), values.split("\n"), strict=True))
