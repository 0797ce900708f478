"""Employer tables: corrected totals per group and feature, whole and with one unit left out.

Groups are the three roles and the keyword definition; a definition is a combination of groups
(``DEFINITION``). Every linear estimand is a function of these totals, so the jackknife is the
same function over the leave-one-out totals.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.columns import sum_by
from analysis.frame import Floats, Panel
from analysis.gold import GoldSample

GROUPS = 4
KEYWORD = 3
DEFINITION: dict[str, Floats] = {
    "keyword": np.array([0.0, 0.0, 0.0, 1.0]),
    "specialist": np.array([1.0, 0.0, 0.0, 0.0]),
    "integrator": np.array([0.0, 1.0, 0.0, 0.0]),
    "any AI": np.array([1.0, 1.0, 0.0, 0.0]),
    "not AI": np.array([0.0, 0.0, 1.0, 0.0]),
}
"""Weights over the groups specialist, integrator, none, keyword."""


def combined(definitions: Sequence[str]) -> Floats:
    """Return the groups that any of the definitions counts, each once."""
    groups: Floats = np.max([DEFINITION[name] for name in definitions], axis=0)
    return groups


@dataclass(frozen=True, eq=False, slots=True)
class Moments:
    """Totals over (group, feature), with the same after leaving out one unit.

    ``full`` is (groups, features) with the gold correction; ``without_employer`` is (employers,
    groups, features); ``without_label`` the same per gold posting, None without gold;
    ``by_employer`` the predicted totals of each employer.
    """

    names: tuple[str, ...]
    full: Floats
    without_employer: Floats
    without_label: Floats | None
    by_employer: Floats

    def column(self, name: str) -> int:
        """Return the position of a feature."""
        return self.names.index(name)

    def size(self, *definitions: str, feature: str = "one") -> Floats:
        """Return each employer's predicted total of a feature in the named definitions."""
        groups = combined(definitions)
        total: Floats = self.by_employer[:, :, self.column(feature)] @ groups
        return total


def moments(
    panel: Panel, features: Mapping[str, Floats], mass: Floats, gold: GoldSample | None
) -> Moments:
    """Sum features over postings by employer and group, corrected by gold where there is any."""
    by_employer = _predicted(panel, list(features.values()), mass)
    total = by_employer.sum(axis=0)
    without = total - by_employer
    if gold is None:
        return Moments(tuple(features), total, without, None, by_employer)
    drawn = np.column_stack([feature[gold.rows] for feature in features.values()])
    change = _change(panel, drawn, gold)
    shape = (-1, *total.shape)
    return Moments(
        tuple(features),
        total + gold.total(change).reshape(total.shape),
        without + gold.without_employer(change).reshape(shape),
        total + gold.without_posting(change).reshape(shape),
        by_employer,
    )


def _predicted(panel: Panel, features: list[Floats], mass: Floats) -> Floats:
    employers = len(panel.employer.names)
    key = panel.employer.codes.astype(np.int64) * GROUPS + panel.role
    keyword = np.flatnonzero(panel.keyword)
    owner = panel.employer.codes[keyword]
    table = np.zeros((employers, GROUPS, len(features)))
    for position, feature in enumerate(features):
        value = mass * feature
        table[:, :, position] = sum_by(key, value, employers * GROUPS).reshape(-1, GROUPS)
        table[:, KEYWORD, position] = sum_by(owner, value[keyword], employers)
    return table


def _change(panel: Panel, drawn: Floats, gold: GoldSample) -> Floats:
    """(true - predicted) times its features, one row a gold posting; a keyword has no error."""
    groups: NDArray[np.float64] = np.eye(GROUPS)
    difference = groups[panel.gold[gold.rows]] - groups[panel.role[gold.rows]]
    product: Floats = difference[:, :, None] * drawn[:, None, :]
    return product.reshape(len(gold.rows), -1)
