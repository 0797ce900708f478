"""Fit the layer that tells skills to postings whose skills a reader named."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from classify.grams import grams
from classify.passages import Segment
from classify.skill_terms import DEFINITIONS
from classify.skills import (
    NAMES,
    PLACE_OF,
    PLACES,
    ROLES,
    TITLE,
    SkillLayer,
    Vocabulary,
    Weights,
)
from classify.triggers import WORD

if TYPE_CHECKING:
    from numpy.typing import NDArray

LEAST_POSTINGS, LEAST_CUES = 6, 2
"""Postings in which a term must occur at a place to weigh there, as any word and as a cue."""
LEAST_NAMED = 3
"""Texts that must name a skill, and as many that must not, for it to be told at all."""
STRENGTH, SENTENCE_STRENGTH = 0.1, 0.3
"""Inverse penalty of what postings and sentences teach."""
CUE_SCALE = 4.0
"""The value of a cue's being there beside those of words."""
NEVER = -10.0
"""The bias of a skill that too few texts name to be told at all."""
CUT = 0.40
"""Probability at which the score of a posting, and of a sentence, is 0. Chosen, like the penalties
and the sentence's share, for the best micro-F1 on held folds; cuts of each skill's own were worse.
"""
_LAST = "\uffff"
"""Sorts behind every ending of a word."""


class Told(NamedTuple):
    """A posting, or a sentence or title of one: its passages, title and role, the skills that it
    names, and how much it counts."""

    passages: Sequence[Segment]
    title: str
    role: str
    skills: Sequence[str]
    weight: float = 1.0


def fit_skills(postings: Sequence[Told], sentences: Sequence[Told] = ()) -> SkillLayer:
    """Fit the layer to postings with an AI role, and to sentences of such that were read alone.

    Two logistic regressions per skill, of postings and of sentences. Same input, same layer.
    ValueError for a role that has no skills.
    """
    strange = {one.role for one in (*postings, *sentences)} - set(ROLES)
    if strange:
        raise ValueError(f"skills are fitted to the roles {ROLES}, not to {sorted(strange)}")
    known = vocabulary(postings)
    single = _fit_weights(known, sentences, SENTENCE_STRENGTH) if sentences else None
    return SkillLayer(known, _fit_weights(known, postings, STRENGTH), single)


def _fit_weights(known: Vocabulary, told: Sequence[Told], strength: float) -> Weights:
    truth = np.array([[name in one.skills for name in NAMES] for one in told], dtype=bool)
    seen, counted = _tables(known, told), [strength * one.weight for one in told]
    fitted = _untold(seen)
    often = np.minimum(truth.sum(axis=0), (~truth).sum(axis=0)) >= LEAST_NAMED
    for skill in np.flatnonzero(often):
        _fit_one(fitted, seen, int(skill), truth[:, skill], counted)
    fitted.bias[:] -= np.log(CUT / (1 - CUT))
    return Weights(*(part.astype(np.float16).astype(np.float32) for part in fitted))


class _Tables(NamedTuple):
    """What the layer sees of n postings or sentences, and the columns that are cues of each skill.

    ``words`` and ``there`` are n x PV, ``named`` n x K x F; ``sides`` (n x 1) is 1 for specialists.
    """

    words: Any
    there: Any
    named: NDArray[np.float32]
    sides: NDArray[np.float64]
    cues: list[NDArray[np.int64]]


def _tables(known: Vocabulary, told: Sequence[Told]) -> _Tables:
    from scipy.sparse import csr_matrix

    counts = known.count([known.parts(one.passages, one.title) for one in told])
    shape = (len(told), len(PLACES) * len(known.terms))
    ends = np.append(counts.starts, len(counts.at))
    words, there = (
        csr_matrix((values, counts.at, ends), shape)
        for values in (counts.values, np.ones_like(counts.values))
    )
    sides = np.array([[float(ROLES.index(one.role))] for one in told])
    return _Tables(words, there.tocsc(), counts.named, sides, _cues(known, there))


class _Fitted(NamedTuple):
    """The arrays of weights, in which the skills are fitted one after another."""

    words: NDArray[np.float64]
    cues: NDArray[np.float64]
    ways: NDArray[np.float64]
    bias: NDArray[np.float64]


def _untold(seen: _Tables) -> _Fitted:
    """Weights that tell no skill."""
    shape = (seen.words.shape[1], len(NAMES))
    bias = np.full((len(ROLES), len(NAMES)), NEVER)
    return _Fitted(np.zeros(shape), np.zeros(shape), np.zeros(seen.named.shape[1:]), bias)


