import numpy as np
import pytest

from classify.head import fit_head, fit_temperature
from classify.measures import calibration_error, confusion, f1_by_role, macro_f1, resampled, wilson


def test_f1_by_hand():
    truth, guess = np.array([0, 0, 1, 1, 2, 2]), np.array([0, 1, 1, 1, 2, 0])
    assert f1_by_role(truth, guess) == pytest.approx([0.5, 0.8, 2 / 3])
    assert macro_f1(truth, guess) == pytest.approx((0.5 + 0.8 + 2 / 3) / 3)


def test_confusion_rows_are_truth():
    table = confusion(np.array([0, 0, 2]), np.array([0, 1, 2]))
    assert table.tolist() == [[1, 1, 0], [0, 0, 0], [0, 0, 1]]


def test_wilson_matches_a_known_interval():
    low, high = wilson(8, 10)  # Wilson 1927, as in statsmodels' proportion_confint
    assert (low, high) == pytest.approx((0.4902, 0.9433), abs=1e-4)
    assert wilson(0, 0) == (0.0, 1.0)


def test_calibration_error_of_the_overconfident():
    sure = np.tile([0.9, 0.05, 0.05], (10, 1))
    truth = np.array([0] * 5 + [1] * 5)
    assert calibration_error(sure, truth) == pytest.approx(0.4)


def test_bootstrap_draws_whole_employers():
    truth, guess = np.array([0, 0, 1, 1]), np.array([0, 0, 0, 0])
    one_group = resampled(truth, guess, np.zeros(4, dtype=int), macro_f1, seed=1)
    assert one_group == pytest.approx((macro_f1(truth, guess),) * 2)


def test_temperature_cools_overconfident_scores():
    rng = np.random.default_rng(0)
    labels = rng.integers(0, 3, 400)
    scores = np.eye(3)[np.where(rng.random(400) < 0.7, labels, rng.integers(0, 3, 400))] * 12
    assert fit_temperature(scores, labels) > 2


def test_head_learns_and_is_reproducible():
    rng = np.random.default_rng(0)
    labels = rng.integers(0, 3, 300)
    columns = (np.eye(3)[labels] + rng.normal(0, 0.4, (300, 3))).astype(np.float32)
    groups = np.arange(300) // 3
    one, two = (fit_head(columns, labels, groups, np.ones(300), seed=4) for _ in range(2))
    assert np.array_equal(one.weights, two.weights)
    assert (one.probabilities(columns).argmax(1) == labels).mean() > 0.85
