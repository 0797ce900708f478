from dataclasses import replace

import numpy as np
import pytest

from classify.build_skills import cross_validate, fit_skills, micro_f1, passages_of, vocabulary
from classify.item import Item
from classify.passages import Segment, read
from classify.skill_terms import DEFINITIONS
from classify.skills import NAMES, load_skills, save_skills
from classify.store import SHIPPED

DUTIES = {
    "rag": "Build retrieval-augmented generation (RAG) over our documents with LLMs.",
    "computer_vision": "Train computer vision models for object detection in PyTorch.",
    "ai_coding_tools": "Write code with Copilot and Claude Code every day.",
}
PLACES = ("warehouse", "hospital", "harbour", "library", "studio", "bakery", "garden", "school")


def postings():
    """Readings, roles, skills and employers: each skill eight times, under eight employers."""
    rows = []
    for skill, duty in DUTIES.items():
        role = "specialist" if skill == "computer_vision" else "integrator"
        for place in PLACES:
            text = f"What you will do\n- {duty}\n- Meet the people of the {place}."
            rows.append((read(Item("Engineer", place, text)), role, (skill,), place))
    return [list(column) for column in zip(*rows, strict=True)]


@pytest.fixture(scope="module")
def layer():
    return fit_skills(*postings())


@pytest.fixture(scope="module")
def shipped():
    return load_skills(SHIPPED / "skills.npz")


def test_layer_names_what_a_reader_named(layer):
    readings, roles, named, _ = postings()
    found = [
        layer.skills(passages_of(one), one.title, role)
        for one, role in zip(readings, roles, strict=True)
    ]
    assert found == named


def test_layer_names_skills_of_a_new_employer():
    readings, roles, named, groups = postings()
    assert cross_validate(readings, roles, named, groups, roles) == named


def test_fit_refuses_a_role_without_skills():
    readings, roles, named, groups = postings()
    with pytest.raises(ValueError, match="none"):
        fit_skills(readings, ["none", *roles[1:]], named, groups)


def test_a_saved_layer_is_the_same_layer(layer, tmp_path):
    for name in ("one.npz", "two.npz"):
        save_skills(tmp_path / name, layer)
    assert (tmp_path / "one.npz").read_bytes() == (tmp_path / "two.npz").read_bytes()
    again = load_skills(tmp_path / "one.npz")
    for ours, theirs in ((layer.words, again.words), (layer.own, again.own)):
        np.testing.assert_array_equal(ours, theirs)
    passages = [Segment("duty", DUTIES["rag"])]
    assert again.skills(passages, "Engineer", "integrator") == layer.skills(
        passages, "Engineer", "integrator"
    )


def test_a_layer_written_anew_is_read_anew(layer, tmp_path):
    save_skills(tmp_path / "skills.npz", layer)
    load_skills(tmp_path / "skills.npz")
    save_skills(tmp_path / "skills.npz", replace(layer, bias=layer.bias + 1))
    np.testing.assert_array_equal(load_skills(tmp_path / "skills.npz").bias, layer.bias + 1)


def test_missing_or_foreign_layer_is_an_error(layer, tmp_path):
    with pytest.raises(ValueError, match="is missing"):
        load_skills(tmp_path / "nothing.npz")
    save_skills(tmp_path / "other.npz", layer)
    with np.load(tmp_path / "other.npz") as arrays:
        changed = {**arrays, "names": np.frombuffer(b"juggling", dtype=np.uint8)}
    np.savez(tmp_path / "foreign.npz", **changed)
    with pytest.raises(ValueError, match="other skills"):
        load_skills(tmp_path / "foreign.npz")


def test_vocabulary_knows_terms_and_their_endings():
    text = "What you will do\n- Benchmarking models and prompt optimisation with LLMs."
    known = vocabulary([read(Item("Prompt engineer", "Acme", text))])
    shown = {
        term: {NAMES[at] for at in np.flatnonzero(row)}
        for term, row in zip(known.terms, known.shows, strict=True)
    }
    assert shown["benchmarking"] == {"evaluation"}
    assert "prompt_engineering" in shown["prompt optimisation"]
    assert shown["t=prompt t=engineer"] == {"prompt_engineering"}
    assert "qdrant" in shown
    assert "people" not in shown


def test_benefits_and_notices_count_for_nothing(shipped):
    known = shipped.vocabulary
    aside = [Segment(section, "RAG and prompts") for section in ("benefit", "legal")]
    counts = known.count(aside, "")
    assert len(counts.at) == 0
    assert not counts.beside.any()


def test_micro_f1_of_pairs():
    said = np.array([[True, False], [True, True]])
    truth = np.array([[True, True], [False, True]])
    assert micro_f1(said, truth) == pytest.approx(2 * 2 / 6)
    assert micro_f1(said, said) == 1


@pytest.mark.parametrize(
    ("role", "title", "duty", "expected"),
    [
        ("integrator", "AI Engineer", DUTIES["rag"], "rag"),
        ("specialist", "Vision Engineer", DUTIES["computer_vision"], "computer_vision"),
        ("integrator", "Software Engineer", DUTIES["ai_coding_tools"], "ai_coding_tools"),
        ("specialist", "Data Scientist", "Forecast demand with time series.", "forecasting"),
        ("integrator", "Engineer", "Build AI agents with LangGraph and MCP.", "agents"),
    ],
)
def test_shipped_layer_names_the_plain_cases(shipped, role, title, duty, expected):
    assert expected in shipped.skills([Segment("duty", duty)], title, role)
    assert shipped.skills([Segment("duty", duty)], title, "none") == ()


def test_shipped_layer_leaves_out_false_friends(shipped):
    duty = "Train machine learning models that forecast churn and give recommendations to managers."
    found = shipped.skills([Segment("duty", duty)], "Data Scientist", "specialist")
    assert "predictive_modelling" in found
    assert "recommender" not in found


def test_duties_name_skills_and_the_blurb_does_not(shipped):
    passages = [Segment("duty", "Fine-tune models with LoRA"), Segment("about", "We sell chatbots")]
    found = shipped.skills(passages, "ML Engineer", "specialist")
    assert "fine_tuning" in found
    assert "chatbots" not in found


def test_main_skills_outweigh_asides(shipped):
    duties = [Segment("duty", "Train machine learning models; predictive modelling")] * 12
    found = shipped.skills([*duties, Segment("nice", "Chatbots")], "Data Scientist", "specialist")
    assert "predictive_modelling" in found
    assert "chatbots" not in found


def test_every_skill_is_defined_by_terms_in_lower_case():
    assert len(DEFINITIONS) >= 30
    for what, terms in DEFINITIONS.values():
        assert what
        assert terms == terms.lower()
        assert all(len(term.split()) in (1, 2) for term in terms.split(", "))
