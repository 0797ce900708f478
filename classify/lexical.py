"""The light model: weighted word n-grams of title, text and AI sentences, one linear layer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from classify.passages import Reading
from classify.triggers import WORD

if TYPE_CHECKING:
    from numpy.typing import NDArray

MAX_WORDS = 4_000
"""Words of the text that are counted; the rest of a very long text says nothing new."""

BLOCKS = {"title": 1.0, "body": 0.7, "hit": 1.0, "core": 1.0, "employer": 0.5}
"""Weight of each block; a block's vector has length 1 before it is weighted."""

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
    return {
        "title": Counter(grams(WORD.findall(reading.title.lower()), "t=")),
        "body": Counter(grams(words)),
        "hit": Counter(hit),
        "core": Counter(core),
        "employer": Counter(grams(WORD.findall(reading.employer.lower()), "e=")),
    }


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Known terms, each with its column and inverse document frequency."""

    columns: dict[str, int]
    idf: NDArray[np.float32]

    def row(
        self, counted: dict[str, Counter[str]]
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Columns and values of one posting: (1 + log count) x idf, each block scaled."""
        columns: list[int] = []
        counts: list[int] = []
        ends = [0]
        for block in BLOCKS:
            known = self.columns
            for term, count in counted[block].items():
                if term in known:
                    columns.append(known[term])
                    counts.append(count)
            ends.append(len(columns))
        at = np.array(columns, dtype=np.int64)
        values = (1 + np.log(np.array(counts, dtype=np.float32))) * self.idf[at]
        for weight, start, end in zip(BLOCKS.values(), ends, ends[1:], strict=False):
            part = values[start:end]
            if end > start:
                part *= weight / np.sqrt(part @ part)
        return at, values


@dataclass(frozen=True, slots=True)
class Lexical:
    """A linear layer over a lexicon; several outputs side by side (roles, sectors, functions)."""

    lexicon: Lexicon
    weights: NDArray[np.float32]
    bias: NDArray[np.float32]

    def score(self, reading: Reading) -> NDArray[np.float32]:
        """Raw scores of one posting, one per output."""
        columns, values = self.lexicon.row(terms(reading))
        return np.asarray(values @ self.weights[columns] + self.bias, dtype=np.float32)


def build_lexicon(readings: Iterable[Reading], least: int) -> Lexicon:
    """Terms that occur in at least ``least`` postings, in sorted order."""
    seen: Counter[str] = Counter()
    total = 0
    for reading in readings:
        total += 1
        for counted in terms(reading).values():
            seen.update(counted.keys())
    kept = sorted(term for term, count in seen.items() if count >= least)
    counts = np.array([seen[term] for term in kept], dtype=np.float64)
    idf = np.log((1 + total) / (1 + counts)) + 1
    return Lexicon({term: at for at, term in enumerate(kept)}, idf.astype(np.float32))
