"""The light model: weighted word n-grams of title, text and AI sentences, one linear layer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import accumulate, chain
from typing import TYPE_CHECKING

import numpy as np

from classify.grams import Index, Keys, Run, grams, index, keys, numbered
from classify.head import log_softmax
from classify.headings import ASIDE
from classify.passages import Reading
from classify.topic_words import topic_runs
from classify.triggers import WORD

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = [
    "GROUPS",
    "ROLE_BLOCKS",
    "Lexical",
    "Lexicon",
    "Terms",
    "build_lexicon",
    "grams",
    "lexicon_of",
    "terms",
]

MAX_WORDS = 4_000
"""Words of the text that are counted; the rest of a very long text says nothing new."""

ROLE_BLOCKS = {"title": 1.0, "body": 0.7, "hit": 1.0, "core": 1.0, "employer": 0.5}
"""Blocks and their weights; a block's vector has length 1 before it is weighted."""

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


@dataclass(slots=True)
class Terms:
    """The words of one posting by block, each run of words with the lead of its terms."""

    runs: dict[str, list[Run]]
    _keys: Keys | None = None
    _numbered: int = 0

    def keys(self) -> Keys:
        """The terms of all blocks by number, worked out once for all models."""
        if self._keys is None or self._numbered != numbered():
            self._keys = keys(list(chain.from_iterable(self.runs.values())))
            self._numbered = numbered()
        return self._keys

    def ends(self) -> dict[str, int]:
        """The slot at which each block ends (see Keys)."""
        sizes = (sum(2 * len(words) for _, words in runs) for runs in self.runs.values())
        return dict(zip(self.runs, accumulate(sizes), strict=True))

    def names(self, block: str) -> set[str]:
        """The terms of a block as strings."""
        return {name for lead, words in self.runs[block] for name in grams(words, lead)}


def terms(reading: Reading) -> Terms:
    """The words of each block of one posting: those of all models, then those of topics alone."""
    hit: list[Run] = []
    core: list[Run] = []
    for segment in reading.hits:
        words = WORD.findall(segment.text.lower())
        hit.append((GROUPS[segment.section] + "|", words))
        if segment.section not in ASIDE:
            core.append(("h|", words))
    words = [word for line in reading.lines for word in line.words][:MAX_WORDS]
    title = WORD.findall(reading.title.lower())
    employer = WORD.findall(reading.employer.lower())
    runs: dict[str, list[Run]] = {
        "title": [("t=", title)],
        "body": [("", words)],
        "hit": hit,
        "core": core,
        "employer": [("e=", employer)],
        **topic_runs(reading),
    }
    return Terms(runs)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Known terms, each with its column and inverse document frequency."""

    columns: dict[str, int]
    idf: NDArray[np.float32]
    blocks: dict[str, float]
    index: Index = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "index", index(self.columns))

    def row(self, terms: Terms) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Columns and values of one posting: (1 + log count) x idf, each block scaled."""
        at, counts, ends = self._count(terms)
        values = (1 + np.log(counts.astype(np.float32))) * self.idf[at]
        start = 0
        for end, weight in zip(ends, self.blocks.values(), strict=True):
            block = values[start:end]
            block *= np.float32(weight / max(1e-9, np.sqrt(block @ block)))
            start = end
        return at, values

    def _count(self, terms: Terms) -> tuple[NDArray[np.int64], NDArray[np.int64], list[int]]:
        """Columns, how often each occurs, and where each block ends."""
        found = self.index.find(terms.keys())
        slots = terms.ends()
        ends = np.searchsorted(found.slots, [slots[block] for block in self.blocks])
        return found.keys, found.counts, ends.tolist()


@dataclass(frozen=True, slots=True)
class Lexical:
    """A linear layer over a lexicon: outputs are roles of a posting, or kinds of a passage."""

    lexicon: Lexicon
    weights: NDArray[np.float32]
    bias: NDArray[np.float32]

    def score(self, terms: Terms) -> NDArray[np.float32]:
        """Raw scores of one posting's terms, one per output."""
        columns, values = self.lexicon.row(terms)
        return np.asarray(values @ self.weights[columns] + self.bias, dtype=np.float32)

    def log_chances(self, terms: Terms) -> NDArray[np.float32]:
        """Log-probabilities of one posting's terms, one per output."""
        return np.asarray(log_softmax(self.score(terms)[None])[0])


def build_lexicon(readings: Iterable[Reading], least: int, blocks: dict[str, float]) -> Lexicon:
    """Terms that occur in at least ``least`` postings, in sorted order."""
    return lexicon_of(map(terms, readings), least, blocks)


def lexicon_of(counted: Iterable[Terms], least: int, blocks: dict[str, float]) -> Lexicon:
    """Terms that occur in at least ``least`` of the texts, in sorted order."""
    seen: Counter[str] = Counter()
    total = 0
    for found in counted:
        total += 1
        for block in blocks:
            seen.update(found.names(block))
    kept = sorted(term for term, count in seen.items() if count >= least)
    counts = np.array([seen[term] for term in kept], dtype=np.float64)
    idf = np.log((1 + total) / (1 + counts)) + 1
    return Lexicon({term: at for at, term in enumerate(kept)}, idf.astype(np.float32), blocks)
