"""Facts about employers that no posting states: frontier labs, big tech, known AI start-ups."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from classify.attributes import EMPLOYER_TYPES
from classify.employer_table import EmployerTable, table_name
from classify.industries import sector_of

TABLE = Path(__file__).parent / "data" / "employer_types.csv"
"""Name as in ``industries.TABLE``, type, and "yes" where the name may also begin a longer one.

General knowledge; rows are sorted by name.
"""


class Facts(NamedTuple):
    """What the tables know of an employer; None where they lack it."""

    sector: str | None
    type: str | None


def facts(employer: str) -> Facts:
    """Sector and type of an employer by the tables.

    Of a name that only begins like one in the table of types, the type counts where the sector of
    the whole name is that of its beginning: "Google UK" is Google, "Amazon Conservation Team" is
    not Amazon.
    """
    name = table_name(employer)
    sector = sector_of(name)
    table = _table()
    begun = (kind for begin, kind in table.begun(name) if sector_of(begin) == sector)
    return Facts(sector, table.whole(name) or next(begun, None))


def read_types(path: Path = TABLE) -> EmployerTable:
    """The table of types; ValueError for an unknown type or rows out of order."""
    return EmployerTable.read(path, "type", EMPLOYER_TYPES)


@lru_cache(maxsize=1)
def _table() -> EmployerTable:
    return read_types()
