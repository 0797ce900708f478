"""Training rows as arrays: what is committed of the labelled postings, and never their texts."""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from classify.packed import present

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Rows:
    """n labelled postings; scores come from models that did not see the row in training.

    ``groups`` numbers employers; ``encoder`` holds the encoder's columns (see Layers.columns).
    ``test`` rows are for evaluation alone.
    """

    ids: NDArray[np.str_]
    labels: NDArray[np.int64]
    borderline: NDArray[np.bool_]
    groups: NDArray[np.int64]
    embeddings: NDArray[np.float16]
    encoder: NDArray[np.float32]
    lexical: NDArray[np.float32]
    votes: NDArray[np.float32]
    dense: NDArray[np.float32]
    test: NDArray[np.bool_]

    def full(self) -> NDArray[np.float32]:
        """Columns of the full head: the encoder's, then the light head's."""
        return np.hstack([self.encoder, self.light()]).astype(np.float32)

    def light(self) -> NDArray[np.float32]:
        """Columns of the light head: lexical log-probabilities, light votes, dense features."""
        return np.hstack([self.lexical, self.votes, self.dense]).astype(np.float32)

    def take(self, mask: NDArray[np.bool_]) -> Rows:
        """The rows where ``mask`` holds."""
        return Rows(**{field.name: getattr(self, field.name)[mask] for field in fields(self)})

    def joined(self, other: Rows) -> Rows:
        """These rows, then the other's; the other's employers count as new groups."""
        values = {f.name: [getattr(self, f.name), getattr(other, f.name)] for f in fields(self)}
        values["groups"][1] = values["groups"][1] + self.groups.max(initial=0) + 1
        return Rows(**{name: np.concatenate(pair) for name, pair in values.items()})

    def save(self, path: Path) -> None:
        """Write a compressed npz; scores are kept to the precision that the head is fitted on."""
        arrays = {field.name: getattr(self, field.name) for field in fields(self)}
        np.savez_compressed(path, **arrays)

    @classmethod
    def load(cls, path: Path) -> Rows:
        """Read what ``save`` wrote; ValueError where the file is missing or another layout."""
        try:
            with np.load(present(path), allow_pickle=False) as arrays:
                return cls(**{field.name: arrays[field.name] for field in fields(cls)})
        except KeyError as error:
            raise ValueError(f"{path} has another layout ({error}): delete or replace it") from None
