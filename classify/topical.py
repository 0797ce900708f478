"""Sector, function, employer type, seniority, depth: a table of employers, then a linear layer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from classify.employer_facts import facts
from classify.employer_table import Facts
from classify.grams import Index, index
from classify.lexical import Terms, terms
from classify.packed import pack, present, unpack
from classify.passages import Reading
from classify.topic_words import topic_singles
from classify.traits import names_rank

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Topics(NamedTuple):
    """The attributes of a posting; None where nothing tells them.

    ``depth`` supposes that the posting is an integrator's.
    """

    sector: str | None = None
    function: str | None = None
    employer_type: str | None = None
    seniority: str | None = None
    depth: str | None = None


TOPICS = Topics._fields
"""The attributes; the name of an output is an attribute, a colon and a value."""
UNSAID = "mid"
"""The seniority of a posting that says nothing of it, by CODEBOOK.md."""


@dataclass(frozen=True, slots=True)
class Topical:
    """Terms with inverse document frequency, and weights (terms x outputs) with a bias."""

    columns: dict[str, int]
    idf: NDArray[np.float32]
    weights: NDArray[np.float32]
    bias: NDArray[np.float32]
    outputs: tuple[str, ...]
    index: Index = field(init=False, repr=False, compare=False)
    values: dict[str, tuple[slice, list[str]]] = field(init=False, repr=False, compare=False)
    """Where the outputs of each attribute stand, and their values."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "index", index(self.columns))
        object.__setattr__(self, "values", _values(self.outputs))

    def judge(
        self,
        reading: Reading,
        counted: Terms | None = None,
        *,
        deep: bool = True,
    ) -> Topics:
        """The attributes of a posting, what is known of its employer before what words tell.

        ``counted`` are its terms where they are at hand. Without ``deep`` depth, which needs words
        of its own, is None.
        """
        if reading.empty and not reading.employer:
            return Topics()
        told = facts(reading.employer)
        scores = self.score(reading, counted, told, deep)
        function, kind, seniority, depth = (self._best(scores, name) for name in TOPICS[1:])
        if not (reading.lines or names_rank(reading.title)):
            seniority = UNSAID
        if reading.empty:
            function = seniority = depth = None
        if not deep:
            depth = None
        if not (reading.employer or reading.lines):
            kind = None
        sector = told.sector or self._best(scores, "sector")
        return Topics(sector, function, told.type or kind, seniority, depth)

    def score(
        self,
        reading: Reading,
        counted: Terms | None = None,
        told: Facts | None = None,
        deep: bool = True,
    ) -> NDArray[np.float32]:
        """One raw score per output; ``told`` is what the table knows of the employer."""
        told = told or facts(reading.employer)
        at, values = self.row(reading, counted or terms(reading), told, deep)
        return np.asarray(values @ self.weights[at] + self.bias, dtype=np.float32)

    def row(
        self, reading: Reading, counted: Terms, told: Facts, deep: bool = True
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Columns and values of one posting: (1 + log count) x idf, each block of length 1."""
        found = self.index.find(counted.keys())
        blocks = np.searchsorted(list(counted.ends().values()), found.slots, side="right")
        single = self._singles(topic_singles(reading, told, deep))
        columns = np.concatenate((found.keys, single[:, 0]))
        counts = np.concatenate((found.counts, single[:, 1])).astype(np.float32)
        blocks = np.concatenate((blocks, single[:, 2] + len(counted.runs)))
        values = (1 + np.log(counts)) * self.idf[columns]
        lengths = np.sqrt(np.bincount(blocks, values * values)).astype(np.float32)
        return columns, values / lengths[blocks]

    def _singles(self, singles: dict[str, list[str]]) -> NDArray[np.int64]:
        """Column, count and number of the block of the known terms without neighbours (n x 3)."""
        known = [
            (self.columns[term], count, block)
            for block, words in enumerate(singles.values())
            for term, count in Counter(words).items()
            if term in self.columns
        ]
        return np.array(known, dtype=np.int64).reshape(-1, 3)

    def _best(self, scores: NDArray[np.float32], name: str) -> str | None:
        if name not in self.values:
            return None
        where, values = self.values[name]
        return values[int(scores[where].argmax())]

    def save(self, path: Path) -> None:
        """Write ``topics.npz``: terms, outputs, idf, weights as float16, bias."""
        np.savez_compressed(
            path,
            terms=pack(self.columns),
            outputs=pack(self.outputs),
            idf=self.idf.astype(np.float16),
            weights=self.weights.astype(np.float16),
            bias=self.bias,
        )

    @classmethod
    def load(cls, path: Path) -> Topical:
        """Read what ``save`` wrote; ValueError where the file is missing."""
        with np.load(present(path), allow_pickle=False) as arrays:
            names, outputs = (unpack(arrays[key]) for key in ("terms", "outputs"))
            columns = {name: at for at, name in enumerate(names)}
            idf, weights = (arrays[key].astype(np.float32) for key in ("idf", "weights"))
            return cls(columns, idf, weights, arrays["bias"], tuple(outputs))


def _values(outputs: Sequence[str]) -> dict[str, tuple[slice, list[str]]]:
    """Where the outputs of each attribute stand, which must be side by side, and their values."""
    found: dict[str, tuple[slice, list[str]]] = {}
    for at, output in enumerate(outputs):
        name, _, value = output.partition(":")
        where, values = found.get(name, (slice(at, at), []))
        found[name] = slice(where.start, at + 1), [*values, value]
    return found
