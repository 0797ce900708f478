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

_RATING = re.compile(r"(?<=\w) \d \d$")


class Entry(NamedTuple):
    """A row of the table."""

    sector: str
    begins: bool


def known_sector(employer: str) -> str | None:
    """The sector of an employer in the table; the longest known beginning of its name counts.

    "Google UK" is found under "google", which the table allows to begin a longer name.
    """
    table = _table()
    name = table_name(employer)
    if entry := table.get(name):
        return entry.sector
    while " " in name:
        name = name.rpartition(" ")[0]
        entry = table.get(name)
        if entry and entry.begins:
            return entry.sector
    return None


def table_name(employer: str) -> str:
    """The normal name without what boards append to it: a rating, or text after a bar."""
    first = employer.partition("\n")[0].partition("|")[0]
    return _RATING.sub("", normal_name(first))


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
