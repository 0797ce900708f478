"""What must not matter does not: order, names, copies, and units."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as profile
from hypothesis import strategies as st
from panel_rows import made

from analysis.answers import answer_estimates
from analysis.frame import panel
from analysis.settings import load_settings
from analysis.study import Study
from analysis.swap import profile_swap_p
from analysis.within import kitagawa

SETTINGS = load_settings().with_hubs(top10=("m0", "m1"), top6=("m0",))
ROWS = made(700, seed=21, wrong=0.1)


def figures(rows):
    found = answer_estimates(Study(panel(rows), SETTINGS))
    return np.array([[row.estimate, row.lo, row.hi] for row in found.values()], dtype=float)


BEFORE = figures(ROWS)


@given(st.randoms(use_true_random=False))
@profile(max_examples=10, deadline=None)
def test_the_order_of_rows_does_not_matter(random):
    shuffled = list(ROWS)
    random.shuffle(shuffled)
    assert figures(shuffled) == pytest.approx(BEFORE)


def test_names_of_employers_and_months_from_another_zero_do_not_matter():
    renamed = [replace(row, employer=row.employer[::-1], month=row.month + 24_000) for row in ROWS]
    assert figures(renamed) == pytest.approx(BEFORE)


def test_a_copy_of_every_posting_changes_nothing():
    clean = [replace(row, gold_role=None, inclusion_prob=None) for row in ROWS]
    copies = [replace(row, posting_id=f"{row.posting_id} again") for row in clean]
    assert figures(clean + copies) == pytest.approx(figures(clean))


def test_copies_with_their_gold_change_next_to_nothing():
    copies = [replace(row, posting_id=f"{row.posting_id} again") for row in ROWS]
    # The confusion matrices lean on one label's weight, which halves: hence not to the last digit.
    assert figures(ROWS + copies)[:, 0] == pytest.approx(BEFORE[:, 0], rel=5e-3)


def test_equal_weights_of_any_size_change_nothing():
    heavy = [replace(row, weight=7.5) for row in ROWS]
    weighted = replace(SETTINGS, weighted=True)
    found = answer_estimates(Study(panel(heavy), weighted))
    assert [row.estimate for row in found.values()] == pytest.approx(BEFORE[:, 0])


def test_swapping_the_roles_swaps_the_signs():
    other = {"specialist": "integrator", "integrator": "specialist", "none": "none"}
    swapped = [
        replace(row, role=other[row.role], gold_role=row.gold_role and other[row.gold_role])
        for row in ROWS
    ]
    after, keys = figures(swapped), list(answer_estimates(Study(panel(ROWS), SETTINGS)))
    for key in ("log_eff_ratio", "top6_gap", "nontech_gap", "trend_gap", "remote_gap"):
        i = keys.index(key)
        assert after[i] == pytest.approx(-BEFORE[i, [0, 2, 1]])


def test_the_profile_swap_is_seeded_and_sees_a_difference():
    apart = [replace(r, metros=("m0",)) if r.role == "specialist" and r.metros else r for r in ROWS]
    study = Study(panel(apart), SETTINGS)
    p = profile_swap_p(study, "specialist", "integrator")
    assert p == profile_swap_p(study, "specialist", "integrator")
    assert p < 0.05 < profile_swap_p(Study(panel(ROWS), SETTINGS), "specialist", "integrator")


def test_between_and_within_add_up_to_the_gap():
    split = kitagawa(Study(panel(ROWS), SETTINGS))
    kept = [row for row in ROWS if row.metros]
    shares = [
        np.mean([row.metros[0] in ("m0", "m1") for row in kept if row.role == role])
        for role in ("specialist", "integrator")
    ]
    assert split["gap"] == pytest.approx(shares[0] - shares[1])
    assert split["gap"] == pytest.approx(split["between"] + split["within"])
