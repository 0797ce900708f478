"""Pay beside H7: from the store to the ratio, by hand."""

from dataclasses import replace

import numpy as np
import pytest
from panel_rows import made, posting
from report_store import fill

from analysis.frame import panel
from analysis.pay import pay_gap
from analysis.settings import load_settings
from analysis.skills import h7
from analysis.study import Study
from db.queries import panel as panel_rows
from db.store import open_for_writing

SETTINGS = load_settings()


def paying(role, *pays):
    """One posting an employer, each paying as given."""
    return [posting(f"e{i}", "m0", role=role, pay=pay) for i, pay in enumerate(pays)]


def test_the_ratio_is_of_geometric_means_among_those_that_state_pay():
    rows = paying("specialist", 200_000, 100_000, None) + paying("integrator", 100_000, 50_000)
    rows += paying("none", 1_000_000, 20_000)
    found = pay_gap(Study(panel(rows), SETTINGS))[0]
    assert np.exp(found.estimate) == pytest.approx(2)
    assert (found.sample.postings, found.sample.employers) == (4, 2)


def test_pay_in_thousands_or_cents_is_not_pay():
    sane = paying("specialist", 200_000, 100_000) + paying("integrator", 100_000, 50_000)
    wild = sane + paying("specialist", 55, 9e6)
    whole, cut = (pay_gap(Study(panel(rows), SETTINGS))[0].estimate for rows in (wild, sane))
    assert whole == cut


def test_the_interval_leaves_out_whole_employers():
    rng = np.random.default_rng(2)
    rows = [
        posting(f"e{i % 9}", "m0", role=("specialist", "integrator")[i % 2],
                pay=float(np.exp(11.5 + 0.2 * rng.standard_normal() + 0.1 * (i % 9))))
        for i in range(180)
    ]  # fmt: skip

    def gap(kept):
        logs = {role: np.mean([np.log(r.pay) for r in kept if r.role == role])
                for role in ("specialist", "integrator")}  # fmt: skip
        return logs["specialist"] - logs["integrator"]

    without = [gap([r for r in rows if r.employer != f"e{i}"]) for i in range(9)]
    found = pay_gap(Study(panel(rows), SETTINGS))[0]
    assert found.estimate == pytest.approx(gap(rows))
    assert found.se == pytest.approx(np.sqrt(8 / 9 * np.sum((without - gap(rows)) ** 2)))


def test_h7_says_who_states_pay_or_that_nobody_does():
    rows = [*made(300, seed=1), *paying("specialist", 9e4, 8e4)]
    result = h7(Study(panel(rows), SETTINGS))
    row = result.find("log ratio of pay, where stated in US dollars")
    assert row.note == "no integrator posting states pay in US dollars"
    said = next(warning for warning in result.warnings if "0 % of integrator postings" in warning)
    assert "seniority or employer" in said
    silent = h7(Study(panel(rows[:300]), SETTINGS))
    assert not any("pay" in warning.lower() for warning in silent.warnings)


def test_the_store_gives_dollars_a_year(tmp_path):
    rows = [posting("a", role="none") for _ in range(7)]
    rows = [replace(row, posting_id=str(i), job_id=str(i)) for i, row in enumerate(rows)]
    stated = [
        (100_000, 200_000, "USD", "year"), (50, None, "USD", "hour"), (None, 9_000, "USD", "month"),
        (90_000, 90_000, "EUR", "year"), (90_000, 90_000, "USD", None), (None, None, None, None),
        (1, 1, None, "year"),
    ]  # fmt: skip
    with open_for_writing(tmp_path / "a.db") as connection:
        fill(connection, rows, {})
        connection.executemany(
            "UPDATE postings SET pay_min = ?, pay_max = ?, pay_currency = ?, pay_period = ?"
            " WHERE posting_id = ?",
            [(*pay, key) for key, pay in enumerate(stated, 1)],
        )
        found = [row.pay for row in panel_rows(connection)]
    assert found == [150_000, 104_000, 108_000, None, None, None, None]
