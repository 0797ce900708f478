"""Groups of metros as data, and the CBSA codes of 2020 that have a successor of 2023.

Groups are views for analysis; a placement never names a group. Analysts can read their own
with ``read_groups``.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Group:
    """A named set of metro ids with where the definition comes from."""

    id: str
    label: str
    members: tuple[str, ...]
    source: str


def read_groups(groups: Path, members: Path) -> Mapping[str, Group]:
    """Return id -> group from a ``group,label,source`` and a ``group,metro_id,name`` file.

    A member of an unknown group is a ValueError.
    """
    found: dict[str, list[str]] = defaultdict(list)
    with members.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            found[row["group"]].append(row["metro_id"])
    with groups.open(encoding="utf-8", newline="") as lines:
        result = {
            row["group"]: Group(
                row["group"], row["label"], tuple(found.pop(row["group"], ())), row["source"]
            )
            for row in csv.DictReader(lines)
        }
    if found:
        raise ValueError(f"{members}: no group {sorted(found)[0]!r} in {groups}.")
    return MappingProxyType(result)


GROUPS: Mapping[str, Group] = read_groups(DATA / "groups.csv", DATA / "group_members.csv")
"""The shipped groups by id."""


@lru_cache(maxsize=1)
def _successors() -> Mapping[str, str]:
    """Return CBSA code of 2020 -> code of 2023 ("" when its city is in no metro now)."""
    with (DATA / "cbsa_2020_2023.csv").open(encoding="utf-8", newline="") as lines:
        return {row["code_2020"]: row["code_2023"] for row in csv.DictReader(lines)}


def current_cbsa(code: str) -> str | None:
    """Return the July 2023 code for a CBSA code of March 2020; None when there is none now.

    A code that did not vanish is returned as it is: its area may still have changed (the whole
    of Connecticut was redrawn). The successor is where the old principal city lies now.
    """
    return _successors().get(code, code) or None
