"""Our shares under four definitions beside a published share, with the band of equivalence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analysis.figures import style
from analysis.figures.chart import Chart, Stamp, finish
from analysis.figures.dots import MARKERS
from analysis.tables.table import Table

if TYPE_CHECKING:
    from matplotlib.axes import Axes


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A published share with its interval, our estimates by role, and the margin of equivalence."""

    title: str
    published: float
    published_interval: tuple[float, float] | None
    margin: float
    ours: tuple[tuple[str, float, float, float], ...]


def draw(claims: Sequence[Claim], data: Table, *, stamp: Stamp) -> Chart:
    """Draw one panel a claim: the benchmark, its band, and our four definitions."""
    from matplotlib.figure import Figure

    with style.house(data.key):
        figure = Figure(figsize=(style.WIDE, 2.9), layout="constrained")
        grid = figure.subplots(1, len(claims), squeeze=False)[0]
        for place, (axes, claim) in enumerate(zip(grid, claims, strict=True)):
            draw_claim(axes, claim, names=place == 0)
        return finish(figure, data, alt(claims), stamp=stamp)


def draw_claim(axes: Axes, claim: Claim, *, names: bool) -> None:
    """Draw one claim: band, published value with its interval, our rows."""
    low, high = claim.published - claim.margin, claim.published + claim.margin
    axes.axvspan(100 * low, 100 * high, color="#eef1f4", zorder=0)
    axes.axvline(100 * claim.published, color=style.INK, linewidth=1)
    if claim.published_interval:
        axes.plot([100 * v for v in claim.published_interval], [0, 0], color=style.INK, linewidth=2)
    axes.plot([100 * claim.published], [0], "*", color=style.INK, markersize=11)
    for row, (role, share, lo, hi) in enumerate(claim.ours, start=1):
        colour = style.COLOURS[role]
        axes.plot([100 * lo, 100 * hi], [row, row], color=colour, linewidth=2)
        axes.plot([100 * share], [row], MARKERS[role], color=colour, markersize=7)
    labels = ["Brookings", *(style.NAMES[role] for role, *_ in claim.ours)]
    axes.set_yticks(range(len(labels)), labels if names else [""] * len(labels))
    axes.set_ylim(len(labels) - 0.5, -0.5)
    axes.set_xlim(0, 100)
    axes.tick_params(axis="y", length=0)
    axes.grid(True, axis="x")
    axes.set_xlabel("Share of postings, %")
    axes.set_title(claim.title)


def alt(claims: Sequence[Claim]) -> str:
    """Published and own shares, in words."""
    parts = [
        f"{claim.title}: published {claim.published:.0%}; "
        + ", ".join(f"{style.NAMES[role]} {share:.0%}" for role, share, *_ in claim.ours)
        for claim in claims
    ]
    return "Comparison with published shares. " + ". ".join(parts) + "."
