"""Tables of what is known of employers, looked up by name as boards and people write it."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from classify.employers import normal_name

_RATING = re.compile(r"(?<=\w) \d \d$")
_APPENDED = re.compile(r"\([^)]*\)?|\bhttps?:\S*|\bwww\.\S*|\bformerly\b.*", re.I)
"""What people write behind a name: an accelerator, a share, an address, an older name."""
_DOMAIN = re.compile(r"(?<=\w) (?:com|io)$")
_JOINED = 7
"""Letters of the shortest name that is also known without its spaces, as boards write it."""
MOST_WORDS = 12
"""Words of the longest beginning of a name that is looked up; no row has more."""


class Row(NamedTuple):
    """What is known of an employer, and whether its name may also begin a longer one."""

    value: str
    begins: bool


@dataclass(frozen=True, slots=True)
class EmployerTable:
    """Rows by the employer's name, as ``table_name`` gives it."""

    rows: Mapping[str, Row]
    spelt: dict[str, str] = field(init=False, repr=False, compare=False)
    """Values by name, and by the name without its spaces."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "spelt", _spelt(self.rows))

    @classmethod
    def read(cls, path: Path, column: str, known: Sequence[str]) -> EmployerTable:
        """The table of a CSV file: ``employer``, ``column``, and ``begins`` ("yes" or empty).

        ValueError for a value that is not among ``known``, or rows out of order.
        """
        with path.open(encoding="utf-8", newline="") as lines:
            rows = list(csv.DictReader(lines))
        names = [row["employer"] for row in rows]
        if names != sorted(set(names)):
            raise ValueError(f"{path}: sort the rows by employer and list each one once")
        for row in rows:
            if row[column] not in known:
                raise ValueError(f"{path}: {row['employer']} has no known {column}: {row[column]}")
        return cls({row["employer"]: Row(row[column], row["begins"] == "yes") for row in rows})

    def whole(self, name: str) -> str | None:
        """The value of the first spelling of a name that the table holds; None if it holds none."""
        spelt = self.spelt
        for written in _spellings(name):
            if written in spelt:
                return spelt[written]
        return None

    def begun(self, name: str) -> Iterator[tuple[str, str]]:
        """Each allowed beginning of a name that is shorter than it, and its value; longest first.

        Beginnings of more than MOST_WORDS are passed over: a name may be as long as a text.
        """
        words = name.split(maxsplit=MOST_WORDS)
        for end in range(min(len(words) - 1, MOST_WORDS), 0, -1):
            begin = " ".join(words[:end])
            row = self.rows.get(begin)
            if row and row.begins:
                yield begin, row.value


def table_name(employer: str) -> str:
    """The normal name without what boards and people append to it (see _APPENDED)."""
    first = employer.partition("\n")[0].partition("|")[0]
    bare = normal_name(_APPENDED.sub(" ", first)) or normal_name(first)
    return _RATING.sub("", bare)


def _spellings(name: str) -> Iterator[str]:
    """How a table may write a name: as it is, without its domain, and each without spaces."""
    bare = _DOMAIN.sub("", name)
    yield name
    yield bare
    for written in (name, bare):
        joined = written.replace(" ", "")
        if len(joined) >= _JOINED:
            yield joined


def _spelt(rows: Mapping[str, Row]) -> dict[str, str]:
    """Values by name, and by the longer names without their spaces where all so joined agree."""
    values = {name: row.value for name, row in rows.items()}
    found: dict[str, set[str]] = {}
    for name, value in values.items():
        joined = name.replace(" ", "")
        if len(joined) >= _JOINED:
            found.setdefault(joined, set()).add(value)
    agreed = {joined: told.pop() for joined, told in found.items() if len(told) == 1}
    return {**agreed, **values}
