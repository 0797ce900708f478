"""Read the shipped published figures."""

from __future__ import annotations

import csv
import math
from dataclasses import dataclass
from functools import cache
from importlib import resources

Row = dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Benchmark:
    """One published number: what it measured, its value, its n where published, and its source."""

    source: str
    geography: str
    period: str
    metric: str
    value: float
    n: int | None
    confidence: str
    read_at: str
    note: str

    def interval(self) -> tuple[float, float] | None:
        """Wilson 95 % interval of a share with a published n; None where n is not published."""
        if self.n is None or not 0 <= self.value <= 1:
            return None
        z = 1.959964
        middle = self.value + z * z / (2 * self.n)
        half = z * math.sqrt(self.value * (1 - self.value) / self.n + z * z / (4 * self.n**2))
        scale = 1 + z * z / self.n
        return (middle - half) / scale, (middle + half) / scale


@cache
def rows(name: str) -> tuple[Row, ...]:
    """Rows of a shipped file, for example ``ncses_skti23_state_2016_2021``."""
    path = resources.files("analysis.published").joinpath(f"{name}.csv")
    return tuple(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))


@cache
def benchmarks() -> tuple[Benchmark, ...]:
    """Every published share and count of ``benchmarks.csv``."""
    return tuple(
        Benchmark(
            source=row["source"],
            geography=row["geography"],
            period=row["period"],
            metric=row["metric"],
            value=float(row["value"]),
            n=int(row["n"]) if row["n"] else None,
            confidence=row["confidence"],
            read_at=row["read_at"],
            note="; ".join(part for part in (row["unit"], row["note"]) if part),
        )
        for row in rows("benchmarks")
    )


def find(source: str, geography: str) -> Benchmark:
    """The first benchmark whose source and geography start with the given words.

    Raises ValueError when there is none.
    """
    for benchmark in benchmarks():
        if benchmark.source.startswith(source) and benchmark.geography.startswith(geography):
            return benchmark
    raise ValueError(f"no published figure of {source!r} for {geography!r}")
