"""Build time: fit the model of the attributes on labelled readings."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from classify.build import csr_of
from classify.employer_facts import facts, read_table
from classify.employer_table import Facts, Row
from classify.employers import normal_name
from classify.example_titles import example_titles
from classify.grams import grams
from classify.lessons import Topic
from classify.lexical import terms
from classify.passages import Reading
from classify.topic_words import topic_singles
from classify.topical import Topical

if TYPE_CHECKING:
    from numpy.typing import NDArray

LEAST = {
    "title": 2,
    "head": 2,
    "employer": 2,
    "name_letters": 4,
    "about": 3,
    "traits": 3,
    "duties": 3,
}
"""A term of these blocks is kept where it occurs in this many postings; of others in five."""
KEPT = 140_000
"""Terms that survive pruning, by their largest weight."""
NAME_WEIGHT, TITLE_WEIGHT = 0.3, 0.1
"""What a name of the table or a posting bare of its text counts, and what an example title."""
HIDDEN = 4
"""Of ten employers so many are treated as if the table lacked them, as it lacks unseen ones."""

VECTOR_BLOCKS = ("body", "about", "employer", "title")


class Recipe(NamedTuple):
    """What an attribute is learned from: weights of the blocks, and of the vectors of words.

    ``strength`` is the C of the support vector machine. Chosen by cross-validation over employers.
    """

    blocks: dict[str, float]
    vectors: float = 0.0
    strength: float = 0.5


RECIPES = {
    "sector": Recipe(
        {
            "title": 0.5,
            "body": 1.0,
            "employer": 0.7,
            "name_letters": 0.7,
            "about": 1.0,
            "groups": 1.0,
        },
        0.8,
    ),
    "function": Recipe({"title": 1.0, "head": 1.0, "kinds": 1.0, "body": 0.9}, 1.5),
    "employer_type": Recipe(
        {
            "traits": 1.0,
            "ranks": 0.3,
            "about": 1.0,
            "employer": 0.5,
            "name_letters": 0.5,
            "body": 1.0,
            "groups": 0.7,
            "core": 0.5,
            "hit": 0.5,
        }
    ),
    "seniority": Recipe({"ranks": 2.0, "title": 1.0, "body": 0.7}),
    "depth": Recipe({"duties": 1.0, "title": 1.0, "core": 1.0}, strength=1.0),
}


def fit_topics(
    known: Sequence[Topic],
    vectors: Mapping[str, NDArray[np.float32]] | None = None,
    table: Mapping[str, Row] | None = None,
) -> Topical:
    """Fit on postings with what is known of each.

    ``vectors`` says which words are alike in meaning (see word_vectors), so that a word learns from
    its neighbours too.

    Names of the table of employers, example titles of functions, and postings with a type or
    seniority without their texts are learnt beside them, so that a posting without a text can be
    told too; ``table`` stands in for the shipped one.
    """
    names = read_table().rows if table is None else table
    titles = [Topic(_bare(title, ""), function=kind) for title, kind in example_titles()]
    bare = [_named(name, row.facts) for name, row in names.items()]
    bare += [_without_text(one) for one in known if one.employer_type or one.seniority]
    rows = [*known, *bare, *titles]
    weights = np.repeat([1, NAME_WEIGHT, TITLE_WEIGHT], [len(known), len(bare), len(titles)])
    return _fit(rows, weights, vectors or {})


def _named(name: str, told: Facts) -> Topic:
    """What the name of an employer teaches; that of an odd industry tells nothing of others."""
    sector = told.sector if told.sector != "other" else None
    return Topic(_bare("", name), sector or "", employer_type=told.type or "")


def _without_text(one: Topic) -> Topic:
    """What a posting teaches without its text."""
    reading = _bare(one.reading.title, one.reading.employer)
    return Topic(reading, employer_type=one.employer_type, seniority=one.seniority)


def _bare(title: str, employer: str) -> Reading:
    return Reading(title, employer, "", (), (), ())


def _fit(
    rows: Sequence[Topic],
    weights: NDArray[np.float64],
    vectors: Mapping[str, NDArray[np.float32]],
) -> Topical:
    readings = [row.reading for row in rows]
    told = [_shown(reading.employer) for reading in readings]
    seen, homes = _vocabulary(readings, told)
    names = list(seen)
    idf = np.log((1 + len(rows)) / (1 + np.array(list(seen.values())))) + 1
    none = np.zeros((len(names), 0), dtype=np.float32)
    columns = {name: at for at, name in enumerate(names)}
    draft = Topical(columns, idf.astype(np.float32), none, none[0], ())
    table = csr_of(
        [draft.row(one, terms(one), known) for one, known in zip(readings, told, strict=True)],
        len(names),
    )
    layers = []
    for topic, recipe in RECIPES.items():
        values = [getattr(row, topic) for row in rows]
        if len({value for value in values if value}) > 1:
            features = _features(names, homes, recipe, vectors)
            layers.append(_layer(topic, table, features, values, weights, recipe.strength))
    size = np.max([np.abs(layer.weights).max(axis=1) for layer in layers], axis=0) * idf
    kept = np.sort(np.argsort(-size, kind="stable")[:KEPT])
    return Topical(
        {names[old]: new for new, old in enumerate(kept)},
        idf[kept].astype(np.float32),
        np.hstack([layer.weights for layer in layers])[kept].astype(np.float32),
        np.concatenate([layer.bias for layer in layers]).astype(np.float32),
        tuple(output for layer in layers for output in layer.outputs),
    )


def _shown(employer: str) -> Facts:
    """What the table knows of an employer, hidden for some: it knows nearly all of the labelled."""
    digest = hashlib.blake2b(normal_name(employer).encode(), digest_size=2).digest()
    hidden = int.from_bytes(digest, "big") % 10 < HIDDEN
    return Facts() if hidden else facts(employer)


def _vocabulary(
    readings: Sequence[Reading], told: Sequence[Facts]
) -> tuple[dict[str, int], list[str]]:
    """Kept terms in order with the postings that have them, and the block of each."""
    counts: dict[str, Counter[str]] = {}
    for reading, known in zip(readings, told, strict=True):
        for block, distinct in _terms(reading, known):
            counts.setdefault(block, Counter()).update(distinct)
    found = {
        term: (n, block)
        for block, counted in counts.items()
        for term, n in counted.items()
        if n >= LEAST.get(block, 5)
    }
    ordered = {term: found[term] for term in sorted(found)}
    return {term: n for term, (n, _) in ordered.items()}, [block for _, block in ordered.values()]


def _terms(reading: Reading, told: Facts) -> Iterable[tuple[str, set[str]]]:
    """The distinct terms of each block of a posting."""
    for block, runs in terms(reading).runs.items():
        yield block, {term for lead, words in runs for term in grams(words, lead)}
    for block, words in topic_singles(reading, told, deep=True).items():
        yield block, set(words)


def _features(
    names: Sequence[str],
    homes: Sequence[str],
    recipe: Recipe,
    vectors: Mapping[str, NDArray[np.float32]],
) -> Any:
    """What a term adds to the features (terms x features): itself, and its word's vector."""
    from scipy import sparse

    scale = np.array([recipe.blocks.get(home, 0.0) for home in homes])
    parts = [sparse.diags(scale).tocsc()[:, np.flatnonzero(scale)]]
    for block in VECTOR_BLOCKS if vectors and recipe.vectors else ():
        at = [n for n, home in enumerate(homes) if home == block and recipe.blocks.get(block)]
        known = [(n, vectors[word]) for n in at if (word := _word(names[n])) in vectors]
        if known:
            rows = np.repeat([n for n, _ in known], len(known[0][1]))
            share = recipe.vectors * recipe.blocks[block]
            values = np.concatenate([vector for _, vector in known]) * share
            columns = np.tile(np.arange(len(known[0][1])), len(known))
            shape = (len(names), len(known[0][1]))
            parts.append(sparse.csc_matrix((values, (rows, columns)), shape=shape))
    return sparse.hstack(parts).tocsr()


def _word(term: str) -> str:
    return term.partition("=")[2] or term


class Layer(NamedTuple):
    """Weights (terms x outputs), bias and names of the outputs of one attribute."""

    weights: NDArray[np.float64]
    bias: NDArray[np.float64]
    outputs: tuple[str, ...]


def _layer(
    topic: str,
    table: Any,
    features: Any,
    values: Sequence[str],
    weights: NDArray[np.float64],
    strength: float,
) -> Layer:
    from sklearn.svm import LinearSVC

    known = np.flatnonzero([bool(value) for value in values])
    labels = np.array(values)[known]
    model = LinearSVC(C=strength, class_weight="balanced", random_state=0)
    model.fit(table[known] @ features, labels, sample_weight=weights[known])
    weight, bias = model.coef_, model.intercept_
    if len(model.classes_) == 2:  # one row then stands for both classes
        weight, bias = np.vstack([-weight, weight]), np.concatenate([-bias, bias])
    outputs = tuple(f"{topic}:{name}" for name in model.classes_)
    return Layer(np.asarray(features @ weight.T), bias, outputs)
