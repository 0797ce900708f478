"""Forest plot of every effect, in multiples of the smallest effect of interest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analysis.figures import style
from analysis.figures.chart import Chart, Stamp, finish
from analysis.tables.table import Table

if TYPE_CHECKING:
    from matplotlib.axes import Axes

FARTHEST = 8.0
"""Multiples of the smallest effect beyond which an interval is cut with an arrow."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """One effect with its interval in multiples of its smallest effect, and its words."""

    label: str
    estimate: float
    lo: float
    hi: float
    verdict: str
    words: str


def draw(effects: Sequence[Effect], data: Table, *, stamp: Stamp) -> Chart:
    """Draw one row an effect: interval, band of plus or minus one, verdict and numbers."""
    from matplotlib.figure import Figure

    with style.house(data.key):
        figure = Figure(figsize=(style.WIDE, 0.42 * len(effects) + 1.5), layout="constrained")
        axes = figure.subplots()
        axes.axvspan(-1, 1, color="#eef1f4", zorder=0)
        axes.axvline(0, color=style.MUTED, linewidth=0.8)
        for row, effect in enumerate(effects):
            draw_effect(axes, row, effect)
        axes.set_yticks(range(len(effects)), [effect.label for effect in effects])
        axes.set_ylim(len(effects) - 0.4, -0.6)
        axes.set_xlim(-FARTHEST, FARTHEST)
        axes.tick_params(axis="y", length=0)
        axes.set_xlabel(
            "Effect in multiples of the smallest effect of interest "
            "(shaded: too small to matter; right of it: as the hypothesis says)"
        )
        axes.spines["left"].set_visible(False)
        return finish(figure, data, alt(effects), stamp=stamp)


def draw_effect(axes: Axes, row: int, effect: Effect) -> None:
    """Draw one interval, with an arrow where it is cut, and its words to the right."""
    colour = style.VERDICTS.get(effect.verdict, style.MUTED)
    lo, hi = max(effect.lo, -FARTHEST), min(effect.hi, FARTHEST)
    axes.plot([lo, hi], [row, row], color=colour, linewidth=2.2, solid_capstyle="butt")
    for edge, cut, marker in ((lo, effect.lo < lo, "<"), (hi, effect.hi > hi, ">")):
        axes.plot([edge], [row], marker if cut else "|", color=colour, markersize=7)
    if -FARTHEST <= effect.estimate <= FARTHEST:
        axes.plot([effect.estimate], [row], "o", color=colour, markersize=6.5)
    axes.text(
        1.01, row, f"{effect.verdict.upper()}\n{effect.words}", fontsize=7.2, va="center",
        color=style.INK, transform=axes.get_yaxis_transform(),
    )  # fmt: skip


def alt(effects: Sequence[Effect]) -> str:
    """Every effect with its verdict, in words."""
    return "Forest plot. " + "; ".join(f"{e.label}: {e.words}, {e.verdict}" for e in effects) + "."
