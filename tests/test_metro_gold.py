"""Accuracy on the authored gold set: strings of every class, written for this test."""

import json
from collections import defaultdict
from pathlib import Path

import pytest

GOLD = [
    json.loads(line)
    for line in (Path(__file__).parent / "data" / "metro_gold.jsonl").read_text().splitlines()
]
STRATA = sorted({row["stratum"] for row in GOLD})
FLOOR = 0.95


def right(resolver, row):
    placement = resolver.place([row["raw"]])
    return (
        sorted(place.metro_id for place in placement.places) == row["metros"]
        and sorted(placement.countries) == row["countries"]
        and placement.remote == row["remote"]
        and {code.split("-")[0] for code in placement.scope} == set(row["scope"])
    )


def test_gold_has_every_class_and_no_duplicate():
    assert len(GOLD) >= 250
    assert len({row["raw"] for row in GOLD}) == len(GOLD)
    assert len(STRATA) == 15


@pytest.mark.parametrize("stratum", STRATA)
def test_stratum_is_placed(resolver, stratum):
    rows = [row for row in GOLD if row["stratum"] == stratum]
    wrong = [row["raw"] for row in rows if not right(resolver, row)]
    assert len(wrong) <= len(rows) * (1 - FLOOR), wrong


def test_nothing_is_invented(resolver):
    """Metro precision over the whole set is at least 99 %."""
    hits: dict[bool, int] = defaultdict(int)
    for row in GOLD:
        for place in resolver.place([row["raw"]]).places:
            hits[place.metro_id in row["metros"]] += 1
    assert hits[True] >= 300
    assert hits[False] <= 0.01 * (hits[True] + hits[False])
