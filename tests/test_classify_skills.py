from dataclasses import replace

import numpy as np
import pytest

from classify.build_skills import Told, fit_skills, vocabulary
from classify.card import skill_table
from classify.crossfit import held_out_skills, sentences
from classify.item import Item
from classify.lessons import Labelled
from classify.passages import Segment, read
from classify.skill_scores import SkillScore, micro_f1, skill_scores
from classify.skill_terms import DEFINITIONS
from classify.skills import (
    JOB,
    NAMES,
    SENTENCE_SHARE,
    TALK,
    SkillLayer,
    load_skills,
    save_skills,
    side,
)
from classify.store import SHIPPED
from classify.train import Example
from classify.triggers import WORD

DUTIES = {
    "rag": "Build retrieval-augmented generation (RAG) over our documents with LLMs.",
    "computer_vision": "Train computer vision models for object detection in PyTorch.",
    "ai_coding_tools": "Write code with Copilot and Claude Code every day.",
}
PLACES = ("warehouse", "hospital", "harbour", "library", "studio", "bakery", "garden", "school")


def with_tools(skill):
    """The skill as the codebook has it: programming with AI counts as AI tools too."""
    return ("ai_tools", skill) if skill == "ai_coding_tools" else (skill,)


def postings(places=PLACES):
    """Readings, roles and skills: each skill once under each of eight employers."""
    rows = []
    for skill, duty in DUTIES.items():
        role = "specialist" if skill == "computer_vision" else "integrator"
        for place in places:
            text = f"What you will do\n- {duty}\n- Show AI to the people of the {place}."
            rows.append((read(Item("Engineer", place, text)), role, with_tools(skill)))
    return [list(column) for column in zip(*rows, strict=True)]


def told(readings, roles, skills, weight=1.0):
    return [
        Told(one.ai_sentences, one.title, role, named, weight)
        for one, role, named in zip(readings, roles, skills, strict=True)
    ]


def fit(readings, roles, skills):
    return fit_skills(told(readings, roles, skills))


@pytest.fixture(scope="module")
def layer():
    return fit(*postings())


@pytest.fixture(scope="module")
def shipped():
    return load_skills(SHIPPED / "skills.npz")


def said(layer, readings, roles):
    return [
        layer.skills(one.ai_sentences, one.title, role)
        for one, role in zip(readings, roles, strict=True)
    ]


def test_layer_names_what_a_reader_named(layer):
    readings, roles, named = postings()
    assert said(layer, readings, roles) == named


def test_layer_names_skills_of_a_new_employer():
    readings, roles, named = postings(PLACES[:1])
    assert said(fit(*postings(PLACES[1:])), readings, roles) == named


def test_a_skill_of_all_postings_is_not_told_apart():
    readings, roles, named = postings()
    layer = fit(readings, roles, [(*skills, "agents") for skills in named])
    assert said(layer, readings, roles) == named


def test_a_use_of_ai_tools_counts_as_ai_tools_too(shipped):
    duty = "Write code with Copilot, Cursor and Claude Code."
    assert {"ai_coding_tools", "ai_tools"} <= set(
        shipped.skills([Segment("duty", duty)], "Software Engineer", "integrator")
    )


def rows_of(place, skill, *, text=None, **line):
    """A labelled line of an employer."""
    item = Item("Engineer", place, text or f"What you will do\n- {DUTIES[skill]}")
    told = {"skills": with_tools(skill), **line}
    return Labelled(Example(f"{place}-{skill}", item, "integrator"), read(item), told)


