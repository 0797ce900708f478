"""HHI corrected metro by metro: a census, exact replicates, and errors that differ by metro."""

from dataclasses import replace

import numpy as np
import pytest
from panel_rows import made
from panel_scenarios import study_of
from panel_simulator import Design, simulate

from analysis import effects, words
from analysis.by_metro import MIN_GOLD, index
from analysis.concentration import cells, concentration
from analysis.confusion import Correction
from analysis.frame import panel
from analysis.gold import gold_sample
from analysis.hypotheses import run
from analysis.settings import load_settings
from analysis.study import Study
from analysis.variants import metro_by_metro
from analysis.verdict import decide
from db.label import ROLES

HUBS = ("m0",)
SETTINGS = load_settings().with_hubs(top10=HUBS, top6=HUBS)
AS_GIVEN = Correction(np.stack([np.eye(4)] * 2))


def corrected(rows, definition="specialist"):
    data = panel(rows)
    gold = gold_sample(data, data.mass(), HUBS)
    return gold, index(data, gold, cells(data, data.mass(), HUBS), definition)


def spread(rows):
    """The rows with a second metro in every fourth, and gold labels of two probabilities."""
    return [
        replace(
            row,
            metros=(*row.metros, "m9") if row.metros and i % 4 == 0 else row.metros,
            inclusion_prob=row.inclusion_prob and (0.25 if i % 2 else 0.5),
        )
        for i, row in enumerate(rows)
    ]


@pytest.mark.parametrize("role", ["specialist", "integrator"])
def test_gold_for_every_posting_gives_the_hhi_of_the_true_roles(role):
    rows = [
        replace(row, gold_role=row.role, role=other.role, inclusion_prob=1.0)
        for row, other in zip(made(300, seed=1), made(300, seed=2), strict=True)
    ]
    truth = panel([replace(row, role=row.gold_role) for row in rows])
    expected = concentration(cells(truth, truth.mass(), HUBS)).index(role, AS_GIVEN)
    assert corrected(rows, role)[1].full == pytest.approx(expected.full)


def test_employer_replicates_are_the_panel_without_the_employer():
    rows = spread(made(900, seed=5, wrong=0.2, employers=5))
    gold, found = corrected(rows)
    assert gold.calibrated.all()
    compared = 0
    for code, name in enumerate(panel(rows).employer.names):
        fewer, expected = corrected([row for row in rows if row.employer != name])
        if np.array_equal(fewer.calibrated, gold.calibrated):
            assert found.without_employer[code] == pytest.approx(expected.full)
            compared += 1
    assert compared >= 2


def test_label_replicates_are_the_panel_without_the_label():
    rows = spread(made(600, seed=6, wrong=0.3, employers=4))
    gold, found = corrected(rows)
    moved = np.flatnonzero(np.abs(found.without_label - found.full) > 1e-9)
    assert len(moved) > 50
    for position in (*moved[:3], *moved[-3:]):
        fewer = list(rows)
        at = gold.rows[position]
        fewer[at] = replace(fewer[at], gold_role=None, inclusion_prob=None)
        assert found.without_label[position] == pytest.approx(corrected(fewer)[1].full)


def errors_of_the_hhi(design, seeds):
    """log(estimate / HHI of the true labels) of integrators, by kind of place and by metro."""
    found = []
    for seed in seeds:
        simulated = simulate(design, seed)
        study = study_of(simulated)
        rows = zip(simulated.rows, simulated.true_role, strict=True)
        true = panel([replace(row, role=ROLES[role], gold_role=None) for row, role in rows])
        truth = effects.hhi(Study(true, study.settings), "integrator")[0].estimate
        pairs = (effects.hhi(one, "integrator") for one in (study, metro_by_metro(study)))
        found.append([np.log(pair[0].estimate / truth) for pair in pairs])
    return np.mean(found, axis=0)


def test_errors_that_differ_between_metros_bias_one_correction_and_not_the_other():
    steps = ((0, 0.02), (3, 0.3), (10, 0.02), (20, 0.3))
    design = Design(employers=150, postings=6_000, gold=1_800, noise_by_rank=steps)
    by_kind, by_metro = errors_of_the_hhi(design, range(8))
    assert by_kind < -0.08
    assert abs(by_metro) < 0.06


