"""How large an effect would have to be for this panel to tell it from zero."""

from __future__ import annotations


def minimum_detectable_effect(
    se: float, df: float, level: float = 0.95, power: float = 0.80
) -> float:
    """Return (t_(1+level)/2 + t_power) * se, the effect found with that power (Bloom 1995)."""
    from scipy import stats

    return float(stats.t.ppf(0.5 + level / 2, df) + stats.t.ppf(power, df)) * se
