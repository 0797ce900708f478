"""Every hypothesis over ordinary and impossible panels: verdicts, reasons, never NaN."""

import json
from dataclasses import replace

import numpy as np
import pytest
from panel_rows import made, posting

from analysis import effects, words
from analysis.frame import panel
from analysis.hypotheses import HYPOTHESES, run
from analysis.result import EMPLOYERS_LIKE_THESE, THESE_POSTINGS, VERDICTS, Estimate
from analysis.settings import load_settings
from analysis.study import Study
from analysis.verdict import decide, decide_above, decide_same
from db.label import ROLES

SETTINGS = load_settings().with_hubs(top10=("m0",), top6=("m0",), bay=("m0",), core=("m0",))
LACKING = {
    "nothing": [],
    "one employer": [posting("a", f"m{i % 3}", role=r, month=i) for i in range(9)
                     for r in ("specialist", "integrator", "none")],
    "one metro": [replace(row, metros=("m0",), remote=False) for row in made(300, seed=1)],
    "one snapshot": [replace(row, month=5) for row in made(300, seed=2)],
    "no specialist": [row for row in made(300, seed=3) if row.role != "specialist"],
    "only remote": [replace(row, metros=(), remote=True) for row in made(300, seed=4)],
    "remote in metros": [replace(row, remote=True) for row in made(300, seed=4)],
    "no sector": [replace(row, sector=None) for row in made(300, seed=5)],
    "one specialist": [*(r for r in made(300, seed=6) if r.role != "specialist"),
                       posting("z", "m1")],
    "one predicted role": [r for r in made(900, seed=6, wrong=0.3) if r.role == "specialist"],
    "other metro ids": [replace(r, metros=tuple(m.upper() for m in r.metros))
                        for r in made(300, seed=7)],
}  # fmt: skip


@pytest.mark.parametrize("name", LACKING)
@pytest.mark.filterwarnings("error")
def test_a_panel_that_lacks_something_is_told_so(name):
    for result in run(panel(LACKING[name]), settings=SETTINGS):
        assert result.verdict in VERDICTS
        assert result.reason
        json.dumps(result.as_dict(), allow_nan=False)
        for row in result.estimates:
            assert row.answered or row.note


@pytest.mark.parametrize(
    ("lack", "key", "words"),
    [
        ("nothing", "H1", "no posting has a metro"),
        ("one employer", "H1", "one employer"),
        ("one metro", "H1", "one metro"),
        ("one snapshot", "H3", "snapshot"),
        ("no specialist", "H2", "no specialist postings"),
        ("only remote", "H1", "no posting has a metro"),
        ("only remote", "H3", "no posting has a metro"),
        ("only remote", "H4a", "no posting has a metro"),
        ("remote in metros", "H1", "all postings with a metro are remote"),
        ("no sector", "H2", "no posting has a sector"),
        ("other metro ids", "H3", "check the metro ids"),
        ("one predicted role", "H1", "no integrator postings"),
    ],
)
def test_the_reason_names_what_is_lacking(lack, key, words):
    (result,) = run(panel(LACKING[lack]), only=key, settings=SETTINGS)
    assert result.verdict == "cannot be answered"
    assert words in result.reason


def test_one_predicted_role_is_told_from_the_true_ones_by_no_matrix():
    found = effects.hhi(Study(panel(LACKING["one predicted role"]), SETTINGS), "specialist")[0]
    assert found.note == "by the gold labels, the predicted ones do not tell the roles apart"


def concentrated(rows):
    """Specialists in m0 only, integrators as they come."""
    return [replace(r, metros=("m0",) if r.role == "specialist" and r.metros else r.metros)
            for r in rows]  # fmt: skip


def test_h1_is_supported_where_specialists_share_one_metro():
    rows = concentrated(made(4000, seed=8, employers=60, metros=12))
    (result,) = run(panel(rows), only="H1", settings=SETTINGS)
    assert result.verdict == "supported"
    assert result.find("effective metros of specialist").estimate == pytest.approx(1)
    assert result.find("employers like these") is None


