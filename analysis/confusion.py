"""What predicted counts say of true counts in a metro: confusion matrices by kind of place.

Per kind of place g (hub, elsewhere) the gold sample estimates M_g[predicted, true], the chance of
a prediction given the truth. Predicted counts of a metro are M_g times its true counts in
expectation, whatever the metro's mix, so the inverse recovers counts whose products between
employers are unbiased. A pooled matrix is wrong as soon as errors depend on place.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.frame import Floats, Panel
from analysis.gold import GoldSample
from analysis.moments import GROUPS, KEYWORD

MIN_DETERMINANT = 0.05
"""Below this the labels say too little about the truth for an inverse to be of use."""


@dataclass(frozen=True, eq=False, slots=True)
class Correction:
    """Matrices that take predicted groups to true groups, by kind of place (2, 4, 4).

    ``without_employer`` and ``without_label`` have one more axis in front; None without gold.
    ``note`` says what could not be done.
    """

    full: Floats
    without_employer: Floats | None = None
    without_label: Floats | None = None
    note: str = ""


def correction(panel: Panel, gold: GoldSample | None, kinds: Floats) -> Correction:
    """Return the correction by kind; without gold, labels are taken as they are.

    ``kinds`` (postings x 2) is how much of a posting is of either kind: hub and elsewhere.
    """
    if gold is None:
        return Correction(np.stack([np.eye(GROUPS)] * 2), note="no gold labels: taken as right")
    joint = _joint(panel, gold, kinds)
    shape = (-1, 2, 3, 3)
    total = gold.total(joint).reshape(shape)
    prior = float(np.mean(gold.weight))
    by_place = _conditional(total, prior)
    pooled = abs(np.linalg.det(by_place)).min() < MIN_DETERMINANT
    return Correction(
        _inverse(total, prior, pooled)[0],
        _inverse(gold.without_employer(joint).reshape(shape), prior, pooled),
        _inverse(gold.without_posting(joint).reshape(shape), prior, pooled),
        "too little gold by place: one confusion matrix for all places" if pooled else "",
    )


def by_place(panel: Panel, hubs: tuple[str, ...]) -> Floats:
    """Return how much of each posting is in hubs and elsewhere; nothing of a remote one."""
    in_hub = panel.metro.fraction_in(hubs)
    kinds: Floats = np.column_stack([in_hub, 1 - in_hub]) * panel.located[:, None]
    return kinds


def _joint(panel: Panel, gold: GoldSample, kinds: Floats) -> Floats:
    """One row a gold posting: what of it is of either kind, at (predicted, true)."""
    cell = np.zeros((len(gold.rows), 9))
    position = panel.role[gold.rows].astype(int) * 3 + panel.gold[gold.rows]
    cell[np.arange(len(gold.rows)), position] = 1.0
    joint: Floats = kinds[gold.rows][:, :, None] * cell[:, None, :]
    return joint.reshape(len(gold.rows), -1)


def _conditional(joint: Floats, prior: float) -> Floats:
    """P(predicted | true) by place, leaning on the pooled matrix by one gold posting's weight."""
    pooled = joint.sum(axis=-3, keepdims=True)
    mass = pooled.sum(axis=-2, keepdims=True)
    common = np.where(mass > 0, pooled / np.where(mass > 0, mass, 1.0), np.eye(3))
    leaning = joint + prior * common
    matrix: Floats = leaning / leaning.sum(axis=-2, keepdims=True)
    return matrix


def _inverse(joint: Floats, prior: float, pooled: bool) -> Floats:
    if pooled:
        joint = np.broadcast_to(joint.sum(axis=-3, keepdims=True), joint.shape)
    matrix = _conditional(joint, prior)
    usable = np.abs(np.linalg.det(matrix)) > MIN_DETERMINANT / 100
    inverse = np.full((*matrix.shape[:-2], GROUPS, GROUPS), np.nan)
    inverse[usable] = np.eye(GROUPS)
    inverse[usable, :KEYWORD, :KEYWORD] = np.linalg.inv(matrix[usable])
    return inverse
