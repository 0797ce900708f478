"""Gini and Theil by hand and against their definitions by pairs."""

import numpy as np
import pytest
from panel_rows import made, posting

from analysis.frame import panel
from analysis.inequality import gini, inequality_table, theil
from analysis.settings import load_settings
from analysis.study import Study


def test_by_hand():
    assert gini(np.array([1.0, 1.0, 1.0])) == pytest.approx(0)
    assert gini(np.array([0.0, 0.0, 0.0, 1.0])) == pytest.approx(0.75)
    assert theil(np.array([0.0, 0.0, 0.0, 1.0])) == pytest.approx(np.log(4))
    assert np.isnan(gini(np.zeros(3)))


def test_gini_is_half_the_relative_mean_difference():
    x = np.random.default_rng(1).lognormal(0, 1, 40)
    pairs = np.abs(x[:, None] - x[None, :]).mean()
    assert gini(x) == pytest.approx(pairs / (2 * x.mean()))


def test_classes_are_compared_at_equal_counts():
    rows = [row for row in made(900, seed=3, employers=40) if row.role != "specialist"]
    rows += [posting(f"e{i}", f"m{i % 5}") for i in range(30)]
    first, second = inequality_table(Study(panel(rows), load_settings()))
    assert first["jobs"] == 30
    assert first["gini"] == pytest.approx(first["gini_at_equal_jobs"])
    # Fewer jobs look more unequal: at 30 jobs the larger class is above its own figure.
    assert second["gini_at_equal_jobs"] > second["gini"]


def test_no_specialist_gives_no_table():
    assert inequality_table(Study(panel([posting("a", "m0", role="none")]), load_settings())) == ()
