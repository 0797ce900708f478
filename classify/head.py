"""The head: a multinomial logistic layer over standardised columns, with a temperature."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

FOLDS = 5
STRENGTHS = (0.01, 0.05, 0.2)
"""Inverse regularisation tried, by grouped cross-validation."""

REACH = 4.0
"""Standardised columns are clipped here: no odd posting is judged by one extreme value."""

_DECIMALS = 5
"""Coefficients are rounded, so that another BLAS fits the same head."""


@dataclass(frozen=True, slots=True)
class Head:
    """Columns in, probabilities of the three roles out."""

    center: NDArray[np.float64]
    scale: NDArray[np.float64]
    weights: NDArray[np.float64]
    bias: NDArray[np.float64]

    def probabilities(self, columns: NDArray[np.float32]) -> NDArray[np.float64]:
        """Calibrated probabilities (n x 3) of rows of columns (n x d)."""
        return softmax(self.scores(columns))

    def scores(self, columns: NDArray[np.float32]) -> NDArray[np.float64]:
        """Scores (n x 3) before the softmax."""
        scaled = np.clip((columns - self.center) / self.scale, -REACH, REACH)
        return np.asarray(scaled @ self.weights.T + self.bias)

    def arrays(self, lead: str) -> dict[str, NDArray[np.float64]]:
        """The parameters by name, each name behind ``lead``."""
        names = ("center", "scale", "weights", "bias")
        return {f"{lead}_{name}": getattr(self, name) for name in names}


def softmax(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Row-wise softmax (n x k)."""
    shifted = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(shifted / shifted.sum(axis=1, keepdims=True))


def log_softmax(scores: NDArray[np.floating]) -> NDArray[np.float32]:
    """Row-wise log of the softmax (n x k)."""
    shifted = scores - scores.max(axis=1, keepdims=True)
    logs = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    return np.asarray(logs, dtype=np.float32)


def fit_head(
    columns: NDArray[np.float32],
    labels: NDArray[np.int64],
    groups: NDArray[np.int64],
    weights: NDArray[np.float64],
    seed: int,
) -> Head:
    """Fit on rows of columns (n x d) with labels 0..2; groups (employers) never span folds.

    The regularisation with the best grouped log-loss wins; the temperature is then fitted on the
    same out-of-fold scores.
    """
    folds = folds_of(labels, groups, seed)
    best: tuple[float, float, float] | None = None
    for strength in STRENGTHS:
        scores = _out_of_fold(columns, labels, weights, folds, strength)
        temperature = fit_temperature(scores, labels)
        loss = _log_loss(scores / temperature, labels)
        if best is None or loss < best[0]:
            best = (loss, strength, temperature)
    assert best is not None
    return _cooled(_fit(columns, labels, weights, best[1]), best[2])


def fit_temperature(scores: NDArray[np.float64], labels: NDArray[np.int64]) -> float:
    """The divisor of the scores (n x 3) with the least log-loss, on a grid of .5 to 3."""
    grid = np.arange(0.5, 3.0001, 0.02)
    losses = [_log_loss(scores / divisor, labels) for divisor in grid]
    return float(grid[int(np.argmin(losses))])


def _log_loss(scores: NDArray[np.float64], labels: NDArray[np.int64]) -> float:
    return float(-np.mean(log_softmax(scores)[np.arange(len(labels)), labels]))


def folds_of(
    labels: NDArray[np.int64], groups: NDArray[np.int64], seed: int
) -> list[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Learning and held rows of each fold; employers never span folds, roles are spread evenly."""
    from sklearn.model_selection import StratifiedGroupKFold

    splitter = StratifiedGroupKFold(FOLDS, shuffle=True, random_state=seed)
    return list(splitter.split(labels, labels, groups))


def _out_of_fold(
    columns: NDArray[np.float32],
    labels: NDArray[np.int64],
    weights: NDArray[np.float64],
    folds: list[tuple[NDArray[np.int64], NDArray[np.int64]]],
    strength: float,
) -> NDArray[np.float64]:
    scores = np.zeros((len(labels), 3))
    for train, held in folds:
        head = _fit(columns[train], labels[train], weights[train], strength)
        scores[held] = head.scores(columns[held])
    return scores


def _fit(
    columns: NDArray[np.float32],
    labels: NDArray[np.int64],
    weights: NDArray[np.float64],
    strength: float,
) -> Head:
    from sklearn.linear_model import LogisticRegression

    center = columns.mean(axis=0, dtype=np.float64)
    scale = columns.std(axis=0, dtype=np.float64)
    scale[scale < 1e-6] = 1.0
    model = LogisticRegression(C=strength, max_iter=2_000, tol=1e-7)
    scaled = np.clip((columns - center) / scale, -REACH, REACH)
    model.fit(scaled, labels, sample_weight=weights)
    return Head(center, scale, model.coef_, model.intercept_)


def _cooled(head: Head, temperature: float) -> Head:
    return Head(
        np.round(head.center, 6),
        np.round(head.scale, 6),
        np.round(head.weights / temperature, _DECIMALS),
        np.round(head.bias / temperature, _DECIMALS),
    )
