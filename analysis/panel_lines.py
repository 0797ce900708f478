"""Reading one cell, one line, one file of an analyst's panel."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from db.label import ROLES

Line = tuple[str, int, dict[str, str]]
MAX_MONTH, EXTREME = 10**6, 1e12
TRUE, FALSE = ("1", "true", "yes"), ("0", "false", "no", "")


@dataclass(frozen=True, slots=True)
class Problem:
    """A row that was skipped, or a remark on a file (line 0)."""

    file: str
    line: int
    reason: str

    def __str__(self) -> str:
        where = f"{self.file}, line {self.line}" if self.line else self.file
        return f"{where}: {self.reason}"


def lines(path: Path, required: tuple[str, ...], problems: list[Problem]) -> Iterator[Line]:
    """Yield (file, line, row) with trimmed text; an unusable file is a ValueError.

    A line that is not CSV or has too many cells is skipped and told in ``problems``.
    """
    try:
        yield from _table(path, required, problems)
    except FileNotFoundError:
        raise ValueError(f"{path} is missing: the panel needs it.") from None
    except UnicodeDecodeError as error:
        raise ValueError(f"{path} is not text in UTF-8 ({error}): save it anew.") from error


def _table(path: Path, required: tuple[str, ...], problems: list[Problem]) -> Iterator[Line]:
    with path.open(encoding="utf-8-sig") as stream:
        header = _header(path, stream.readline(), required)
        for number, line in enumerate(stream, start=2):
            try:
                cells = _cells(line)
                if any(cells[len(header) :]):
                    raise ValueError(f"it has {len(cells)} cells, the heading {len(header)}")
            except ValueError as error:
                problems.append(Problem(path.name, number, f"{error}; row skipped"))
                continue
            if cells:
                padded = [*cells, *[""] * (len(header) - len(cells))]
                yield path.name, number, dict(zip(header, padded, strict=False))


def _header(path: Path, line: str, required: tuple[str, ...]) -> list[str]:
    try:
        header = _cells(line)
    except ValueError as error:
        raise ValueError(f"{path}: the heading is {error}: name the columns in it.") from None
    missing = [name for name in required if name not in header]
    if missing:
        remedy = "separate the cells with commas, not semicolons" if ";" in line else "add it"
        raise ValueError(f"{path} lacks the column {', '.join(missing)}: {remedy}.")
    return header


def _cells(line: str) -> list[str]:
    """Trimmed cells of one line; read alone, so that an open quote swallows no other line."""
    try:
        return [cell.strip() for cell in next(csv.reader([line], strict=True), [])]
    except csv.Error as error:
        raise ValueError(f"not one line of CSV ({error})") from None


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
    """Return a weight above zero and not extreme; a ValueError quotes anything else."""
    number = _number(text)
    if not 1 / EXTREME < number < EXTREME:
        raise ValueError(f"weight {text!r} is not a number between {1 / EXTREME} and {EXTREME:.0e}")
    return number


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return float("nan")
