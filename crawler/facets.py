"""Cutting a list that counts no further than its ceiling into slices that it counts whole."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Slices:
    """A facet whose values divide the list, and how many rows they hold together."""

    facet: str
    values: tuple[str, ...]
    total: int


def slices(facets: Any, ceiling: int) -> Slices | None:
    """The facet to cut by, or None when none is known to cover the list.

    Counts of a facet's values have no ceiling. Two facets whose counts have the same sum, at least
    the ceiling, agree on the size of the list; of those, one whose every value stays below the
    ceiling is taken.
    """
    found = [one for facet in facets or () if (one := _of(facet))]
    sums = Counter(total for _, total in found if total >= ceiling)
    agreed = {total for total, facets_with_it in sums.items() if facets_with_it > 1}
    for cut, total in found:
        if total in agreed and all(rows < ceiling for rows in cut.counts):
            return Slices(cut.facet, cut.values, total)
    return None


@dataclass(frozen=True)
class _Cut:
    facet: str
    values: tuple[str, ...]
    counts: tuple[int, ...]


def _of(facet: Any) -> tuple[_Cut, int] | None:
    """A flat facet's values; one that nests groups of values is passed over."""
    rows = [(value.get("id"), value.get("count")) for value in facet.get("values") or ()]
    if not rows or not all(isinstance(i, str) and isinstance(n, int) for i, n in rows):
        return None
    cut = _Cut(facet["facetParameter"], tuple(i for i, _ in rows), tuple(n for _, n in rows))
    return cut, sum(cut.counts)
