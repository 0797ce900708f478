"""H1w: does the same employer put its specialists in hubs more than its integrators?

Least squares of the share in hubs on specialist with employer and month effects, over located
specialist and integrator postings; standard errors by leaving out whole employers (CRV3). The
total gap is split after Kitagawa (1955) into what differs between employers and within them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.columns import sum_by
from analysis.concentration import Replicates
from analysis.conclude import conclude
from analysis.effects import INTEGRATOR, SPECIALIST, space_limit
from analysis.frame import Floats
from analysis.moments import DEFINITION
from analysis.result import HypothesisResult
from analysis.study import Study
from analysis.verdict import decide

TITLE = "Within an employer, specialist postings are in hubs more than integrator postings"
MAX_MONTHS = 36
"""More months than this enter as years, so that the normal equations stay small."""
ATTENUATED = (
    "Within employers the labels are taken as predicted: wrong ones pull this gap towards zero."
)


@dataclass(frozen=True, eq=False, slots=True)
class Regression:
    """Coefficient of the first regressor, whole and without each employer."""

    coefficient: float
    without_employer: Floats


def h1w(study: Study) -> HypothesisResult:
    """Test H1w by the coefficient of specialist on the share in the top ten."""
    pair, name = (SPECIALIST, INTEGRATOR), "within-employer gap in top10 share"
    why = space_limit(study)
    if why:
        effect = study.refused(name, pair, "share", why)
    else:
        values = _fit(study)
        sizes = study.table.size(*pair, feature="located")
        sample = study.sample(*pair, where=study.features["located"])
        replicates = Replicates(values.coefficient, values.without_employer, None)
        effect = study.estimates(name, replicates, pair, sizes, sample, "share")
    decision = decide(effect[0], study.settings.sesoi["H1w"], study.settings)
    return conclude(
        study,
        "H1w",
        TITLE,
        effect[0],
        decision,
        sesoi="H1w",
        estimates=[effect],
        tables=(("between and within employers", (kitagawa(study),)),),
        warnings=(ATTENUATED,),
    )


def _fit(study: Study) -> Regression:
    panel = study.panel
    kept = panel.located & (panel.role < 2)
    period = panel.month[kept] if len(np.unique(panel.month)) <= MAX_MONTHS else None
    times = panel.month[kept] // 12 if period is None else period
    dummies = (times[:, None] == np.unique(times)[None, 1:]).astype(float)
    regressors = np.column_stack([panel.role[kept] == 0, dummies])
    outcome = study.features["top10"][kept]
    return fixed_effects(
        outcome, regressors, panel.employer.codes[kept], study.mass[kept], study.cells.employers
    )


def fixed_effects(
    outcome: Floats, regressors: Floats, group: np.ndarray, weight: Floats, groups: int
) -> Regression:
    """Weighted least squares with one intercept a group, and again without each group.

    A group's intercept takes its data with it, so leaving the group out only takes its part of
    the normal equations away. NaN where the first regressor does not vary within any group.
    """
    columns = np.column_stack([regressors, outcome])
    total = np.maximum(sum_by(group, weight, groups), 1e-300)
    mean = [sum_by(group, weight * column, groups) / total for column in columns.T]
    centred = columns - np.column_stack(mean)[group]
    size = columns.shape[1]
    products = np.empty((groups, size, size))
    for i in range(size):
        for j in range(i, size):
            part = sum_by(group, weight * centred[:, i] * centred[:, j], groups)
            products[:, i, j] = products[:, j, i] = part
    whole = products.sum(axis=0)
    if whole[0, 0] <= 1e-9:
        return Regression(float("nan"), np.full(groups, np.nan))
    return Regression(float(_solve(whole[None])[0]), _solve(whole - products))


def _solve(products: Floats) -> Floats:
    """First coefficient from normal equations whose last row and column are the outcome's."""
    solution = np.full(len(products), np.nan)
    usable = products[:, 0, 0] > 1e-9
    left = products[usable, :-1, :-1]
    # A month without postings leaves a zero row; the ridge keeps it solvable and moves nothing.
    ridge = 1e-10 * np.trace(left, axis1=1, axis2=2)[:, None, None] * np.eye(left.shape[1])
    right = products[usable, :-1, -1:]
    solution[usable] = np.linalg.solve(left + ridge, right)[:, 0, 0]
    return solution


def kitagawa(study: Study) -> dict[str, float | None]:
    """Split the predicted gap in the top-ten share into between and within employers.

    Within: mean of the two class weights times the employer's own gap. Between: the rest, with an
    employer that has one class only lending that class's share to the other.
    """
    table = study.table
    size, hub = (table.by_employer[:, :, table.column(name)] for name in ("located", "top10"))
    counts = [size @ DEFINITION[name] for name in (SPECIALIST, INTEGRATOR)]
    hubs = [hub @ DEFINITION[name] for name in (SPECIALIST, INTEGRATOR)]
    if min(count.sum() for count in counts) <= 0:
        return {"gap": None, "between": None, "within": None}
    own = [h / np.where(n > 0, n, 1.0) for h, n in zip(hubs, counts, strict=True)]
    first = np.where(counts[0] > 0, own[0], own[1])
    second = np.where(counts[1] > 0, own[1], own[0])
    weights = [count / count.sum() for count in counts]
    within = float(np.sum((weights[0] + weights[1]) / 2 * (first - second)))
    gap = float(np.sum(weights[0] * first) - np.sum(weights[1] * second))
    return {"gap": gap, "between": gap - within, "within": within}
