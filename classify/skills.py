"""The AI skills that a posting names for the person it hires: one linear layer over its words.

The layer counts known words and pairs of words in title and AI sentences. Terms that name a skill
or hint at it (see skill_terms) weigh by being there, all words by how often they occur among the
others; a skill with a score above 0 is one that the posting names.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import repeat
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from classify.packed import pack, present, unpack
from classify.passages import Segment
from classify.skill_terms import DEFINITIONS
from classify.triggers import WORD
from db.label import ROLES as ALL_ROLES

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

NAMES = tuple(DEFINITIONS)
_NOTHING: dict[str, int] = {}
ROLES = ("integrator", "specialist")
"""Roles that have skills; the biases of a layer come in this order."""
PLACES = TITLE, JOB, TALK = range(3)
"""Where words count: the title, what is asked of the person, and talk, some of it of others."""
PLACE_OF = {"duty": JOB, "role": JOB, "must": JOB, "nice": JOB, "about": TALK, "team": TALK}
"""The place of each section. Benefits and notices say nothing of skills."""
RULED_OUT = 0.8
"""Probability of the role ``none`` above which no skills are read."""

USES_OF_TOOLS = frozenset({"ai_coding_tools", "ai_writing_tools", "ai_assisted_analysis"})
"""Skills that count as ``ai_tools`` too."""

_LENGTH = 8.0
"""Length of the vector of a posting's words."""


@dataclass(frozen=True, slots=True)
class Counts:
    """What a layer sees of one posting.

    ``at`` are the distinct known terms of each place (place x V + term), ``values`` their weights
    among the posting's words. ``named`` tells of the terms that name each of K skills (K x F):
    whether one stands in the title, in talk, and one, two or four in what is asked; and of the
    last the logarithm of their number.
    """

    at: NDArray[np.int64]
    values: Floats
    named: Floats


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Known words and pairs of words, V in all.

    ``idf`` weighs terms by place (P x V; 0 where one is too rare there), ``shows`` is 1 where a
    term names a skill (V x K).
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
        found: list[Counter[int]] = [Counter() for _ in PLACES]
        found[TITLE].update(self.columns(WORD.findall(title.lower())))
        for part in passages:
            place = PLACE_OF.get(part.section)
            if place is not None:
                found[place].update(self.columns(WORD.findall(part.text.lower())))
        size = len(self.terms)
        terms = [place * size + term for place in PLACES for term in found[place]]
        counts = [count for place in found for count in place.values()]
        at = np.array(terms, dtype=np.int64)
        return Counts(at, self._values(at, counts), self._named(found))

    def _values(self, at: NDArray[np.int64], counts: Sequence[int]) -> Floats:
        values = (1 + np.log(np.array(counts))) * self.idf.reshape(-1)[at]
        length = max(1e-9, float(np.sqrt(values @ values)))
        return np.asarray(values * (_LENGTH / length), dtype=np.float32)

    def _named(self, found: Sequence[Counter[int]]) -> Floats:
        """Of each skill, how many different terms name it where (K x F, see Counts)."""
        title, job, talk = (self.shows[list(place)].sum(axis=0) for place in found)
        ways = (title > 0, talk > 0, job > 0, job > 1, job > 3, np.log1p(job))
        return np.stack(ways, axis=1).astype(np.float32)


@dataclass(frozen=True, slots=True)
class SkillLayer:
    """The fitted layer: K skills, F ways in which one is named, V terms at P places.

    ``words`` weighs the values of terms and ``cues`` their being there (P x V x K, as rows of
    PV), ``ways`` is K x F, and ``bias`` (2 x K) comes by role in the order of ROLES.
    """

    vocabulary: Vocabulary
    words: Floats
    cues: Floats
    ways: Floats
    bias: Floats

    def scores(self, counts: Counts, role: str) -> Floats:
        """One score per skill."""
        by_words = counts.values @ self.words[counts.at] + self.cues[counts.at].sum(axis=0)
        by_ways = (self.ways * counts.named).sum(axis=1)
        return np.asarray(by_words + by_ways + self.bias[ROLES.index(role)])

    def skills(self, passages: Sequence[Segment], title: str, role: str) -> tuple[str, ...]:
        """Names of the skills of a posting with an AI role; none for the role ``none``."""
        if role not in ROLES or not (passages or title):
            return ()
        scores = self.scores(self.vocabulary.count(passages, title), role)
        told = {NAMES[at] for at in np.flatnonzero(scores > 0)}
        if told & USES_OF_TOOLS:
            told.add("ai_tools")
        return tuple(name for name in NAMES if name in told)


def side(roles: NDArray[np.floating[Any]]) -> str:
    """The likelier AI role by the probabilities of all roles; ``none`` where that is sure.

    What a posting names does not hang on its role: it is read wherever an AI role may be right.
    """
    by_role = dict(zip(ALL_ROLES, roles, strict=True))
    return "none" if by_role["none"] > RULED_OUT else max(ROLES, key=by_role.__getitem__)


def load_skills(path: Path) -> SkillLayer:
    """Read a layer; ValueError where it is missing or names other skills."""
    with np.load(present(path), allow_pickle=False) as arrays:
        if tuple(unpack(arrays["names"])) != NAMES:
            raise ValueError(f"{path} names other skills: rebuild the model's skill layer")
        terms = tuple(unpack(arrays["terms"]))
        shows = np.zeros((len(terms), len(NAMES)), dtype=np.float32)
        shows[arrays["shown"][0], arrays["shown"][1]] = 1
        vocabulary = Vocabulary(terms, arrays["idf"].astype(np.float32), shows)
        parts = (arrays[name].astype(np.float32) for name in ("words", "cues", "ways", "bias"))
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
        words=layer.words.astype(np.float16),
        cues=layer.cues.astype(np.float16),
        ways=layer.ways.astype(np.float32),
        bias=layer.bias.astype(np.float32),
    )
