"""Build time: what models say of learning rows when fitted without their employers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from classify.build_skills import cross_validate
from classify.head import FOLDS, fit_head, folds_of
from classify.lessons import Labelled
from classify.rows import Rows
from classify.train import groups_of, row_weights
from db.label import ROLES

if TYPE_CHECKING:
    from numpy.typing import NDArray


LEAST_EMPLOYERS = 2 * FOLDS
"""Fewer do not fill the folds within the folds."""


def check_employers(rows: Sequence[Labelled]) -> None:
    """ValueError where too few employers have learning rows of a role, or with skills."""
    learning = [row for row in rows if not (row.test or row.invented)]
    kept = {f"the role {role}": [r for r in learning if r.example.label == role] for role in ROLES}
    kept["skills"] = [row for row in learning if row.skills]
    for what, chosen in kept.items():
        employers = len(set(groups_of([row.example for row in chosen]).tolist()))
        if employers < LEAST_EMPLOYERS:
            raise ValueError(
                f"{employers} employers have postings with {what} that are not for testing: "
                f"label postings of at least {LEAST_EMPLOYERS}"
            )


def held_out(rows: Rows, settled: float, seed: int) -> NDArray[np.float64]:
    """Probabilities (n x 3) of rows by heads of the other folds, as the cascade would give them.

    ``settled`` is how sure the light head must be to decide alone.
    """
    light = _held_out(rows, rows.light(), seed)
    full = _held_out(rows, rows.full(), seed)
    alone = light.max(axis=1) >= settled
    return np.where(alone[:, None], light, full)


def _held_out(rows: Rows, columns: NDArray[np.float32], seed: int) -> NDArray[np.float64]:
    found = np.zeros((len(rows.labels), len(ROLES)))
    weights = row_weights(rows)
    for train, held in folds_of(rows.labels, rows.groups, seed):
        head = fit_head(
            columns[train], rows.labels[train], rows.groups[train], weights[train], seed
        )
        found[held] = head.probabilities(columns[held])
    return found


def held_out_skills(
    rows: Sequence[Labelled], groups: NDArray[np.int64], roles: NDArray[np.float64]
) -> list[tuple[str, ...]]:
    """Skills of the rows whose skills were read, by models of the other folds; else none.

    ``roles`` are the held-out probabilities (n x 3): the most probable role is the one that counts.
    """
    skilled = [at for at, row in enumerate(rows) if row.skills is not None]
    named = cross_validate(
        [rows[at].reading for at in skilled],
        [rows[at].example.label for at in skilled],
        [rows[at].skills or () for at in skilled],
        groups[skilled].tolist(),
        [ROLES[int(roles[at].argmax())] for at in skilled],
    )
    found: list[tuple[str, ...]] = [()] * len(rows)
    for at, skills in zip(skilled, named, strict=True):
        found[at] = skills
    return found
