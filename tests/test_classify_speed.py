"""What makes reading fast changes nothing: each quick way equals the plain one."""

import re
from collections import Counter
from itertools import chain

import numpy as np
import pytest

from classify.features import _SIGN_PATTERNS, NAMES, features, signs
from classify.grams import grams
from classify.item import Item
from classify.kinds import KIND_BLOCKS, light_kinds, passage_terms
from classify.lexical import ROLE_BLOCKS, Lexical, Lexicon, build_lexicon, lexicon_of, terms
from classify.memory import Memory
from classify.passages import read
from classify.prompts import prompt
from classify.terms import GENERATIVE, mentions_generative
from classify.votes import KINDS
from classify.wordlist import grouped

TEXT = "Responsibilities\n- Train models and train models\n- Build AI agents\nAbout us\nWe love AI."
READING = read(Item("Model Train Engineer", "Acme AI", TEXT))


def by_strings(lexicon, reading):
    """Columns and values of a reading by building every term as a string."""
    columns, values = [], []
    for block, weight in lexicon.blocks.items():
        runs = terms(reading).runs[block]
        counts = Counter(chain.from_iterable(grams(words, lead) for lead, words in runs))
        known = [term for term in counts if term in lexicon.columns]
        at = np.array([lexicon.columns[term] for term in known], dtype=np.int64)
        part = (1 + np.log([counts[term] for term in known])) * lexicon.idf[at]
        columns.extend(at)
        values.extend(part * weight / max(1e-9, np.sqrt(part @ part)))
    return columns, values


def test_terms_by_number_equal_terms_by_string():
    lexicon = build_lexicon([READING], 1, ROLE_BLOCKS)
    half = dict(list(lexicon.columns.items())[::2])
    known = Lexicon({term: at for at, term in enumerate(half)}, lexicon.idf[::2], ROLE_BLOCKS)
    for one in (lexicon, known):
        columns, values = one.row(terms(READING))
        expected_columns, expected_values = by_strings(one, READING)
        assert columns.tolist() == expected_columns
        assert values == pytest.approx(expected_values, rel=1e-5)


def test_terms_counted_before_a_model_came_are_counted_again():
    early = terms(read(Item("", "", "zyxwa zyxwb")))
    empty = Lexicon({}, np.zeros(0, dtype=np.float32), ROLE_BLOCKS)
    assert empty.row(early)[0].tolist() == []
    late = Lexicon({"zyxwb": 0, "zyxwa zyxwb": 1}, np.ones(2, dtype=np.float32), ROLE_BLOCKS)
    assert late.row(early)[0].tolist() == [0, 1]


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("ab|cd|ac", "a(?:b|c)|cd"),
        ("(?:ab|cd) x|a", "a(?:b x|)|cd x"),
        ("ab?c|a|abd", "a(?:b?c||bd)"),
        (r"a\|b|a[|)]c|a", r"a(?:\|b|[|)]c|)"),
        ("a?b|ac|ad", "a?b|a(?:c|d)"),
    ],
)
def test_grouped(pattern, expected):
    assert grouped(pattern) == expected
    for text in ("ab", "abd", "ac", "ad", "cd x", "a|b", "a)c", "b", "xa"):
        plain, quick = re.search(pattern, text), re.search(grouped(pattern), text)
        assert (plain and plain.span()) == (quick and quick.span())


@pytest.mark.parametrize(
    "sentence",
    [
        "hands-on with chatgpt",
        "curiosity about machine learning",
        "background in nlp",
        "pre-training of foundation models",
        "shipping of agents",
        "demos to people who buy ai",
        "for the ai team",
        "writing of prompts",
        "hire for ai",
        "technologies like ai",
        "nlp or search",
        "search or nlp",
    ],
)
def test_the_quick_test_hides_no_sign(sentence):
    expected = {name for name, pattern in _SIGN_PATTERNS.items() if pattern.search(sentence)}
    assert expected
    assert set(signs(sentence)) == expected


def test_flags_stay_flags_and_counts_enter_as_logarithms():
    row = dict(zip(NAMES, features(READING), strict=True))
    assert row["title.model"] == 1.0
    assert row["duty.any"] == pytest.approx(np.log(3))


def test_a_full_memory_starts_anew(monkeypatch):
    monkeypatch.setattr("classify.memory.LIMIT", 2)
    lengths = Memory(len)
    assert [lengths[word] for word in ("a", "bb", "ccc", "a")] == [1, 2, 3, 1]
    assert len(lengths) <= 2


@pytest.mark.parametrize(
    "name",
    [
        *("chat gpt", "gpt-4o", "generative artificial intelligence", "gen ai", "genai", "llms"),
        *("large language model", "prompt engineering", "retrieval-augmented generation"),
        *("langchain", "dalle", "midjourney", "stable diffusion", "openai", "github copilot"),
        *("anthropic", "claude", "llama 3"),
    ],
)
def test_every_name_of_generative_ai_passes_the_quick_test(name):
    assert GENERATIVE.search(name)
    assert mentions_generative("Clerk", f"We use {name.title()}.")


def test_kinds_of_all_passages_at_once_equal_one_by_one():
    counted = passage_terms(prompt(READING))
    lexicon = lexicon_of(counted, 1, KIND_BLOCKS)
    weights = np.random.default_rng(0).normal(size=(len(lexicon.columns), len(KINDS)))
    bias = np.arange(len(KINDS), dtype=np.float32)
    model = Lexical(lexicon, weights.astype(np.float32), bias)
    alone = np.array([model.score(terms) for terms in counted])
    expected = np.exp(alone) / np.exp(alone).sum(axis=1, keepdims=True)
    assert len(counted) > 1
    assert light_kinds(prompt(READING), model) == pytest.approx(expected, rel=1e-4)


def test_passages_of_unknown_words_have_the_models_bias():
    lexicon = Lexicon({}, np.zeros(0, dtype=np.float32), KIND_BLOCKS)
    bias = np.zeros(len(KINDS), dtype=np.float32)
    model = Lexical(lexicon, np.zeros((0, len(KINDS)), dtype=np.float32), bias)
    assert light_kinds(prompt(READING), model) == pytest.approx(1 / len(KINDS))
