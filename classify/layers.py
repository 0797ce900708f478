"""The linear layers on the encoder's vectors: roles of the posting, kinds of its passages."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from classify.encoder import Encoded
from classify.head import log_softmax
from classify.votes import KINDS, votes

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Layers:
    """Weights (outputs x width) and biases; without kinds where the encoder never learned them."""

    role_weight: NDArray[np.float32]
    role_bias: NDArray[np.float32]
    kind_weight: NDArray[np.float32]
    kind_bias: NDArray[np.float32]

    def roles(self, vectors: NDArray[np.float32]) -> NDArray[np.float32]:
        """Log-probabilities of the roles (n x 3) of postings' vectors (n x width)."""
        return log_softmax(vectors @ self.role_weight.T + self.role_bias)

    def kinds(self, passages: NDArray[np.float32]) -> NDArray[np.float32]:
        """Probabilities of the kinds (n x 10) of passages' vectors (n x width)."""
        scores = log_softmax(passages @ self.kind_weight.T + self.kind_bias)
        return np.asarray(np.exp(scores), dtype=np.float32)

    def columns(self, encoded: Encoded) -> NDArray[np.float32]:
        """The encoder's columns of the full head: roles, then votes of the passages."""
        roles: NDArray[np.float32] = self.roles(encoded.posting[None])[0]
        if not self.knows_kinds:
            return roles
        found = np.concatenate([roles, votes(self.kinds(encoded.passages))])
        return np.asarray(found, dtype=np.float32)

    @property
    def knows_kinds(self) -> bool:
        """Whether the encoder was taught the kinds of passages."""
        return len(self.kind_weight) == len(KINDS)

    def save(self, path: Path) -> None:
        """Write ``linear.npz``."""
        np.savez(
            path,
            role_weight=self.role_weight,
            role_bias=self.role_bias,
            kind_weight=self.kind_weight,
            kind_bias=self.kind_bias,
        )

    @classmethod
    def load(cls, path: Path) -> Layers:
        """Read ``linear.npz``."""
        with np.load(path, allow_pickle=False) as arrays:
            names = ("role_weight", "role_bias", "kind_weight", "kind_bias")
            return cls(*(arrays[name].astype(np.float32) for name in names))

    @classmethod
    def of_roles(cls, weight: NDArray[np.float64], bias: NDArray[np.float64]) -> Layers:
        """Layers of an encoder that knows no kinds."""
        none = np.zeros((0, weight.shape[1]), dtype=np.float32)
        return cls(weight.astype(np.float32), bias.astype(np.float32), none, none[:, 0])
