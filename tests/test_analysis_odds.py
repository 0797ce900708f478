"""H3 in odds: against statsmodels' logit with clustered errors and its Poisson with effects."""

from dataclasses import replace

import numpy as np
import pytest
import statsmodels.api as sm
from panel_rows import made, posting

from analysis import words
from analysis.diffusion import h3
from analysis.frame import panel
from analysis.odds import odds_gap
from analysis.settings import load_settings
from analysis.study import Study

SETTINGS = load_settings().with_hubs(top10=("m0", "m1"), top6=("m0",))


def moving(seed=3, n=4000, **changes):
    """Rows whose integrators leave m0 in later months."""
    rng = np.random.default_rng(seed)
    return [
        replace(row, metros=("m4",))
        if row.role == "integrator" and row.metros and rng.random() < 0.02 * row.month
        else row
        for row in made(n, seed=seed, **changes)
    ]


def columns(rows):
    """Class, month, outside and employer of the located rows of either class."""
    kept = [row for row in rows if row.metros and row.role != "none"]
    return (
        np.array([row.role == "integrator" for row in kept], float),
        np.array([row.month for row in kept], float),
        np.array([row.metros[0] not in ("m0", "m1") for row in kept], float),
        [row.employer for row in kept],
    )


def test_logit_agrees_with_statsmodels_and_its_clustered_error():
    rows = moving(employers=60)
    integrator, month, outside, employer = columns(rows)
    design = np.column_stack([np.ones(len(month)), integrator, month, integrator * month])
    codes = np.unique(employer, return_inverse=True)[1]
    fit = sm.Logit(outside, design).fit(disp=False, cov_type="cluster", cov_kwds={"groups": codes})
    found = odds_gap(Study(panel(rows), SETTINGS))[0]
    assert found.estimate == pytest.approx(fit.params[3], abs=1e-7)
    # CRV3 (ours) is a little wider than CRV1.
    assert 0.95 * fit.bse[3] < found.se < 1.4 * fit.bse[3]
    assert found.lo > 0


def test_poisson_with_effects_of_metro_and_month_has_the_same_coefficient():
    rows = moving()
    found = odds_gap(Study(panel(rows), SETTINGS))[0].estimate
    slopes = {}
    for role in ("integrator", "specialist"):
        kept = [row for row in rows if row.role == role and row.metros]
        cells = [(m, t) for m in range(6) for t in range(12)]
        count = [sum(r.metros == (f"m{m}",) and r.month == t for r in kept) for m, t in cells]
        design = [
            [*(m == i for i in range(6)), *(t == i for i in range(1, 12)), (m > 1) * t]
            for m, t in cells
        ]
        fit = sm.GLM(count, np.array(design, float), family=sm.families.Poisson()).fit(tol=1e-12)
        slopes[role] = fit.params[-1]
    assert found == pytest.approx(slopes["integrator"] - slopes["specialist"], abs=1e-6)


def test_replicates_are_fits_without_the_employer():
    rows = moving(n=800)
    whole = odds_gap(Study(panel(rows), SETTINGS))[0]
    names = sorted({row.employer for row in rows})
    without = [
        odds_gap(Study(panel([r for r in rows if r.employer != name]), SETTINGS))[0].estimate
        for name in names
    ]
    square = np.sum((np.array(without) - whole.estimate) ** 2)
    assert whole.se == pytest.approx(np.sqrt((1 - 1 / len(names)) * square), rel=1e-6)


def test_gold_of_a_census_gives_the_slope_of_the_true_labels():
    rows = moving(wrong=0.2)
    rows = [replace(r, gold_role=r.role, inclusion_prob=1.0) for r in rows]
    turn = {"specialist": "integrator", "integrator": "none", "none": "specialist"}
    wrong = [replace(r, role=turn[r.role]) if i % 5 == 0 else r for i, r in enumerate(rows)]
    found = odds_gap(Study(panel(wrong), SETTINGS))[0].estimate
    assert found == pytest.approx(odds_gap(Study(panel(rows), SETTINGS))[0].estimate, abs=1e-7)


@pytest.mark.filterwarnings("error")
def test_a_class_that_is_nowhere_but_in_hubs_has_no_odds():
    rows = [posting(f"e{i % 5}", "m0", month=i % 4) for i in range(40)]
    rows += [posting(f"e{i % 5}", f"m{i % 4}", month=i % 6, role="integrator") for i in range(60)]
    (found, _) = odds_gap(Study(panel(rows), SETTINGS))
    assert not found.answered
    assert "wholly inside or outside the hubs" in found.note


def test_h3_shows_the_odds_beside_the_trend_and_long_windows_are_cut():
    rows = moving()
    long = [replace(row, month=100 * row.month) for row in rows]
    result = h3(Study(panel(rows), SETTINGS))
    assert result.find("trend gap outside top10, in odds (logit, Poisson)").answered
    whole, cut = (odds_gap(Study(panel(one), SETTINGS))[0].estimate for one in (rows, long))
    assert cut == pytest.approx(whole / 100, rel=0.05)


def test_log_odds_per_month_are_read_as_a_factor_a_year():
    unit = "log odds per month"
    assert words.magnitude(unit, np.log(1.5) / 12) == "× 1.50 a year"
    assert words.interval(unit, 0.0, np.log(2) / 12) == "× 1.00 to × 2.00 a year"
