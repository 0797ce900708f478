"""Gold labels: drawn with known probability, resumable, with agreement of two people."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from store_helpers import COMPLETE, add_boards, at, crawl, posting, rows
from test_clusters import place_all

from db.gold_store import (
    agreement,
    allocate,
    kappa,
    plan_gold,
    second_reading,
    waiting,
    write_gold,
)
from db.label import Label
from db.label_store import unlabelled, use_model, write_labels


@pytest.fixture
def labelled(store):
    add_boards(store)
    crawl(store, 0, {"acme": ([posting(i, locations=("Boston",)) for i in range(60)], COMPLETE)})
    place_all(store)
    use_model(store, "m", at(1))
    for batch in unlabelled(store, "m", 50):
        labels = [
            Label(role="specialist", p_specialist=1, p_integrator=0, p_none=0)
            if int(item.title.split()[-1]) < 10
            else Label(role="none", p_specialist=0, p_integrator=0, p_none=1)
            for item in batch
        ]
        write_labels(store, list(zip(batch, labels, strict=True)), model_id="m", now=at(1))
    return store


def plan(store, size=20):
    return plan_gold(store, size=size, seed=1, plan="p", labeller="one", hubs="six-coastal")


def test_strata_are_drawn_equally_and_the_probability_is_known(labelled):
    drawn = plan(labelled)
    assert {name.split(" /")[0]: value for name, value in drawn.items()} == {
        "none": (10, 50),
        "specialist": (10, 10),
    }
    assert rows(labelled, "SELECT DISTINCT inclusion_prob FROM gold ORDER BY 1") == [(0.2,), (1.0,)]
    weights = rows(labelled, "SELECT sum(1 / inclusion_prob) FROM gold")
    assert weights == [(60.0,)]


def test_labelling_goes_on_where_it_stopped(labelled):
    plan(labelled)
    first = waiting(labelled, "one")
    write_gold(labelled, first[0].posting_id, "one", "none", False, at(2))
    again = waiting(labelled, "one")
    assert [draw.posting_id for draw in again] == [draw.posting_id for draw in first[1:]]


def test_two_people_and_their_agreement(labelled):
    plan(labelled)
    assert second_reading(labelled, first="one", second="two", share=0.5, seed=1) == 10
    for name in ("one", "two"):
        for draw in waiting(labelled, name):
            role = "specialist" if draw.stratum.startswith("specialist") else "none"
            write_gold(labelled, draw.posting_id, name, role, False, at(2))
    assert agreement(labelled) == (10, 1.0)


def test_kappa_is_what_the_textbook_says():
    pairs = [("a", "a")] * 20 + [("a", "b")] * 5 + [("b", "a")] * 10 + [("b", "b")] * 15
    assert kappa(pairs) == pytest.approx(0.4)
    assert kappa([]) is None


@given(
    st.dictionaries(st.text(max_size=3), st.integers(1, 50), min_size=1, max_size=8),
    st.integers(1, 300),
)
def test_allocation_uses_all_and_never_more_than_there_is(sizes, total):
    shares = allocate(sizes, total)
    assert sum(shares.values()) == min(total, sum(sizes.values()))
    assert all(0 <= shares[name] <= sizes[name] for name in sizes)
    spread = [shares[name] for name in sizes if shares[name] < sizes[name]]
    assert not spread or max(shares.values()) - min(spread) <= 1
