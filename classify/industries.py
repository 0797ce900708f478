"""Which industry an employer is in, from a table of names."""

from __future__ import annotations

import csv
import re
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from classify.employers import normal_name

TABLE = Path(__file__).parent / "data" / "employers.csv"
"""Normal name, sector, and "yes" where the name may also begin a longer one.

General knowledge of larger employers, and the labelled employers (see docs/roles.md) except those
of the set-aside. Rows are sorted by name.
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
    "finance": "bank bancorp credit mortgage",
    "insurance": "insurance assurance reinsurance health healthcare dental",
    "professional_services": "attorneys law staffing",
    "health": "ambulance animal bio biopharma bioscience biosciences biotech biotherapeutics "
    "clinic clinical clinics counseling dental dentistry dermatology diagnostics health healthcare "
    "hospice hospital hospitals medical medicine nursing orthopaedics orthopedics pediatrics "
    "pharma pharmaceutical pharmaceuticals pharmacy rehabilitation surgery surgical therapeutics "
    "therapy veterinary",
    "education": "academy college district isd kindergarten montessori preschool school schools "
    "university",
    "government": "borough charity charities church conservancy conservation county department "
    "district foundation library ministries ministry museum nonprofit parish police sheriff "
    "township",
    "retail": "bakery brewery brewing cafe grill hotel hotels pharmacy pizza resort resorts "
    "restaurant restaurants",
    "manufacturing": "elevator elevators",
    "logistics": "airlines freight trucking",
    "energy": "energy farm farms gas mining oil petroleum solar",
    "media": "radio theater theatre",
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
    words = name.split()
    for written in (name, _DOMAIN.sub("", name)):
        if entry := table.get(written):
            return entry.sector
    if sector := _joined().get(name.replace(" ", "")):
        return sector
    for end in range(len(words) - 1, 0, -1):
        begin = " ".join(words[:end])
        entry = table.get(begin)
        if entry and entry.begins:
            return None if _belies(words[end:], begin, entry.sector) else entry.sector
    return None


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
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    names = [row["employer"] for row in rows]
    if names != sorted(set(names)):
        raise ValueError(f"{path}: sort the rows by employer and list each one once")
    for row in rows:
        if row["sector"] not in SECTORS:
            raise ValueError(f"{path}: {row['employer']} has no known sector: {row['sector']}")
    return {row["employer"]: Entry(row["sector"], row["begins"] == "yes") for row in rows}


@lru_cache(maxsize=1)
def _table() -> dict[str, Entry]:
    return read_table()


@lru_cache(maxsize=1)
def _joined() -> dict[str, str]:
    """Sectors by the longer names without their spaces, where all names so joined agree."""
    found: dict[str, set[str]] = {}
    for name, entry in _table().items():
        joined = name.replace(" ", "")
        if len(joined) >= _JOINED:
            found.setdefault(joined, set()).add(entry.sector)
    return {joined: sectors.pop() for joined, sectors in found.items() if len(sectors) == 1}


@lru_cache(maxsize=1)
def _told() -> dict[str, set[str]]:
    """The sectors that each noun tells."""
    told: dict[str, set[str]] = {}
    for sector, nouns in _NOUNS.items():
        for noun in nouns.split():
            told.setdefault(noun, set()).add(sector)
    return told
