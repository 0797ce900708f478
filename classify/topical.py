"""Industry of the employer and kind of work: a table of employers, then a linear layer on words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from classify.employers import normal_name
from classify.grams import Index, Run, index, keys
from classify.industries import known_sector
from classify.packed import pack, unpack
from classify.passages import Reading
from classify.topics import topics
from classify.triggers import WORD

if TYPE_CHECKING:
    from numpy.typing import NDArray

SECTOR, FUNCTION = "sector:", "function:"
"""Leads of the names of the outputs."""

MAX_WORDS = 450
"""Words of the text that are counted."""
ABOUT_WORDS = 160
"""Words that tell about the employer, and of one line at most half as many."""

_LETTERS = (3, 4, 5)
_WE = re.compile(r"(?:we|our|we're|we’re|about us)\b")
_HEAD_END = re.compile(r"\s[-–|,(/@:]\s?|[,(|]")
_RANK = re.compile(
    r"senior|sr|junior|jr|staff|principal|lead|i|ii|iii|iv|v|remote|m|w|d|f|h|x|hybrid|full|time|"
    r"mid|level|the|of|and|a|in|for|usa|us|uk"
)
"""Words that say nothing of the kind of work."""
_ASIDE = frozenset({"benefit", "legal"})


class Topics(NamedTuple):
    """Sector and function of a posting; None where nothing tells them."""

    sector: str | None
    function: str | None


@dataclass(frozen=True, slots=True)
class Topical:
    """Terms with inverse document frequency, and weights (terms x outputs) with a bias."""

    columns: dict[str, int]
    idf: NDArray[np.float32]
    weights: NDArray[np.float32]
    bias: NDArray[np.float32]
    outputs: tuple[str, ...]
    index: Index

    @classmethod
    def of(
        cls,
        names: Sequence[str],
        idf: NDArray[np.float32],
        weights: NDArray[np.float32],
        bias: NDArray[np.float32],
        outputs: tuple[str, ...],
    ) -> Topical:
        """A model from its arrays and the terms in the order of their columns."""
        columns = {name: at for at, name in enumerate(names)}
        return cls(columns, idf, weights, bias, outputs, index(columns))

    def judge(self, reading: Reading, known: Callable[[str], str | None] = known_sector) -> Topics:
        """Sector by the table of employers (``known``), else by the words; function by words."""
        if reading.empty and not reading.employer:
            return Topics(None, None)
        scores = self.score(reading)
        sector = known(reading.employer) or self._best(scores, SECTOR)
        return Topics(sector, None if reading.empty else self._best(scores, FUNCTION))

    def score(self, reading: Reading) -> NDArray[np.float32]:
        """One raw score per output."""
        at, values = self.row(reading)
        return np.asarray(values @ self.weights[at] + self.bias, dtype=np.float32)

    def row(self, reading: Reading) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Columns and values of one posting: (1 + log count) x idf, each block of length 1."""
        parts = list(blocks(reading).values())
        found = self.index.find(keys(list(chain.from_iterable(parts))))
        slots = accumulate(sum(2 * len(words) for _, words in runs) for runs in parts)
        values = (1 + np.log(found.counts.astype(np.float32))) * self.idf[found.keys]
        start = 0
        for end in np.searchsorted(found.slots, list(slots)):
            block = values[start:end]
            block /= np.float32(max(1e-9, np.sqrt(block @ block)))
            start = end
        return found.keys, values

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
        if not path.exists():
            raise ValueError(
                f"{path} is missing: name a model folder or reinstall the shipped model"
            )
        with np.load(path, allow_pickle=False) as arrays:
            names, outputs = (unpack(arrays[key]) for key in ("terms", "outputs"))
            idf, weights = (arrays[key].astype(np.float32) for key in ("idf", "weights"))
            return cls.of(names, idf, weights, arrays["bias"], tuple(outputs))

    def _best(self, scores: NDArray[np.float32], lead: str) -> str | None:
        found = [at for at, name in enumerate(self.outputs) if name.startswith(lead)]
        if not found:
            return None
        return self.outputs[max(found, key=scores.tolist().__getitem__)].removeprefix(lead)


def blocks(reading: Reading) -> dict[str, list[Run]]:
    """The words of a posting by block, each run with the lead of its terms."""
    words = [word for line in reading.lines for word in line.words[:MAX_WORDS]][:MAX_WORDS]
    title = WORD.findall(reading.title.lower())
    head = _unranked(WORD.findall(_HEAD_END.split(reading.title.lower())[0]))
    name = WORD.findall(reading.employer.lower())
    kinds: list[str] = []
    groups: list[str] = []
    for group, count in topics(title, name, words).items():
        (kinds if group.startswith("kt") else groups).extend([group] * count)
    return {
        "title": [("t=", title)],
        "head": [("h=", head), ("z=", head[-1:])],
        "letters": [("c=", _letters(_unranked(title)))],
        "kinds": [("k=", kinds)],
        "body": [("", words)],
        "name": [("e=", name)],
        "name_letters": [("n=", _letters(name))],
        "about": [("a=", about) for about in _about(reading)],
        "groups": [("i=", groups)],
    }


def _unranked(words: Iterable[str]) -> list[str]:
    """The words without those of rank, place and hours."""
    return [word for word in words if not _RANK.fullmatch(word)]


def _letters(words: Iterable[str]) -> list[str]:
    found: list[str] = []
    for word in words:
        bounded = f"_{word}_"
        for size in _LETTERS:
            found.extend(bounded[at : at + size] for at in range(len(bounded) - size + 1))
    return found


def _about(reading: Reading) -> list[tuple[str, ...]]:
    """The words of the first lines that tell about the employer: by section, by name, by "we"."""
    name = normal_name(reading.employer)
    found: list[tuple[str, ...]] = []
    left = ABOUT_WORDS
    for line in reading.lines:
        if left <= 0:
            break
        if line.section in _ASIDE:
            continue
        low = line.text.lower()
        if line.section == "about" or _WE.match(low) or (len(name) > 3 and name in low):
            found.append(line.words[: ABOUT_WORDS // 2])
            left -= len(found[-1])
    return found
