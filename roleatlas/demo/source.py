"""The authored material: employers, professions, places and shared sentences, read once."""

from __future__ import annotations

import csv
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "source"


@dataclass(frozen=True, slots=True)
class Place:
    """One town as postings spell it, and the metro that it belongs to."""

    key: str
    city: str
    region: str
    region_name: str
    country: str
    country_name: str
    metro: str
    forms: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Profession:
    """A kind of job: the role it is authored as, and the sentences it is described with."""

    key: str
    role: str
    function: str
    departments: tuple[str, ...]
    pay: tuple[float, float]
    titles: tuple[str, ...]
    intro: tuple[str, ...]
    duties: tuple[str, ...]
    needs: tuple[str, ...]
    nice: tuple[str, ...]
    language: str = "en"
    desk: bool = True
    levels: bool = True
    hourly: bool = False
    always_open: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Employer:
    """An invented employer: its board, what it does, where it is and whom it hires."""

    name: str
    token: str
    ats: str
    sector: str
    places: tuple[tuple[str, int], ...]
    staff: tuple[tuple[str, int], ...]
    blurb: tuple[str, ...]
    product: str
    users: str
    data: str
    hubs: tuple[str, ...] = ()
    form: str = "city_st"
    joiner: str = "; "
    remote: float = 0.1
    layout: int = 0
    twin: tuple[str, str] | None = None
    states_pay: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """Sentences and headings that all postings of one language draw on."""

    values: tuple[str, ...]
    context: tuple[str, ...]
    duties_extra: tuple[str, ...]
    needs_extra: tuple[str, ...]
    process: tuple[str, ...]
    benefits: tuple[str, ...]
    legal: tuple[str, ...]
    ai_notices: tuple[str, ...]
    ai_nice: tuple[str, ...]
    headings: dict[str, tuple[str, ...]]


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _counts(text: str) -> tuple[tuple[str, int], ...]:
    """Read ``"sf 3, nyc 1"`` as pairs of a key and a whole number."""
    pairs = (part.split() for part in text.split(",") if part.strip())
    return tuple((key, int(number)) for key, number in pairs)


def _toml(name: str) -> dict[str, Any]:
    with (FOLDER / name).open("rb") as file:
        return tomllib.load(file)


def _place(row: dict[str, Any]) -> Place:
    forms = tuple(form for form in row["forms"].split("|") if form)
    return Place(**{**row, "forms": forms})


@cache
def places() -> dict[str, Place]:
    """Read all places, by key."""
    with (FOLDER / "places.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {row["key"]: _place(row) for row in rows}


def _profession(key: str, row: dict[str, Any]) -> Profession:
    pools = {name: _lines(row[name]) for name in ("titles", "intro", "duties", "needs", "nice")}
    lists = {name: tuple(row[name]) for name in ("departments", "pay")}
    return Profession(**{**row, **pools, **lists, "key": key})


@cache
def professions() -> dict[str, Profession]:
    """Read all professions, by key."""
    tables = [_toml(path.name) for path in sorted(FOLDER.glob("texts_*.toml"))]
    return {key: _profession(key, row) for table in tables for key, row in table.items()}


def _employer(row: dict[str, Any]) -> Employer:
    twin = row.get("twin")
    read: dict[str, Any] = {
        "places": _counts(row["places"]),
        "staff": _counts(row["staff"]),
        "blurb": _lines(row["blurb"]),
        "hubs": tuple(row.get("hubs", ())),
        "twin": tuple(twin.split(":")) if twin else None,
    }
    return Employer(**{**row, **read})


@cache
def employers() -> tuple[Employer, ...]:
    """Read all employers that have a board of their own, in the order of the file."""
    return tuple(_employer(row) for row in _toml("employers.toml")["employer"])


@cache
def thread_employers() -> tuple[Employer, ...]:
    """Read the employers that advertise only in the monthly threads."""
    rows = _toml("hackernews.toml")["employer"]
    return tuple(_employer({"ats": "hackernews", **row}) for row in rows)


@cache
def thread_noise() -> tuple[str, ...]:
    """Read the comments of the monthly threads that are no postings."""
    return _lines(_toml("hackernews.toml")["noise"])


@cache
def shared(language: str) -> Shared:
    """Read the sentences that all postings of ``language`` draw on."""
    row = _toml("shared.toml")[language]
    headings = {kind: tuple(names) for kind, names in row["headings"].items()}
    pools = {name: _lines(text) for name, text in row.items() if name != "headings"}
    return Shared(**pools, headings=headings)
