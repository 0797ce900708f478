"""Gold labels drawn with known probability: what they add to predicted totals.

A gold posting stands for mass/inclusion probability of the panel. Its weight is calibrated within
cells of predicted role and kind of place, so that the gold of a cell adds up to the cell
(post-stratification: Horvitz-Thompson with a ratio step, Cochran 1977, section 5A). Totals of
(true - predicted) then correct predicted totals: the difference estimator, known as
prediction-powered inference with lambda 1 (Angelopoulos et al., Science 2023).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.columns import sum_by
from analysis.frame import Floats, Panel

KINDS = ("hub", "elsewhere", "remote or unlocated")
MIN_CELL_GOLD = 10
"""A cell with fewer gold labels keeps its design weights: a ratio of few is too unsteady."""
ENOUGH_GOLD = 150
"""With fewer labels, intervals of one role's shares and HHI are too narrow (docs/method.md)."""
TOO_NARROW = "the intervals of the HHI and of the shares of one role can be too narrow"
"""What is then said."""


@dataclass(frozen=True, eq=False, slots=True)
class GoldSample:
    """Gold rows of a panel with their design: row index, employer, cell, weight, inclusion.

    ``frame`` is the mass of each cell in the panel and ``frame_of`` the same per employer
    (employers x cells); ``calibrated`` marks the cells whose weights are scaled to the frame.
    """

    rows: NDArray[np.int64]
    employer: NDArray[np.int32]
    cell: NDArray[np.int64]
    weight: Floats
    inclusion: Floats
    frame: Floats
    frame_of: Floats
    calibrated: NDArray[np.bool_]

    def total(self, values: Floats) -> Floats:
        """Estimate panel totals of ``values`` (gold x columns) from the gold rows."""
        total: Floats = (self.weight * self.factor()[self.cell]) @ values
        return total

    def without_employer(self, values: Floats) -> Floats:
        """Return the totals with each employer left out in turn (employers x columns)."""
        factor = self.factor_without_employer()
        weighted = self.weight[:, None] * values
        totals = factor @ self._by_cell(weighted)
        np.subtract.at(totals, self.employer, factor[self.employer, self.cell, None] * weighted)
        return totals

    def without_posting(self, values: Floats) -> Floats:
        """Return the totals with each gold posting left out in turn (gold x columns)."""
        full, factor = self.factor(), self.factor_without_posting()
        weighted = self.weight[:, None] * values
        cells = self._by_cell(weighted)
        others = full @ cells - full[self.cell, None] * cells[self.cell]
        totals: Floats = others + factor[:, None] * (cells[self.cell] - weighted)
        return totals

    def factor(self) -> Floats:
        """Return what calibration scales the weights of each cell by."""
        return self._factor(self.frame, self._gold_mass())

    def factor_without_employer(self) -> Floats:
        """Return the factors with each employer left out in turn (employers x cells)."""
        mass_of = np.zeros_like(self.frame_of)
        np.add.at(mass_of, (self.employer, self.cell), self.weight)
        return self._factor(self.frame - self.frame_of, self._gold_mass() - mass_of)

    def factor_without_posting(self) -> Floats:
        """Return the factor of each gold posting's cell with that posting left out."""
        mass = self._gold_mass()[self.cell] - self.weight
        return self._factor(self.frame[self.cell], mass, self.cell)

    def _gold_mass(self) -> Floats:
        return sum_by(self.cell, self.weight, len(self.frame))

    def _by_cell(self, weighted: Floats) -> Floats:
        cells = np.zeros((len(self.frame), weighted.shape[1]))
        np.add.at(cells, self.cell, weighted)
        return cells

    def _factor(
        self, frame: Floats, mass: Floats, cell: NDArray[np.int64] | slice = slice(None)
    ) -> Floats:
        usable = self.calibrated[cell] & (mass > 1e-9) & (frame > 0)
        return np.where(usable, frame / np.where(usable, mass, 1.0), 1.0)


def kind_of_place(panel: Panel, hubs: tuple[str, ...]) -> NDArray[np.int64]:
    """Return the index into KINDS of each posting; split postings go where half of them is."""
    in_hub = panel.metro.fraction_in(hubs) >= 0.5
    return np.where(panel.located, np.where(in_hub, 0, 1), 2).astype(np.int64)


def gold_sample(panel: Panel, mass: Floats, hubs: tuple[str, ...]) -> GoldSample | None:
    """Return the gold design of a panel, or None when no posting has a drawn label."""
    rows = np.flatnonzero(panel.gold >= 0)
    if len(rows) == 0:
        return None
    cell = panel.role.astype(np.int64) * len(KINDS) + kind_of_place(panel, hubs)
    cells, employers = 3 * len(KINDS), len(panel.employer.names)
    keys = panel.employer.codes.astype(np.int64) * cells + cell
    frame_of = sum_by(keys, mass, employers * cells).reshape(employers, cells)
    return GoldSample(
        rows=rows,
        employer=panel.employer.codes[rows],
        cell=cell[rows],
        weight=mass[rows] / panel.inclusion[rows],
        inclusion=panel.inclusion[rows],
        frame=frame_of.sum(axis=0),
        frame_of=frame_of,
        calibrated=np.bincount(cell[rows], minlength=cells) >= MIN_CELL_GOLD,
    )