@pytest.mark.parametrize(("kept", "answered"), [(MIN_GOLD - 1, False), (MIN_GOLD, True)])
def test_a_class_with_few_gold_labels_is_refused_with_their_number(kept, answered):
    rows, left = [], kept
    for row in made(3000, seed=3, employers=40, wrong=0.1):
        told = "specialist" in (row.role, row.gold_role) and row.gold_role and row.metros
        left -= bool(told)
        unlabelled = told and left < 0
        rows.append(replace(row, gold_role=None, inclusion_prob=None) if unlabelled else row)
    study = metro_by_metro(Study(panel(rows), SETTINGS))
    for found in (effects.hhi(study, "specialist")[0], effects.log_ratio(study)[0]):
        assert found.answered == answered
        assert answered or f"needs {MIN_GOLD} gold labels" in found.note
        assert answered or f"there are {kept}" in found.note
    assert effects.hhi(study, "integrator")[0].answered


def marked(wrong_in_m1):
    """Postings of which gold finds errors in m1 only, a metro elsewhere as m2 to m5, or nowhere."""
    rows = [row for row in made(4000, seed=9, employers=60) if row.metros]
    changed = []
    for i, row in enumerate(rows):
        wrong = wrong_in_m1 and row.metros == ("m1",) and row.role != "none" and i % 3
        gold = "none" if wrong else row.role
        changed.append(replace(row, gold_role=None if i % 2 else gold, inclusion_prob=0.5))
    return changed


@pytest.mark.parametrize("wrong_in_m1", [True, False])
def test_h1_warns_where_the_two_corrections_disagree(wrong_in_m1):
    (result,) = run(panel(marked(wrong_in_m1)), only="H1", settings=SETTINGS)
    row = result.find(f"log ratio of effective metros, {words.BY_METRO}")
    assert row.answered
    found = f"integrators use {words.amount(row)} times as many metros as specialists"
    told = [line for line in result.warnings if line.startswith("Labels err differently within")]
    assert len(told) == wrong_in_m1
    verdict = decide(row, result.sesoi, SETTINGS).verdict
    assert all(f"{found}, and the verdict would be: {verdict}." in line for line in told)
    text = words.by_metro(result)
    assert f"metro by metro, {found}." in text
    assert ("trust this one" in text) == wrong_in_m1
    assert result.find(f"HHI of specialist, {words.BY_METRO}").answered


def test_the_report_says_that_two_corrections_which_agree_prove_nothing():
    rows = made(3000, seed=3, employers=40, wrong=0.1)
    (result,) = run(panel(rows), only="H1", settings=SETTINGS)
    assert words.by_metro(result).endswith("no proof that the assumption holds.")


def test_h1_names_the_answer_metro_by_metro_where_its_own_correction_gives_none():
    """Errors that differ in hubs push an HHI corrected by kind of place out of 0 to 1."""
    steps = ((0, 0.02), (3, 0.3), (10, 0.02), (20, 0.3))
    rare = {"mix_tech": (0.05, 0.12, 0.83), "mix_other": (0.015, 0.09, 0.895)}
    design = Design(employers=150, postings=6_000, gold=1_800, noise_by_rank=steps, **rare)
    study = study_of(simulate(design, 10))
    (result,) = run(study.panel, only="H1", settings=study.settings)
    assert result.verdict == "cannot be answered"
    assert "or labels that err differently within one kind of place" in result.reason
    row = result.find(f"log ratio of effective metros, {words.BY_METRO}")
    (told,) = (line for line in result.warnings if "gives no answer here" in line)
    assert f"integrators use {words.amount(row)} times as many metros" in told
    assert told.endswith("and the verdict would be: supported.")
    # Of specialists there is nothing to compare with: that integrators agree is not told as both.
    assert words.by_metro(result).endswith("at the price of a wider interval.")


def test_warnings_stand_right_below_the_verdict_and_its_effect():
    (result,) = run(panel(marked(True)), only="H1", settings=SETTINGS)
    told = words.lines(result)[3 : 3 + len(result.warnings)]
    assert told == [f"  Note: {warning}" for warning in result.warnings]


def test_the_report_says_why_nothing_is_corrected_metro_by_metro():
    (result,) = run(panel(made(300, seed=2)), only="H1", settings=SETTINGS)
    assert words.by_metro(result) == (
        f"Label errors are not corrected metro by metro: it needs {MIN_GOLD} gold labels of "
        "on-site postings that are specialist or predicted so; there are 0."
    )
