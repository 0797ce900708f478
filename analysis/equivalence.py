"""Two one-sided tests: is the effect inside a band that does not matter?"""

from __future__ import annotations

from dataclasses import dataclass

from analysis.student import quantile, upper_tail


@dataclass(frozen=True, slots=True)
class Equivalence:
    """p of each side, p of the test (the larger), and the 90 % interval that decides the same."""

    p_low: float
    p_high: float
    p: float
    lo: float
    hi: float


def tost(
    estimate: float, se: float, df: float, low: float, high: float, alpha: float = 0.05
) -> Equivalence:
    """Test that the effect lies between ``low`` and ``high`` (Schuirmann 1987).

    Uses a t statistic with the jackknife's standard error; a binomial version would treat
    postings as independent.
    """
    if se <= 0:
        p_low, p_high = float(estimate <= low), float(estimate >= high)
        return Equivalence(p_low, p_high, max(p_low, p_high), estimate, estimate)
    p_low = upper_tail((estimate - low) / se, df)
    p_high = upper_tail((high - estimate) / se, df)
    half = quantile(1 - alpha, df) * se
    return Equivalence(p_low, p_high, max(p_low, p_high), estimate - half, estimate + half)
