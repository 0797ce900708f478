"""The table of what is known of employers, looked up by name as boards and people write it."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from classify.attributes import EMPLOYER_TYPES, SECTORS
from classify.employers import normal_name

_RATING = re.compile(r"(?<=\w) \d \d$")
_APPENDED = re.compile(
    r"\([^)]*\)?|(?<=\S)\s*\[[^]]*\]?|\bhttps?:\S*|\bwww\.\S*|\b(?:formerly|previously|fka)\b.*",
    re.I,
)
"""What people write behind a name: an accelerator, a share, an address, an older name."""
_AROUND = re.compile(
    r"^\d{2,5} (?=[a-z]{2})|^(?:get job updates from|more about|jobs at|careers at|"
    r"(?:we are|we're) hiring at) |"
    r"(?: [-–—~/] |: |; |, (?:an?|the) |,? makers of ).*",
    re.I | re.S,
)
"""What boards and people write around a name: the number of a legal entity ("2100 NVIDIA USA"), a
phrase of the board, a motto behind a dash."""
_DOMAIN = re.compile(r"(?<=\w) (?:com|io)$")
_JOINED = 7
"""Letters of the shortest name that is also known without its spaces, as boards write it."""
COLUMNS = ["employer", "sector", "type", "begins"]
MOST_WORDS = 12
"""Words of the longest beginning of a name that is looked up; no row has more."""


class Facts(NamedTuple):
    """What is known of an employer; None where nothing is."""

    sector: str | None = None
    type: str | None = None


class Row(NamedTuple):
    """What is known of an employer, and whether its name may also begin a longer one."""

    facts: Facts
    begins: bool


@dataclass(frozen=True, slots=True)
class EmployerTable:
    """Rows by the employer's name, as ``table_name`` gives it."""

    rows: Mapping[str, Row]
    spelt: dict[str, Facts] = field(init=False, repr=False, compare=False)
    """Facts by name, and by the name without its spaces."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "spelt", _spelt(self.rows))

    @classmethod
    def read(cls, path: Path) -> EmployerTable:
        """Read a CSV file with COLUMNS; ``begins`` is "yes" or empty, ``type`` may be empty.

        ValueError for another header, an unknown value, or rows out of order.
        """
        with path.open(encoding="utf-8", newline="") as lines:
            found = csv.reader(lines)
            if next(found, None) != COLUMNS:
                raise ValueError(f"{path}: the first line is not {','.join(COLUMNS)}")
            rows: dict[str, Row] = {}
            alike: dict[tuple[str, ...], Row] = {}  # one row serves all names of its facts
            for name, *told in found:
                facts = tuple(told)
                if facts not in alike:
                    alike[facts] = _row(path, name, *told)
                rows[name] = alike[facts]
        if list(rows) != sorted(rows) or len(rows) != found.line_num - 1:
            raise ValueError(f"{path}: sort the rows by employer and list each one once")
        return cls(rows)

    def whole(self, name: str) -> Facts:
        """What is known of the first spelling of a name that the table holds."""
        spelt = self.spelt
        for written in _spellings(name):
            if written in spelt:
                return spelt[written]
        return Facts()

    def begun(self, name: str) -> Iterator[tuple[str, Facts]]:
        """Each allowed beginning of a name that is shorter than it, and its facts; longest first.

        Beginnings of more than MOST_WORDS are passed over: a name may be as long as a text.
        """
        words = name.split(maxsplit=MOST_WORDS)
        for end in range(min(len(words) - 1, MOST_WORDS), 0, -1):
            begin = " ".join(words[:end])
            row = self.rows.get(begin)
            if row and row.begins:
                yield begin, row.facts


def _row(path: Path, name: str, sector: str, kind: str, begins: str) -> Row:
    if sector not in SECTORS:
        raise ValueError(f"{path}: {name} has no known sector: {sector}")
    if kind not in ("", *EMPLOYER_TYPES):
        raise ValueError(f"{path}: {name} has no known type: {kind}")
    if begins not in ("", "yes"):
        raise ValueError(f'{path}: {name}: begins is "yes" or empty, not {begins}')
    return Row(Facts(sector, kind or None), bool(begins))


def table_name(employer: str) -> str:
    """The normal name without what boards and people append to it (see _APPENDED)."""
    first = employer.partition("\n")[0].partition("|")[0]
    bare = normal_name(_APPENDED.sub(" ", first)) or normal_name(first)
    return _RATING.sub("", bare)


def core_name(employer: str) -> str:
    """The normal name within what boards and people write around it (see _AROUND)."""
    return table_name(_AROUND.sub("", employer.strip()))


def _spellings(name: str) -> Iterator[str]:
    """How a table may write a name: as it is, without its domain, and each without spaces."""
    bare = _DOMAIN.sub("", name)
    yield name
    yield bare
    for written in (name, bare):
        joined = written.replace(" ", "")
        if len(joined) >= _JOINED:
            yield joined


def _spelt(rows: Mapping[str, Row]) -> dict[str, Facts]:
    """Facts by name, and what all longer names agree on that are alike without their spaces."""
    named = {name: row.facts for name, row in rows.items()}
    alike: dict[str, Facts] = {}
    for name, facts in named.items():
        joined = name.replace(" ", "")
        if len(joined) >= _JOINED:
            alike[joined] = _agreed(alike.get(joined, facts), facts)
    return alike | named


def _agreed(one: Facts, other: Facts) -> Facts:
    if one == other:
        return one
    return Facts(
        *(first if first == second else None for first, second in zip(one, other, strict=True))
    )
