"""Which industry an employer is in, from a table of names."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from classify.employers import normal_name

TABLE = Path(__file__).parent / "data" / "employers.csv"
"""Normal name, sector, and "yes" where the name may also begin a longer one.

General knowledge of employers, and the labelled employers (see docs/roles.md) except those of the
set-aside, of whom only the generally known are here. Rows are sorted by name.
"""

SECTORS = (
    "software",
    "hardware",
    "finance",
    "insurance",
    "professional_services",
    "health",
    "education",
    "government",
    "retail",
    "manufacturing",
    "logistics",
    "energy",
    "media",
    "real_estate",
    "other",
)

_NOUNS = {
    "finance": "bank bancorp credit mortgage partner partners",
    "insurance": "insurance assurance reinsurance health healthcare dental",
    "professional_services": "attorneys consultants consulting law partner partners "
    "reseller staffing",
    "health": "ambulance animal bio biopharma bioscience biosciences biotech biotherapeutics "
    "clinic clinical clinics counseling dental dentistry dermatology diagnostics health healthcare "
    "hospice hospital hospitals medical medicine nursing orthopaedics orthopedics pediatrics "
    "pharma pharmaceutical pharmaceuticals pharmacy rehabilitation surgery surgical therapeutics "
    "therapy veterinary",
    "education": "academy college district isd kindergarten montessori preschool school schools "
    "university",
    "government": "borough charity charities church club conservancy conservation county "
    "department district foundation library ministries ministry museum nonprofit parish police "
    "sheriff township",
    "retail": "bakery brewery brewing cafe grill hotel hotels pharmacy pizza resort resorts "
    "restaurant restaurants",
    "manufacturing": "elevator elevators",
    "logistics": "airlines freight trucking",
    "energy": "energy farm farms gas mining oil petroleum solar",
    "media": "arena radio theater theatre",
    "real_estate": "apartments builders construction contracting elevator elevators heating homes "
    "hvac landscaping plumbing properties realty roofing",
}
"""Nouns of a name that tell what its bearer is; some fit two sectors."""

_RATING = re.compile(r"(?<=\w) \d \d$")
_APPENDED = re.compile(r"\([^)]*\)?|\bhttps?:\S*|\bwww\.\S*|\bformerly\b.*", re.I)
"""What people write behind a name: an accelerator, a share, an address, an older name."""
_DOMAIN = re.compile(r"(?<=\w) (?:com|io)$")
_JOINED = 7
"""Letters of the shortest name that is also known without its spaces, as boards write it."""
MOST_WORDS = 12
"""Words of the longest beginning of a name that is looked up; no row has more."""


class Entry(NamedTuple):
    """A row of the table."""

    sector: str
    begins: bool


def known_sector(employer: str) -> str | None:
    """The sector of an employer in the table; the longest known beginning of its name counts.

    "Google UK" is found under "google", which the table allows to begin a longer name,
    "goldmansachs" under "goldman sachs", "Indeed.com" under "indeed". None where the rest of the
    name tells another sector: "Oracle Elevator" is not Oracle.
    """
    table = _table()
    name = table_name(employer)
    if sector := look_up(name, _spelt()):
        return sector
    for begin in beginnings(name):
        entry = table.get(begin)
        if entry and entry.begins:
            rest = name[len(begin) :].split()
            return None if _belies(rest, begin, entry.sector) else entry.sector
    return None


def spellings(name: str) -> Iterator[str]:
    """How a table may write a name: as it is, without its domain, and each without spaces."""
    bare = _DOMAIN.sub("", name)
    yield name
    yield bare
    for written in (name, bare):
        joined = written.replace(" ", "")
        if len(joined) >= _JOINED:
            yield joined


def look_up(name: str, values: Mapping[str, str]) -> str | None:
    """The value of the first spelling of a name that ``values`` (see ``spelt``) holds."""
    return next((values[written] for written in spellings(name) if written in values), None)


def spelt(values: Mapping[str, str]) -> dict[str, str]:
    """Values by name, and by the longer names without their spaces where all so joined agree."""
    found: dict[str, set[str]] = {}
    for name, value in values.items():
        joined = name.replace(" ", "")
        if len(joined) >= _JOINED:
            found.setdefault(joined, set()).add(value)
    agreed = {joined: told.pop() for joined, told in found.items() if len(told) == 1}
    return {**agreed, **values}


def beginnings(name: str) -> Iterator[str]:
    """The beginnings of a name that are shorter than it, of at most MOST_WORDS, longest first."""
    words = name.split(maxsplit=MOST_WORDS)
    for end in range(min(len(words) - 1, MOST_WORDS), 0, -1):
        yield " ".join(words[:end])


def _belies(rest: list[str], begin: str, sector: str) -> bool:
    """Whether the nouns after the beginning of a name tell only other sectors than its own."""
    if sector == "government" and begin.endswith(" of"):
        # What follows is the place or the field: "Department of Energy".
        return False
    told = [_told()[word] for word in rest if word in _told()]
    return bool(told) and not any(sector in sectors for sectors in told)


def table_name(employer: str) -> str:
    """The normal name without what boards and people append to it (see _APPENDED)."""
    first = employer.partition("\n")[0].partition("|")[0]
    bare = normal_name(_APPENDED.sub(" ", first)) or normal_name(first)
    return _RATING.sub("", bare)


def read_table(path: Path = TABLE) -> dict[str, Entry]:
    """The table by name; ValueError for an unknown sector or rows out of order."""
    return {name: Entry(*row) for name, row in read_names(path, "sector", SECTORS).items()}


def read_names(path: Path, column: str, known: Sequence[str]) -> dict[str, tuple[str, bool]]:
    """The value of ``column`` and whether the name may begin a longer one, by employer.

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
    return {row["employer"]: (row[column], row["begins"] == "yes") for row in rows}


@lru_cache(maxsize=1)
def _table() -> dict[str, Entry]:
    return read_table()


@lru_cache(maxsize=1)
def _spelt() -> dict[str, str]:
    return spelt({name: entry.sector for name, entry in _table().items()})


@lru_cache(maxsize=1)
def _told() -> dict[str, set[str]]:
    """The sectors that each noun tells."""
    told: dict[str, set[str]] = {}
    for sector, nouns in _NOUNS.items():
        for noun in nouns.split():
            told.setdefault(noun, set()).add(sector)
    return told
