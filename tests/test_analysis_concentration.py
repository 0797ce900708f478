"""The cross-employer indices against hand counts and against every pair of postings."""

from itertools import combinations

import numpy as np
import pytest
from panel_rows import made, posting

from analysis.concentration import (
    cells,
    concentration,
    relative_concentration,
    sector_cells,
)
from analysis.confusion import Correction
from analysis.frame import panel

AS_GIVEN = Correction(np.stack([np.eye(4)] * 2))


def forms(data, hubs=("m0",)):
    return concentration(cells(data, data.mass(), hubs))


def same_metro_chance(rows, role):
    """Share of pairs of different employers that are in one metro, by listing the pairs."""
    kept = [row for row in rows if row.role == role and row.metros and not row.remote]
    pairs = [(a, b) for a, b in combinations(kept, 2) if a.employer != b.employer]
    return float(np.mean([a.metros == b.metros for a, b in pairs]))


def test_hhi_of_a_hand_counted_panel():
    # a: two in m0, b: one in m0 and one in m1. Pairs between employers: 4, of which 2 in m0.
    rows = [posting("a", "m0"), posting("a", "m0"), posting("b", "m0"), posting("b", "m1")]
    assert forms(panel(rows)).index("specialist", AS_GIVEN).full == pytest.approx(0.5)


def test_hhi_is_the_share_of_pairs_between_employers():
    rows = made(300, seed=1)
    found = forms(panel(rows))
    for role in ("specialist", "integrator"):
        expected = same_metro_chance(rows, role)
        assert found.index(role, AS_GIVEN).full == pytest.approx(expected)


def test_replicates_are_the_panel_without_the_employer():
    rows = made(200, seed=2)
    data = panel(rows)
    found = forms(data).index("specialist", AS_GIVEN)
    for code, name in enumerate(data.employer.names):
        rest = panel([row for row in rows if row.employer != name])
        expected = forms(rest).index("specialist", AS_GIVEN).full
        assert found.without_employer[code] == pytest.approx(expected)


def test_relative_replicates_are_the_panel_without_the_employer():
    rows = [row for row in made(2000, seed=3, employers=8, metros=4) if row.metros]
    data = panel(rows)
    found = relative_concentration(cells(data, data.mass(), ("m0",)))
    values = found.index("integrator", AS_GIVEN, shift=1.0)
    for code, name in enumerate(data.employer.names):
        rest = panel([row for row in rows if row.employer != name])
        forms_ = relative_concentration(cells(rest, rest.mass(), ("m0",)))
        expected = forms_.index("integrator", AS_GIVEN, shift=1.0).full
        assert values.without_employer[code] == pytest.approx(expected)


def test_relative_index_is_zero_where_shares_follow_the_baseline():
    rows = [
        posting(f"e{i}", metro, role=role)
        for i in range(40)
        for metro in ("m0", "m1", "m1", "m1")
        for role in ("specialist", "none")
    ]
    data = panel(rows)
    found = relative_concentration(cells(data, data.mass(), ()))
    assert found.index("specialist", AS_GIVEN, shift=1.0).full == pytest.approx(0.0, abs=1e-12)


def test_index_does_not_fall_as_counts_grow():
    profile = np.array([0.5, 0.3, 0.2])
    rng = np.random.default_rng(4)
    means = []
    for size in (2, 20):
        draws = [
            forms(panel([posting(f"e{e}", f"m{m}") for e in range(30)
                         for m in rng.choice(3, size, p=profile)]))
            .index("specialist", AS_GIVEN).full
            for _ in range(60)
        ]  # fmt: skip
        means.append(np.mean(draws))
    assert means == pytest.approx([np.sum(profile**2)] * 2, abs=0.01)


def test_split_postings_count_half_in_each_metro():
    rows = [posting("a", "m0", "m1"), posting("b", "m0"), posting("c", "m1")]
    table = cells(panel(rows), np.ones(3), ())
    assert table.counts[:, 0].tolist() == [0.5, 0.5, 1.0, 1.0]


def test_remote_postings_are_in_no_metro():
    rows = [posting("a", "m0"), posting("a", "m0", remote=True), posting("b", "m0")]
    assert cells(panel(rows), np.ones(3), ()).counts[:, 0].sum() == 2


def test_one_employer_has_no_pairs():
    assert np.isnan(forms(panel([posting("a", "m0")] * 5)).index("specialist", AS_GIVEN).full)


def test_sector_cells_hold_every_posting_with_a_sector():
    rows = [posting("a", sector="51", remote=True), posting("b", "m0", sector=None)]
    table = sector_cells(panel(rows), np.ones(2), ("51",))
    assert table.counts.sum() == 1
    assert table.place.tolist() == [0]
