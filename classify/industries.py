"""Which industry an employer is in, from a table of names."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from classify.attributes import SECTORS
from classify.employer_table import EmployerTable, table_name

TABLE = Path(__file__).parent / "data" / "employers.csv"
"""Normal name, sector, and "yes" where the name may also begin a longer one.

General knowledge of employers, and the labelled employers (see docs/roles.md) except those of the
set-aside, of whom only the generally known are here. Rows are sorted by name.
"""

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


def known_sector(employer: str) -> str | None:
    """The sector of an employer in the table (see sector_of)."""
    return sector_of(table_name(employer))


def sector_of(name: str) -> str | None:
    """The sector of a name, written as in the table; its longest known beginning counts.

    "Google UK" is found under "google", which the table allows to begin a longer name,
    "goldmansachs" under "goldman sachs", "Indeed.com" under "indeed". None where the rest of the
    name tells another sector: "Oracle Elevator" is not Oracle.
    """
    table = _table()
    if sector := table.whole(name):
        return sector
    begin, sector = next(table.begun(name), ("", None))
    if sector and _belies(name[len(begin) :].split(), begin, sector):
        return None
    return sector


def _belies(rest: list[str], begin: str, sector: str) -> bool:
    """Whether the nouns after the beginning of a name tell only other sectors than its own."""
    if sector == "government" and begin.endswith(" of"):
        # What follows is the place or the field: "Department of Energy".
        return False
    told = [_told()[word] for word in rest if word in _told()]
    return bool(told) and not any(sector in sectors for sectors in told)


def read_table(path: Path = TABLE) -> EmployerTable:
    """The table of sectors; ValueError for an unknown sector or rows out of order."""
    return EmployerTable.read(path, "sector", SECTORS)


@lru_cache(maxsize=1)
def _table() -> EmployerTable:
    return read_table()


@lru_cache(maxsize=1)
def _told() -> dict[str, set[str]]:
    """The sectors that each noun tells."""
    told: dict[str, set[str]] = {}
    for sector, nouns in _NOUNS.items():
        for noun in nouns.split():
            told.setdefault(noun, set()).add(sector)
    return told
