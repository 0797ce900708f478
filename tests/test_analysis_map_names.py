"""Names on the twin maps: none runs into one of the map beside it."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from analysis.figures import bubbles, labels
from analysis.figures.bubbles import MapPanel, Spot
from analysis.figures.chart import Stamp
from analysis.tables.table import Table

PLACES = {
    "New York": (-73.8, 40.7),
    "San Francisco": (-122.4, 37.8),
    "San Jose": (-121.9, 37.3),
    "Columbus": (-83.0, 40.0),
    "Boston": (-71.1, 42.4),
    "Washington": (-77.0, 38.9),
    "Pittsburgh": (-80.0, 40.4),
    "Denver": (-105.0, 39.7),
}
LEFT = (0.27, 0.25, 0.10, 0.04, 0.04, 0.03, 0.02, 0.005)
RIGHT = (0.36, 0.44, 0.03, 0.0, 0.03, 0.01, 0.0, 0.005)
"""Shares that put New York's name right of one map and San Francisco's left of the other."""


def us_map(role, shares):
    spots = tuple(
        Spot(name, *place, share, 9, us=True)
        for (name, place), share in zip(PLACES.items(), shares, strict=True)
    )
    return MapPanel(role=role, scope="us", spots=spots, remote=0.12, postings=100, employers=9)


def names(monkeypatch, panels):
    """The drawn names by panel with their boxes, as the figure lays them out."""
    monkeypatch.setattr(bubbles, "finish", lambda figure, *_, **__: figure)
    table = Table(key="map", title="Where", columns=(), rows=(), note="")
    figure = bubbles.draw(panels, table, stamp=Stamp("", False))
    figure.draw_without_rendering()
    return [
        {text.get_text(): text.get_window_extent() for text in axes.texts if known(text)}
        for axes in figure.axes
    ]


def known(text):
    return text.get_text().rpartition(" ")[0] in PLACES


def test_a_name_does_not_touch_one_of_the_panel_beside_it(monkeypatch):
    panels = [us_map("specialist", LEFT), us_map("integrator", RIGHT)]
    panels += [replace(panel, scope="world") for panel in panels]
    left, right = names(monkeypatch, panels)[:2]
    assert "New York 27%" in left
    assert "San Francisco 44%" in right
    touching = [
        (one, other)
        for (one, box), (other, beside) in product(left.items(), right.items())
        if box.overlaps(beside)
    ]
    assert touching == []


@pytest.mark.parametrize("far", [0.0, 40.0])
def test_a_name_keeps_off_names_that_are_there_already(far):
    mark = labels.Mark(0, 0, 5, "Austin 3%")
    (alone,) = labels.place([mark], 8)
    there = (alone.box[2] + far, -4.0, alone.box[2] + far + 30, 4.0)
    (label,) = labels.place([mark], 8, taken=[there])
    assert (label.box == alone.box) == (far > 0)
