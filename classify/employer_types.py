"""Facts about employers that no posting states: frontier labs, big tech, known AI start-ups."""

from __future__ import annotations

import csv
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from classify.attributes import EMPLOYER_TYPES
from classify.industries import known_sector, table_name

TABLE = Path(__file__).parent / "data" / "employer_types.csv"
"""Name as in ``industries.TABLE``, type, and "yes" where the name may also begin a longer one.

General knowledge; rows are sorted by name.
"""


class Fact(NamedTuple):
    """A row of the table."""

    type: str
    begins: bool


def known_type(employer: str) -> str | None:
    """The type of an employer in the table; None for any other.

    A longer name counts where the table allows it and the sector of the whole name is that of its
    beginning: "Google UK" is Google, "Amazon Conservation Team" is not Amazon.
    """
    table = _table()
    name = table_name(employer)
    if fact := table.get(name):
        return fact.type
    words = name.split()
    for end in range(len(words) - 1, 0, -1):
        begin = " ".join(words[:end])
        fact = table.get(begin)
        if fact and fact.begins and known_sector(employer) == known_sector(begin):
            return fact.type
    return None


def read_types(path: Path = TABLE) -> dict[str, Fact]:
    """The table by name; ValueError for an unknown type or rows out of order."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    names = [row["employer"] for row in rows]
    if names != sorted(set(names)):
        raise ValueError(f"{path}: sort the rows by employer and list each one once")
    for row in rows:
        if row["type"] not in EMPLOYER_TYPES:
            raise ValueError(f"{path}: {row['employer']} has no known type: {row['type']}")
    return {row["employer"]: Fact(row["type"], row["begins"] == "yes") for row in rows}


@lru_cache(maxsize=1)
def _table() -> dict[str, Fact]:
    return read_types()
