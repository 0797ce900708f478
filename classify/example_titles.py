"""Titles of all kinds of work, written for the fit of functions."""

from __future__ import annotations

import csv
from pathlib import Path

from classify.attributes import FUNCTIONS

TITLES = Path(__file__).parent / "data" / "titles.csv"
"""Columns ``title`` and ``function``, sorted; no title is taken from a posting."""


def example_titles(path: Path = TITLES) -> list[tuple[str, str]]:
    """Pairs of title and function; ValueError for an unknown function."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = [(row["title"], row["function"]) for row in csv.DictReader(lines)]
    for title, function in rows:
        if function not in FUNCTIONS:
            raise ValueError(f"{path}: {title} has no known function: {function}")
    return rows
