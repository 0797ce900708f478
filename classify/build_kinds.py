"""Build time: fit the light model of passages' kinds, whole and out of fold."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from classify.build import LEAST, pruned, sparse_table
from classify.kinds import KIND_BLOCKS, kinds_of, passage_terms
from classify.lessons import UNREAD, Labelled, kinds_read, splits
from classify.lexical import Lexical, Terms, lexicon_of
from classify.prompts import prompt
from classify.votes import KINDS

if TYPE_CHECKING:
    from numpy.typing import NDArray

KEPT = 50_000
"""Terms that survive pruning, by their largest weight."""
STRENGTH = 6.0


def fit_kinds(counted: Sequence[Terms], kinds: NDArray[np.int64]) -> Lexical:
    """The light model of passages' kinds (positions in KINDS), one Terms per passage.

    ValueError where a kind has no passage at all.
    """
    missing = sorted(set(range(len(KINDS))) - set(kinds.tolist()))
    if missing:
        names = ", ".join(KINDS[kind] for kind in missing)
        raise ValueError(
            f"no labelled passage is of kind {names}: read some of each kind, of many employers"
        )
    lexicon = lexicon_of(counted, LEAST, KIND_BLOCKS)
    first = _fit(sparse_table(lexicon, counted), kinds)[0]
    lexicon = pruned(lexicon, np.abs(first).max(axis=0) * lexicon.idf, KEPT)
    weights, bias = _fit(sparse_table(lexicon, counted), kinds)
    return Lexical(lexicon, weights.T.astype(np.float32), bias.astype(np.float32))


def fit_all_kinds(rows: Sequence[Labelled]) -> Lexical:
    """The light model of all passages that somebody read."""
    counted = [passage_terms(prompt(row.reading)) for row in rows]
    return fit_kinds(*taught(counted, [kinds_read(row) for row in rows]))


def kinds_out_of_fold(rows: Sequence[Labelled]) -> list[NDArray[np.float32]]:
    """Probabilities of kinds (passages x kinds) of each row, by models of other employers.

    Those of invented rows stay empty.
    """
    counted = [passage_terms(prompt(row.reading)) for row in rows]
    kinds = [kinds_read(row) for row in rows]
    found: list[NDArray[np.float32]] = [np.zeros((0, len(KINDS)), dtype=np.float32)] * len(rows)
    for train, held in splits(rows):
        model = fit_kinds(*taught([counted[at] for at in train], [kinds[at] for at in train]))
        for at in held:
            found[at] = kinds_of(counted[at], model)
    return found


def taught(
    counted: Sequence[Sequence[Terms]], kinds: Sequence[Sequence[int]]
) -> tuple[list[Terms], NDArray[np.int64]]:
    """The passages that somebody read, and their kinds."""
    pairs = [
        (terms, kind)
        for row, read in zip(counted, kinds, strict=True)
        for terms, kind in zip(row, read, strict=True)
        if kind != UNREAD
    ]
    return [terms for terms, _ in pairs], np.array([kind for _, kind in pairs])


def _fit(
    table: object, kinds: NDArray[np.int64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=STRENGTH, max_iter=60, tol=1e-3).fit(table, kinds)
    return model.coef_, model.intercept_
