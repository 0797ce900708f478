"""The AI skills that a posting names for the person it hires: one linear layer over its words.

The layer counts known words and pairs of words in title and AI sentences, of all together and of
each alone. Terms that name a skill or hint at it (see skill_terms) weigh by being there, all words
by how often they occur among the others; a score above 0 means that the posting names the skill.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, repeat
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

SENTENCE_SHARE = 0.35
"""Share of the sentence that tells a skill most in the skill's score."""
ALONE = "alone_"
"""Leads the names of the weights of single sentences in the file."""
_SAVED = dict(words=np.float16, cues=np.float16, ways=np.float32, bias=np.float32)
"""The arrays of weights in the file, and their types there."""
_LENGTH = 8.0
"""Length of the vector of a posting's words."""


Part = tuple[int, list[int]]
"""A title or sentence: its place, and its known terms as often as they occur."""


@dataclass(frozen=True, slots=True)
class Counts:
    """What a layer sees of n texts, each of one or more titles and sentences.

    ``at`` are the distinct known terms of each place (place x V + term), text after text,
    ``values`` their weights among the text's words, and ``starts`` where each text begins.
    ``named`` tells of the terms that name each of K skills (n x K x F): whether one stands in the
    title, in talk, and one, two or four in what is asked; and of the last the logarithm of their
    number.
    """

    at: NDArray[np.int64]
    values: Floats
    starts: NDArray[np.int64]
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
    showing: NDArray[np.bool_] = field(init=False, repr=False, compare=False)
    """Whether a term names any skill; few do."""

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
        object.__setattr__(self, "showing", self.shows.any(axis=1))

    def columns(self, words: Sequence[str]) -> list[int]:
        """The columns of the known words and pairs of neighbours, as often as they occur."""
        known = self.words
        found = [known[word] for word in words if word in known]
        after = zip(map(self.pairs.get, words, repeat(_NOTHING)), words[1:], strict=False)
        found.extend([then[word] for then, word in after if word in then])
        return found

    def parts(self, passages: Iterable[Segment], title: str) -> list[Part]:
        """The title and the sentences that say something of skills."""
        found = [(TITLE, self.columns(WORD.findall(title.lower())))]
        for part in passages:
            place = PLACE_OF.get(part.section)
            if place is not None:
                found.append((place, self.columns(WORD.findall(part.text.lower()))))
        return found

    def count(self, texts: Sequence[Sequence[Part]]) -> Counts:
        """The counts of texts."""
        size = len(self.terms)
        rows: list[Counter[int]] = []
        for text in texts:
            row: Counter[int] = Counter()
            for place, columns in text:
                row.update([place * size + column for column in columns])
            rows.append(row)
        lengths = [len(row) for row in rows]
        at = np.fromiter(chain.from_iterable(rows), dtype=np.int64, count=sum(lengths))
        counts = np.fromiter(chain.from_iterable(row.values() for row in rows), dtype=np.int64)
        of = np.repeat(np.arange(len(rows)), lengths)
        values = (1 + np.log(counts)) * self.idf.reshape(-1)[at]
        norms = np.sqrt(np.bincount(of, values * values, minlength=len(rows)))
        values *= (_LENGTH / np.maximum(norms, 1e-9))[of]
        starts = np.cumsum([0, *lengths], dtype=np.int64)[:-1]
        return Counts(at, values.astype(np.float32), starts, self._named(at, of, len(rows)))

    def _named(self, at: NDArray[np.int64], of: NDArray[np.int64], texts: int) -> Floats:
        """Of each skill, in which ways it is named (n x K x F, see Counts).

        ``of`` is the text of each term.
        """
        place, term = np.divmod(at, len(self.terms))
        shown = np.flatnonzero(self.showing[term])
        where = of[shown] * len(PLACES) + place[shown]
        order = np.argsort(where, kind="stable")
        starts = np.searchsorted(where[order], np.arange(texts * len(PLACES)))
        found = _sums(self.shows[term[shown[order]]], starts)
        title, job, talk = found.reshape(texts, len(PLACES), len(NAMES)).transpose(1, 0, 2)
        ways = (title > 0, talk > 0, job > 0, job > 1, job > 3, np.log1p(job))
        return np.stack(ways, axis=2).astype(np.float32)


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights of K skills, of F ways in which one is named and of V terms at P places.

    ``words`` weighs the values of terms and ``cues`` their being there (P x V x K, as rows of
    PV), ``ways`` is K x F, and ``bias`` (2 x K) comes by role in the order of ROLES.
    """

    words: Floats
    cues: Floats
    ways: Floats
    bias: Floats
    cued: NDArray[np.bool_] = field(init=False, repr=False, compare=False)
    """Whether the being there of a term weighs anything; that of most does not."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "cued", self.cues.any(axis=1))

    def scores(self, counts: Counts, role: str) -> Floats:
        """One score per text and skill (n x K)."""
        by_term = counts.values[:, None] * self.words[counts.at]
        cues = np.flatnonzero(self.cued[counts.at])
        by_term[cues] += self.cues[counts.at[cues]]
        by_ways = (self.ways * counts.named).sum(axis=2)
        return np.asarray(_sums(by_term, counts.starts) + by_ways + self.bias[ROLES.index(role)])


