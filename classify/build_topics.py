"""Build time: fit the model of sector and function on labelled readings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from classify.example_titles import EXAMPLE_TITLES
from classify.grams import grams
from classify.industries import read_table
from classify.passages import Reading
from classify.topical import FUNCTION, SECTOR, Topical, blocks

if TYPE_CHECKING:
    from numpy.typing import NDArray

LEAST = {"title": 2, "head": 2, "letters": 4, "name": 2, "name_letters": 4, "about": 3}
"""A term of these blocks is kept where it occurs in this many postings; of others in five."""
KEPT = 60_000
"""Terms that survive pruning, by their largest weight."""
STRENGTH = 0.5
EXAMPLE_WEIGHT = 0.3
"""An example title, or a bare name of the table, counts this much beside a labelled posting."""

SECTOR_BLOCKS = {
    "title": 0.5,
    "body": 1.0,
    "name": 0.7,
    "name_letters": 0.7,
    "about": 1.0,
    "groups": 1.0,
}
FUNCTION_BLOCKS = {"title": 1.0, "head": 1.0, "letters": 1.0, "kinds": 1.0, "body": 0.9}


def fit_topics(
    readings: Sequence[Reading], sectors: Sequence[str], functions: Sequence[str]
) -> Topical:
    """Fit on one sector and one function per reading ("" where unknown).

    Names of the table of employers and example titles of rare functions are learnt beside them,
    so that a posting without a text can be told too.
    """
    names = read_table()
    titles = [(title, kind) for kind, examples in EXAMPLE_TITLES.items() for title in examples]
    bare = [Reading("", name, "", (), (), ()) for name in names]
    bare += [Reading(title, "", "", (), (), ()) for title, _ in titles]
    size = len(names), len(titles)
    weights = np.r_[np.ones(len(readings)), np.full(sum(size), EXAMPLE_WEIGHT)]
    sectors = [*sectors, *(entry.sector for entry in names.values()), *[""] * size[1]]
    functions = [*functions, *[""] * size[0], *(kind for _, kind in titles)]
    return _fit([*readings, *bare], sectors, functions, weights)


def _fit(
    readings: Sequence[Reading],
    sectors: Sequence[str],
    functions: Sequence[str],
    weights: NDArray[np.float64],
) -> Topical:
    parts = [blocks(reading) for reading in readings]
    seen, owner = _vocabulary(parts)
    terms = sorted(seen)
    idf = np.log((1 + len(parts)) / (1 + np.array([seen[term] for term in terms]))) + 1
    none = np.zeros((len(terms), 0), dtype=np.float32)
    draft = Topical.of(terms, idf.astype(np.float32), none, none[0], ())
    table = _rows(draft, readings)
    homes = [owner[term] for term in terms]
    found = [
        _layer(table, homes, values, weights, scales)
        for values, scales in ((sectors, SECTOR_BLOCKS), (functions, FUNCTION_BLOCKS))
    ]
    size = np.max([np.abs(layer).max(axis=1) for layer, _, _ in found], axis=0) * idf
    kept = np.sort(np.argsort(-size, kind="stable")[:KEPT])
    outputs = [
        lead + name
        for lead, (_, _, names) in zip((SECTOR, FUNCTION), found, strict=True)
        for name in names
    ]
    return Topical.of(
        [terms[at] for at in kept],
        idf[kept].astype(np.float32),
        np.hstack([layer for layer, _, _ in found])[kept].astype(np.float32),
        np.concatenate([bias for _, bias, _ in found]).astype(np.float32),
        tuple(outputs),
    )


def _vocabulary(parts: Iterable[dict[str, Any]]) -> tuple[dict[str, int], dict[str, str]]:
    """Kept terms with the postings that have them, and the block of each."""
    counts: dict[str, Counter[str]] = {}
    for part in parts:
        for block, runs in part.items():
            pairs = block not in {"letters", "name_letters", "kinds", "groups"}
            terms = {
                term
                for lead, words in runs
                for term in (grams(words, lead) if pairs else [lead + word for word in words])
            }
            counts.setdefault(block, Counter()).update(terms)
    seen: dict[str, int] = {}
    owner: dict[str, str] = {}
    for block, counted in counts.items():
        kept = {term: n for term, n in counted.items() if n >= LEAST.get(block, 5)}
        seen.update(kept)
        owner.update(dict.fromkeys(kept, block))
    return seen, owner


def _rows(model: Topical, readings: Iterable[Reading]) -> Any:
    """Readings as a scipy CSR matrix (n x terms)."""
    from scipy import sparse

    rows = [model.row(reading) for reading in readings]
    ends = np.cumsum([0, *(len(at) for at, _ in rows)])
    columns, values = (np.concatenate(part) for part in zip(*rows, strict=True))
    return sparse.csr_matrix((values, columns, ends), shape=(len(rows), len(model.columns)))


def _layer(
    table: Any,
    homes: Sequence[str],
    values: Sequence[str],
    weights: NDArray[np.float64],
    scales: dict[str, float],
) -> tuple[NDArray[np.float64], NDArray[np.float64], list[str]]:
    """Weights (terms x classes), bias and classes; the scale of a block is in its weights."""
    from scipy import sparse
    from sklearn.svm import LinearSVC

    scale = np.array([scales.get(home, 0.0) for home in homes])
    used = np.flatnonzero(scale)
    known = np.flatnonzero([bool(value) for value in values])
    model = LinearSVC(C=STRENGTH, class_weight="balanced", random_state=0)
    labels = np.array(values)[known]
    part = table[known][:, used] @ sparse.diags(scale[used])
    model.fit(part, labels, sample_weight=weights[known])
    layer = np.zeros((len(homes), len(model.classes_)))
    layer[used] = (model.coef_ * scale[used]).T
    return layer, model.intercept_, [str(name) for name in model.classes_]
