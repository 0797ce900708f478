"""Figures: what is drawn is where and as large as it says."""

from __future__ import annotations

import math
import xml.etree.ElementTree as ET

import numpy as np
import pytest
import report_rows

from analysis.figures import base, bubbles, chart, labels, maps, style
from analysis.figures.chart import Stamp
from analysis.frame import panel
from analysis.geometry import projection
from analysis.geometry.build import area, simplify
from analysis.geometry.outline import us_states, world_land
from analysis.published.facts import benchmarks, find, rows

METROS = report_rows.metros()


@pytest.fixture(autouse=True)
def coarse(monkeypatch):
    monkeypatch.setattr(chart, "DOTS_PER_INCH", 25)


def stock():
    data = panel(report_rows.rows(1500, 60))
    return data.take(data.open)


def test_outlines_are_complete_and_small():
    assert len(us_states()) == 52
    assert len(world_land()) > 50
    assert all(np.isfinite(ring).all() for rings in us_states().values() for ring in rings)


def test_simplify_keeps_ends_and_corners():
    line = np.array([[0, 0], [1, 0.001], [2, 0], [2, 1.0], [2, 2]], dtype=float)
    assert simplify(line, 0.01).tolist() == [[0, 0], [2, 0], [2, 2]]


def test_albers_keeps_area():
    """A cell of one degree has the area of the sphere's, north and south."""
    for latitude in (26.0, 37.0, 48.0):
        lon = np.array([-97, -96, -96, -97], dtype=float)
        lat = np.array([latitude, latitude, latitude + 1, latitude + 1])
        flat = area(np.column_stack(projection.CONTIGUOUS(lon, lat)))
        top, bottom = math.radians(latitude + 1), math.radians(latitude)
        true = math.radians(1) * (math.sin(top) - math.sin(bottom))
        assert flat == pytest.approx(true, rel=2e-3)


def test_equal_earth_against_published_values():
    x, y = projection.equal_earth(np.array([180.0, 0.0]), np.array([0.0, 90.0]))
    assert x[0] == pytest.approx(2.70663, abs=1e-4)
    assert y[1] == pytest.approx(1.31737, abs=1e-4)


@pytest.mark.parametrize(
    ("lon", "lat", "inset"),
    [(-149.9, 61.2, "02"), (-157.9, 21.3, "15"), (-66.1, 18.4, "72"), (-80.2, 25.8, None)],
)
def test_places_off_the_mainland_go_to_their_inset(lon, lat, inset):
    assert base.area_of(lon, lat) == inset
    x, y = base.us_point(lon, lat)
    assert (x, y) != pytest.approx(np.column_stack(
        projection.CONTIGUOUS(np.array([lon]), np.array([lat])))[0]) or inset is None  # fmt: skip
    assert -0.5 < x < 0.5
    assert -0.35 < y < 0.35


def test_bubble_area_is_proportional_to_share():
    assert bubbles.radius(0.4) ** 2 == pytest.approx(4 * bubbles.radius(0.1) ** 2)


def test_labels_do_not_overlap_and_the_largest_come_first():
    marks = [labels.Mark(i * 4.0, 0, 5, f"Metro {i}") for i in range(12)]
    placed = labels.place(marks, 12)
    assert placed[0].mark == 0
    assert 1 < len(placed) < 12
    boxes = [box(marks[label.mark], label) for label in placed]
    for i, (left, right, y) in enumerate(boxes):
        for other_left, other_right, other_y in boxes[:i]:
            apart = abs(y - other_y) >= labels.HEIGHT
            assert apart or right <= other_left or other_right <= left


def box(mark, label):
    width = labels.CHARACTER * len(mark.text)
    start = {"left": 0, "right": width, "center": width / 2}[label.align]
    left = mark.x + label.dx - start
    return left, left + width, mark.y + label.dy


def covers(box, circle):
    left, right, y = box
    x = min(max(circle[0], left), right)
    up = min(max(circle[1], y - labels.HEIGHT / 2), y + labels.HEIGHT / 2)
    return math.hypot(circle[0] - x, circle[1] - up) < circle[2]


def test_a_name_keeps_off_other_bubbles():
    """Nashville's name would run over a bubble on its right: it goes left."""
    mark = labels.Mark(0, 0, 5, "Nashville 3%")
    circles = [(0, 0, 5), (30, 0, 6), (0, 40, 6)]
    (label,) = labels.place([mark], 8, circles)
    assert label.align == "right"
    assert not any(covers(box(mark, label), circle) for circle in circles[1:])


def test_a_name_without_room_beside_bubbles_is_left_out():
    mark = labels.Mark(0, 0, 5, "Chicago 4%")
    ring = [(20 * math.cos(i * math.pi / 8), 20 * math.sin(i * math.pi / 8), 8) for i in range(16)]
    assert labels.place([mark], 8, [(0, 0, 5), *ring]) == []


def test_a_bubble_inside_another_keeps_its_name():
    marks = [labels.Mark(0, 0, 25, "San Francisco 27%"), labels.Mark(3, -4, 12, "San Jose 5%")]
    placed = labels.place(marks, 8, [(mark.x, mark.y, mark.radius) for mark in marks])
    assert [label.mark for label in placed] == [0, 1]


def test_a_name_goes_where_it_covers_fewest_bubbles_that_lie_on_its_own():
    mark = labels.Mark(0, 0, 10, "Toronto 4%")
    lying = [(9, 0, 6), (-9, 0, 6), (0, 9, 6)]
    (label,) = labels.place([mark], 8, [(0, 0, 10), *lying])
    assert not any(covers(box(mark, label), circle) for circle in lying)


def test_map_shares_sum_to_one_in_every_panel():
    made = maps.build(stock(), METROS, stamp=Stamp())
    totals = {}
    for role, place, metro, share, _ in made.data.rows:
        if not metro.startswith("Remote"):
            totals[role, place] = totals.get((role, place), 0) + share
    assert len(totals) == 4
    assert totals == pytest.approx(dict.fromkeys(totals, 1.0))


def test_svg_is_well_formed_described_and_marked():
    made = maps.build(stock(), METROS, stamp=Stamp("Sample of 3", True))
    root = ET.fromstring(made.svg)
    assert root.attrib["role"] == "img"
    assert "San Francisco" in root.attrib["aria-label"]
    assert style.DEMONSTRATION in "".join(root.itertext())
    assert "Sample of 3" in "".join(root.itertext())
    assert made.png.startswith(b"\x89PNG")


def test_no_located_postings_make_no_map():
    remote = panel([r for r in report_rows.rows(300, 20) if r.remote])
    assert maps.build(remote, METROS, stamp=Stamp()) is None


def test_published_figures_have_source_and_confidence():
    assert len(benchmarks()) > 60
    assert {b.confidence for b in benchmarks()} == {"high", "medium"}
    assert all(b.source and b.read_at for b in benchmarks())
    assert len(rows("brookings_2021_superstar_early_adopter")) == 15
    low, high = find("Brookings Jul 2023", "six coastal").interval()
    assert (round(low, 3), round(high, 3)) == (0.439, 0.501)


def test_unknown_published_figure_is_named():
    with pytest.raises(ValueError, match="no published figure of 'Nobody'"):
        find("Nobody", "anywhere")
