"""Student's t against scipy.stats, and metro tables that do not wait for its import."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
from scipy import stats

from analysis.student import quantile, quantiles, upper_tail

DF = np.concatenate([np.linspace(1, 30, 59), np.geomspace(31, 1e6, 41)])
METRO_TABLES = """
import sys
from analysis.frame import panel
from analysis.tables.metro_page import standing
from db.panel import PanelRow
rows = [
    PanelRow(posting_id=str(i), job_id=str(i), employer=f"e{i % 9}", metros=(f"m{i % 4}",),
             role="specialist", sector=None, weight=1.0, month=0, remote=False)
    for i in range(60)
]
table = standing(panel(rows), "m1")
assert table.rows[0][4] is not None
assert table.rows[0][6] is not None
assert "scipy.stats" not in sys.modules
"""


@pytest.mark.parametrize("probability", [0.95, 0.975, 0.99, 1 - 0.025 / 400])
def test_quantiles_are_those_of_scipy_stats(probability):
    expected = stats.t.ppf(probability, DF)
    assert quantiles(probability, DF) == pytest.approx(expected, rel=1e-9)
    assert quantile(probability, DF[7]) == pytest.approx(expected[7], rel=1e-9)
    assert upper_tail(expected[7], DF[7]) == pytest.approx(1 - probability, rel=1e-9)


def test_a_metros_standing_needs_no_scipy_stats():
    subprocess.run([sys.executable, "-c", METRO_TABLES], check=True)
