"""The light model: weighted word n-grams of title, text and AI sentences, one linear layer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise, repeat
from typing import TYPE_CHECKING

import numpy as np

from classify.passages import Reading
from classify.topics import topics
from classify.triggers import WORD

if TYPE_CHECKING:
    from numpy.typing import NDArray

MAX_WORDS = 4_000
"""Words of the text that are counted; the rest of a very long text says nothing new."""

ROLE_BLOCKS = {"title": 1.0, "body": 0.7, "hit": 1.0, "core": 1.0, "employer": 0.5}
TOPIC_BLOCKS = {"title": 0.7, "body": 1.0, "employer": 0.7, "topic": 1.5}
"""Blocks and their weights, for roles and for industry and kind of work; a block's vector has
length 1 before it is weighted."""

GROUPS = {
    "duty": "D",
    "role": "R",
    "must": "M",
    "nice": "N",
    "about": "A",
    "team": "A",
    "benefit": "L",
    "legal": "L",
}
"""Sections that share the terms of the "hit" block."""

_ASIDE = frozenset({"about", "benefit", "legal"})


def grams(words: Sequence[str], lead: str = "") -> list[str]:
    """Words and pairs of neighbours, each behind ``lead``."""
    found = [lead + word for word in words]
    found.extend(f"{lead}{one} {two}" for one, two in pairwise(words))
    return found


def terms(reading: Reading) -> dict[str, Counter[str]]:
    """Counted terms of each block of one posting."""
    hit: list[str] = []
    core: list[str] = []
    for segment in reading.hits:
        words = WORD.findall(segment.text.lower())
        hit.extend(grams(words, GROUPS[segment.section] + "|"))
        if segment.section not in _ASIDE:
            core.extend(grams(words, "h|"))
    words = [word for line in reading.lines for word in line.words][:MAX_WORDS]
    title = WORD.findall(reading.title.lower())
    employer = WORD.findall(reading.employer.lower())
    return {
        "title": Counter(grams(title, "t=")),
        "body": Counter(grams(words)),
        "hit": Counter(hit),
        "core": Counter(core),
        "employer": Counter(grams(employer, "e=")),
        "topic": topics(title, employer, words),
    }


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Known terms, each with its column and inverse document frequency."""

    columns: dict[str, int]
    idf: NDArray[np.float32]
    blocks: dict[str, float]

    def row(
        self, counted: dict[str, Counter[str]]
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Columns and values of one posting: (1 + log count) x idf, each block scaled."""
        parts = [self._block(counted[block], weight) for block, weight in self.blocks.items()]
        return np.concatenate([at for at, _ in parts]), np.concatenate([v for _, v in parts])

    def _block(
        self, counts: Counter[str], weight: float
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        columns = self.columns
        known = [term for term in counts if term in columns]
        at = np.array([columns[term] for term in known], dtype=np.int64)
        times = np.array([counts[term] for term in known], dtype=np.float32)
        values = (1 + np.log(times)) * self.idf[at]
        return at, values * np.float32(weight / max(1e-9, np.sqrt(values @ values)))

    def find(self, names: Collection[str]) -> NDArray[np.int64]:
        """The column of each term, -1 for an unknown one."""
        return np.fromiter(map(self.columns.get, names, repeat(-1)), np.int64, len(names))


@dataclass(frozen=True, slots=True)
class Lexical:
    """A linear layer over a lexicon: outputs are roles, or sectors and functions."""

    lexicon: Lexicon
    weights: NDArray[np.float32]
    bias: NDArray[np.float32]

    def score(self, counted: dict[str, Counter[str]]) -> NDArray[np.float32]:
        """Raw scores of one posting's counted terms, one per output."""
        columns, values = self.lexicon.row(counted)
        return np.asarray(values @ self.weights[columns] + self.bias, dtype=np.float32)


def build_lexicon(readings: Iterable[Reading], least: int, blocks: dict[str, float]) -> Lexicon:
    """Terms that occur in at least ``least`` postings, in sorted order."""
    seen: Counter[str] = Counter()
    total = 0
    for reading in readings:
        total += 1
        counted = terms(reading)
        for block in blocks:
            seen.update(counted[block].keys())
    kept = sorted(term for term, count in seen.items() if count >= least)
    counts = np.array([seen[term] for term in kept], dtype=np.float64)
    idf = np.log((1 + total) / (1 + counts)) + 1
    return Lexicon({term: at for at, term in enumerate(kept)}, idf.astype(np.float32), blocks)
