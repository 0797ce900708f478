"""Coverage and size on panels whose truth is known; a posting-level bootstrap must fail."""

import numpy as np
import pytest
from panel_scenarios import NULLS, SCENARIOS, study_of, tally
from panel_simulator import Design, null, simulate, truth

PANELS = 200
SMALL = {"employers": 150, "postings": 6_000}
FAST = {
    "noise by place": Design(noise=0.03, noise_elsewhere=0.15, gold=900, **SMALL),
    "null, reposts and noise": null(noise=0.1, gold=900, copies=0.3, **SMALL),
}


@pytest.mark.parametrize("name", FAST)
def test_intervals_cover_on_a_few_panels(name):
    found = tally(FAST[name], range(40))
    # 40 panels of 95 % coverage: fewer than 34 would happen in 1 of 300 tries.
    assert {key: found.coverage(key) for key in found.covered if found.coverage(key) < 0.85} == {}
    pooled = np.mean([found.coverage(key) for key in found.covered])
    assert pooled >= 0.92
    if name.startswith("null"):
        assert np.mean([found.rejection(key) for key in NULLS]) <= 0.08


def posting_bootstrap(design, seed, rounds=100):
    """A percentile interval of the top-ten gap that draws postings as if independent."""
    simulated = simulate(design, seed)
    data = study_of(simulated).panel
    hub, rng = data.metro.fraction_in(simulated.top10), np.random.default_rng(seed)
    gaps = []
    groups = [np.flatnonzero(data.located & (data.role == role)) for role in (0, 1)]
    for _ in range(rounds):
        means = [hub[rng.choice(rows, len(rows))].mean() for rows in groups]
        gaps.append(means[0] - means[1])
    lo, hi = np.quantile(gaps, [0.025, 0.975])
    return lo <= simulated.truth["top10_gap"] <= hi


def test_a_posting_bootstrap_fails_where_the_jackknife_holds():
    design = Design(**SMALL)
    assert np.mean([posting_bootstrap(design, seed) for seed in range(40)]) < 0.85
    assert tally(design, range(40)).coverage("top10_gap") >= 0.85


def test_uncorrected_noise_hides_the_gap_that_gold_restores():
    noisy = Design(noise=0.15, gold=0, **SMALL)
    assert tally(noisy, range(20)).coverage("top10_gap") < 0.7


def test_the_simulator_draws_from_the_truth_it_states():
    # A large clean panel of many small employers: plain averages come close to the closed form.
    design = Design(employers=4000, postings=60_000, size_sigma=0.3)
    simulated = simulate(design, 1)
    remote = [np.mean([r.remote for r, t in zip(simulated.rows, simulated.true_role, strict=True)
                       if t == role]) for role in (0, 1)]  # fmt: skip
    assert remote == pytest.approx([0.25, 0.15], abs=0.02)
    assert truth(null())["top10_gap"] == 0


@pytest.mark.slow
@pytest.mark.parametrize("name", SCENARIOS)
def test_coverage_and_size_at_200_panels(name, record_property):
    found = tally(SCENARIOS[name], range(PANELS))
    coverage = {key: found.coverage(key) for key in found.covered}
    record_property("coverage", coverage)
    assert {key: value for key, value in coverage.items() if value < 0.90} == {}
    if name.startswith("null"):
        size = {key: found.rejection(key) for key in NULLS}
        assert {key: value for key, value in size.items() if value > 0.09} == {}