def test_h1_is_contradicted_the_other_way_round():
    swap = {"specialist": "integrator", "integrator": "specialist", "none": "none"}
    rows = [
        replace(row, role=swap[row.role])
        for row in concentrated(made(4000, seed=8, employers=60, metros=12))
    ]
    assert run(panel(rows), only="H1", settings=SETTINGS)[0].verdict == "contradicted"


def test_all_hypotheses_run_with_both_populations_and_holm():
    results = run(panel(made(3000, seed=9, employers=50, wrong=0.1)), settings=SETTINGS)
    assert [result.hypothesis for result in results] == list(HYPOTHESES)
    first = results[0]
    assert {row.population for row in first.estimates} == {EMPLOYERS_LIKE_THESE, THESE_POSTINGS}
    assert {"keyword", "specialist", "integrator", "any AI", "not AI"} <= {
        row.definition for row in first.estimates
    }
    primary = [result for result in results if result.family == "primary"]
    assert all(result.p_adjusted >= result.effect.p for result in primary)
    assert dict(first.settings)["sesoi.H1"] == pytest.approx(0.2231, abs=1e-4)


def test_h1_shows_the_gold_labels_and_the_labels_as_predicted():
    (result,) = run(panel(made(3000, seed=9, wrong=0.2)), only="H1", settings=SETTINGS)
    assert result.find("log ratio of effective metros, labels as predicted").answered
    rows = dict(result.tables)["gold labels"]
    assert sum(row["labels"] for row in rows) == 1000
    right = [row["share"] for row in rows if row["true"] == row["predicted"]]
    assert len(right) == 9
    assert min(right) > 0.7


def test_employers_that_do_not_differ_give_no_error_but_a_share_has_a_bound():
    rows = [posting(f"e{i}", "m0", role=role) for i in range(30) for role in ROLES]
    rows += [posting("e0", "m1", role="none")]
    (result,) = run(panel(rows), only="H1", settings=SETTINGS)
    gap, every = result.find("top6 gap"), result.find("top6 share", "specialist")
    assert (gap.estimate, gap.lo) == (0, None)
    assert "the same in all employers" in gap.note
    # 30 of 30 employers: the exact binomial bound is .025 ** (1 / 30).
    assert (every.lo, every.hi) == (pytest.approx(0.884, abs=0.001), 1.0)
    assert run(panel(rows), only="H4a", settings=SETTINGS)[0].verdict in VERDICTS


def test_an_unknown_hypothesis_is_named_with_the_choices():
    with pytest.raises(ValueError, match=r"H99.*H1w"):
        run(panel([]), only="H99")


def test_results_as_text_name_verdict_interval_and_sample():
    (result,) = run(panel(made(900, seed=11)), only="H2", settings=SETTINGS)
    lines = words.lines(result)
    assert lines[0].startswith("H2  Integrator postings")
    assert lines[0].endswith(result.verdict)
    assert "postings of 12 employers" in lines[2]
    (nothing,) = run(panel([]), only="H2", settings=SETTINGS)
    assert "not known, no posting has a sector" in words.lines(nothing)[2]


def test_results_as_text_say_units_beside_their_figures():
    data = panel(made(900, seed=11))
    h3, h1, h2 = (run(data, only=name, settings=SETTINGS)[0] for name in ("H3", "H1", "H2"))
    gap, odds = (
        h3.find(f"trend gap outside top10{of}") for of in ("", ", in odds (logit, Poisson)")
    )
    text = words.lines(h3)
    estimate, high = (f"{1200 * value:+.1f}".replace("-", "−") for value in (gap.estimate, gap.hi))
    assert f": {estimate} points a year [" in text[2]
    assert f" to {high} points a year " in text[1]
    assert any(words.magnitude(odds.unit, odds.estimate) in line for line in text)
    # A ratio is compared with 1, a share is in percent.
    assert f"{np.exp(h1.effect.estimate):.2f} [{np.exp(h1.effect.lo):.2f} to " in words.lines(h1)[2]
    assert "zero" not in words.lines(h1)[1]
    share = h2.find("nontech share", "specialist")
    assert any(f": {100 * share.estimate:.1f} % [" in line for line in words.lines(h2))


