"""Two kinds of text column: one value a posting (coded), or a set of values (incidence)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, eq=False, slots=True)
class Coded:
    """A text column: ``codes`` (int32, -1 for unknown) into ``names``."""

    codes: NDArray[np.int32]
    names: tuple[str, ...]

    def __getitem__(self, mask: NDArray[np.bool_]) -> Coded:
        return Coded(self.codes[mask], self.names)

    def within(self, names: Sequence[str]) -> NDArray[np.bool_]:
        """Mark the rows whose value is one of ``names``; unknown is not."""
        chosen = np.array([name in set(names) for name in self.names] + [False])
        hits: NDArray[np.bool_] = chosen[self.codes]
        return hits


@dataclass(frozen=True, eq=False, slots=True)
class Incidence:
    """A set-valued column in CSR form: row i holds ``indices[indptr[i]:indptr[i + 1]]``."""

    indptr: NDArray[np.int64]
    indices: NDArray[np.int32]
    names: tuple[str, ...]

    @property
    def counts(self) -> NDArray[np.int64]:
        """How many values each row has."""
        return np.diff(self.indptr)

    @property
    def rows(self) -> NDArray[np.int64]:
        """The row of each entry of ``indices``."""
        return np.repeat(np.arange(len(self.indptr) - 1), self.counts)

    def __getitem__(self, mask: NDArray[np.bool_]) -> Incidence:
        kept = self.counts[mask]
        indptr = np.concatenate([[0], np.cumsum(kept)]).astype(np.int64)
        return Incidence(indptr, self.indices[mask[self.rows]], self.names)

    def fraction_in(self, names: Sequence[str]) -> NDArray[np.float64]:
        """Share of each row's values that are among ``names``; 0 where the row has none."""
        chosen = np.array([name in set(names) for name in self.names], dtype=float)
        if len(self.indices) == 0:
            return np.zeros(len(self.indptr) - 1)
        hits = np.bincount(self.rows, chosen[self.indices], minlength=len(self.indptr) - 1)
        fraction: NDArray[np.float64] = hits / np.maximum(self.counts, 1)
        return fraction


def sum_by(key: NDArray[Any], values: NDArray[Any], size: int) -> NDArray[np.float64]:
    """Return sums of ``values`` by integer key 0 to size - 1."""
    sums: NDArray[np.float64] = np.bincount(key, values, size).astype(np.float64, copy=False)
    return sums


class Coder:
    """Turns text into codes in order of first appearance."""

    def __init__(self) -> None:
        self._code: dict[str, int] = {}
        self._parts: list[NDArray[np.int32]] = []

    def extend(self, values: Sequence[str | None]) -> None:
        """Append values; None becomes -1."""
        code = self._code
        for value in values:
            if value is not None and value not in code:
                code[value] = len(code)
        self._parts.append(np.array([-1 if v is None else code[v] for v in values], dtype=np.int32))

    def finish(self) -> Coded:
        """Return the column."""
        codes = np.concatenate(self._parts) if self._parts else np.zeros(0, np.int32)
        return Coded(codes, tuple(self._code))


class IncidenceCoder:
    """Turns tuples of text into CSR rows; repeats inside a row count once."""

    def __init__(self) -> None:
        self._values = Coder()
        self._counts: list[NDArray[np.int64]] = []

    def extend(self, rows: Sequence[tuple[str, ...]]) -> None:
        """Append rows."""
        unique = [tuple(dict.fromkeys(row)) if len(row) > 1 else row for row in rows]
        self._counts.append(np.array([len(row) for row in unique], dtype=np.int64))
        self._values.extend(list(chain.from_iterable(unique)))

    def finish(self) -> Incidence:
        """Return the column."""
        coded = self._values.finish()
        counts = np.concatenate(self._counts) if self._counts else np.zeros(0, np.int64)
        indptr = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
        return Incidence(indptr, coded.codes, coded.names)
