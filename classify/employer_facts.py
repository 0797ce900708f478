"""What no posting states: which sector and type an employer is of, from a table of names."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from classify.employer_table import EmployerTable, Facts, core_name, table_name

TABLE = Path(__file__).parent / "data" / "employers.csv"
"""Normal name, sector, type where known, and "yes" where the name may also begin a longer one.

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


def facts(employer: str) -> Facts:
    """Sector and type of an employer by the table.

    "Google UK" is found under "google", which the table allows to begin a longer name,
    "goldmansachs" under "goldman sachs", "Indeed.com" under "indeed". The longest known beginning
    counts, and nothing where the rest of the name tells another sector: "Oracle Elevator" is not
    Oracle. A name without a type has that of a beginning of its sector. Where the name as it
    stands tells no sector, what is left without mottos and phrases of boards is looked up.
    """
    name = table_name(employer)
    told = _facts(name)
    if told.sector or (core := core_name(employer)) == name:
        return told
    within = _facts(core)
    rest = name.removeprefix(core).split()
    return told if within.sector and _belies(rest, core, within.sector) else within


def _facts(name: str) -> Facts:
    table = _table()
    whole = table.whole(name)
    if None not in whole:
        return whole
    begun = list(table.begun(name))
    sector = whole.sector or _sector_of_beginning(name, begun)
    kinds = (told.type for _, told in begun if told.type and told.sector == sector)
    return Facts(sector, whole.type or next(kinds, None))


def _sector_of_beginning(name: str, begun: Sequence[tuple[str, Facts]]) -> str | None:
    begin, told = next(iter(begun), ("", Facts()))
    if told.sector and _belies(name[len(begin) :].split(), begin, told.sector):
        return None
    return told.sector


def _belies(rest: list[str], begin: str, sector: str) -> bool:
    """Whether the nouns after the beginning of a name tell only other sectors than its own."""
    if sector == "government" and begin.endswith(" of"):
        # What follows is the place or the field: "Department of Energy".
        return False
    told = [_told()[word] for word in rest if word in _told()]
    return bool(told) and not any(sector in sectors for sectors in told)


def read_table() -> EmployerTable:
    """The shipped table; ValueError for an unknown sector or type, or rows out of order."""
    return EmployerTable.read(TABLE)


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