def at_home_and_abroad():
    """Postings of the two metros of the Bay Area, of Boston, and of as many in London."""
    ids = ("cbsa:41860", "cbsa:41940", "cbsa:14460", "int:2643743", "int:2643743", "int:2643743")
    return panel([replace(row, metros=(ids[int(row.metros[0][1:])],), keyword=True)
                  for row in made(900, seed=12) if row.metros])  # fmt: skip


def test_groups_of_us_metros_are_shown_once_with_the_bay_area():
    groups = {
        "bay-area": ("cbsa:41940", "cbsa:41860"),
        "two": ("cbsa:41860", "cbsa:14460"),
        "the-two": ("cbsa:14460", "cbsa:41860"),
        "half-abroad": ("cbsa:14460", "int:2643743"),
        "abroad": ("int:2643743",),
    }
    (result,) = run(at_home_and_abroad(), only="H4b", groups=groups)
    names = {row.name for row in result.estimates if row.name != result.effect.name}
    assert names == {f"{hub} share, US metros" for hub in ("bay", "early_adopters", "two")}
    found = result.find("two share, US metros", "any AI")
    assert 0 < found.lo < found.estimate < found.hi


def test_a_share_of_postings_in_the_us_is_named_apart_from_one_of_all():
    data = at_home_and_abroad()
    every, home = (run(data, only=key)[0] for key in ("H1", "H4a"))
    assert every.find("top10 share", "specialist").estimate < 0.9
    assert home.find("top10 share", "specialist") is None
    assert home.find("top10 share, US metros", "specialist").estimate == 1
    assert home.effect.name == "top10 share, US metros, less 60 % published"
    assert words.label(home.effect.name) == "Ten hubs share, US metros, less 60 % published"


def test_h4_names_all_three_parts():
    assert [r.hypothesis for r in run(panel([]), only="h4")] == ["H4a", "H4b", "H4c"]


def effect(estimate, se, df=200.0):
    half = 1.972 * se
    return Estimate(
        name="effect", estimate=estimate, lo=estimate - half, hi=estimate + half, se=se, df=df
    )


@pytest.mark.parametrize(
    ("estimate", "se", "verdict"),
    [
        (0.40, 0.05, "supported"),
        (0.12, 0.05, "supported"),
        (-0.40, 0.05, "contradicted"),
        (0.00, 0.02, "equivalent"),
        (0.03, 0.01, "equivalent"),
        (0.05, 0.20, "inconclusive"),
    ],
)
def test_verdicts_of_a_directional_claim(estimate, se, verdict):
    decision = decide(effect(estimate, se), 0.10, SETTINGS)
    assert decision.verdict == verdict
    assert verdict != "inconclusive" or "80 % power" in decision.reason


@pytest.mark.parametrize(
    ("estimate", "se", "same", "above"),
    [
        (0.00, 0.01, "equivalent", "equivalent"),
        (0.20, 0.02, "contradicted", "supported"),
        (-0.20, 0.02, "contradicted", "contradicted"),
        (0.00, 0.20, "inconclusive", "inconclusive"),
    ],
)
def test_verdicts_against_a_published_share(estimate, se, same, above):
    assert decide_same(effect(estimate, se), 0.05, SETTINGS).verdict == same
    assert decide_above(effect(estimate, se), 0.05, SETTINGS).verdict == above


