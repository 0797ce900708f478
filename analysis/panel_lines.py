"""Reading one cell, one line, one file of an analyst's panel."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from db.label import ROLES

Line = tuple[str, int, dict[str, str]]
MAX_MONTH, EXTREME = 10**6, 1e12
TRUE, FALSE = ("1", "true", "yes"), ("0", "false", "no", "")


def lines(path: Path, required: tuple[str, ...]) -> Iterator[Line]:
    """Yield (file, line, row) with trimmed text; an unusable file is a ValueError."""
    try:
        yield from _table(path, required)
    except FileNotFoundError:
        raise ValueError(f"{path} is missing: the panel needs it.") from None
    except (UnicodeDecodeError, csv.Error) as error:
        raise ValueError(f"{path} is not CSV in UTF-8 ({error}): save it anew.") from error


def _table(path: Path, required: tuple[str, ...]) -> Iterator[Line]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        table = csv.reader(stream)
        header = [name.strip() for name in next(table, [])]
        missing = [name for name in required if name not in header]
        if missing:
            raise ValueError(f"{path} lacks the column {', '.join(missing)}: add it.")
        for cells in table:
            if cells:
                padded = [*map(str.strip, cells), *[""] * (len(header) - len(cells))]
                yield path.name, table.line_num, dict(zip(header, padded, strict=False))


def gold_fault(row: dict[str, str], found: dict[str, Any]) -> str:
    """Say what is wrong with a gold row, or nothing."""
    if row["posting"] in found:
        return f"posting {row['posting']!r} was labelled before; row skipped"
    if row["gold_label"] not in ROLES:
        return f"gold_label {row['gold_label']!r} is not one of {', '.join(ROLES)}; row skipped"
    usable = 1 / EXTREME < _number(row["inclusion_prob"]) <= 1
    return "" if usable else "inclusion_prob is not above 0 and at most 1; row skipped"


def flag(text: str) -> bool:
    """Return 0 or 1 as a truth value; a ValueError quotes anything else."""
    if text.lower() in TRUE:
        return True
    if text.lower() in FALSE:
        return False
    raise ValueError(f"remote {text!r} is not 0 or 1")


def month_number(text: str) -> int:
    """Return an integer month; a ValueError quotes anything else."""
    number = _number(text)
    if not abs(number) <= MAX_MONTH or number != int(number):
        raise ValueError(f"month {text!r} is not an integer")
    return int(number)


def positive(text: str) -> float:
    """Return a weight above zero; a ValueError quotes anything else."""
    number = _number(text)
    if not 1 / EXTREME < number < EXTREME:
        raise ValueError(f"weight {text!r} is not a positive number")
    return number


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return float("nan")
