"""The shipped tables in memory: names, divisions, countries, aliases, ZIP codes and metros."""

from __future__ import annotations

import csv
import reprlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from db.placement import Metro
from metro.pack import read_lines, read_pairs
from metro.text import fold

DATA = Path(__file__).parent / "data"

_KINDS = {"": "name", "p": "principal", "q": "titled", "a": "alternate", "b": "nickname"}
USUAL = frozenset({"name", "principal", "titled"})
"""Kinds of candidates that carry the usual name of a place."""


class Candidate(NamedTuple):
    """One place that a name may mean.

    ``metros`` is empty for a place outside every metro; ``population`` is approximate;
    ``kind`` is ``name``, ``principal`` (first city of a metro), ``titled`` (another city in its
    title), ``alternate``, ``nickname`` (an alternate unlike the name) or ``alias``.
    """

    country: str
    admin: str
    metros: tuple[str, ...]
    population: float
    kind: str


class Region(NamedTuple):
    """A region wider than a country or inside one, with the scope codes it stands for."""

    scope: tuple[str, ...]
    country: str


@dataclass(slots=True)
class Gazetteer:
    """Every lookup the resolver makes, by folded name."""

    names: dict[str, str]
    admins: dict[str, str]
    countries: dict[str, str]
    aliases: dict[str, str]
    regions: dict[str, Region]
    zips: dict[str, str]
    digital: dict[str, float]
    states: dict[str, tuple[str, ...]]
    _seen: dict[str, tuple[Candidate, ...]] = field(default_factory=dict)

    def candidates(self, key: str) -> tuple[Candidate, ...]:
        """Return the places called ``key``, heaviest first, without aliases."""
        row = self.names.get(key)
        if row is None:
            return ()
        found = self._seen.get(key)
        if found is None:
            found = tuple(_candidate(entry) for entry in row.split(";"))
            self._seen[key] = found
        return found

    def alias(self, key: str, text: str) -> tuple[Candidate, ...]:
        """Return what the alias ``key`` means; upper-case aliases need upper-case ``text``.

        There is one candidate for each state that the metro reaches into, but for those that
        have a town of the name elsewhere (Andover in New Hampshire).
        """
        row = self.aliases.get(key)
        if row is None:
            return ()
        case, area, metros = row.split(",")
        if case == "upper" and not text.isupper():
            return ()
        country, _, admin = area.partition(".")
        ids = tuple(metro_id(country, metro) for metro in metros.split("+"))
        states = [s for i in ids for s in self.states.get(i, ()) if s != admin]
        if states:
            towns = (c for c in self.candidates(key) if c.kind in USUAL and c.metros != ids)
            taken = {c.admin for c in towns if c.country == country}
            states = [state for state in states if state not in taken]
        return tuple(Candidate(country, state, ids, 3e6, "alias") for state in (admin, *states))


def metro_id(country: str, code: str) -> str:
    """Return the public id of a metro code of the tables; a full id stays."""
    if ":" in code:
        return code
    return f"cbsa:{code}" if country in ("US", "PR") else f"int:{code}"


def _candidate(entry: str) -> Candidate:
    """Read ``COUNTRY.ADMIN,metro,weight[,a]``."""
    area, metro, code, *kind = entry.split(",")
    country, _, admin = area.partition(".")
    metros = (metro_id(country, metro),) if metro else ()
    return Candidate(
        country, admin, metros, 10 ** (int(code) / 20), _KINDS[kind[0] if kind else ""]
    )


def load_metros() -> tuple[Metro, ...]:
    """Return all metros of the shipped table."""
    return tuple(_metro(line.split("\t")) for line in read_lines(DATA / "metros.xz"))


def _metro(row: list[str]) -> Metro:
    """Return the metro of one row of the table."""
    number = [int(value) if value else None for value in row[7:10]]
    return Metro(
        metro_id=row[0], name=row[1], kind=row[2], country=row[3], admin1=row[4] or None,
        latitude=float(row[5]), longitude=float(row[6]),
        population=number[0], employment=number[1], computer_employment=number[2],
    )  # fmt: skip


def _regions() -> dict[str, Region]:
    """Return folded region name -> its scope codes and country."""
    with (DATA / "regions.csv").open(encoding="utf-8") as lines:
        return {
            fold(row["name"]): Region(tuple(row["scope"].split()), row["country"])
            for row in csv.DictReader(lines)
        }


def _zips() -> dict[str, str]:
    """Return ZIP code -> CBSA code."""
    zips: dict[str, str] = {}
    for line in read_lines(DATA / "zips.xz"):
        cbsa, *codes = line.split(" ")
        zips.update(dict.fromkeys(codes, cbsa))
    return zips


def _density() -> tuple[dict[str, float], dict[str, tuple[str, ...]]]:
    """Return metro id -> computer jobs per job relative to 3 %, and metro id -> states.

    OEWS May 2025. Postings are likelier where computer jobs are denser, which weighs bare names.
    """
    with (DATA / "density.csv").open(encoding="utf-8") as lines:
        rows = [("cbsa:" + row[0], row[1], row[2]) for row in csv.reader(lines)]
    return {m: float(d) for m, d, _ in rows}, {m: tuple(s.split("-")) for m, _, s in rows}


@lru_cache(maxsize=1)
def load() -> Gazetteer:
    """Read the shipped tables once a process."""
    digital, states = _density()
    return Gazetteer(
        names=read_pairs(DATA / "names.z"),
        admins=read_pairs(DATA / "admins.xz"),
        countries=read_pairs(DATA / "countries.xz"),
        aliases=read_pairs(DATA / "aliases.xz"),
        regions=_regions(),
        zips=_zips(),
        digital=digital,
        states=states,
    )


def read_user_aliases(path: Path, known: Mapping[str, str]) -> dict[str, str]:
    """Return a user's aliases from ``alias,metro_id[;metro_id]`` lines in UTF-8, with a BOM or not.

    A bad line is a ValueError with file and line; ``known`` maps metro id to area.
    """
    rows: dict[str, str] = {}
    try:
        with path.open(encoding="utf-8-sig") as lines:
            for number, line in enumerate(lines, start=1):
                row = _user_row(line, path, number)
                if row and not row[0].startswith("#") and row != ["alias", "metro_id"]:
                    key = _user_key(row, path, number)
                    rows[key] = _user_target(row, path, number, known)
    except UnicodeDecodeError:
        raise ValueError(f"{path} is not text in UTF-8: save it as CSV in UTF-8.") from None
    return rows


def _user_row(line: str, path: Path, number: int) -> list[str]:
    """Return the cells of one line; read alone, so that an open quote swallows no other line."""
    try:
        return next(csv.reader([line], strict=True), [])
    except csv.Error as error:
        raise ValueError(f"{path}:{number}: the line is not CSV ({error}): mend it.") from None


def _user_key(row: list[str], path: Path, number: int) -> str:
    """Return the folded alias of a user's line."""
    if len(row) != 2 or not fold(row[0]):
        got = reprlib.repr(row)
        raise ValueError(f"{path}:{number}: expected `alias,metro_id[;metro_id]`, got {got}.")
    return fold(row[0])


def _user_target(row: list[str], path: Path, number: int, known: Mapping[str, str]) -> str:
    """Return the target of a user's line as the alias table spells it."""
    ids = [part.strip() for part in row[1].split(";") if part.strip()]
    for part in ids or [row[1]]:
        if part not in known:
            raise ValueError(f"{path}:{number}: there is no metro {reprlib.repr(part)}.")
    return f"any,{known[ids[0]]},{'+'.join(ids)}"
