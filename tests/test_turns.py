"""Turns of postings that wait for their text: everybody is asked, whatever the others answer."""

from hypothesis import given
from hypothesis import strategies as st

from db.turns import turn


@given(st.integers(0, 60), st.integers(1, 12), st.integers(0, 10_000))
def test_everybody_is_asked_once_a_round(number, most, visits):
    waiting = range(number)
    round_ = -(-number // most)
    asked = [turn(waiting, visits + n, most) for n in range(round_)]
    assert {one for group in asked for one in group} == set(waiting)
    assert all(len(group) == min(number, most) for group in asked)


@given(st.integers(1, 40), st.integers(1, 8), st.data())
def test_refused_ones_keep_nobody_from_being_asked(number, most, data):
    refused = data.draw(st.sets(st.integers(0, number - 1)))
    waiting = list(range(number))
    for visit in range(2 * number * number):
        asked = turn(waiting, visit, most)
        waiting = [one for one in waiting if one in refused or one not in asked]
    assert set(waiting) == refused


def test_without_a_budget_nobody_is_put_off():
    assert turn([1, 2], 5, 0) == [1, 2]
