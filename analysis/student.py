"""Student's t from scipy.special: importing scipy.stats takes longer than testing a panel."""

from __future__ import annotations

from scipy.special import ndtri, stdtr, stdtrit

from analysis.frame import Floats


def quantile(probability: float, df: float) -> float:
    """Return the quantile of t with ``df`` degrees of freedom."""
    return float(stdtrit(df, probability))


def quantiles(probability: float, df: Floats) -> Floats:
    """Return the quantile of t at each of several degrees of freedom."""
    values: Floats = stdtrit(df, probability)
    return values


def upper_tail(t: float, df: float) -> float:
    """Return P(T > t)."""
    return float(stdtr(df, -t))


def wilson_se(share: float, n: int, level: float = 0.95) -> float:
    """Return half the Wilson interval of a share of n over the normal quantile (Wilson 1927)."""
    z = float(ndtri(0.5 + level / 2))
    spread = (share * (1 - share) / n + z**2 / (4 * n**2)) ** 0.5
    return float(spread / (1 + z**2 / n))
