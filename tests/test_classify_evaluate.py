import json
from dataclasses import replace

import pytest
from click.testing import CliRunner

from classify.card import attribute_table
from classify.evaluate import AttributeScore, Known, compare, evaluate
from classify.item import Item
from classify.train import Example
from db.label import ROLES, Label
from roleatlas.cli import main


def labelled(role, sure=0.9):
    rest = (1 - sure) / 2
    share = {name: sure if name == role else rest for name in ROLES}
    return Label(
        role=role,
        p_specialist=share["specialist"],
        p_integrator=share["integrator"],
        p_none=share["none"],
        sector="software",
        skills=("rag",),
    )


def examples(n=30):
    return [Example(str(i), Item("t", f"e{i}", "x"), ROLES[i % 3]) for i in range(n)]


def test_perfect_labels_score_one():
    gold = examples()
    found = compare("m", gold, [labelled(one.label) for one in gold])
    assert found.macro_f1.value == 1
    assert found.macro_f1.low == 1
    assert found.false_ai.value == 0
    assert found.ece == pytest.approx(0.1)


def test_false_ai_counts_none_called_ai():
    gold = examples()
    found = compare("m", gold, [labelled("integrator")] * len(gold))
    assert found.false_ai.value == 1
    assert found.confusion[2] == (0, 10, 0)


def test_slices_and_attributes_come_from_what_is_known():
    gold = examples()
    known = [Known({"source": "board"}, "software", skills=("rag", "agents")) for _ in gold]
    found = compare("m", gold, [labelled(one.label) for one in gold], known=known)
    assert {part.name for part in found.slices} >= {"source: board", "text: short"}
    assert {part.name: part.f1 for part in found.attributes} == {
        "sector": 1,
        "skills": pytest.approx(2 / 3),
    }


def test_depth_is_measured_where_the_model_has_one():
    gold = [Example(str(i), Item("t", f"e{i}", "x"), "integrator") for i in range(4)]
    known = [Known(seniority="mid", depth="builds") for _ in gold]
    labels = [labelled("integrator")] * 2 + [replace(labelled("integrator"), depth="builds")] * 2
    found = {one.name: one for one in compare("m", gold, labels, known=known).attributes}
    assert (found["depth"].n, found["depth"].accuracy) == (2, 1)
    assert (found["seniority"].n, found["seniority"].accuracy) == (4, 0)


def test_agreement_of_readers_stands_beside_the_scores():
    table = attribute_table([AttributeScore("seniority", 9, 0.5, 0.75, 0.9)])
    assert "| seniority | 9 | 0.500 | 0.750 | 0.900 |" in table
    assert "readers" not in attribute_table([AttributeScore("seniority", 9, 0.5, 0.75)])


def test_card_and_lines_state_the_figures():
    gold = examples()
    found = compare("m", gold, [labelled(one.label) for one in gold])
    assert "| specialist | 10 |" in found.card()
    assert any("macro-F1 1.000" in line for line in found.lines())


def test_no_gold_is_refused():
    with pytest.raises(ValueError, match="no gold"):
        evaluate([], None)


def test_what_is_not_there_is_not_measured(recwarn):
    only = [Example("1", Item("Nurse", "", "Care for patients on the ward."), "none", True)]
    text = "\n".join(compare("m", only, [labelled("none")]).lines())
    assert "specialist (0): precision not measured" in text
    assert "clear cases not measured" in text
    assert "none called AI 0.000" in text
    text = "\n".join(compare("m", examples(1), [labelled("none")]).lines())
    assert "none called AI not measured" in text
    assert "nan" not in text
    assert [str(warning.message) for warning in recwarn] == []


def test_evaluate_prints_a_card_and_measures_what_lines_tell(tmp_path):
    line = {
        "id": "1",
        "title": "Truck Driver",
        "text": "Duties\n- Drive a truck",
        "label": "none",
        "function": "trades",
    }
    gold = tmp_path / "gold.jsonl"
    gold.write_text(json.dumps(line) + "\n")
    found = CliRunner().invoke(main, ["evaluate", "--from", str(gold), "--card"])
    assert found.exit_code == 0
    assert "| none | 1 |" in found.output
    assert "| function | 1 | 1.000 |" in found.output


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ({"sector": "sofware"}, "'sofware' is no value of sector: use one of software"),
        ({"depth": "deep"}, "'deep' is no value of depth"),
        ({"skills": ["rag", "juggling"]}, "'juggling' is no value of skills"),
        ({"borderline": "no"}, "borderline of 1 is 'no': use true or false"),
    ],
)
def test_a_slip_in_a_gold_line_is_no_error_of_the_model(tmp_path, field, said):
    gold = tmp_path / "gold.jsonl"
    gold.write_text(json.dumps({"id": "1", "title": "", "text": "", "label": "none", **field}))
    found = CliRunner().invoke(main, ["evaluate", "--from", str(gold)])
    assert found.exit_code == 1
    assert f"Error: {said}" in found.output
