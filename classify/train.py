"""Train a model: on committed features, on gold beside them, or with any encoder."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import numpy as np

from classify.encoder import TorchEncoder
from classify.head import FOLDS, fit_head, folds_of, log_softmax
from classify.item import Item
from classify.layers import Layers
from classify.passages import read
from classify.pipeline import Classifier
from classify.rows import Rows
from classify.store import (
    ENCODER_FILES,
    SHIPPED,
    check_files,
    copy_notices,
    digests,
    load_parts,
    load_settings,
    save_heads,
    save_settings,
)
from classify.votes import NAMES
from db.label import ROLES

if TYPE_CHECKING:
    from numpy.typing import NDArray

BORDERLINE_WEIGHT = 0.7
"""A borderline label counts this much beside a clear one."""
LEAST_GOLD = 30
ROLE_END = len(ROLES)
VOTES_END = ROLE_END + len(NAMES)
"""Where the lexical scores and the votes end among the light head's columns."""
_LIGHT = ("lexical.npz", "kinds.npz", "topics.npz", "skills.npz")
_COPIED = (*ENCODER_FILES, "linear.npz", *_LIGHT)


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
        if line.get("borderline") not in (None, True, False):
            raise ValueError(
                f"borderline of {posting} is {line['borderline']!r}: use true or false"
            )
        return cls(posting, item, label, bool(line.get("borderline")))


def train(
    gold: Iterable[Example] | None, out: Path, *, model: str | None = None, seed: int = 0
) -> Path:
    """Write a model folder to ``out`` and return it.

    Without gold the head is fitted on the committed features and equals the shipped one bit for
    bit under the shipped seed. With gold, gold rows join the committed ones. ``model`` names a
    sentence-transformers model to encode with instead; it needs gold, because the committed
    embeddings are of the shipped encoder; a folder's name is kept as an absolute path. ValueError
    where there is too little gold, or where the shipped files are not the shipped ones.
    """
    examples = list(gold) if gold is not None else []
    if gold is not None and len(examples) < LEAST_GOLD:
        raise ValueError(f"{len(examples)} gold labels are too few: give at least {LEAST_GOLD}")
    if model and gold is None:
        raise ValueError(f"training with {model} needs gold labels: give them with their texts")
    if model and Path(model).is_dir():
        model = str(Path(model).resolve())
    check_files(SHIPPED)
    out.mkdir(parents=True, exist_ok=True)
    whole = out.resolve()  # "." has no name
    with TemporaryDirectory(dir=whole.parent, prefix=f".{whole.name}-") as folder:
        part = Path(folder) / whole.name
        part.mkdir()
        _write(examples, part, model, seed)
        # A program that labels with the old files keeps them: each is replaced, none rewritten.
        # The settings come last: until then the folder is told from a whole model.
        for path in sorted(part.iterdir(), key=lambda path: (path.name == "config.json", path)):
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
    copy_notices(out)
    _settle(out, examples, model or "", seed)


def fit_heads(rows: Rows, out: Path, seed: int) -> None:
    """Fit both heads on the rows that are not for testing and write ``head.npz``."""
    usable = rows.take(~rows.test)
    weights = row_weights(usable)
    full, light = (
        fit_head(columns, usable.labels, usable.groups, weights, seed)
        for columns in (usable.full(), usable.light())
    )
    save_heads(out, full, light)


def row_weights(rows: Rows) -> NDArray[np.float64]:
    """Weight of each row in the fit."""
    return np.where(rows.borderline, BORDERLINE_WEIGHT, 1.0)


def gold_rows(examples: list[Example]) -> Rows:
    """Features of gold postings by the shipped encoder and lexical model, which never saw them."""
    classifier = Classifier.load()
    scored = [classifier.score(read(example.item)) for example in examples]
    encoded = [classifier.encode(one) for one in scored]
    columns = [classifier.encoder_columns(one) for one in encoded]
    vectors = [one.posting for one in encoded]
    return rows_of(examples, vectors, columns, [one.columns for one in scored])


def rows_of(
    examples: list[Example],
    vectors: Sequence[NDArray[np.float32]],
    encoder: Sequence[NDArray[np.float32]] | NDArray[np.float32],
    light: Sequence[NDArray[np.float32]] | NDArray[np.float32],
) -> Rows:
    """Rows of examples: vectors of the prompts, the encoder's columns, the light head's."""
    table = np.array(light)
    return Rows(
        ids=np.array([example.id for example in examples]),
        labels=np.array([ROLES.index(example.label) for example in examples], dtype=np.int64),
        borderline=np.array([example.borderline for example in examples]),
        groups=groups_of(examples),
        embeddings=np.array(vectors).astype(np.float16),
        encoder=np.array(encoder, dtype=np.float32),
        lexical=table[:, :ROLE_END],
        votes=table[:, ROLE_END:VOTES_END],
        dense=table[:, VOTES_END:],
        test=np.zeros(len(examples), dtype=bool),
    )


def groups_of(examples: Sequence[Example]) -> NDArray[np.int64]:
    """A number per employer; a posting without one is a group of its own."""
    known: dict[str, int] = {}
    keys = (e.item.employer.lower().strip() or f"id {e.id} {n}" for n, e in enumerate(examples))
    return np.array([known.setdefault(key, len(known)) for key in keys], dtype=np.int64)


def _foreign(examples: list[Example], out: Path, model: str, seed: int) -> Rows:
    """Rows with another encoder: its layer is fitted on gold, its scores are out of fold."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import cross_val_predict

    labels = np.array([ROLES.index(example.label) for example in examples])
    groups = groups_of(examples)
    fewest = min(len(set(groups[labels == at].tolist())) for at in range(len(ROLES)))
    if fewest < FOLDS:
        raise ValueError(
            f"gold has too few employers: give postings of each role from at least {FOLDS}"
        )
    classifier = Classifier.load()
    embedder = TorchEncoder(model)
    scored = [classifier.score(read(example.item)) for example in examples]
    vectors = np.array([embedder.read(one.prompt).posting for one in scored])
    layer = LogisticRegression(C=1.0, max_iter=1_000, random_state=seed)
    folds = folds_of(labels, groups, seed)
    held = cross_val_predict(layer, vectors, labels, cv=folds, method="predict_proba")
    layer.fit(vectors, labels)
    Layers.of_roles(layer.coef_, layer.intercept_).save(out / "linear.npz")
    for name in _LIGHT:
        shutil.copy(SHIPPED / name, out / name)
    columns = log_softmax(np.log(held + 1e-9))
    return rows_of(examples, list(vectors), list(columns), [one.columns for one in scored])


def _copy(out: Path) -> None:
    for name in _COPIED:
        shutil.copy(SHIPPED / name, out / name)


def _settle(out: Path, examples: list[Example], encoder: str, seed: int) -> None:
    shipped = load_settings(SHIPPED)
    known = digests(out)
    plain = not examples and not encoder and seed == shipped.seed
    name = shipped.model_id if plain else f"{out.name}-{known['head.npz'][:8]}"
    settings = replace(shipped, model_id=name, encoder=encoder, seed=seed, sha256=known)
    save_settings(out, settings)
    load_parts(out)
