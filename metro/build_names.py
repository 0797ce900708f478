"""The name tables: every folded name with the places that carry it."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher

from metro.build_sources import CURATED, Sources, weight
from metro.build_towns import Town
from metro.text import fold

ALTERNATE_MIN = 25_000
"""Towns from this population on carry their alternate names."""
NICKNAME_MIN = 100_000
"""Alternates unlike the usual name are kept from this population on."""
SHORT_MIN = 300_000
"""Four-letter alternates (Wien, Roma) are kept from this population on."""
FIRST_CITY_MIN = 100_000
"""A hub outside the US counts as a first city from this population on."""

_SCRIPTS = re.compile(
    r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]|[\u0370-\u03ff\u0400-\u052f\u0590-\u05ff\u0600-\u06ff"
    r"\u0e00-\u0e7f\u0900-\u097f\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]"
)
_ASCII_CODE = re.compile(r"[A-Z]{1,4}")
ALIAS_WEIGHT = 130
"""Weight code of an alias: that of a place of about three million."""


def name_table(sources: Sources) -> dict[str, str]:
    """Return folded name -> ``COUNTRY.ADMIN,metro,weight,kind;...``, heaviest first.

    ``metro`` is a CBSA code (US, PR), a GeoNames id, or empty. ``kind`` is empty for the usual
    name, ``p`` for that of a metro's first city, ``q`` for the others in its title, ``a`` for an
    alternate name and ``b`` for an alternate that looks unlike the usual one (nicknames).
    """
    found: dict[str, dict[tuple[str, str, str], int]] = defaultdict(dict)
    for key, area, metro, code, kind in _candidates(sources):
        entry = (area, metro, kind)
        if key:
            found[key][entry] = max(found[key].get(entry, 0), code)
    return {key: _encode(entries) for key, entries in found.items()}


def _encode(entries: Mapping[tuple[str, str, str], int]) -> str:
    """Write candidates heaviest first; an alternate is dropped beside the same usual name."""
    usual = {(area, metro) for area, metro, kind in entries if kind not in ("a", "b")}
    rows = sorted(
        (-code, area, metro, kind)
        for (area, metro, kind), code in entries.items()
        if kind not in ("a", "b") or (area, metro) not in usual
    )
    return ";".join(
        f"{area},{metro},{-code}" + (f",{kind}" if kind else "") for code, area, metro, kind in rows
    )


def _candidates(sources: Sources) -> Iterator[tuple[str, str, str, int, str]]:
    """Yield (key, area, metro, weight, kind) of every name of every place."""
    yield from _us_names(sources)
    for town in sources.towns:
        area = f"{town.country}.{town.admin1}"
        first = town.geonames_id == town.hub and town.population >= FIRST_CITY_MIN
        yield fold(town.name), area, town.hub, weight(town.population), "p" if first else ""
        for name in alternates(sources, town):
            kind = _kind(name, fold(town.name))
            if kind != "b" or town.population >= NICKNAME_MIN:
                yield name, area, town.hub, weight(town.population), kind
    yield from _us_alternates(sources)


def _kind(name: str, usual: str) -> str:
    """Return the kind of an alternate name: its likeness to the usual name decides.

    ``""`` for the start or end of it (Newcastle, Hull), ``a`` for one like it or in another
    script, else ``b``.
    """
    if usual.startswith(name + " ") or usual.endswith(" " + name):
        return ""
    if not name.isascii() or SequenceMatcher(None, name, usual, False).ratio() >= 0.5:
        return "a"
    return "b"


def _us_names(sources: Sources) -> Iterator[tuple[str, str, str, int, str]]:
    """Yield US names; a township is left out where the plain name says the same."""
    plain = {(name, state): cbsa for name, state, cbsa, _ in sources.us_names}
    titled = _titled(sources)
    for name, state, cbsa, population in sources.us_names:
        short = name.removesuffix(" township")
        if short != name and plain.get((short, state)) == cbsa:
            continue
        if name.endswith("borough"):
            yield fold(name.removesuffix("ugh")), f"US.{state}", cbsa, weight(population), ""
        kind = titled.get((fold(name), cbsa), "")
        yield fold(name), f"US.{state}", cbsa, weight(population), kind


def _titled(sources: Sources) -> dict[tuple[str, str], str]:
    """Return (name, CBSA) -> ``p`` for the city that a metro's title names first, else ``q``."""
    found: dict[tuple[str, str], str] = {}
    for row in sources.us_metros:
        cities = row["title"].rpartition(", ")[0]
        for index, city in enumerate(filter(None, re.split("[-/]", cities))):
            found.setdefault((fold(city), row["cbsa"]), "q" if index else "p")
    return found


