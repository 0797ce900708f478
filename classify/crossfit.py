"""Build time: what models say of learning rows when fitted without their employers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from classify.build_skills import Told, fit_skills
from classify.head import FOLDS, fit_head, folds_of
from classify.lessons import INVENTED_WEIGHT, Labelled, splits
from classify.rows import Rows
from classify.skills import PLACE_OF, SkillLayer, side
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
    rows: Sequence[Labelled], roles: NDArray[np.float64], invented: Sequence[Labelled]
) -> list[tuple[str, ...]]:
    """Skills of the rows whose skills were read, by layers of the other folds; else none.

    ``roles`` are the held-out probabilities (n x 3); ``invented`` rows only teach.
    """
    skilled = [at for at, row in enumerate(rows) if row.skills is not None]
    every = [*(rows[at] for at in skilled), *(row for row in invented if row.skills is not None)]
    found: list[tuple[str, ...]] = [()] * len(rows)
    for train, held in splits(every):
        layer = fit_rows([every[at] for at in train])
        for at in held:
            reading, row = every[at].reading, roles[skilled[at]]
            found[skilled[at]] = layer.skills(reading.ai_sentences, reading.title, side(row))
    return found


def fit_rows(rows: Sequence[Labelled]) -> SkillLayer:
    """The layer of rows whose skills were read."""
    return fit_skills([_posting(row) for row in rows], sentences(rows))


def _posting(row: Labelled) -> Told:
    reading = row.reading
    return Told(reading.ai_sentences, reading.title, *_teaches(row, row.skills or ()))


def sentences(rows: Sequence[Labelled]) -> list[Told]:
    """The titles and sentences that were read alone, of sections that tell skills.

    Each counts once a section, as it was read first.
    """
    found: dict[tuple[str, str], Told] = {}
    for row in rows:
        title = row.reading.title
        for part, skills in row.sentence_skills:
            taught = _teaches(row, skills)
            if part is None:
                found.setdefault(("", title), Told((), title, *taught))
            elif part.section in PLACE_OF:
                found.setdefault((part.section, part.text), Told((part,), "", *taught))
    return list(found.values())


def _teaches(row: Labelled, skills: Sequence[str]) -> tuple[str, Sequence[str], float]:
    """Role, skills and weight of a posting or of one of its sentences."""
    return row.example.label, skills, INVENTED_WEIGHT if row.invented else 1.0
