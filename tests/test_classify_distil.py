"""Mixtures of learning postings, and what an encoder says of them."""

import pytest
from tiny_encoder import tiny_base

from classify.distil import MIXTURES, mixtures, told
from classify.finetune import finetune
from classify.prompts import MAX_CHARS
from classify.teaching import Lesson
from classify.votes import KINDS

LESSONS = [
    Lesson(
        (f"Engineer {at}", f"duty: Train model {at}", f"must: Know {at}", f"about: We are {at}"),
        (0.9, 0.05, 0.05),
        ((), (), ()),
    )
    for at in range(50)
]


def test_mixtures_are_made_of_the_passages_of_one_or_two_postings():
    mixed = mixtures(LESSONS, 0)
    assert len(mixed) == MIXTURES * len(LESSONS)
    assert mixed == mixtures(LESSONS, 0)
    assert mixed != mixtures(LESSONS, 1)
    known = {piece for lesson in LESSONS for piece in lesson.pieces}
    assert {piece for pieces in mixed for piece in pieces} <= known
    employers = [{piece.split()[-1] for piece in pieces[1:]} for pieces in mixed]
    assert max(map(len, employers)) == 2
    assert sum(len(told) == 2 for told in employers) > len(mixed) / 5
    assert any(
        pieces[0].split()[-1] not in told for pieces, told in zip(mixed, employers, strict=True)
    )


def test_passages_of_a_mixture_stand_in_the_order_of_a_prompt_and_within_its_size():
    long = [Lesson(("T", "duty: " + "a" * 900, "about: " + "b" * 900), (1, 0, 0), ((), ()))] * 9
    assert all(sum(map(len, pieces[1:])) <= MAX_CHARS for pieces in mixtures(long, 0))
    ranks = ["duty", "must", "about"]
    for pieces in mixtures(LESSONS, 0):
        sections = [ranks.index(piece.partition(":")[0]) for piece in pieces[1:]]
        assert sections == sorted(sections)


@pytest.mark.slow
def test_an_encoder_tells_the_chances_of_roles_and_kinds(tmp_path):
    folder = finetune(LESSONS, tmp_path / "large", base=tiny_base(tmp_path), epochs=25, seed=0)
    prompts = [("Engineer", "duty: Train model 3", "must: Know 3"), ("Engineer",)]
    first, second = told(folder, prompts)
    assert first.pieces == prompts[0]
    assert first.roles[0] > 0.55
    assert sum(first.roles) == pytest.approx(1, abs=1e-5)
    assert [len(kind) for kind in first.kinds] == [len(KINDS)] * 2
    assert second.kinds == ()
