"""Paired dot plot: the same categories under several definitions, with intervals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analysis.figures import style
from analysis.figures.chart import Chart, Stamp, finish
from analysis.tables.table import Table

MARKERS = {"specialist": "o", "integrator": "s", "none": "|", "keyword": "D", "any": "^"}


@dataclass(frozen=True, slots=True)
class Dot:
    """A share with its interval; the interval is None where it cannot be given."""

    share: float
    lo: float | None
    hi: float | None


def draw(
    categories: Sequence[str],
    dots: Mapping[tuple[str, str], Dot],
    data: Table,
    *,
    stamp: Stamp,
) -> Chart:
    """Draw one row a category with a dot for each role, keyed by (category, role)."""
    from matplotlib.figure import Figure

    roles = list(dict.fromkeys(role for _, role in dots))
    with style.house(data.key):
        figure = Figure(figsize=(style.WIDE, 0.34 * len(categories) + 1.3), layout="constrained")
        axes = figure.subplots()
        for place, role in enumerate(roles):
            shift = 0.16 * (place - (len(roles) - 1) / 2)
            rows = [y for y, category in enumerate(categories) if (category, role) in dots]
            found = [dots[categories[y], role] for y in rows]
            for y, dot in zip(rows, found, strict=True):
                if dot.lo is not None and dot.hi is not None:
                    axes.plot(
                        [100 * dot.lo, 100 * dot.hi], [y + shift] * 2,
                        color=style.COLOURS[role], linewidth=1.3, alpha=0.7,
                    )  # fmt: skip
            axes.plot(
                [100 * dot.share for dot in found], [y + shift for y in rows], MARKERS[role],
                color=style.COLOURS[role], markersize=6, label=style.NAMES[role],
            )  # fmt: skip
        axes.set_yticks(range(len(categories)), categories)
        axes.set_ylim(len(categories) - 0.5, -0.5)
        axes.set_xlim(left=0)
        axes.set_xlabel("Share of the class's jobs, %")
        axes.grid(True, axis="x")
        axes.tick_params(axis="y", length=0)
        axes.legend(loc="lower left", ncols=len(roles), bbox_to_anchor=(0, 1.0))
        return finish(figure, data, alt(categories, dots), stamp=stamp)


def alt(categories: Sequence[str], dots: Mapping[tuple[str, str], Dot]) -> str:
    """The shares of the first categories, in words."""
    parts = [
        f"{category} {style.NAMES[role]} {dot.share:.0%}"
        for (category, role), dot in dots.items()
        if category in categories[:3]
    ]
    return "Dot plot of shares: " + "; ".join(parts) + "."
