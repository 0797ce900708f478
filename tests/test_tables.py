"""Shares, quotients, ranks and curves against hand counts and independent computations."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import report_rows

from analysis.frame import panel
from analysis.hypotheses import run
from analysis.jackknife import employer_interval
from analysis.settings import load_settings
from analysis.tables import sensitivity
from analysis.tables.curves import lorenz
from analysis.tables.quotients import SHRINK, quotients
from analysis.tables.ranks import cross_fitted_top, group_share, rank_intervals
from analysis.tables.ratio import ratio
from analysis.tables.table import Column, Table, as_csv, fitting
from analysis.tables.tally import by_metro, by_skill, owned, shares
from db.panel import PanelRow


def row(number, employer, metros, role="specialist", **fields):
    given = {"sector": None, "weight": 1.0, "month": 24312, "remote": False, "skills": ()}
    return PanelRow(
        posting_id=str(number),
        job_id=fields.pop("job_id", str(number)),
        employer=employer,
        metros=metros,
        role=role,
        **(given | fields),
    )


TOY = [
    row(1, "A", ("m1",)),
    row(2, "A", ("m1", "m2")),
    row(3, "B", ("m2",)),
    row(4, "C", ("m3",)),
    row(5, "C", (), remote=True),
    row(6, "B", ("m1",), role="none"),
    row(7, "B", ("m1",), role="none", job_id="6"),
]


def toy():
    return panel(TOY)


def big(**fields):
    return panel([replace(r, **fields) for r in report_rows.rows(1500, 40)])


def test_fractional_counts_and_copies_by_hand():
    tally = by_metro(toy(), toy().mass())
    counts = dict(zip(tally.names, tally.totals("specialist"), strict=True))
    assert counts == {"m1": 1.5, "m2": 1.5, "m3": 1.0}
    assert dict(zip(tally.names, tally.totals("not AI"), strict=True))["m1"] == 1.0
    assert list(tally.employers_of("specialist")) == [1, 2, 1]


def test_share_interval_is_the_delete_one_employer_jackknife():
    data = big()
    tally = by_metro(data, data.mass())
    found = shares(tally, "integrator")
    cells = np.zeros((tally.employers, len(tally.names)))
    np.add.at(cells, (tally.employer, tally.category), tally.of("integrator"))
    own, total = cells.sum(axis=1), cells.sum()
    for place in range(0, len(tally.names), 5):
        without = (cells[:, place].sum() - cells[:, place]) / (total - own)
        expected = employer_interval(found.share[place], without, own, 0.95)
        assert found.lo[place] == pytest.approx(max(expected.lo, 0))
        assert found.hi[place] == pytest.approx(min(expected.hi, 1))


def test_shares_of_a_wider_whole():
    data = big()
    whole = owned(data, data.mass(), "any AI")
    found = shares(by_skill(data, data.mass()), "any AI", whole)
    named = sum("rag" in r.skills and r.role != "none" for r in report_rows.rows(1500, 40))
    assert found.share[found.names.index("rag")] == pytest.approx(named / whole.sum(), rel=0.05)


def test_one_employer_has_no_interval():
    only = panel([replace(r, employer="A") for r in TOY])
    found = shares(by_metro(only, only.mass()), "specialist")
    assert np.isnan(found.lo).all()
    assert found.row(0)[1] is None


def test_a_share_that_no_employer_moves_has_no_interval():
    rows = [row(i, f"E{i}", ("m1",), role="none" if i % 2 else "specialist") for i in range(8)]
    data = panel(rows)
    found = shares(by_metro(data, data.mass()), "specialist")
    assert found.row(0) == (1.0, None)
    assert ratio(np.array([2.0, 3.0]), np.array([2.0, 3.0])) == (1.0, None)


def test_group_share_is_the_sum_of_its_metros():
    data = big()
    tally = by_metro(data, data.mass())
    group = tally.names[:3]
    share, bounds = group_share(tally, "specialist", group)
    assert share == pytest.approx(shares(tally, "specialist").share[:3].sum())
    assert bounds[0] < share < bounds[1]


def test_quotient_by_hand_and_suppression():
    data = big()
    tally = by_metro(data, data.mass())
    found = quotients(tally, tally, "specialist")
    seen, base = tally.totals("specialist"), tally.totals("not AI")
    expected = seen.sum() * base / base.sum()
    shown = (expected >= 5) & (tally.employers_of("specialist") >= 3)
    assert shown.any()
    assert not shown.all()
    assert np.array_equal(np.isfinite(found.value), shown)
    hand = (seen + SHRINK) / (expected + SHRINK)
    assert found.value[shown] == pytest.approx(hand[shown])
    assert (found.lo[shown] < found.value[shown]).all()


def test_quotients_of_the_baseline_itself_are_one():
    data = big()
    tally = by_metro(data, data.mass())
    found = quotients(tally, tally, "not AI")
    assert found.value[np.isfinite(found.value)] == pytest.approx(1.0)


def test_rank_interval_holds_the_rank_and_narrows_with_data():
    widths = []
    for count in (400, 6000):
        data = panel(report_rows.rows(count, 80))
        tally = by_metro(data, data.mass())
        low, high = rank_intervals(tally, "specialist")
        rank = 1 + np.argsort(np.argsort(-tally.totals("specialist"), kind="stable"))
        assert (low <= rank).all()
        assert (rank <= high).all()
        widths.append(float((high - low).mean()))
    assert widths[1] < widths[0]


def test_equal_metros_are_not_told_apart():
    rows = [row(i, f"E{i % 30}", (f"m{i // 30 % 8}",)) for i in range(960)]
    data = panel(rows)
    low, high = rank_intervals(by_metro(data, data.mass()), "specialist")
    assert (low == 1).all()
    assert (high == 8).all()


def test_cross_fit_is_below_the_share_chosen_on_the_same_data():
    chance = np.random.default_rng(7)
    rows = [row(i, f"E{i % 50}", (f"m{chance.integers(60)}",)) for i in range(300)]
    data = panel(rows)
    tally = by_metro(data, data.mass())
    top = np.sort(shares(tally, "specialist").share)[::-1][:10].sum()
    assert cross_fitted_top(tally, "specialist") < top - 0.05


def test_lorenz_is_measured_at_equal_counts():
    """The same distribution at a tenth of the postings bends more, unless counts are equal."""
    chance = np.random.default_rng(5)
    roles = ["specialist"] * 300 + ["integrator"] * 3000
    rows = [
        row(i, f"E{i % 200}", (f"m{chance.integers(40)}",), role=r) for i, r in enumerate(roles)
    ]
    data = panel(rows)
    curves = lorenz(by_metro(data, data.mass()), ("specialist", "integrator"))
    rare, common = curves["specialist"], curves["integrator"]
    assert rare[-1] == pytest.approx(1)
    assert len(rare) == len(common)
    assert np.abs(rare - common).max() < 0.06


def test_ratio_against_the_jackknife_and_its_refusals():
    part, whole = np.array([1.0, 0.0, 3.0]), np.array([2.0, 5.0, 4.0])
    value, bounds = ratio(part, whole)
    assert value == pytest.approx(4 / 11)
    assert bounds[0] < value < bounds[1]
    assert ratio(part * 0, whole * 0) == (None, None)
    assert ratio(np.array([1.0]), np.array([2.0])) == (0.5, None)


def table():
    columns = (Column("Name"), Column("Share", "share"), Column("95 %", "share"), Column("Empty"))
    rows = (("=cmd()", 0.5, (0.25, 0.75), None), ("-x", None, None, None))
    return Table(key="t", title="T", columns=columns, rows=rows, note="N", query="Q")


def test_table_shows_units_once_and_hides_empty_columns():
    assert [column.name for column in table().on_page] == ["Name", "Share", "95 %"]
    assert table().shown() == [["=cmd()", "50.0 %", "25.0 to 75.0 %"], ["-x", "–", "–"]]


def test_table_csv_keeps_raw_numbers_and_guards_text():
    lines = table().csv().splitlines()
    assert lines[0] == "Name,Share,95 % low,95 % high,Empty"
    assert lines[1] == "'=cmd(),0.5,0.25,0.75,"
    assert lines[2] == "'-x,,,,"


def test_negative_numbers_stay_numbers():
    assert as_csv(["a"], [[-1.5]]) == "a\n-1.5\n"


def test_sensitivity_rows_differ_by_every_rule():
    data = panel(report_rows.rows(2000, 60))
    found = sensitivity.table(data, load_settings())
    ways = {row[:5]: row[5] for row in found.rows}
    assert len(ways) == len(found.rows) == 36
    main = ("all", "left out", "1/k each", None, "in")
    assert found.rows[0][:5] == main
    for place, other in enumerate(("with keyword", "main metro", "in full", None, "left out")):
        if other is not None:
            changed = tuple(other if i == place else part for i, part in enumerate(main))
            assert ways[changed] != pytest.approx(ways[main], rel=1e-9)
    full, apart = (("all", "left out", rule, None, "left out") for rule in ("in full", "1/k each"))
    assert ways[full] != pytest.approx(ways[apart], rel=1e-9)
    assert "Counted in 36 ways" in sensitivity.agreement(found)


def test_first_row_of_sensitivity_is_h1():
    data = panel(report_rows.rows(2000, 60))
    effect = run(data, only="H1")[0].effect
    first = sensitivity.table(data, load_settings()).rows[0]
    assert first[5] == pytest.approx(np.exp(effect.estimate))
    assert first[6] == pytest.approx((np.exp(effect.lo), np.exp(effect.hi)))


def test_remote_postings_follow_their_employer():
    rows = [
        row(1, "A", ("m1",)),
        row(2, "A", ("m1",)),
        row(3, "A", ("m2",)),
        *(row(10 + i, "A", (), remote=True) for i in range(3)),
        row(20, "B", (), remote=True),
    ]
    data = panel(rows)
    main = sensitivity.remote_placed(data, spread=False)
    mixed = sensitivity.remote_placed(data, spread=True)
    counts = {name: i for i, name in enumerate(data.metro.names)}
    totals = [by_metro(p, p.mass()).totals("specialist")[counts["m1"]] for p in (main, mixed)]
    assert totals == [5, 4]
    assert main.remote.sum() == mixed.remote.sum() == 1


def test_a_wide_table_is_parted_before_an_estimate_and_never_before_its_interval():
    widths, opens = [30, 20, 20, 40, 20], [True, True, False, True, False]
    assert fitting(widths, opens) == [[0, 1, 2], [0, 3, 4]]
    assert fitting([30, 20, 20, 20, 2], opens) == [[0, 1, 2, 3, 4]]
    assert fitting([30, 200], [True, True]) == [[0, 1]]
    assert fitting([30], [True]) == [[0]]
