"""Workday counts and lists 2,000 rows at most, then starts again: read in slices, or say so."""

import json

import pytest
from faultboard import Faultboard, Reply, visit

from crawler.facets import slices
from crawler.sink import BoardRow

CEILING = 2000
FAMILIES = [1500, 900, 213]


def workday(facets):
    """A list of 2,613 postings in three families, with a source's ceiling."""
    rows = [
        {"title": f"Nurse {n}", "externalPath": f"/job/Reno/Nurse_R{n}", "family": family}
        for family, size in enumerate(FAMILIES)
        for n in range(family * 10_000, family * 10_000 + size)
    ]

    def answer(hit):
        if hit.method != "POST":
            return Reply(404)
        asked = json.loads(hit.body)
        chosen = asked["appliedFacets"].get("family")
        found = [row for row in rows if chosen is None or str(row["family"]) in chosen]
        at = asked["offset"] % CEILING
        said = {"jobPostings": found[at : at + 20], "facets": facets if at == 0 else []}
        said["total"] = min(len(found), CEILING) if asked["offset"] == 0 else 0
        return Reply(200, json.dumps(said).encode())

    return answer


def facet(name, counts):
    values = [{"id": str(n), "descriptor": "x", "count": size} for n, size in enumerate(counts)]
    return {"facetParameter": name, "values": values}


def crawled(facets):
    with Faultboard() as site:
        site.fail("/wday/cxs", workday(facets))
        row = BoardRow(board_id=1, ats="workday", token="meridian|wd5|External")
        sink, _ = visit(site, board_rows=[row], DETAIL_BUDGET=0, MAX_PAGES=400)
        return sink.outcomes[1], sink.postings[1]


def test_a_list_over_the_ceiling_is_read_in_slices():
    agreeing = [facet("time", [2613]), facet("family", FAMILIES)]
    outcome, postings = crawled(agreeing)
    assert (outcome.outcome, outcome.complete, outcome.total) == ("ok", True, 2613)
    assert len({posting.source_id for posting in postings}) == 2613


def test_without_facets_that_agree_it_is_truncated():
    outcome, postings = crawled([facet("family", FAMILIES)])
    assert (outcome.outcome, outcome.complete, len(postings)) == ("truncated", False, CEILING)


@pytest.mark.parametrize(
    ("facets", "chosen"),
    [
        (None, None),
        ([], None),
        ([facet("a", [2500]), facet("b", [2500])], None),
        ([facet("a", [1300, 1300]), facet("b", [1000, 1600])], "a"),
        ([facet("a", [2600]), facet("b", [1000, 1600])], "b"),
        ([facet("a", [1300, 1300]), facet("b", [1000, 1601])], None),
        ([facet("a", [10, 20]), facet("b", [10, 20])], None),
        ([{"facetParameter": "nested", "values": [{"facetParameter": "x", "values": []}]}], None),
    ],
)
def test_which_facet_cuts_the_list(facets, chosen):
    found = slices(facets, CEILING)
    assert (found.facet if found else None) == chosen
