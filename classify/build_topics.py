"""Build time: fit the model of sector and function on labelled readings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from classify.build import csr_of
from classify.example_titles import EXAMPLE_TITLES
from classify.grams import grams
from classify.industries import Entry, read_table
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

VECTOR_BLOCKS = ("body", "about", "name", "title")
SECTOR_VECTORS, FUNCTION_VECTORS = 0.4, 1.5
"""How much the vectors of words count beside the words."""

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
    readings: Sequence[Reading],
    sectors: Sequence[str],
    functions: Sequence[str],
    vectors: Mapping[str, NDArray[np.float32]] | None = None,
    table: Mapping[str, Entry] | None = None,
) -> Topical:
    """Fit on one sector and one function per reading ("" where unknown).

    ``vectors`` says which words mean the like (see word_vectors), so that a word learns from its
    neighbours too.

    Names of the table of employers and example titles of rare functions are learnt beside them,
    so that a posting without a text can be told too; ``table`` stands in for the shipped one.
    """
    names = read_table() if table is None else table
    titles = [(title, kind) for kind, examples in EXAMPLE_TITLES.items() for title in examples]
    bare = [Reading("", name, "", (), (), ()) for name in names]
    bare += [Reading(title, "", "", (), (), ()) for title, _ in titles]
    size = len(names), len(titles)
    weights = np.r_[np.ones(len(readings)), np.full(sum(size), EXAMPLE_WEIGHT)]
    sectors = [*sectors, *(entry.sector for entry in names.values()), *[""] * size[1]]
    functions = [*functions, *[""] * size[0], *(kind for _, kind in titles)]
    return _fit([*readings, *bare], sectors, functions, weights, vectors or {})


def _fit(
    readings: Sequence[Reading],
    sectors: Sequence[str],
    functions: Sequence[str],
    weights: NDArray[np.float64],
    vectors: Mapping[str, NDArray[np.float32]],
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
        _layer(table, _features(terms, homes, scales, share, vectors), values, weights)
        for values, scales, share in (
            (sectors, SECTOR_BLOCKS, SECTOR_VECTORS),
            (functions, FUNCTION_BLOCKS, FUNCTION_VECTORS),
        )
    ]
    size = np.max([np.abs(layer).max(axis=1) for layer, _, _ in found], axis=0) * idf
    kept = np.sort(np.argsort(-size, kind="stable")[:KEPT])
    (_, _, sector_names), (_, _, function_names) = found
    return Topical.of(
        [terms[at] for at in kept],
        idf[kept].astype(np.float32),
        np.hstack([layer for layer, _, _ in found])[kept].astype(np.float32),
        np.concatenate([bias for _, bias, _ in found]).astype(np.float32),
        (*(SECTOR + name for name in sector_names), *(FUNCTION + name for name in function_names)),
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
    return csr_of([model.row(reading) for reading in readings], len(model.columns))


def _features(
    terms: Sequence[str],
    homes: Sequence[str],
    scales: dict[str, float],
    share: float,
    vectors: Mapping[str, NDArray[np.float32]],
) -> Any:
    """What a term adds to the features (terms x features): itself, and its word's vector."""
    from scipy import sparse

    scale = np.array([scales.get(home, 0.0) for home in homes])
    parts = [sparse.diags(scale).tocsc()[:, np.flatnonzero(scale)]]
    for block in VECTOR_BLOCKS if vectors else ():
        at = [n for n, home in enumerate(homes) if home == block and scales.get(block)]
        known = [(n, vectors[word]) for n in at if (word := _word(terms[n])) in vectors]
        if known:
            rows = np.repeat([n for n, _ in known], len(known[0][1]))
            values = np.concatenate([vector for _, vector in known]) * share * scales[block]
            columns = np.tile(np.arange(len(known[0][1])), len(known))
            shape = (len(terms), len(known[0][1]))
            parts.append(sparse.csc_matrix((values, (rows, columns)), shape=shape))
    return sparse.hstack(parts).tocsr()


def _word(term: str) -> str:
    return term.partition("=")[2] or term


def _layer(
    table: Any, features: Any, values: Sequence[str], weights: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64], list[str]]:
    """Weights (terms x classes), bias and classes."""
    from sklearn.svm import LinearSVC

    known = np.flatnonzero([bool(value) for value in values])
    labels = np.array(values)[known]
    model = LinearSVC(C=STRENGTH, class_weight="balanced", random_state=0)
    model.fit(table[known] @ features, labels, sample_weight=weights[known])
    weight, bias = model.coef_, model.intercept_
    if len(model.classes_) == 2:  # one row then stands for both classes
        weight, bias = np.vstack([-weight, weight]), np.concatenate([-bias, bias])
    return np.asarray(features @ weight.T), bias, [str(name) for name in model.classes_]
