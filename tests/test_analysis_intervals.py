"""Intervals, tests and adjustments against statsmodels, and hand-computed cases."""

import numpy as np
import pytest
import statsmodels.api as sm
from panel_rows import made, posting
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import proportion_confint
from statsmodels.stats.weightstats import DescrStatsW

from analysis import effects
from analysis.equivalence import tost
from analysis.frame import panel
from analysis.jackknife import degrees_of_freedom, effective_number, employer_interval, t_interval
from analysis.multiplicity import benjamini_hochberg, holm
from analysis.power import minimum_detectable_effect
from analysis.settings import load_settings
from analysis.student import wilson_se
from analysis.study import Study
from analysis.within import fixed_effects

RNG = np.random.default_rng(11)


def test_jackknife_of_a_mean_is_the_textbook_interval():
    # With one posting an employer, leaving one out gives s/sqrt(n) for a mean.
    x = RNG.normal(3, 2, 40)
    without = (x.sum() - x) / 39
    found = employer_interval(x.mean(), without, np.ones(40), 0.95)
    expected = DescrStatsW(x).tconfint_mean()
    assert found.se == pytest.approx(x.std(ddof=1) / np.sqrt(40))
    assert found.df <= 39
    assert found.lo <= expected[0] * 1.0001


def test_effective_number_of_equal_and_unequal_employers():
    assert effective_number(np.ones(7)) == pytest.approx(7)
    assert effective_number(np.array([9.0, 1.0])) == pytest.approx(100 / 82)
    assert effective_number(np.zeros(3)) == 0


def test_degrees_of_freedom_fall_when_one_employer_moves_everything():
    even, one = np.ones(50), np.r_[1.0, np.zeros(49)]
    assert degrees_of_freedom(even, np.ones(50)) == 49
    assert degrees_of_freedom(one, np.ones(50)) < 3


def test_fewer_than_two_employers_or_an_undefined_replicate_give_no_interval():
    assert employer_interval(1.0, np.array([np.nan]), np.ones(1), 0.95) is None
    assert employer_interval(1.0, np.array([1.0, np.nan]), np.ones(2), 0.95) is None


def test_an_employer_that_moves_only_a_rounding_error_does_not_count():
    # Sums taken in another order differ in the last digit; the interval must not.
    without, sizes = np.array([0.4, 0.7, 0.45, 0.5]), np.array([2.0, 1.0, 1.0, 0.0])
    clean = employer_interval(0.5, without, sizes, 0.95)
    assert employer_interval(0.5, np.add(without, [0, 0, 0, 1e-16]), sizes, 0.95) == clean
    assert clean.se == pytest.approx(np.sqrt(2 / 3 * (0.01 + 0.04 + 0.0025)))


def test_t_interval_and_p_agree_at_the_boundary():
    span = t_interval(1.0, 0.5, 10, 0.95)
    edge = t_interval(1.0 - span.lo, span.se, 10, 0.95)
    assert edge.p == pytest.approx(0.05)


def test_tost_agrees_with_statsmodels():
    x = RNG.normal(0.1, 1, 60)
    p, low, high = DescrStatsW(x).ttost_mean(-0.3, 0.5)
    found = tost(x.mean(), x.std(ddof=1) / np.sqrt(60), 59, -0.3, 0.5)
    assert (found.p, found.p_low, found.p_high) == pytest.approx((p, low[1], high[1]))


def test_holm_and_benjamini_hochberg_by_hand():
    assert holm([0.01, 0.04, 0.03]) == pytest.approx([0.03, 0.06, 0.06])
    assert benjamini_hochberg([0.01, 0.04, 0.03]) == pytest.approx([0.03, 0.04, 0.04])
    assert holm([]) == []


def test_adjusted_p_values_agree_with_statsmodels():
    p = RNG.random(25) ** 3
    assert holm(p) == pytest.approx(multipletests(p, method="holm")[1])
    assert benjamini_hochberg(p) == pytest.approx(multipletests(p, method="fdr_bh")[1])


def test_wilson_error_agrees_with_statsmodels():
    low, high = proportion_confint(460, 978, method="wilson")
    assert wilson_se(460 / 978, 978) == pytest.approx((high - low) / (2 * 1.959964))


def test_minimum_detectable_effect_is_the_usual_2_8_standard_errors():
    assert minimum_detectable_effect(1.0, 1e6) == pytest.approx(2.80, abs=0.01)


def regression_data():
    group = np.sort(RNG.integers(0, 25, 800))
    x = (RNG.random(800) < 0.4).astype(float)
    z = RNG.integers(0, 4, 800)
    y = 0.3 * x + 0.1 * z + RNG.normal(0, 1, 25)[group] * (1 + x) + RNG.normal(0, 1, 800)
    return group, np.column_stack([x, z[:, None] == np.arange(1, 4)]), y


def test_fixed_effects_agree_with_dummies_in_statsmodels():
    group, regressors, outcome = regression_data()
    dummies = (group[:, None] == np.arange(25)).astype(float)
    fitted = sm.OLS(outcome, np.column_stack([regressors, dummies])).fit(
        cov_type="cluster", cov_kwds={"groups": group}
    )
    found = fixed_effects(outcome, regressors, group, np.ones(800), 25)
    assert found.coefficient == pytest.approx(fitted.params[0], rel=1e-6)
    ours = employer_interval(found.coefficient, found.without_employer, np.ones(25), 0.95)
    # The jackknife is CRV3, known to exceed statsmodels' CRV1 a little with few clusters.
    assert 0.97 < ours.se / fitted.bse[0] < 1.25


def test_fixed_effects_replicates_are_fits_without_the_group():
    group, regressors, outcome = regression_data()
    found = fixed_effects(outcome, regressors, group, np.ones(800), 25)
    for left_out in (0, 13):
        kept = group != left_out
        again = fixed_effects(outcome[kept], regressors[kept], group[kept], np.ones(kept.sum()), 25)
        assert found.without_employer[left_out] == pytest.approx(again.coefficient, rel=1e-6)


def test_share_interval_agrees_with_a_cluster_robust_mean():
    rows = made(4000, seed=12, employers=60)
    study = Study(panel(rows), load_settings().with_hubs(top10=("m0",), top6=("m0",)))
    found = effects.feature_share(study, "specialist", "top10", "located")[0]
    kept = [row for row in rows if row.role == "specialist" and row.metros]
    hub = np.array([row.metros == ("m0",) for row in kept], dtype=float)
    groups = np.unique([row.employer for row in kept], return_inverse=True)[1]
    fitted = sm.OLS(hub, np.ones(len(hub))).fit(cov_type="cluster", cov_kwds={"groups": groups})
    assert found.estimate == pytest.approx(fitted.params[0])
    assert found.se == pytest.approx(fitted.bse[0], rel=0.05)


def test_a_job_counts_once_however_often_it_is_posted():
    rows = [posting("a", "m0", job_id="j", month=m) for m in (3, 4, 5)]
    rows += [posting("b", "m1", job_id="k", month=9)]
    data = panel(rows)
    assert data.mass().sum() == pytest.approx(2)
    assert data.month.tolist() == [3, 3, 3, 9]
    assert data.take(data.month == 9).mass().tolist() == [1.0]
