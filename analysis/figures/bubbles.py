"""Twin bubble maps: where each role is, one scale for every panel, remote outside the map."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analysis.figures import base, labels, style
from analysis.figures.chart import Chart, Stamp, finish
from analysis.tables.quotients import MIN_EMPLOYERS
from analysis.tables.table import Table

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

POINTS_PER_SHARE = 4200.0
"""Area in square points of a bubble that stands for the whole; every panel uses it."""

KEY = (0.01, 0.05, 0.20)
REMOTE = (0.93, 0.76)
"""Middle of the remote bubble, in parts of a panel's width and height."""

APART = 0.08
"""Room between panels for names left of a map, in parts of the figure's width."""

LABELLED = 8
HEIGHTS = {"us": 2.8, "world": 2.2}
SIZE = 6.8
SMALLEST_NAMED = 0.01


@dataclass(frozen=True, slots=True)
class Spot:
    """A metro on the map with its share of the role's postings and its employers."""

    name: str
    longitude: float
    latitude: float
    share: float
    employers: int
    us: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MapPanel:
    """One map: a role in the United States (``us``) or the world, with its sample."""

    role: str
    scope: str
    spots: tuple[Spot, ...]
    remote: float | None
    postings: float
    employers: int


def draw(panels: Sequence[MapPanel], data: Table, *, stamp: Stamp) -> Chart:
    """Draw the panels two a row; area is proportional to share, on one scale."""
    from matplotlib.figure import Figure
    from matplotlib.layout_engine import ConstrainedLayoutEngine

    heights = [HEIGHTS[panel.scope] for panel in panels[::2]]
    with style.house(data.key):
        layout = ConstrainedLayoutEngine(wspace=APART)
        figure = Figure(figsize=(style.WIDE, sum(heights) + 0.3), layout=layout)
        grid = figure.subplots(len(heights), 2, squeeze=False, height_ratios=heights)
        for axes, panel in zip(grid.flat, panels, strict=False):
            draw_panel(axes, panel)
        for axes in list(grid.flat)[len(panels) :]:
            axes.set_axis_off()
        settle(figure)
        taken: list[labels.Box] = []
        for axes, panel in zip(grid.flat, panels, strict=False):
            taken += draw_names(axes, panel, taken)
        return finish(figure, data, alt(panels), stamp=stamp)


def settle(figure: Figure) -> None:
    """Lay the figure out for good: only then is known where, in points, a bubble is."""
    figure.draw_without_rendering()
    figure.set_layout_engine("none")


def alt(panels: Sequence[MapPanel]) -> str:
    """What the maps show, for those who cannot see them."""
    parts = [
        f"{style.NAMES[panel.role]}, {panel.scope}: "
        + ", ".join(f"{spot.name} {spot.share:.1%}" for spot in largest(panel, 3))
        for panel in panels
    ]
    return "Bubble maps of postings by metro. " + "; ".join(parts) + "."


def largest(panel: MapPanel, count: int) -> list[Spot]:
    """The metros with the largest shares."""
    return sorted(panel.spots, key=lambda spot: -spot.share)[:count]


def radius(share: float) -> float:
    """Radius in points of a bubble."""
    return float((share * POINTS_PER_SHARE / 3.14159265) ** 0.5)


def draw_panel(axes: Axes, panel: MapPanel) -> None:
    """Draw ground, bubbles, the remote bubble and the key of areas."""
    us = panel.scope == "us"
    (base.draw_us if us else base.draw_world)(axes)
    colour = style.COLOURS[panel.role]
    draw_bubbles(axes, panel, colour)
    where = "United States" if us else "World"
    axes.set_title(f"{style.NAMES[panel.role]} · {where}", color=colour, y=1.07)
    axes.text(
        0.0, 1.02, f"{panel.postings:,.0f} located jobs, {panel.employers:,} employers",
        transform=axes.transAxes, fontsize=7.5, color=style.MUTED, va="bottom",
    )  # fmt: skip
    draw_margin(axes, panel, colour)


