"""Figures on the 601 real development strings, where they are at hand."""

import json
import sys
from collections import Counter

import pytest

from metro.resolver import Resolver

FLOORS = {
    "easy_us": 0.99, "us_stateless": 0.99, "suburb": 0.94, "alias": 0.94, "multi": 0.94,
    "ambiguous": 0.85, "nonenglish": 0.95, "country": 0.95, "garbage": 0.95,
}  # fmt: skip


def exact(placement, gold):
    got = {place.metro_id for place in placement.places}
    if got != set(gold["metro_ids"]):
        return False
    country_only = not gold["metro_ids"] and gold["countries"] and placement.remote != "remote"
    return not country_only or set(placement.countries) == set(gold["countries"])


@pytest.mark.shared
def test_development_strings(shared, capsys):
    strings = shared / "geo" / "locations_dev.jsonl"
    resolver = Resolver.load()
    total, right, scopes, hits = Counter(), Counter(), Counter(), Counter()
    for line in strings.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        readings = [row["gold"], *row["accept"]]
        placement = resolver.place([row["raw"]], employer=row["company_hint"] or None)
        total[row["stratum"]] += 1
        right[row["stratum"]] += any(exact(placement, gold) for gold in readings)
        allowed = {metro for gold in readings for metro in gold["metro_ids"]}
        for place in placement.places:
            hits[place.metro_id in allowed] += 1
        if row["gold"]["remote_scope"]:
            got = {code.split("-")[0] for code in placement.scope}
            scopes[got == {code.split("-")[0] for code in row["gold"]["remote_scope"]}] += 1
    lines = [f"{s:14}{right[s]:4} of {total[s]:4}" for s in sorted(total)]
    share, precision = right.total() / total.total(), hits[True] / hits.total()
    lines.append(
        f"exact {share:.4f}, precision {precision:.4f}, scope {scopes[True]}/{scopes.total()}"
    )
    with capsys.disabled():
        sys.stdout.write("\n" + "\n".join(lines) + "\n")
    for stratum, floor in FLOORS.items():
        assert right[stratum] >= floor * total[stratum], stratum
    assert sum(right.values()) >= 0.96 * sum(total.values())
    assert hits[True] >= 0.99 * sum(hits.values())
    assert scopes[True] >= 0.93 * scopes.total()