def _fit_one(
    fitted: _Fitted,
    seen: _Tables,
    skill: int,
    truth: NDArray[np.bool_],
    weights: Sequence[float],
) -> None:
    """Put the weights of one skill among the others."""
    at = seen.cues[skill]
    there, named = seen.there[:, at] * CUE_SCALE, seen.named[:, skill] * CUE_SCALE
    word, cue, way, role, base = _regress((seen.words, there, named, seen.sides), truth, weights)
    fitted.words[:, skill], fitted.cues[at, skill] = word, cue * CUE_SCALE
    fitted.ways[skill] = way * CUE_SCALE
    fitted.bias[:, skill] = base + np.array([0, role[0]])


def vocabulary(postings: Sequence[Told]) -> Vocabulary:
    """Words and pairs of title and AI sentences: the frequent ones, and those that name skills."""
    places = [_seen(postings, place) for place in PLACES]
    named = _meant(_least(places, 1), "terms")
    known = _least(places, LEAST_CUES)
    hints = known.intersection(_meant(known, "hints"))
    terms = tuple(sorted(_least(places, LEAST_POSTINGS) | hints | set(named)))
    counts = np.array([[seen[name] for name in terms] for seen in places])
    idf = np.log((1 + len(postings)) / (1 + counts)) + 1
    idf[counts < LEAST_POSTINGS] = 0
    idf = idf.astype(np.float16).astype(np.float32)
    return Vocabulary(terms, idf, _table(terms, named))


def _table(terms: Sequence[str], meant: Mapping[str, Sequence[int]]) -> NDArray[np.float32]:
    """1 where a term is given to a skill (V x K)."""
    found = np.zeros((len(terms), len(NAMES)), dtype=np.float32)
    for at, term in enumerate(terms):
        found[at, meant.get(term, [])] = 1
    return found


def _least(places: Sequence[Counter[str]], least: int) -> set[str]:
    """What so many postings have at one place or another."""
    return {name for seen in places for name, count in seen.items() if count >= least}


def _seen(postings: Sequence[Told], place: int) -> Counter[str]:
    """In how many postings each word and pair stands at a place."""
    seen: Counter[str] = Counter()
    for one in postings:
        parts = [part.text for part in one.passages if PLACE_OF.get(part.section) == place]
        texts = [one.title] if place == TITLE else parts
        seen.update({name for text in texts for name in grams(WORD.findall(text.lower()))})
    return seen


def _meant(names: Iterable[str], by: str) -> dict[str, list[int]]:
    """Each term -> the skills that ``by`` (a field of Skill) gives it to, of the names seen."""
    found: dict[str, list[int]] = {}
    ordered = sorted(names)
    for at, skill in enumerate(DEFINITIONS.values()):
        same: set[str] = set()
        for term in getattr(skill, by).split(", "):
            stem = term.rstrip("*")
            same.add(stem)
            if stem != term:
                part = ordered[bisect_left(ordered, stem) : bisect_left(ordered, stem + _LAST)]
                same.update(name for name in part if name.count(" ") == stem.count(" "))
        for name in same:
            found.setdefault(name, []).append(at)
    return found


def _cues(known: Vocabulary, there: Any) -> list[NDArray[np.int64]]:
    """The columns whose being there tells of each skill: terms and hints at each place."""
    size = len(known.terms)
    often = np.asarray(there.sum(axis=0)).ravel() >= LEAST_CUES
    cues = known.shows + _table(known.terms, _meant(known.terms, "hints"))
    found = []
    for skill in range(len(NAMES)):
        at = np.flatnonzero(cues[:, skill])
        columns = np.concatenate([place * size + at for place in PLACES])
        found.append(columns[often[columns]])
    return found


def _regress(
    blocks: Sequence[Any], truth: NDArray[np.bool_], weights: Sequence[float]
) -> list[Any]:
    """Weights of each block of features, and the intercept."""
    from scipy.sparse import csr_matrix, hstack
    from sklearn.linear_model import LogisticRegression

    table = hstack([csr_matrix(block) for block in blocks]).tocsr()
    model = LogisticRegression(solver="liblinear").fit(table, truth, weights)
    ends = np.cumsum([block.shape[1] for block in blocks])[:-1]
    return [*np.split(model.coef_[0], ends), float(model.intercept_[0])]
