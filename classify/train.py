"""Train a model: on committed features, on gold beside them, or with any encoder."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import numpy as np

from classify.encoder import TorchEncoder
from classify.export import sha256
from classify.head import fit_head, log_softmax
from classify.item import Item
from classify.passages import prompt, read
from classify.pipeline import Classifier
from classify.rows import Rows
from classify.store import SHIPPED, load_parts, load_settings, save_heads, save_settings
from db.label import ROLES

if TYPE_CHECKING:
    from numpy.typing import NDArray

BORDERLINE_WEIGHT = 0.7
"""A borderline label counts this much beside a clear one."""
LEAST_GOLD = 30
_COPIED = (
    "encoder.xml",
    "encoder.bin",
    "tokenizer.json",
    "lexical.npz",
    "topical.npz",
    "linear.npz",
)


@dataclass(frozen=True, slots=True)
class Example:
    """A labelled posting; ``id`` is only kept as a name."""

    id: str
    item: Item
    label: str
    borderline: bool = False

    @classmethod
    def parse(cls, line: Mapping[str, Any]) -> Example:
        """From a gold line: id, title, employer, text, label, and borderline where known."""
        try:
            label = str(line["label"])
            item = Item(str(line.get("title") or ""), str(line.get("employer") or ""), line["text"])
            posting = str(line.get("id", ""))
        except KeyError as error:
            raise ValueError(
                f"a gold line lacks {error}: it needs id, title, text, label"
            ) from None
        if label not in ROLES:
            raise ValueError(f"gold label {label!r} of {posting}: use one of {', '.join(ROLES)}")
        return cls(posting, item, label, bool(line.get("borderline")))


def train(
    gold: Iterable[Example] | None, out: Path, *, model: str | None = None, seed: int = 0
) -> Path:
    """Write a model folder to ``out`` and return it.

    Without gold the head is fitted on the committed features and equals the shipped one bit for
    bit under the shipped seed. With gold, gold rows join the committed ones. ``model`` names a
    sentence-transformers model to encode with instead; it needs gold, because the committed
    embeddings are of the shipped encoder. ValueError where there is too little gold.
    """
    examples = list(gold) if gold is not None else []
    if gold is not None and len(examples) < LEAST_GOLD:
        raise ValueError(f"{len(examples)} gold labels are too few: give at least {LEAST_GOLD}")
    if model and gold is None:
        raise ValueError(f"training with {model} needs gold labels: give them with their texts")
    out.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=out.parent, prefix=f".{out.name}-") as folder:
        part = Path(folder) / out.name
        part.mkdir()
        _write(examples, part, model, seed)
        # A program that labels with the old files keeps them: each is replaced, none rewritten.
        for path in sorted(part.iterdir()):
            path.replace(out / path.name)
    return out


def _write(examples: list[Example], out: Path, model: str | None, seed: int) -> None:
    committed = Rows.load(SHIPPED / "features.npz")
    if model:
        rows = _foreign(examples, out, model, seed)
    else:
        _copy(out)
        rows = committed.joined(gold_rows(examples)) if examples else committed
    fit_heads(rows, out, seed)
    rows.save(out / "features.npz")
    _settle(out, examples, model or "", seed)


def fit_heads(rows: Rows, out: Path, seed: int) -> None:
    """Fit both heads on the rows that are not for testing and write ``head.npz``."""
    usable = rows.take(~rows.test)
    unseen = usable.take(~usable.seen)
    full = fit_head(unseen.full(), unseen.labels, unseen.groups, row_weights(unseen), seed)
    light = fit_head(usable.light(), usable.labels, usable.groups, row_weights(usable), seed)
    save_heads(out, full, light)


def row_weights(rows: Rows) -> NDArray[np.float64]:
    """Weight of each row in the fit."""
    return np.where(rows.borderline, BORDERLINE_WEIGHT, 1.0)


def gold_rows(examples: list[Example]) -> Rows:
    """Features of gold postings by the shipped encoder and lexical model, which never saw them."""
    classifier = Classifier.load()
    scored = [classifier.score(read(example.item)) for example in examples]
    vectors = np.array([classifier.encode(one.reading) for one in scored])
    return _rows(examples, vectors, classifier.role_scores(vectors), [s.columns for s in scored])


def _rows(
    examples: list[Example],
    vectors: NDArray[np.float32],
    encoder: NDArray[np.float32],
    columns: list[NDArray[np.float32]],
) -> Rows:
    table = np.array(columns)
    n = len(examples)
    return Rows(
        ids=np.array([example.id for example in examples]),
        labels=np.array([ROLES.index(example.label) for example in examples], dtype=np.int64),
        borderline=np.array([example.borderline for example in examples]),
        groups=groups_of(examples),
        embeddings=vectors.astype(np.float16),
        encoder=encoder,
        lexical=table[:, :3],
        dense=table[:, 3:],
        seen=np.zeros(n, dtype=bool),
        test=np.zeros(n, dtype=bool),
    )


def groups_of(examples: list[Example]) -> NDArray[np.int64]:
    """A number per employer; a posting without one is a group of its own."""
    known: dict[str, int] = {}
    keys = (e.item.employer.lower().strip() or f"id {e.id} {n}" for n, e in enumerate(examples))
    return np.array([known.setdefault(key, len(known)) for key in keys], dtype=np.int64)


def _foreign(examples: list[Example], out: Path, model: str, seed: int) -> Rows:
    """Rows with another encoder: its layer is fitted on gold, its scores are out of fold."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import GroupKFold, cross_val_predict

    classifier = Classifier.load()
    embedder = TorchEncoder(model)
    scored = [classifier.score(read(example.item)) for example in examples]
    vectors = embedder.embed([prompt(one.reading) for one in scored])
    labels = np.array([ROLES.index(example.label) for example in examples])
    if len(set(labels.tolist())) < len(ROLES):
        raise ValueError("gold lacks a role: give postings of all three")
    layer = LogisticRegression(C=1.0, max_iter=1_000, random_state=seed)
    folds = GroupKFold(5)
    held = cross_val_predict(
        layer, vectors, labels, groups=groups_of(examples), cv=folds, method="predict_proba"
    )
    layer.fit(vectors, labels)
    np.savez(out / "linear.npz", weight=layer.coef_, bias=layer.intercept_)
    for name in ("lexical.npz", "topical.npz"):
        shutil.copy(SHIPPED / name, out / name)
    return _rows(examples, vectors, log_softmax(np.log(held + 1e-9)), [s.columns for s in scored])


def _copy(out: Path) -> None:
    for name in _COPIED:
        shutil.copy(SHIPPED / name, out / name)


def _settle(out: Path, examples: list[Example], encoder: str, seed: int) -> None:
    shipped = load_settings(SHIPPED)
    digests = {path.name: sha256(path) for path in sorted(out.iterdir()) if path.suffix in HASHED}
    plain = not examples and not encoder and seed == shipped.seed
    name = shipped.model_id if plain else f"{out.name}-{digests['head.npz'][:8]}"
    settings = replace(
        shipped, model_id=name, encoder=encoder, seed=seed, sha256=digests, outputs=shipped.outputs
    )
    save_settings(out, settings)
    load_parts(out)


HASHED = frozenset({".npz", ".xml", ".bin"})
"""Endings of the files whose sha256 the settings keep."""
