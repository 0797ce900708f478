"""What the passages of a posting say together: their kinds, counted softly, as columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

KINDS = (
    "models",
    "applies",
    "either",
    "serves",
    "nice_models",
    "nice_applies",
    "wish",
    "employer",
    "notice",
    "other",
)
"""Kinds of passage, defined in docs/roles.md; the first three are the job's own AI work."""
OWN = 3

NAMES = (
    *(f"sum.{kind}" for kind in KINDS),
    *(f"most.{kind}" for kind in KINDS),
    "balance",
    "first",
    "first_own",
    "passages",
    "own_share",
)
"""The columns in their order."""


def votes(kinds: NDArray[np.float32]) -> NDArray[np.float32]:
    """One value per name in NAMES, from the probabilities of kinds (passages x kinds).

    Passages stand in the order of the prompt: duties first. ``balance`` is +1 where all of the
    job's own AI work is about models, -1 where all of it applies them.
    """
    if not len(kinds):
        return np.zeros(len(NAMES), dtype=np.float32)
    total = kinds.sum(axis=0)
    models, applies = total[:2] + total[2] / 2
    lead = kinds[:, 0] - kinds[:, 1]
    own = kinds[:, :OWN].sum(axis=1)
    at = int((own > 0.5).argmax())
    rest = [
        (models - applies) / (models + applies + 0.5),
        lead[0],
        lead[at] * own[at],
        np.log1p(len(kinds)),
        own.mean(),
    ]
    return np.concatenate([np.log1p(total), kinds.max(axis=0), rest]).astype(np.float32)
