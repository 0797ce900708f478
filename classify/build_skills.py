"""Fit the layer that names skills to postings whose main skills a reader named."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from classify.build import csr_of
from classify.grams import grams
from classify.passages import Reading, Segment
from classify.skill_terms import DEFINITIONS
from classify.skills import NAMED, NAMES, PLACES, ROLES, TITLE, SkillLayer, Vocabulary
from classify.triggers import WORD

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

    Floats = NDArray[np.float64]

FOLDS = 5
LEAST_POSTINGS = 4
"""Postings in which a term that shows no skill must occur to be known."""
LEAST_NAMED = 3
"""Postings that must name a skill to give it weights of its own beside the shared ones."""
SHARED_C, OWN_C = 1.0, 0.1
SHARED_SCALE = 2.0
"""Inverse penalties, and the scale of the shared score among the columns of one skill."""
CUTS = np.arange(0.2, 0.5, 0.01)
"""Probabilities tried as the cut. One cut serves all skills: cuts of their own, shrunk or not,
scored lower out of sample."""
_OF_THE_JOB = frozenset(section for section, place in PLACES.items() if place < PLACES["about"])
"""Sections whose words the vocabulary holds: what tells of the employer names no skill."""
_LAST = "\uffff"
"""Sorts behind every ending of a word."""


def fit_skills(
    readings: Sequence[Reading],
    roles: Sequence[str],
    skills: Sequence[Sequence[str]],
    groups: Sequence[int],
) -> SkillLayer:
    """Fit the layer to postings with an AI role, each with its main skills and employer.

    The cut is the one with the best micro-F1 where every employer's postings are scored by layers
    fitted without them. Same input, same layer. ValueError for a role that has no skills.
    """
    sides, truth = _targets(roles, skills)
    chances = np.zeros(truth.shape)
    for train, test in _folds(groups):
        layer = _fit([readings[at] for at in train], sides[train], truth[train])
        for at in test:
            counts = layer.vocabulary.count(passages_of(readings[at]), readings[at].title)
            chances[at] = 1 / (1 + np.exp(-layer.scores(counts, roles[at])))
    cut = max(CUTS, key=lambda cut: micro_f1(chances > cut, truth))
    return _fit(readings, sides, truth, float(np.log(cut / (1 - cut))))


def cross_validate(
    readings: Sequence[Reading],
    roles: Sequence[str],
    skills: Sequence[Sequence[str]],
    groups: Sequence[int],
    said: Sequence[str],
) -> list[tuple[str, ...]]:
    """Skills of each posting by a layer that was fitted, its cut too, without its employer.

    ``roles`` are those that a reader gave, ``said`` those that a model gives: at run time no other
    is known.
    """
    found: list[tuple[str, ...]] = [()] * len(readings)
    for train, test in _folds(groups):
        layer = fit_skills(
            [readings[at] for at in train],
            [roles[at] for at in train],
            [skills[at] for at in train],
            [groups[at] for at in train],
        )
        for at in test:
            one = readings[at]
            found[at] = layer.skills(passages_of(one), one.title, said[at])
    return found


def _folds(groups: Sequence[int]) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Positions of learning and held postings of each fold; employers never span folds."""
    from sklearn.model_selection import GroupKFold

    return iter(GroupKFold(FOLDS).split(groups, groups=np.array(groups)))


def passages_of(reading: Reading) -> tuple[Segment, ...]:
    """The sentences that skills are read from."""
    return (*reading.hits, *reading.weak)


def micro_f1(said: NDArray[np.bool_], truth: NDArray[np.bool_]) -> float:
    """F1 over all pairs of posting and skill (both n x K)."""
    return float(2 * (said & truth).sum() / max(1, said.sum() + truth.sum()))


def vocabulary(readings: Sequence[Reading]) -> Vocabulary:
    """Words and pairs of title and AI sentences: the frequent ones, and those that show a skill."""
    seen: Counter[str] = Counter()
    for reading in readings:
        found = set(grams([TITLE + word for word in WORD.findall(reading.title.lower())]))
        for part in passages_of(reading):
            if part.section in _OF_THE_JOB:
                found.update(grams(WORD.findall(part.text.lower())))
        seen.update(found)
    shown = _shown({name.replace(TITLE, "") for name in seen})
    terms = {name for name, count in seen.items() if count >= LEAST_POSTINGS} | set(shown)
    terms |= {TITLE + name.replace(" ", f" {TITLE}") for name in shown}
    kept = tuple(sorted(terms))
    shows = np.zeros((len(kept), len(NAMES)), dtype=np.float32)
    for at, name in enumerate(kept):
        shows[at, shown.get(name.replace(TITLE, ""), [])] = 1
    counts = np.array([seen[name] for name in kept])
    idf = np.log((1 + len(readings)) / (1 + counts)) + 1
    idf[counts < LEAST_POSTINGS] = 0
    return Vocabulary(kept, idf.astype(np.float16).astype(np.float32), shows)


