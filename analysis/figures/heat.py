"""Heat map of location quotients by metro and definition."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analysis.figures import style
from analysis.figures.chart import Chart, Stamp, finish
from analysis.tables.table import Table

REACH = 3.0
"""Largest log2 quotient of the colour scale: eight times the baseline."""


@dataclass(frozen=True, slots=True)
class Tile:
    """A quotient and whether its interval excludes 1."""

    quotient: float
    sure: bool


def draw(
    metros: Sequence[str],
    roles: Sequence[str],
    tiles: Mapping[tuple[str, str], Tile],
    data: Table,
    *,
    stamp: Stamp,
) -> Chart:
    """Draw metros as rows and roles as columns; a tile that is not shown is suppressed."""
    import numpy as np
    from matplotlib.figure import Figure

    grid = np.full((len(metros), len(roles)), np.nan)
    with style.house(data.key):
        figure = Figure(figsize=(8.2, 0.26 * len(metros) + 1.5), layout="constrained")
        axes = figure.subplots()
        for (metro, role), tile in tiles.items():
            y, x = metros.index(metro), roles.index(role)
            grid[y, x] = max(-REACH, min(REACH, math.log2(tile.quotient)))
            label = f"{tile.quotient:.2f}" + (" ●" if tile.sure else "")
            dark = abs(grid[y, x]) > 1.7
            axes.text(
                x, y, label, ha="center", va="center", fontsize=7,
                color="white" if dark else style.INK,
            )  # fmt: skip
        image = axes.imshow(grid, cmap="PuOr_r", vmin=-REACH, vmax=REACH, aspect="auto")
        axes.set_xticks(range(len(roles)), [style.NAMES[role].replace(" ", "\n") for role in roles])
        axes.set_yticks(range(len(metros)), metros)
        axes.xaxis.tick_top()
        axes.tick_params(length=0)
        for spine in axes.spines.values():
            spine.set_visible(False)
        bar = figure.colorbar(image, ax=axes, shrink=0.6, ticks=[-3, -2, -1, 0, 1, 2, 3])
        bar.ax.set_yticklabels(["⅛", "¼", "½", "1", "2", "4", "8"])
        bar.set_label("Location quotient (log scale)")
        bar.outline.set_visible(False)
        return finish(figure, data, alt(tiles), stamp=stamp)


def alt(tiles: Mapping[tuple[str, str], Tile]) -> str:
    """How many quotients are surely above and below the baseline."""
    above = sum(tile.sure and tile.quotient > 1 for tile in tiles.values())
    below = sum(tile.sure and tile.quotient < 1 for tile in tiles.values())
    return (
        f"Heat map of {len(tiles)} location quotients: {above} surely above 1, "
        f"{below} surely below 1."
    )