def test_held_out_skills_come_of_other_employers():
    """An employer's own way to say a thing is known to nobody else."""
    known = [rows_of(place, skill) for place in PLACES for skill in DUTIES]
    own = [
        rows_of("odd", "speech", text=f"What you will do\n- Coddle AI frumiously, {n} times.")
        for n in range(9)
    ]
    rows = [*known, *own]
    roles = np.tile([0.0, 1.0, 0.0], (len(rows), 1))
    found = held_out_skills(rows, roles, [])
    assert found[: len(known)] == [one.skills for one in known]
    assert not any("speech" in skills for skills in found)
    taught = [replace(one, line={**one.line, "stratum": "invented", "fold": -1}) for one in own]
    assert all("speech" in skills for skills in held_out_skills(rows, roles, taught)[len(known) :])
    alike = [replace(one, line={**one.line, "fold": own[0].fold}) for one in taught]
    assert not any("speech" in skills for skills in held_out_skills(rows, roles, alike))


def test_a_sentence_that_was_read_alone_teaches_what_it_names():
    """Postings never tell which of two sentences names the skill; sentences of theirs do."""
    pair = ("Coddle AI frumiously.", "Outgrabe AI mimsily.")
    postings = [
        Told([Segment("duty", text) for text in pair], "", "integrator", ("speech",))
        for _ in range(9)
    ]
    other = [Told([Segment("duty", "Show AI.")], "", "integrator", ()) for _ in range(9)]
    sentences = [
        Told([Segment("duty", text)], "", "integrator", ("speech",) * (text == pair[0]))
        for text in (*pair, "Show AI.")
        for _ in range(9)
    ]
    without, layer = fit_skills([*postings, *other]), fit_skills([*postings, *other], sentences)
    first, second = (speech(layer, text) for text in pair)
    assert first > second
    assert speech(without, pair[0]) == pytest.approx(speech(without, pair[1]))
    assert layer.skills([Segment("duty", text) for text in pair], "", "integrator") == ("speech",)


def speech(layer, text):
    return layer.scores([Segment("duty", text)], "", "integrator")[NAMES.index("speech")]


def test_the_sentence_that_tells_a_skill_most_counts(shipped):
    plain = [Segment("duty", "Show AI to people.")] * 3
    duty = Segment("duty", DUTIES["rag"])
    rag = NAMES.index("rag")
    known, passages = shipped.vocabulary, [*plain, duty]
    sentence = known.count([known.parts([duty], "")[1:]])
    alone = shipped.sentence.scores(sentence, "integrator")[0, rag]
    posting = known.count([known.parts(passages, "Engineer")])
    whole = shipped.posting.scores(posting, "integrator")[0, rag]
    found = shipped.scores(passages, "Engineer", "integrator")[rag]
    assert found == pytest.approx((1 - SENTENCE_SHARE) * whole + SENTENCE_SHARE * alone, rel=1e-4)


def test_every_skill_that_sentences_taught_has_its_share(shipped):
    """Also one that few of many sentences name, whose bias is low."""
    taught = shipped.sentence.words.any(axis=0)
    assert taught.all()
    assert shipped.sentence.bias.max(axis=0).min() < -5
    np.testing.assert_allclose(shipped.shares, SENTENCE_SHARE)


def test_each_sentence_of_a_section_teaches_once():
    duty = "Build RAG with LLMs."
    text = f"What you will do\n- {duty}\nNice to have\n- {duty}\nBenefits\n- {duty}"
    read_alone = {duty: ["rag"], "Engineer": []}
    rows = [rows_of(place, "rag", text=text, sentence_skills=read_alone) for place in PLACES]
    found = [([part.section for part in one.passages], one.title) for one in sentences(rows)]
    assert found == [([], "Engineer"), (["duty"], ""), (["nice"], "")]
    assert [one.skills for one in sentences(rows)] == [[], ["rag"], ["rag"]]
    assert sentences([rows_of("odd", "rag")]) == []


def test_a_sentence_is_known_by_what_was_written():
    written = "Entwicklung von KI-Agenten mit großen Sprachmodellen."
    text = "Deine Aufgaben\n- " + written + "\n- Du arbeitest mit uns und dem Team an den Systemen."
    row = rows_of("Werk", "rag", text=text, sentence_skills={written: ["agents"]})
    ((part, skills),) = row.sentence_skills
    assert part.written.endswith(written)
    assert part.text != part.written
    assert skills == ["agents"]


