"""How large an effect would have to be for this panel to tell it from zero."""

from __future__ import annotations

from analysis.student import quantile


def minimum_detectable_effect(
    se: float, df: float, level: float = 0.95, power: float = 0.80
) -> float:
    """Return (t_(1+level)/2 + t_power) * se, the effect found with that power (Bloom 1995)."""
    return (quantile(0.5 + level / 2, df) + quantile(power, df)) * se
