"""Build time: fit the light model of roles on labelled readings, whole and out of fold."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from classify.lexical import (
    ROLE_BLOCKS,
    Lexical,
    Lexicon,
    Terms,
    build_lexicon,
    terms,
)
from classify.passages import Reading
from db.label import ROLES

if TYPE_CHECKING:
    from numpy.typing import NDArray

LEAST = 4
"""A term is kept where it occurs in this many postings."""
KEPT = 60_000
"""Terms that survive pruning, by their largest weight."""
STRENGTH = 4.0


def fit_lexical(
    readings: Sequence[Reading], roles: NDArray[np.int64], weights: NDArray[np.float64]
) -> Lexical:
    """The light model of the roles, on the terms that matter to it."""
    lexicon = build_lexicon(readings, LEAST, ROLE_BLOCKS)
    first, _ = _fit_roles(sparse_rows(lexicon, readings), roles, weights)
    lexicon = pruned(lexicon, np.abs(first).max(axis=0) * lexicon.idf, KEPT)
    coefficients, bias = _fit_roles(sparse_rows(lexicon, readings), roles, weights)
    return Lexical(lexicon, coefficients.T.astype(np.float32), bias.astype(np.float32))


def out_of_fold(
    readings: Sequence[Reading],
    roles: NDArray[np.int64],
    weights: NDArray[np.float64],
    splits: Iterable[tuple[NDArray[np.int64], NDArray[np.int64]]],
) -> NDArray[np.float32]:
    """Role log-probabilities (n x 3) of each held reading, by the model of its learning ones.

    ``splits`` are positions of both; readings that are never held stay 0.
    """
    found = np.zeros((len(readings), len(ROLES)), dtype=np.float32)
    for train, held in splits:
        model = fit_lexical([readings[at] for at in train], roles[train], weights[train])
        for at in held:
            found[at] = model.log_chances(terms(readings[at]))
    return found


def sparse_rows(lexicon: Lexicon, readings: Sequence[Reading]) -> Any:
    """Readings as a scipy CSR matrix (n x terms)."""
    return sparse_table(lexicon, map(terms, readings))


def sparse_table(lexicon: Lexicon, counted: Iterable[Terms]) -> Any:
    """Texts as a scipy CSR matrix (n x terms)."""
    return csr_of([lexicon.row(one) for one in counted], len(lexicon.columns))


def csr_of(rows: Sequence[tuple[NDArray[np.int64], NDArray[np.float32]]], width: int) -> Any:
    """A scipy CSR matrix (n x width) of rows, each its columns and values."""
    from scipy import sparse

    ends = np.cumsum([0, *(len(columns) for columns, _ in rows)])
    columns, values = (np.concatenate(part) for part in zip(*rows, strict=True))
    return sparse.csr_matrix((values, columns, ends), shape=(len(rows), width))


def _fit_roles(
    table: Any, roles: NDArray[np.int64], weights: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=STRENGTH, max_iter=300, tol=1e-4, class_weight="balanced")
    model.fit(table, roles, sample_weight=weights)
    return model.coef_, model.intercept_


def pruned(lexicon: Lexicon, size: NDArray[np.floating[Any]], most: int) -> Lexicon:
    """The ``most`` terms of the greatest size, in their order."""
    if len(size) <= most:
        return lexicon
    kept = np.sort(np.argsort(-size, kind="stable")[:most])
    names = list(lexicon.columns)
    return Lexicon(
        {names[old]: new for new, old in enumerate(kept)}, lexicon.idf[kept], lexicon.blocks
    )
