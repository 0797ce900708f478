"""Passages: their kinds, the votes that they cast, and the evidence that they give."""

import numpy as np
import pytest

from classify.encoder import MAX_TOKENS, Encoded, Pieces
from classify.evidence import evidence
from classify.item import Item
from classify.layers import Layers
from classify.lessons import UNREAD, Labelled, kinds_read, lessons
from classify.passages import Segment, read
from classify.pipeline import Classifier
from classify.prompts import prompt
from classify.store import SHIPPED
from classify.train import Example
from classify.votes import KINDS, NAMES, votes

TEXT = (
    "Responsibilities\n- Train deep learning models for search\n"
    "- Answer the phone all morning long\nRequirements\n- Familiarity with ChatGPT\n"
    "About us\nWe are an AI company."
)


def sure(*kinds):
    """Probabilities of kinds, one passage each, nearly certain."""
    table = np.full((len(kinds), len(KINDS)), 0.1 / (len(KINDS) - 1), dtype=np.float32)
    for row, kind in enumerate(kinds):
        table[row, KINDS.index(kind)] = 0.9
    return table


def vote(kinds, name):
    return votes(kinds)[NAMES.index(name)]


def test_no_passages_cast_no_votes():
    assert votes(np.zeros((0, len(KINDS)), dtype=np.float32)).tolist() == [0] * len(NAMES)


def test_balance_tells_models_from_applied_ai():
    assert vote(sure("models", "models"), "balance") > 0.6
    assert vote(sure("applies", "applies"), "balance") < -0.6
    assert abs(vote(sure("models", "applies"), "balance")) < 0.01


def test_first_own_work_skips_the_employers_talk():
    talk_first = sure("employer", "applies", "models")
    assert abs(vote(talk_first, "first")) < 0.1
    assert vote(talk_first, "first_own") < -0.6


def test_evidence_is_what_speaks_for_the_role_heaviest_first():
    parts = [Segment("duty", name) for name in ("train", "prompt", "phone")]
    kinds = sure("models", "applies", "other")
    found = evidence(parts, kinds, "integrator")
    assert [one.passage for one in found] == ["prompt", "train"]
    assert found[0].weight > 0 > found[1].weight


def test_evidence_for_none_is_talk_that_is_nobodys_duty():
    parts = [Segment("about", "we are AI"), Segment("duty", "use AI")]
    found = evidence(parts, sure("employer", "applies"), "none")
    assert [one.passage for one in found] == ["we are AI", "use AI"]
    assert found[0].weight > 0 > found[1].weight


def test_evidence_quotes_what_was_written():
    part = Segment("duty", "train models", "Modelle trainieren")
    assert evidence([part], sure("models"), "specialist")[0].passage == "Modelle trainieren"


def test_layers_keep_and_give_columns(tmp_path):
    rng = np.random.default_rng(0)
    arrays = [rng.normal(size=size).astype(np.float32) for size in ((3, 4), 3, (10, 4), 10)]
    layers = Layers(*arrays)
    layers.save(tmp_path / "linear.npz")
    again = Layers.load(tmp_path / "linear.npz")
    encoded = Encoded(np.ones(4, np.float32), np.ones((2, 4), np.float32))
    columns = again.columns(encoded)
    assert columns.tolist() == layers.columns(encoded).tolist()
    assert len(columns) == 3 + len(NAMES)
    assert np.exp(columns[:3]).sum() == pytest.approx(1)
    assert again.kinds(encoded.passages).sum(axis=1) == pytest.approx(1)


def test_layers_without_kinds_give_roles_alone():
    layers = Layers.of_roles(np.ones((3, 4)), np.zeros(3))
    assert len(layers.columns(Encoded(np.ones(4, np.float32), np.zeros((0, 4))))) == 3


def test_pieces_stand_in_one_bounded_row():
    pieces = Pieces.load(SHIPPED)
    ids, spans = pieces.row(["title", "duty: train models", "must: " + "know Python " * 500, "x"])
    assert len(ids) == MAX_TOKENS
    assert len(spans) == 3
    assert all(ids[end] == ids[-1] for _, end in spans)
    assert [end - start for start, end in spans[:2]] == [1, 4]


def labelled(**line):
    example = Example("1", Item("Engineer", "Acme", TEXT), "specialist")
    return Labelled(example, read(example.item), line)


def test_lessons_carry_the_kinds_that_somebody_read():
    row = labelled(passages={"train deep learning models for search": "models"})
    shown = [part.text.lstrip("• ") for part in prompt(row.reading).passages]
    kinds = dict(zip(shown, kinds_read(row), strict=True))
    assert kinds["Train deep learning models for search"] == KINDS.index("models")
    assert kinds["Answer the phone all morning long"] == KINDS.index("other")
    assert kinds["Familiarity with ChatGPT"] == UNREAD


def test_without_a_reading_of_passages_only_the_role_is_taught():
    (lesson,) = lessons([labelled()])
    assert set(lesson.kinds) == {()}
    assert lesson.roles[0] == pytest.approx(0.97)
    assert sum(lesson.roles) == pytest.approx(1)


def test_the_model_tells_a_duty_from_the_employers_talk():
    classifier = Classifier.load()
    scored = classifier.score(read(Item("Data Scientist", "Acme", TEXT)))
    kinds = {
        part.text.lstrip("• "): KINDS[int(row.argmax())]
        for part, row in zip(scored.prompt.passages, scored.kinds, strict=True)
    }
    assert kinds["Train deep learning models for search"] == "models"
    assert kinds["We are an AI company."] == "employer"
