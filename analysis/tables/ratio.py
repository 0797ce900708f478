"""A ratio of two counts over employers, with its jackknife interval."""

from __future__ import annotations

import numpy as np

from analysis.frame import Floats
from analysis.jackknife import employer_interval

Measured = tuple[float | None, tuple[float, float] | None]


def ratio(part: Floats, whole: Floats, level: float = 0.95) -> Measured:
    """Share of ``part`` in ``whole``, both by employer, and its interval cut to 0 to 1.

    None where ``whole`` is empty. The interval is None where fewer than two employers have any, and
    where no employer moves the share (0 or 1): the jackknife cannot say how sure that is.
    """
    total, top = float(whole.sum()), float(part.sum())
    if total <= 0:
        return None, None
    left = total - whole
    without = np.where(left > 1e-9, (top - part) / np.where(left > 1e-9, left, 1.0), np.nan)
    found = employer_interval(top / total, without, whole, level)
    if found is None or found.se <= 0:
        return top / total, None
    return top / total, (max(found.lo, 0.0), min(found.hi, 1.0))