def test_what_too_few_sentences_name_is_told_by_postings_alone():
    alone = [Told([Segment("duty", "Show AI.")], "", "integrator", ()) for _ in range(9)]
    readings, roles, named = postings()
    layer = fit_skills(told(readings, roles, named), alone)
    assert said(layer, readings, roles) == named


def test_a_posting_of_no_weight_teaches_nothing():
    readings, roles, named = postings()
    wrong = [("speech",)] * len(named)
    both = fit_skills([*told(readings, roles, named), *told(readings, roles, wrong, 1e-9)])
    assert said(both, readings, roles) == named


def test_fit_refuses_a_role_without_skills():
    readings, roles, named = postings()
    with pytest.raises(ValueError, match="none"):
        fit(readings, ["none", *roles[1:]], named)


def test_a_saved_layer_is_the_same_layer(layer, tmp_path):
    alone = [
        Told([Segment("duty", text)], "", "integrator", (skill,)) for skill, text in DUTIES.items()
    ]
    both = fit_skills(told(*postings()), alone * 5)
    for name, one in (("plain", layer), ("both", both)):
        for twin in ("one", "two"):
            save_skills(tmp_path / f"{name}-{twin}.npz", one)
        kept = [(tmp_path / f"{name}-{twin}.npz").read_bytes() for twin in ("one", "two")]
        assert kept[0] == kept[1]
        again = load_skills(tmp_path / f"{name}-one.npz")
        same(one.posting, again.posting)
        assert (one.sentence is None) == (again.sentence is None)
    same(both.sentence, again.sentence)
    assert not np.array_equal(again.sentence.bias, again.posting.bias)
    passages = [Segment("duty", DUTIES["rag"])]
    assert again.skills(passages, "Engineer", "integrator") == ("rag",)


def same(one, other):
    for name in ("words", "cues", "ways", "bias"):
        np.testing.assert_array_equal(getattr(one, name), getattr(other, name))


def test_a_layer_written_anew_is_read_anew(layer, tmp_path):
    save_skills(tmp_path / "skills.npz", layer)
    load_skills(tmp_path / "skills.npz")
    other = replace(layer.posting, bias=layer.posting.bias + 1)
    save_skills(tmp_path / "skills.npz", SkillLayer(layer.vocabulary, other))
    again = load_skills(tmp_path / "skills.npz")
    np.testing.assert_array_equal(again.posting.bias, layer.posting.bias + 1)


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
    reading = read(Item("Prompt engineer", "Acme", text))
    known = vocabulary([Told(reading.ai_sentences, reading.title, "integrator", ())])
    shown = {
        term: {NAMES[at] for at in np.flatnonzero(row)}
        for term, row in zip(known.terms, known.shows, strict=True)
    }
    assert shown["benchmarking"] == {"evaluation"}
    assert "prompt_engineering" in shown["prompt optimisation"]
    assert "qdrant" in shown
    assert "people" not in shown


def test_words_weigh_by_the_place_where_they_stand(shipped):
    known = shipped.vocabulary
    rag = known.words["rag"]
    for section, place in (("duty", JOB), ("nice", JOB), ("about", TALK)):
        counts = known.count([known.parts([Segment(section, "RAG")], "")])
        assert counts.at.tolist() == [place * len(known.terms) + rag]


def test_benefits_and_notices_count_for_nothing(shipped):
    aside = [Segment(section, "RAG and prompts") for section in ("benefit", "legal")]
    parts = shipped.vocabulary.parts(aside, "")
    assert not any(columns for _, columns in parts)
    counts = shipped.vocabulary.count([parts])
    assert len(counts.at) == 0
    assert not counts.named.any()