def test_h4_adds_the_error_of_the_published_share():
    result = run(panel(made(3000, seed=10, employers=50)), only="H4b", settings=SETTINGS)[0]
    own = result.find("bay share, US metros", "any AI")
    assert result.effect.se > own.se
    assert result.effect.estimate == pytest.approx(own.estimate - 0.25)


def test_trend_is_found_where_there_is_one():
    rows = []
    for e in range(40):
        for month in range(12):
            outside = month if e % 2 else month // 2 * 2
            for i in range(12):
                rows.append(
                    posting(f"e{e}", "m1" if i < outside else "m0", role="integrator", month=month)
                )
                rows.append(posting(f"e{e}", "m1" if i < 6 else "m0", month=month))
    result = run(panel(rows), only="H3", settings=SETTINGS)[0]
    assert result.verdict == "supported"
    assert result.effect.estimate == pytest.approx(1 / 12, rel=0.02)
    assert "employers" in result.warnings[-1]


def test_skills_that_travel_are_flagged():
    rows = [
        posting(f"e{e}", "m1" if rag else "m0", skills=("RAG",) if rag else ("training",))
        for e in range(30)
        for rag in (True, False)
        for _ in range(1 + (rag and e % 2))
    ]
    tables = dict(run(panel(rows), only="H7", settings=SETTINGS)[0].tables)
    found = {row["skill"]: row["outside_gap"] for row in tables["skills that travel"]}
    # 45 of 75 postings are outside: all of RAG's, none of training's.
    assert found == {"RAG": pytest.approx(0.4), "training": pytest.approx(-0.6)}


def test_the_classifiers_employer_types_fall_into_one_kind_each():
    kinds = ("frontier_lab", "university_research", "government_nonprofit")
    rows = [posting(f"e{i}", "m0", title="Scientist", employer_type=kinds[i % 3])
            for i in range(60)]  # fmt: skip
    tables = dict(run(panel(rows), only="H8", settings=SETTINGS)[0].tables)
    shares = {r["value"]: r["share"] for r in tables["research postings by kind of employer"]}
    assert shares == pytest.approx({"industry": 1 / 3, "university": 1 / 3, "government": 1 / 3})


def test_research_postings_by_kind_of_employer():
    rows = [posting(f"e{i}", "m0", title="Research Scientist",
                    employer_type="university" if i % 4 == 0 else "frontier lab")
            for i in range(80)]  # fmt: skip
    result = run(panel(rows), only="H8", settings=SETTINGS)[0]
    assert result.effect.estimate == pytest.approx(0.5)
    assert result.verdict == "supported"


GAPS = ("H1", "H2", "H4a", "H5", "H6", "H7", "H8")


@pytest.mark.parametrize("seed", range(4))
def test_shares_and_their_gaps_stay_in_range_with_their_intervals(seed):
    kinds = ("frontier lab", "university", "big tech")
    rows = [replace(row, title="Research Scientist", skills=("RAG",), seniority="senior",
                    employer_type=kinds[len(row.employer + row.metros[0]) % 3 if row.metros else 0])
            for row in made(24, seed=seed, employers=4, wrong=0.4)]  # fmt: skip
    shares = [row for found in run(panel(rows), settings=SETTINGS) if found.hypothesis in GAPS
              for row in found.estimates if row.unit == "share"]  # fmt: skip
    assert any(" - " in row.definition and row.answered for row in shares)
    assert [row for row in shares if row.answered and not -1 <= row.lo <= row.hi <= 1] == []
    assert [r for r in shares if r.estimate is not None and not -1 <= r.estimate <= 1] == []


def test_a_gap_of_few_employers_has_an_interval_in_range():
    kinds = ("frontier lab", "frontier lab", "frontier lab", "university")
    rows = [posting(f"e{i}", "m0", title="Research Scientist", employer_type=kinds[i])
            for i in range(4) for _ in range(4 - i)]  # fmt: skip
    effect = run(panel(rows), only="H8", settings=SETTINGS)[0].effect
    assert effect.lo < effect.estimate < effect.hi == 1