def _shown(names: set[str]) -> dict[str, list[int]]:
    """Each term that shows a skill -> the skills; endings are those of the names seen."""
    found: dict[str, list[int]] = {}
    ordered = sorted(names)
    for skill, (_, terms) in enumerate(DEFINITIONS.values()):
        same: set[str] = set()
        for term in terms.split(", "):
            stem = term.rstrip("*")
            same.add(stem.strip())
            if stem != term:
                part = ordered[bisect_left(ordered, stem) : bisect_left(ordered, stem + _LAST)]
                same.update(name for name in part if name.count(" ") == stem.count(" "))
        for name in same:
            found.setdefault(name, []).append(skill)
    return found


def _targets(
    roles: Sequence[str], skills: Sequence[Sequence[str]]
) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    strange = set(roles) - set(ROLES)
    if strange:
        raise ValueError(f"skills are fitted to the roles {ROLES}, not to {sorted(strange)}")
    truth = np.array([[name in named for name in NAMES] for named in skills], dtype=bool)
    return np.array([ROLES.index(role) for role in roles]), truth


def _fit(
    readings: Sequence[Reading],
    sides: NDArray[np.int64],
    truth: NDArray[np.bool_],
    cut: float = 0.0,
) -> SkillLayer:
    """The layer with ``cut`` (log-odds) taken from its scores.

    The shared layer has one set of weights per role for all skills; its score is one of the
    columns of each skill's own layer, and both are added up here.
    """
    known = vocabulary(readings)
    counted = [known.count(passages_of(one), one.title) for one in readings]
    own = np.stack([one.own for one in counted]).astype(float)
    beside = np.stack([one.beside for one in counted])
    words = csr_of([(one.at, one.values) for one in counted], len(known.terms))
    weights, bias = _shared(own, sides, truth)
    beside_weights = np.zeros((len(NAMES), beside.shape[1]))
    word_weights = np.zeros((len(known.terms), len(NAMES)))
    for skill in np.flatnonzero(truth.sum(axis=0) >= LEAST_NAMED):
        score = (own[:, skill] * weights[sides, skill]).sum(axis=1) + bias[sides, skill]
        fitted = _one(own[:, skill], score, beside, words, sides, truth[:, skill])
        scale, plain, special, beside_weights[skill], role, word_weights[:, skill], base = fitted
        weights[:, skill] = weights[:, skill] * scale + np.stack([plain, plain + special])
        bias[:, skill] = bias[:, skill] * scale + np.array([base, base + role])
    parts = (weights, bias - cut, beside_weights, word_weights)
    return SkillLayer(known, *(part.astype(np.float16).astype(np.float32) for part in parts))


def _shared(
    own: Floats, sides: NDArray[np.int64], truth: NDArray[np.bool_]
) -> tuple[Floats, Floats]:
    """Weights (2 x K x F) and bias (2 x K) of one layer for all pairs of posting and skill."""
    from scipy.sparse import csr_matrix, hstack
    from sklearn.linear_model import LogisticRegression

    n, skills, ways = own.shape
    flat, special = own.reshape(-1, ways), np.repeat(sides, skills)[:, None]
    each = np.tile(np.eye(skills), (n, 1))
    blocks = (flat, flat * special, each, each * special, each * flat[:, [NAMED]])
    table = hstack([csr_matrix(block) for block in blocks]).tocsr()
    model = LogisticRegression(C=SHARED_C, solver="liblinear").fit(table, truth.reshape(-1))
    ends = np.cumsum([block.shape[1] for block in blocks])[:-1]
    plain, extra, base, role, named = np.split(model.coef_[0], ends)
    weights = np.stack([np.tile(plain, (skills, 1)), np.tile(plain + extra, (skills, 1))])
    weights[:, :, NAMED] += named
    return weights, np.stack([base, base + role]) + model.intercept_[0]


def _one(
    own: Floats,
    score: Floats,
    beside: NDArray[np.float32],
    words: csr_matrix,
    sides: NDArray[np.int64],
    truth: NDArray[np.bool_],
) -> tuple[float, Floats, Floats, Floats, float, Floats, float]:
    """Weights of one skill's own layer: shared score, own, own of specialists, beside, role, words
    and intercept."""
    from scipy.sparse import csr_matrix, hstack
    from sklearn.linear_model import LogisticRegression

    special = sides[:, None]
    blocks = (score[:, None] * SHARED_SCALE, own, own * special, beside, special)
    table = hstack([csr_matrix(np.hstack(blocks)), words]).tocsr()
    model = LogisticRegression(C=OWN_C, solver="liblinear").fit(table, truth)
    ends = np.cumsum([block.shape[1] for block in blocks])
    scale, plain, extra, near, role, rest = np.split(model.coef_[0], ends)
    base = float(model.intercept_[0])
    return float(scale[0]) * SHARED_SCALE, plain, extra, near, float(role[0]), rest, base