def test_a_word_said_often_is_there_once(shipped):
    once, often = (
        shipped.vocabulary.count([shipped.vocabulary.parts([Segment("duty", text)], "")])
        for text in ("RAG", "RAG, RAG and RAG")
    )
    rag = shipped.vocabulary.words["rag"] + JOB * len(shipped.vocabulary.terms)
    assert (once.at == rag).sum() == (often.at == rag).sum() == 1


def test_micro_f1_of_pairs():
    pairs = [(("rag", "agents"), ("rag",)), (("nlp",), ("rag", "nlp"))]
    assert micro_f1(pairs) == pytest.approx(2 * 2 / 6)
    assert micro_f1([(one, one) for one, _ in pairs]) == 1


def test_scores_of_single_skills():
    pairs = [(("rag", "agents"), ("rag",)), (("nlp",), ("rag", "nlp"))]
    found = {score.name: score for score in skill_scores(pairs)}
    assert found["rag"] == SkillScore("rag", 1, 0.5, 1, pytest.approx(2 / 3))
    assert found["agents"].f1 == 0
    assert list(found) == ["rag", "agents", "nlp"]
    assert "| rag | 1 | 0.500 | 1.000 | 0.667 |" in skill_table(list(found.values()))


def test_a_skill_that_nobody_read_counts_against_precision():
    assert skill_scores([((), ("rag",))]) == (SkillScore("rag", 0, 0, 0, 0),)


@pytest.mark.parametrize(
    ("roles", "expected"),
    [
        ([0.5, 0.3, 0.2], "specialist"),
        ([0.1, 0.4, 0.5], "integrator"),
        ([0.15, 0.05, 0.8], "specialist"),
        ([0.05, 0.1, 0.85], "none"),
    ],
)
def test_skills_are_read_where_an_ai_role_is_not_ruled_out(roles, expected):
    assert side(np.array(roles)) == expected


def test_codebook_defines_each_skill():
    text = (SHIPPED.parent / "CODEBOOK.md").read_text()
    rows = text.partition("## Skills")[2].splitlines()
    named = [row.split("`")[1] for row in rows if row.startswith("| `")]
    assert sorted(named) == sorted(NAMES)


def test_no_term_is_a_hint_too():
    for name, skill in DEFINITIONS.items():
        terms, hints = skill.terms.split(", "), skill.hints.split(", ")
        assert len({*terms, *hints}) == len(terms) + len(hints), name


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
    duties = (
        "Train machine learning models that forecast churn.",
        "Give recommendations to managers on the basis of your predictive models.",
    )
    passages = [Segment("duty", duty) for duty in duties]
    found = shipped.skills(passages, "Data Scientist", "specialist")
    assert "predictive_modelling" in found
    assert not {"recommender", "chatbots"} & set(found)


def test_duties_name_skills_and_the_blurb_does_not(shipped):
    passages = [Segment("duty", "Fine-tune models with LoRA"), Segment("about", "We sell chatbots")]
    found = shipped.skills(passages, "ML Engineer", "specialist")
    assert "fine_tuning" in found
    assert "chatbots" not in found


def test_a_wish_names_a_skill_beside_the_main_ones(shipped):
    duties = [Segment("duty", "Train machine learning models; predictive modelling")] * 6
    wish = Segment("nice", "Experience with retrieval-augmented generation (RAG)")
    found = shipped.skills([*duties, wish], "Data Scientist", "specialist")
    assert {"machine_learning", "predictive_modelling", "rag"} <= set(found)


def test_every_skill_is_defined_by_terms_in_lower_case():
    assert len(DEFINITIONS) >= 30
    for skill in DEFINITIONS.values():
        assert skill.what
        for term in f"{skill.terms}, {skill.hints}".split(", "):
            stem = term.rstrip("*")
            assert WORD.findall(stem) == stem.split(" "), "no text has such words"
            assert len(stem.split()) in (1, 2)
