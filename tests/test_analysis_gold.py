"""Gold corrections: hand-made totals, exact replicates, and what they repair."""

from dataclasses import replace

import numpy as np
import pytest
from panel_rows import made, posting

from analysis import effects
from analysis.conclude import general_warnings
from analysis.confusion import by_place, correction
from analysis.frame import panel
from analysis.gold import gold_sample
from analysis.moments import moments
from analysis.settings import load_settings
from analysis.study import Study

HUBS = ("m0",)
SETTINGS = load_settings().with_hubs(top10=HUBS, top6=HUBS)


def corrected(rows):
    data = panel(rows)
    gold = gold_sample(data, data.mass(), HUBS)
    features = {"one": np.ones(len(data)), "hub": data.metro.fraction_in(HUBS)}
    return data, gold, moments(data, features, data.mass(), gold)


def test_a_wrong_gold_label_moves_its_weight():
    # Four predicted specialists; the one drawn (of two, so weight 2) is an integrator.
    rows = [posting("a", "m0") for _ in range(3)]
    rows.append(posting("b", "m0", gold_role="integrator", inclusion_prob=0.5))
    _, _, table = corrected(rows)
    assert table.full[:, 0].tolist() == [2.0, 2.0, 0.0, 0.0]


def test_right_gold_labels_change_nothing():
    rows = [posting("a", "m0", gold_role="specialist", inclusion_prob=0.1)] * 1
    rows += [posting("b", "m1") for _ in range(5)]
    _, _, table = corrected(rows)
    assert table.full[0].tolist() == [6.0, 1.0]


def test_gold_of_a_cell_is_scaled_to_the_cell():
    # Twenty predicted specialists in m0; ten gold with a stated probability that is off by two.
    rows = [posting(f"e{i}", "m0") for i in range(10)]
    rows += [
        posting(f"g{i}", "m0", gold_role="none" if i == 0 else "specialist", inclusion_prob=1.0)
        for i in range(10)
    ]
    _, _, table = corrected(rows)
    assert table.full[:3, 0].tolist() == pytest.approx([18.0, 0.0, 2.0])


def test_employer_replicates_are_the_panel_without_the_employer():
    rows = made(600, seed=5, wrong=0.2, employers=5)
    data, gold, table = corrected(rows)
    assert gold.calibrated.all()
    compared = 0
    for code, name in enumerate(data.employer.names):
        rest = [row for row in rows if row.employer != name]
        _, fewer, expected = corrected(rest)
        if not np.array_equal(fewer.calibrated, gold.calibrated):
            continue
        assert table.without_employer[code] == pytest.approx(expected.full)
        compared += 1
    assert compared >= 2


def test_label_replicates_are_the_panel_without_the_label():
    rows = made(500, seed=6, wrong=0.2, employers=3)
    _, gold, table = corrected(rows)
    for position in (0, 7, 20):
        fewer = list(rows)
        index = gold.rows[position]
        fewer[index] = replace(fewer[index], gold_role=None, inclusion_prob=None)
        _, _, expected = corrected(fewer)
        assert table.without_label[position] == pytest.approx(expected.full)


def test_confusion_recovers_true_counts_of_a_census():
    # Every posting has gold: predicted counts times the inverse matrix are the true counts.
    rows = [
        posting("a", "m0", role=predicted, gold_role=true, inclusion_prob=1.0)
        for predicted, true, times in (
            ("specialist", "specialist", 80),
            ("none", "specialist", 20),
            ("none", "none", 150),
            ("specialist", "none", 50),
            ("integrator", "integrator", 100),
        )
        for _ in range(times)
    ]
    data = panel(rows)
    gold = gold_sample(data, data.mass(), HUBS)
    fix = correction(data, gold, by_place(data, HUBS)).full[0]
    predicted = np.array([130.0, 100.0, 170.0, 0.0])
    assert fix @ predicted == pytest.approx([100.0, 100.0, 200.0, 0.0], rel=0.01)


def test_labels_that_say_nothing_are_pooled_or_refused():
    rows = made(400, seed=8, wrong=0.66)
    study = Study(panel(rows), SETTINGS)
    assert "one confusion matrix" in study.correction.note


def test_few_gold_labels_are_not_used():
    rows = made(60, seed=9, wrong=0.3)
    study = Study(panel(rows), load_settings())
    assert 0 < (study.panel.gold >= 0).sum() < study.settings.min_gold
    assert study.gold is None


def test_gold_without_a_probability_is_set_aside():
    rows = [posting("a", "m0", gold_role="none"), posting("a", "m0")]
    assert panel(rows).gold.tolist() == [-1, -1]


@pytest.mark.parametrize("seed", range(4))
def test_an_hhi_corrected_by_few_labels_stays_an_hhi(seed):
    study = Study(panel(made(90, seed=seed, employers=4, wrong=0.45)), SETTINGS)
    indices = [effects.hhi(study, role)[0] for role in ("specialist", "integrator")]
    for row in indices:
        assert row.estimate is None or 0 <= row.estimate <= 1
        assert row.lo is None or 0 <= row.lo <= row.estimate <= row.hi <= 1


def test_an_impossible_hhi_is_refused_with_its_value():
    study = Study(panel(made(90, seed=1, employers=4, wrong=0.45)), SETTINGS)
    found = effects.hhi(study, "specialist")
    assert [row.estimate for row in found] == [None, None]
    assert "too few gold labels" in found[0].note
    assert "15.3" in found[0].note
    assert effects.log_ratio(study)[0].note == found[0].note


@pytest.mark.parametrize(("labels", "told"), [(149, True), (150, False)])
def test_few_gold_labels_are_told_beside_a_result(labels, told):
    study = Study(panel(made(3 * labels, seed=4, employers=90, wrong=0.1)), SETTINGS)
    warnings = general_warnings(study, effects.log_ratio(study)[0])
    assert any(f"Only {labels} gold labels" in line for line in warnings) == told
