"""The main skills that a posting asks for or practises: one small linear layer over its words.

The layer counts known words and pairs of words in title and AI sentences. How a skill is named
(see skill_terms), what else is named beside it, and the words themselves add up to a score; a
skill with a score above 0 is one of the posting's main ones.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain, repeat
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from classify.packed import pack, present, unpack
from classify.passages import Segment
from classify.skill_terms import DEFINITIONS
from classify.triggers import WORD

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

NAMES = tuple(DEFINITIONS)
_NOTHING: dict[str, int] = {}
ROLES = ("integrator", "specialist")
"""Roles that have skills; a layer's weights come in this order."""
TITLE = "t="
"""What a word of the title begins with."""
PLACES = {"duty": 1, "role": 1, "must": 2, "nice": 3, "about": 4, "team": 4}
"""Where words count, by section; 0 is the title. Benefits and notices say nothing of skills."""

_CORE = np.array([3.0, 1.0, 1.0, 0.5, 0.0], dtype=np.float32)
"""What a mention weighs by place where skills are weighed against each other."""
NAMED = 13
"""Where ``own`` tells whether a skill is named at all."""
_EARLY = 400
"""Words after which a first mention counts as late."""
_BODY_LENGTH, _TITLE_VALUE = 8.0, 1.5
"""Length of the vector of a posting's words, and the value of each word of the title."""


@dataclass(frozen=True, slots=True)
class Counts:
    """What a layer sees of one posting.

    ``own`` tells how each of K skills is named (K x F), ``beside`` how much every skill is named
    (2K); ``at`` and ``values`` are the columns and weights of the words.
    """

    own: Floats
    beside: Floats
    at: NDArray[np.int64]
    values: Floats


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Known words and pairs of words, V in all; a word of the title begins with ``t=``.

    ``idf`` weighs terms (V), ``shows`` is 1 where a term shows a skill (V x K).
    """

    terms: tuple[str, ...]
    idf: Floats
    shows: Floats
    words: dict[str, int] = field(init=False, repr=False, compare=False)
    pairs: dict[str, dict[str, int]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        words: dict[str, int] = {}
        pairs: dict[str, dict[str, int]] = {}
        for at, term in enumerate(self.terms):
            one, space, two = term.partition(" ")
            if space:
                pairs.setdefault(one, {})[two] = at
            else:
                words[one] = at
        object.__setattr__(self, "words", words)
        object.__setattr__(self, "pairs", pairs)

    def columns(self, words: Sequence[str]) -> list[int]:
        """The columns of the known words and pairs of neighbours, as often as they occur."""
        known = self.words
        found = [known[word] for word in words if word in known]
        after = zip(map(self.pairs.get, words, repeat(_NOTHING)), words[1:], strict=False)
        found.extend([then[word] for then, word in after if word in then])
        return found

    def count(self, passages: Iterable[Segment], title: str) -> Counts:
        """The counts of one posting."""
        places: list[Counter[int]] = [Counter() for _ in _CORE]
        places[0].update(self.columns([TITLE + word for word in WORD.findall(title.lower())]))
        first: dict[int, int] = {}
        read = 0
        for part in passages:
            place = PLACES.get(part.section)
            if place is None:
                continue
            words = WORD.findall(part.text.lower())
            columns = self.columns(words)
            places[place].update(columns)
            if read < _EARLY:
                first = dict.fromkeys(columns, read) | first
            read += len(words)
        return Counts(*self._named(places, first, read), *self._values(places))

    def _named(
        self, places: Sequence[Counter[int]], first: dict[int, int], read: int
    ) -> tuple[Floats, Floats]:
        """How each skill is named, and how much each is; ``first`` is where terms come first."""
        by_place = np.array([_counts(one) @ self.shows[list(one)] for one in places])
        core = _CORE @ by_place
        early = np.fromiter(first.values(), np.float32, len(first))[:, None] / _EARLY
        start = np.where(self.shows[list(first)] > 0, early, 1).min(axis=0, initial=1)
        named = core > 0
        rank = (core[:, None] < core).sum(axis=1) / 10
        size = np.full(len(core), np.log1p(read) / 5)
        share = core / max(1.0, float(core.sum()))
        rows = (*np.log1p(by_place), *(by_place > 0), share, rank, start, named, size, named * size)
        beside = np.concatenate([np.log1p(core), named])
        return np.stack(rows, axis=1).astype(np.float32), beside.astype(np.float32)

    def _values(self, places: Sequence[Counter[int]]) -> tuple[NDArray[np.int64], Floats]:
        """The words of duties, requirements and nice-to-haves, scaled, and those of the title."""
        body: Counter[int] = Counter()
        for one in places[1:4]:
            body.update(one)
        at = np.fromiter(chain(body, places[0]), np.int64, len(body) + len(places[0]))
        values = np.full(len(at), _TITLE_VALUE, dtype=np.float32)
        words = (1 + np.log(_counts(body))) * self.idf[at[: len(body)]]
        values[: len(body)] = words * (_BODY_LENGTH / max(1e-9, float(np.sqrt(words @ words))))
        return at, values


@dataclass(frozen=True, slots=True)
class SkillLayer:
    """The fitted layer: K skills, F ways in which one is named, V terms.

    ``own`` (2 x K x F) and ``bias`` (2 x K) come by role in the order of ROLES, ``beside`` is
    K x 2K, ``words`` V x K.
    """

    vocabulary: Vocabulary
    own: Floats
    bias: Floats
    beside: Floats
    words: Floats

    def scores(self, counts: Counts, role: str) -> Floats:
        """One score per skill."""
        side = ROLES.index(role)
        named = (self.own[side] * counts.own).sum(axis=1) + self.beside @ counts.beside
        return np.asarray(named + counts.values @ self.words[counts.at] + self.bias[side])

    def skills(self, passages: Sequence[Segment], title: str, role: str) -> tuple[str, ...]:
        """Names of the main skills of a posting with an AI role; none for the role ``none``."""
        if role not in ROLES or not (passages or title):
            return ()
        scores = self.scores(self.vocabulary.count(passages, title), role)
        return tuple(NAMES[at] for at in np.flatnonzero(scores > 0))


def load_skills(path: Path) -> SkillLayer:
    """Read a layer; ValueError where it is missing or names other skills."""
    with np.load(present(path), allow_pickle=False) as arrays:
        if tuple(unpack(arrays["names"])) != NAMES:
            raise ValueError(f"{path} names other skills: rebuild the model's skill layer")
        terms = tuple(unpack(arrays["terms"]))
        shows = np.zeros((len(terms), len(NAMES)), dtype=np.float32)
        shows[arrays["shown"][0], arrays["shown"][1]] = 1
        vocabulary = Vocabulary(terms, arrays["idf"].astype(np.float32), shows)
        parts = (arrays[name].astype(np.float32) for name in ("own", "bias", "beside", "words"))
        return SkillLayer(vocabulary, *parts)


def save_skills(path: Path, layer: SkillLayer) -> None:
    """Write a layer; equal layers give equal bytes."""
    vocabulary = layer.vocabulary
    np.savez_compressed(
        path,
        names=pack(NAMES),
        terms=pack(vocabulary.terms),
        idf=vocabulary.idf.astype(np.float16),
        shown=np.stack(np.nonzero(vocabulary.shows)).astype(np.int32),
        own=layer.own.astype(np.float32),
        bias=layer.bias.astype(np.float32),
        beside=layer.beside.astype(np.float16),
        words=layer.words.astype(np.float16),
    )


def _counts(found: Counter[int]) -> Floats:
    return np.fromiter(found.values(), np.float32, len(found))
