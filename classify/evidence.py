"""Why a label: the passages that speak most for the role."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from classify.passages import Segment
from classify.votes import KINDS
from db.label import Evidence

if TYPE_CHECKING:
    from numpy.typing import NDArray

MOST = 3
LONGEST = 400
NO_AI = 0.5
"""A passage that is of the last kind with this probability says nothing about AI."""


def evidence(
    passages: Sequence[Segment], kinds: NDArray[np.float32], role: str
) -> tuple[Evidence, ...]:
    """Up to three passages that name AI, heaviest first, with the section and weight of each.

    ``kinds`` are the probabilities of the kinds (n x kinds) of the first n passages. The weight is
    the probability that a passage is the job's own work of that role less that it is of the other
    role, from -1 to 1; for ``none``, the probability that it is no AI work of the job less that it
    is.
    """
    towards = _towards(kinds, role)
    other = kinds[:, KINDS.index("other")]
    weighed = [
        (float(weight), part)
        for weight, part, silent in zip(towards, passages, other, strict=False)
        if silent < NO_AI
    ]
    weighed.sort(key=lambda pair: -pair[0])
    return tuple(
        Evidence(
            passage=(part.written or part.text)[:LONGEST],
            section=part.section,
            weight=round(weight, 4),
        )
        for weight, part in weighed[:MOST]
    )


def _towards(kinds: NDArray[np.float32], role: str) -> NDArray[np.floating]:
    either = kinds[:, KINDS.index("either")] / 2
    models = kinds[:, KINDS.index("models")] + either
    applies = kinds[:, KINDS.index("applies")] + either
    return {
        "specialist": models - applies,
        "integrator": applies - models,
        "none": 1 - 2 * (models + applies),
    }[role]