def draw_bubbles(axes: Axes, panel: MapPanel, colour: str) -> None:
    """Draw every bubble, the largest first."""
    spots = largest(panel, len(panel.spots))
    points = [point(panel, spot) for spot in spots]
    axes.scatter(
        [x for x, _ in points], [y for _, y in points],
        s=[spot.share * POINTS_PER_SHARE for spot in spots],
        facecolor=[(colour, 0.45 if spot.employers >= MIN_EMPLOYERS else 0) for spot in spots],
        edgecolor=colour, linewidth=0.6, zorder=3, clip_on=False,
    )  # fmt: skip


def point(panel: MapPanel, spot: Spot) -> tuple[float, float]:
    """Where a metro is on the panel's map."""
    place = base.us_point if panel.scope == "us" else base.world_point
    return place(spot.longitude, spot.latitude)


def draw_names(axes: Axes, panel: MapPanel, taken: Sequence[labels.Box]) -> list[labels.Box]:
    """Write the names for which there is room beside those of other panels, ``taken``.

    Returns the boxes that they fill. The figure's layout must be settled.
    """
    points_of = 72 / axes.figure.dpi
    spots = largest(panel, len(panel.spots))
    places = axes.transData.transform([point(panel, spot) for spot in spots]) * points_of
    circles = [
        (float(x), float(y), radius(spot.share)) for spot, (x, y) in zip(spots, places, strict=True)
    ]
    # The maps of the United States name its own metros; the world's maps name the others.
    named = [
        (spot, labels.Mark(*circle, f"{spot.name} {spot.share:.0%}"))
        for spot, circle in zip(spots, circles, strict=True)
        if spot.us == (panel.scope == "us") and spot.share >= SMALLEST_NAMED
    ]
    x, y = axes.transAxes.transform(REMOTE) * points_of
    circles.append((float(x), float(y), radius(panel.remote or 0.0)))
    placed = labels.place([mark for _, mark in named], LABELLED, circles, taken)
    for label in placed:
        spot, mark = named[label.mark]
        axes.annotate(
            mark.text, point(panel, spot), xytext=(label.dx, label.dy),
            textcoords="offset points", fontsize=SIZE, va="center", ha=label.align, zorder=5,
        )  # fmt: skip
    return [label.box for label in placed]


def draw_margin(axes: Axes, panel: MapPanel, colour: str) -> None:
    """The remote bubble and the key, in the free strip right of the map."""
    left, right = axes.get_xlim()
    bottom, top = axes.get_ylim()
    width, height = right - left, top - bottom
    axes.set_xlim(left - 0.04 * width, right + 0.3 * width)
    if panel.remote is not None:
        axes.scatter(
            [REMOTE[0]], [REMOTE[1]], transform=axes.transAxes, s=[panel.remote * POINTS_PER_SHARE],
            facecolor=[(colour, 0.18)], edgecolor=colour, linewidth=0.9, linestyle="--",
            clip_on=False,
        )  # fmt: skip
        axes.text(
            REMOTE[0], REMOTE[1] + 0.15, f"Remote {panel.remote:.0%}\nof all its jobs",
            ha="center", va="bottom", fontsize=SIZE, transform=axes.transAxes,
        )  # fmt: skip
    if panel.scope == "us":
        draw_key(axes, right + 0.18 * width, bottom, width, height)


def draw_key(axes: Axes, x: float, bottom: float, width: float, height: float) -> None:
    """Empty circles that say what an area stands for, once for all maps."""
    for share, up in zip(KEY, (0.06, 0.18, 0.38), strict=True):
        axes.scatter(
            [x], [bottom + up * height], s=[share * POINTS_PER_SHARE],
            facecolor="none", edgecolor=style.MUTED, linewidth=0.7, clip_on=False,
        )  # fmt: skip
        axes.text(x + 0.1 * width, bottom + up * height, f"{share:.0%}", fontsize=SIZE, va="center")
