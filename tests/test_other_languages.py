"""Invented postings in five languages: the set is sound, and the shipped model reads them."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from classify.clean import plain
from classify.language import language as guess
from db.label import ROLES

POSTINGS = Path(__file__).parent / "data" / "postings_other_languages.jsonl"
PER_LANGUAGE = {"specialist": 7, "integrator": 8, "none": 10}
LANGUAGES = ("de", "fr", "es", "pt", "nl")
FIELDS = {
    *("id", "language", "title", "employer", "text"),
    *("label", "borderline", "sector", "function"),
}
MIN_ACCURACY, MIN_ACCURACY_OF_A_LANGUAGE, MAX_UNCERTAIN = 0.95, 0.90, 0.20
MIN_ACCURACY_WITH_UNCERTAIN = 0.90


@pytest.fixture(scope="module")
def postings():
    return [json.loads(line) for line in POSTINGS.read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def read(postings):
    """Each posting with the label that the shipped model gives it."""
    pipeline = pytest.importorskip("classify.pipeline")
    from classify.store import SHIPPED

    if not (SHIPPED / "config.json").is_file():
        pytest.skip("no model is shipped in classify/model yet")
    items = [pipeline.Item(one["title"], one["employer"], one["text"]) for one in postings]
    return list(zip(postings, pipeline.Classifier.load().label(items), strict=True))


def accuracy(pairs):
    """Share of right roles among the labels that are not flagged uncertain."""
    certain = [one["label"] == label.role for one, label in pairs if not label.uncertain]
    return sum(certain) / len(certain)


def mistakes(pairs):
    return [
        f"{one['id']} {one['label']} read as {label.role}: {one['title']}"
        for one, label in pairs
        if not label.uncertain and label.role != one["label"]
    ]


def test_every_line_is_a_whole_posting(postings):
    for one in postings:
        assert set(one) == FIELDS
        assert one["label"] in ROLES
        assert isinstance(one["borderline"], bool)
        assert one["id"].startswith(f"{one['language']}-")
        words = len(re.sub(r"<[^>]+>", " ", one["text"]).split())
        assert 80 <= words <= 260, one["id"]


def test_the_language_of_each_is_told(postings):
    assert [
        one["id"] for one in postings if guess(one["title"], one["text"]) != one["language"]
    ] == []


def test_no_posting_stands_twice(postings):
    for field in ("id", "employer", "text"):
        twice = [value for value, n in Counter(one[field] for one in postings).items() if n > 1]
        assert twice == [], field


def test_no_posting_names_an_address_on_the_net(postings):
    assert [one["id"] for one in postings if re.search(r"@|https?:|www\.", one["text"])] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_each_role(postings, language):
    found = Counter(one["label"] for one in postings if one["language"] == language)
    assert found == PER_LANGUAGE


def test_roles_are_right_over_all_languages(read):
    assert accuracy(read) >= MIN_ACCURACY, mistakes(read)


def test_roles_are_right_with_the_uncertain_ones(read):
    right = sum(one["label"] == label.role for one, label in read)
    assert right >= MIN_ACCURACY_WITH_UNCERTAIN * len(read)


@pytest.mark.parametrize("language", LANGUAGES)
def test_evidence_is_quoted_as_written(read, language):
    for one, label in (pair for pair in read if pair[0]["language"] == language):
        written = " ".join(plain(one["text"]).split())
        for found in label.evidence:
            assert " ".join(found.passage.split()) in written, one["id"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_roles_are_right_in_each_language(read, language):
    pairs = [pair for pair in read if pair[0]["language"] == language]
    assert accuracy(pairs) >= MIN_ACCURACY_OF_A_LANGUAGE, mistakes(pairs)


def test_few_labels_are_uncertain(read):
    assert sum(label.uncertain for _, label in read) <= MAX_UNCERTAIN * len(read)