def _sums(rows: Floats, starts: NDArray[np.int64]) -> Floats:
    """The sums of rows from each start to the next; 0 where there are none."""
    ends = np.append(starts[1:], len(rows))
    found = np.zeros((len(starts), rows.shape[1]), dtype=np.float32)
    filled = ends > starts
    if filled.any():
        found[filled] = np.add.reduceat(rows, starts[filled], axis=0)
    return found


@dataclass(frozen=True, slots=True)
class SkillLayer:
    """The fitted layer: weights of whole postings, and of single sentences where some were read."""

    vocabulary: Vocabulary
    posting: Weights
    sentence: Weights | None = None
    shares: Floats = field(init=False, repr=False, compare=False)
    """Share of the sentence in the score of each skill; 0 where too few sentences taught it."""

    def __post_init__(self) -> None:
        shares = np.zeros(len(NAMES), dtype=np.float32)
        if self.sentence is not None:
            shares[self.sentence.words.any(axis=0)] = SENTENCE_SHARE
        object.__setattr__(self, "shares", shares)

    def scores(self, passages: Sequence[Segment], title: str, role: str) -> Floats:
        """One score per skill: the posting's beside that of the sentence that tells it most."""
        parts = self.vocabulary.parts(passages, title)
        (whole,) = self.posting.scores(self.vocabulary.count([parts]), role)
        if self.sentence is None:
            return np.asarray(whole)
        alone = self.vocabulary.count([[part] for part in parts if part[1]] or [[]])
        most = self.sentence.scores(alone, role).max(axis=0)
        return np.asarray((1 - self.shares) * whole + self.shares * most)

    def skills(self, passages: Sequence[Segment], title: str, role: str) -> tuple[str, ...]:
        """Names of the skills of a posting with an AI role; none for the role ``none``."""
        if role not in ROLES or not (passages or title):
            return ()
        scores = self.scores(passages, title, role)
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
        single = _load_weights(arrays, ALONE) if f"{ALONE}bias" in arrays else None
        return SkillLayer(vocabulary, _load_weights(arrays, ""), single)


def _load_weights(arrays: Mapping[str, Any], lead: str) -> Weights:
    return Weights(*(arrays[lead + name].astype(np.float32) for name in _SAVED))


def save_skills(path: Path, layer: SkillLayer) -> None:
    """Write a layer; equal layers give equal bytes."""
    vocabulary = layer.vocabulary
    np.savez_compressed(
        path,
        names=pack(NAMES),
        terms=pack(vocabulary.terms),
        idf=vocabulary.idf.astype(np.float16),
        shown=np.stack(np.nonzero(vocabulary.shows)).astype(np.int32),
        **_arrays(layer.posting, ""),
        **(_arrays(layer.sentence, ALONE) if layer.sentence is not None else {}),
    )


def _arrays(weights: Weights, lead: str) -> dict[str, Any]:
    return {lead + name: getattr(weights, name).astype(kind) for name, kind in _SAVED.items()}