def alternates(sources: Sources, town: Town) -> set[str]:
    """Return the folded alternate names of a town that is large enough to have them."""
    if town.population < ALTERNATE_MIN:
        return set()
    city = sources.cities.get(town.geonames_id, {})
    names = city.get("alternatenames", [])
    assert isinstance(names, list)
    short = {name for name in names if len(name) == 4 and town.population > SHORT_MIN}
    return {fold(n) for n in names if _useful(n) or (n in short and n.istitle())} - {
        fold(town.name)
    }


def _useful(name: str) -> bool:
    """Say whether an alternate name is a name in a script that boards use, not a code."""
    if not _SCRIPTS.match(name) or _ASCII_CODE.fullmatch(name) or len(name) > 40:
        return False
    return len(name) >= (5 if name[0].isascii() else 2)


def _us_alternates(sources: Sources) -> Iterator[tuple[str, str, str, int, str]]:
    """Yield alternate names of large US cities (Nueva York, 旧金山).

    Names in plain letters unlike the usual one are mostly of former settlements (Central Valley
    for Santa Maria) and left out.
    """
    cbsas = {(fold(name), state): cbsa for name, state, cbsa, _ in sources.us_names}
    for city in sources.cities.values():
        if city["countrycode"] != "US" or int(str(city["population"])) < 100_000:
            continue
        state = str(city["admin1code"])
        cbsa = cbsas.get((fold(str(city["name"])), state))
        names = city["alternatenames"]
        assert isinstance(names, list)
        usual, size = fold(str(city["name"])), weight(int(str(city["population"])))
        for name in {fold(n) for n in names if _useful(n)} if cbsa else ():
            if _kind(name, usual) != "b":
                yield name, f"US.{state}", cbsa or "", size, "b"


def country_rows(sources: Sources) -> dict[str, str]:
    """Return folded country name or code -> ISO 3166-1 alpha-2.

    Codes only of the countries listed by hand: ML, SD or AI on a board are other things.
    """
    rows = {fold(str(row["name"])): code for code, row in sources.countries.items()}
    for line in (CURATED / "countries.tsv").read_text(encoding="utf-8").splitlines():
        code, names = line.split("\t")
        codes = (code, str(sources.countries[code]["iso3"]))
        rows.update({fold(name): code for name in (*names.split("|"), *codes)})
    return rows


def admin_rows(sources: Sources) -> dict[str, str]:
    """Return folded first-level division (name or code) -> ``COUNTRY.ADMIN ...``.

    Only of the countries listed by hand, like their codes.
    """
    rows: dict[str, list[str]] = defaultdict(list)
    by_name = {(code.split(".")[0], name): code for code, name in sources.admin1.items()}
    listed = {line[:2] for line in (CURATED / "countries.tsv").open(encoding="utf-8")}
    for code, name in sources.admin1.items():
        if code[:2] not in listed:
            continue
        rows[fold(name)].append(code)
        if code.startswith("US."):
            rows[fold(code[3:])].append(code)
    with (CURATED / "admin_codes.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            code = by_name[row["country"], row["name"]]
            if code not in rows[fold(row["code"])]:
                rows[fold(row["code"])].append(code)
    return {key: " ".join(codes) for key, codes in rows.items() if key}


def alias_rows(sources: Sources, names: Mapping[str, str]) -> dict[str, str]:
    """Return folded alias -> ``case,COUNTRY.ADMIN,metro[+metro]`` from the curated list."""
    rows: dict[str, str] = {}
    with (CURATED / "aliases.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            targets = [_target(names, target) for target in row["target"].split(" + ")]
            area = targets[0][0]
            metros = "+".join(dict.fromkeys(metro for _, metro in targets))
            rows[fold(row["alias"])] = f"{row['case']},{area},{metros}"
    return rows


def _target(names: Mapping[str, str], target: str) -> tuple[str, str]:
    """Return (area, metro) of ``City, ST`` or ``City, CC``; an unknown one is an error."""
    city, _, where = target.strip().rpartition(", ")
    for kinds in ("p", "q", ""), ("a", "b"):
        for candidate in names.get(fold(city), "").split(";"):
            area, metro, _, *rest = [*candidate.split(","), "", "", ""]
            same = area == f"US.{where}" or (area.split(".")[0] == where and where != "US")
            if same and metro and (rest[0] if rest else "") in kinds:
                return area, metro
    raise ValueError(f"aliases.csv: no metro for {target!r}")
