"""Raking meets its margins, says where it cannot, and repairs a selected panel."""

from dataclasses import replace

import numpy as np
import pytest
from panel_rows import made, posting
from panel_scenarios import study_of
from panel_simulator import Design, simulate

from analysis import effects
from analysis.columns import Coded
from analysis.frame import panel
from analysis.study import Study
from analysis.weights import by_employer, rake, weighted_panel


def coded(*values):
    names = tuple(dict.fromkeys(v for v in values if v))
    return Coded(np.array([names.index(v) if v else -1 for v in values], dtype=np.int32), names)


def test_one_margin_by_hand():
    # Sizes 3 and 1; to be equal, the second weighs three times the first.
    found = rake(np.array([3.0, 1.0]), [(coded("tech", "other"), {"tech": 0.5, "other": 0.5})])
    assert found.weight == pytest.approx([0.5, 1.5])
    assert found.thin == ("tech", "other")


def test_two_margins_are_both_met():
    rng = np.random.default_rng(1)
    size = rng.lognormal(0, 1, 200)
    sector, band = (coded(*rng.choice(list("abc"), 200)) for _ in range(2))
    want = ({"a": 0.5, "b": 0.3, "c": 0.2}, {"a": 0.1, "b": 0.2, "c": 0.7})
    found = rake(size, list(zip((sector, band), want, strict=True)))
    mass = size * found.weight
    for column, target in zip((sector, band), want, strict=True):
        got = [mass[column.codes == i].sum() / mass.sum() for i in range(3)]
        assert got == pytest.approx([target[name] for name in column.names])
    assert found.largest_miss < 1e-8
    assert found.thin == ()


def test_a_margin_that_nobody_is_in_is_refused():
    with pytest.raises(ValueError, match="No employer is in mining"):
        rake(np.ones(2), [(coded("tech", "tech"), {"tech": 0.9, "mining": 0.1})])


def test_unknown_values_keep_their_weight():
    found = rake(np.ones(3), [(coded("a", "b", None), {"a": 0.8, "b": 0.2})])
    ratio = found.weight[0] / found.weight[1]
    assert ratio == pytest.approx(4)


def test_an_employer_is_what_most_of_its_postings_are():
    rows = [posting("a", sector="51"), posting("a", sector="51"), posting("a", sector="62"),
            posting("b", sector=None)]  # fmt: skip
    data = panel(rows)
    assert by_employer(data, data.sector).codes.tolist() == [0, -1]


def test_raking_repairs_a_panel_that_over_samples_technology():
    gaps = []
    for seed in range(8):
        design = Design(tech_oversampling=4, employers=600)
        study = study_of(simulate(design, seed))
        data = study.panel
        tech = Coded(data.sector.within(("51", "54")).astype(np.int32), ("other", "tech"))
        kind = by_employer(data, tech)
        count = np.bincount(data.employer.codes, data.mass()).astype(float)
        fixed = weighted_panel(data, rake(count, [(kind, {"tech": 0.3, "other": 0.7})]).weight)
        raked = Study(fixed, study.settings)
        plain = Study(data, replace(study.settings, weighted=False))
        gaps.append([effects.feature_share(s, "specialist", "nontech", "sector known")[0].estimate
                     for s in (plain, raked)])  # fmt: skip
    plain, raked = np.mean(gaps, axis=0)
    expected = 0.7 * 0.04 / (0.7 * 0.04 + 0.3 * 0.14)
    assert abs(raked - expected) < 0.04
    assert abs(plain - expected) > 0.15


def test_rows_keep_their_order_when_weighted():
    data = panel(made(50, seed=1))
    weight = np.arange(1.0, len(data.employer.names) + 1)
    assert weighted_panel(data, weight).weight.tolist() == weight[data.employer.codes].tolist()
