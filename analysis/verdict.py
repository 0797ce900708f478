"""From an interval and a smallest effect of interest to a verdict and its sentence."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.equivalence import tost
from analysis.power import minimum_detectable_effect
from analysis.result import Estimate
from analysis.settings import Settings
from analysis.words import interval, size


@dataclass(frozen=True, slots=True)
class Decision:
    """A verdict, the sentence that gives its reason, and the minimum detectable effect."""

    verdict: str
    reason: str
    mde: float | None = None


def decide(effect: Estimate, sesoi: float, settings: Settings) -> Decision:
    """Judge a directional claim, positive when it is right.

    Equivalent: the 90 % interval lies within plus or minus ``sesoi`` (TOST at 5 %), even if it
    excludes zero. Supported or contradicted: the 95 % interval excludes zero. Else inconclusive.
    """
    if not effect.answered:
        return Decision("cannot be answered", effect.note or "there is no interval")
    lo, hi = _bounds(effect)
    if _equivalent(effect, -sesoi, sesoi, settings):
        reason = f"the 90 % interval lies within {interval(effect.unit, -sesoi, sesoi)}"
        return Decision("equivalent", reason, _mde(effect, settings))
    span = f"95 % interval {interval(effect.unit, lo, hi)}"
    none = "1" if effect.unit == "log ratio" else "zero"
    if lo > 0:
        beyond = "excludes" if lo > sesoi else f"excludes {none} but not"
        reason = f"{span} {beyond} effects smaller than the smallest of interest"
        return Decision("supported", reason, _mde(effect, settings))
    if hi < 0:
        return Decision("contradicted", f"{span} is below {none}", _mde(effect, settings))
    mde = _mde(effect, settings)
    reason = (
        f"{span} includes {none} and effects that matter; this panel could have told an effect of "
        f"{size(effect.unit, mde)} from {none} with {100 * settings.power:g} % power"
    )
    return Decision("inconclusive", reason, mde)


def decide_same(difference: Estimate, sesoi: float, settings: Settings) -> Decision:
    """Judge the claim that a figure equals a published one, given our figure less theirs."""
    if not difference.answered:
        return Decision("cannot be answered", difference.note or "there is no interval")
    lo, hi = _bounds(difference)
    span = f"difference {interval(difference.unit, lo, hi)} (95 % interval)"
    near = size(difference.unit, sesoi)
    if _equivalent(difference, -sesoi, sesoi, settings):
        return Decision("equivalent", f"{span}, within {near} by two one-sided tests")
    if lo > sesoi or hi < -sesoi:
        return Decision("contradicted", f"{span}, all beyond {near}")
    mde = _mde(difference, settings)
    return Decision("inconclusive", f"{span}, neither within nor beyond {near}", mde)


def decide_above(difference: Estimate, sesoi: float, settings: Settings) -> Decision:
    """Judge the claim that a figure exceeds a published bound, one-sided at 5 %."""
    if not difference.answered:
        return Decision("cannot be answered", difference.note or "there is no interval")
    lo, hi = _one_sided(difference)
    if lo > 0:
        return Decision(
            "supported", f"the one-sided 95 % bound is {size(difference.unit, lo)} above it"
        )
    if _equivalent(difference, -sesoi, sesoi, settings):
        return Decision(
            "equivalent", f"within {size(difference.unit, sesoi)} of it by two one-sided tests"
        )
    if hi < 0:
        return Decision(
            "contradicted", f"the one-sided 95 % bound is {size(difference.unit, -hi)} below it"
        )
    mde = _mde(difference, settings)
    return Decision("inconclusive", "the one-sided bounds lie on both sides of it", mde)


def _bounds(effect: Estimate) -> tuple[float, float]:
    if effect.lo is None or effect.hi is None:
        raise ValueError(f"{effect.name} has no interval to judge.")
    return effect.lo, effect.hi


def _moments(effect: Estimate) -> tuple[float, float, float]:
    if effect.estimate is None or effect.se is None or effect.df is None:
        raise ValueError(f"{effect.name} has no standard error to judge.")
    return effect.estimate, effect.se, effect.df


def _equivalent(effect: Estimate, low: float, high: float, settings: Settings) -> bool:
    return tost(*_moments(effect), low, high).p < 1 - settings.level


def _one_sided(effect: Estimate) -> tuple[float, float]:
    test = tost(*_moments(effect), 0.0, 0.0)
    return test.lo, test.hi


def _mde(effect: Estimate, settings: Settings) -> float:
    _, se, df = _moments(effect)
    return minimum_detectable_effect(se, df, settings.level, settings.power)
