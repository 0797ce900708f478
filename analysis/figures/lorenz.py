"""Lorenz curves over metros; the yardstick is the not-AI curve, not equality."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analysis.figures import style
from analysis.figures.chart import Chart, Stamp, finish
from analysis.tables.curves import lorenz
from analysis.tables.queries import US_METROS
from analysis.tables.table import Column, Table
from analysis.tables.tally import Tally

Curve = NDArray[np.float64]


ORDER = {"specialist": "specialist", "keyword": "keyword", "integrator": "integrator",
         "not AI": "none"}  # fmt: skip
NOTE = (
    "US metros with any open on-site or hybrid job. Of every class as many employers, and of "
    "theirs as many jobs, are drawn at random as the rarest has; mean of the draws. Descriptive: "
    "the test uses the cross-employer index, which does not depend on counts."
)


def build(tally: Tally, *, stamp: Stamp) -> Chart | None:
    """Draw the curves of a tally of US metros; None where no class has a located posting."""
    found = lorenz(tally, tuple(ORDER))
    if not found:
        return None
    curves = {ORDER[name]: curve for name, curve in found.items()}
    rows = [
        (name, k, float(1 - curve[-k - 1]) if k < len(curve) else 1.0)
        for name, curve in curves.items()
        for k in range(1, len(curve) + 1)
    ]
    columns = (Column("Class"), Column("Largest metros", "count"), Column("Share", "share"))
    data = Table(
        key="lorenz",
        title="How concentrated each class is",
        columns=columns,
        rows=tuple(rows),
        note=NOTE,
        query=US_METROS,
    )
    return draw(curves, data, stamp=stamp)


def draw(curves: Mapping[str, Curve], data: Table, *, stamp: Stamp) -> Chart:
    """Draw the curves by role: cumulative share of postings over metros from small to large.

    Each curve is an array of cumulative shares over the same metros, last value 1. The right panel
    shows the same numbers from the top: the share of the k largest metros.
    """
    from matplotlib.figure import Figure

    with style.house(data.key):
        figure = Figure(figsize=(style.WIDE, 4.3), layout="constrained")
        left, top = figure.subplots(1, 2)
        for role, curve in curves.items():
            look = line_look(role)
            whole = np.concatenate([[0.0], curve])
            left.plot(np.linspace(0, 100, len(whole)), 100 * whole, **look)
            head = 100 * (1 - whole[::-1][1:])
            top.plot(np.arange(1, len(head) + 1), head, **look)
        left.plot([0, 100], [0, 100], color=style.FAINT, linewidth=1, zorder=0)
        left.set(xlabel="Metros, smallest to largest, %", ylabel="Cumulative postings, %")
        left.set_title("Lorenz curves (grey diagonal: equality)")
        top.set(xlabel="Number of largest metros (log scale)", ylabel="Postings in them, %")
        top.set_xscale("log")
        top.xaxis.set_major_formatter("{x:g}")
        top.axvline(10, color=style.FAINT, linewidth=1, zorder=0)
        top.set_title("Share of the k largest metros")
        top.legend(loc="lower right")
        for axes in (left, top):
            axes.grid(True)
            axes.set_ylim(0, 101)
        return finish(figure, data, alt(curves), stamp=stamp)


def line_look(role: str) -> dict[str, Any]:
    """Colour, dash and width; the dash tells the lines apart without colour."""
    dashes = {"specialist": "-", "integrator": "-", "none": (0, (5, 2)), "keyword": (0, (1, 1.2))}
    return {
        "color": style.COLOURS[role],
        "linestyle": dashes.get(role, "-."),
        "linewidth": 2.4 if role in ("specialist", "integrator") else 1.6,
        "label": style.NAMES[role] + (" (yardstick)" if role == "none" else ""),
    }


def alt(curves: Mapping[str, Curve]) -> str:
    """The share of the ten largest metros by role, in words."""
    shares = [
        f"{style.NAMES[role]} {1 - (curve[-11] if len(curve) > 10 else 0):.0%}"
        for role, curve in curves.items()
    ]
    return "Lorenz curves by role; share in the ten largest metros: " + ", ".join(shares) + "."
