"""Jobs: reposts and twins cluster within an employer and its metros; nothing is dropped."""

from __future__ import annotations

import pytest
from store_helpers import COMPLETE, add_boards, at, crawl, posting, rows

from db.checks import breaches
from db.clusters import employer_name_key, fingerprint, shingles, similarity
from db.job_store import cluster_jobs
from db.place_store import unplaced, write_metros, write_placements
from db.placement import Metro, Place, Placement

TEXT = " ".join(
    f"In week {number} you will model the flow of river {number} and explain it to engineers."
    for number in range(40)
)


def place_all(store):
    """Place every posting in the metro that its location names."""
    items = list(unplaced(store, "test"))
    names = {location for item in items for location in item.locations}
    metros = [
        Metro(
            metro_id=f"cbsa:{name}",
            name=name,
            kind="cbsa",
            country="US",
            admin1=None,
            latitude=0.0,
            longitude=0.0,
            population=None,
            employment=None,
            computer_employment=None,
        )
        for name in names
    ]
    write_metros(store, metros, [])
    placed = []
    for item in items:
        places = tuple(
            Place(
                metro_id=f"cbsa:{name}",
                share=1 / len(item.locations),
                method="t",
                confidence=1.0,
                segment=name,
            )
            for name in item.locations
        )
        placed.append((item, Placement(places=places)))
    write_placements(store, placed, gazetteer="test", now=at(0))


def clustered(store, boards):
    add_boards(
        store,
        *[
            ("greenhouse" if "/" not in key else key.split("/")[0], key.split("/")[-1], name)
            for key, (name, _) in boards.items()
        ],
    )
    crawl(
        store,
        0,
        {key.split("/")[-1]: (postings, COMPLETE) for key, (_, postings) in boards.items()},
    )
    place_all(store)
    cluster_jobs(store, at(1))
    assert breaches(store) == []
    return (
        rows(store, "SELECT count(*) FROM postings")[0][0],
        rows(store, "SELECT count(*) FROM jobs")[0][0],
        rows(store, "SELECT count(DISTINCT family_id) FROM jobs")[0][0],
        rows(store, "SELECT count(*) FROM employers")[0][0],
    )


def ad(key, *locations, title="ML Engineer", text=TEXT, **fields):
    return posting(key, title=title, text=text, locations=locations or ("Boston",), **fields)


def test_clones_are_many_postings_and_one_job(store):
    clones = [ad(i) for i in range(60)]
    others = [ad(100 + i, title=f"Role {i}", text=f"Wholly different {i} " * 40) for i in range(5)]
    assert clustered(store, {"acme": ("Acme", clones + others)}) == (65, 6, 6, 1)


def test_near_identical_texts_are_one_job_with_the_similarity_kept(store):
    edited = TEXT.replace("river 7", "the river 7")
    assert clustered(store, {"acme": ("Acme", [ad(1), ad(2, text=edited)])})[:2] == (2, 1)
    kept = rows(
        store, "SELECT reason, similarity, like_posting_id FROM job_members WHERE posting_id = 2"
    )
    assert kept[0][0] == "near-identical"
    assert 0.9 <= kept[0][1] < 1
    assert kept[0][2] == 1


def test_one_requisition_in_six_metros_is_six_jobs_and_one_family(store):
    cities = ("Boston", "Austin", "Tulsa", "Boise", "Omaha", "Reno")
    postings = [ad(i, city) for i, city in enumerate(cities)]
    assert clustered(store, {"acme": ("Acme", postings)}) == (6, 6, 1, 1)


def test_a_twin_on_another_system_is_the_same_job(store):
    boards = {"acme": ("Acme Inc.", [ad(1)]), "ashby/acme": ("Acme", [ad("x")])}
    assert clustered(store, boards) == (2, 1, 1, 1)


def test_employers_that_share_only_a_name_stay_two(store):
    boards = {
        "lago": ("Lago", [ad(1, text="Billing software " * 40)]),
        "ashby/lagohomes": ("Lago", [ad(2, text="Houses by the lake " * 40)]),
    }
    assert clustered(store, boards)[3] == 2


def test_different_titles_are_different_jobs(store):
    assert clustered(store, {"acme": ("Acme", [ad(1), ad(2, title="Nurse")])})[1] == 2


def test_clustering_again_changes_nothing(store):
    first = clustered(store, {"acme": ("Acme", [ad(1), ad(2), ad(3, "Austin")])})
    before = rows(store, "SELECT posting_id, job_id FROM postings ORDER BY 1")
    cluster_jobs(store, at(2))
    assert rows(store, "SELECT posting_id, job_id FROM postings ORDER BY 1") == before
    assert first == (3, 2, 1, 1)


@pytest.mark.parametrize(
    ("name", "key"),
    [("Acme, Inc.", "acme"), ("ACME GmbH", "acme"), ("Lago Group Ltd", "lago"), ("Inc", "inc")],
)
def test_names_are_compared_without_legal_form(name, key):
    assert employer_name_key(name) == key


def test_similarity_is_jaccard_over_word_runs():
    one, other = (shingles(fingerprint(text)) for text in ("a b c d e f", "a b c d e g"))
    assert similarity(one, other) == pytest.approx(1 / 3)
    assert similarity(one, one) == 1


def test_the_texts_of_one_employer_at_a_time_are_in_memory(store):
    import tracemalloc

    add_boards(store, *[("greenhouse", f"b{n}", f"Employer {n}") for n in range(20)])
    long = "mind the machine " * 3000
    boards = {
        f"b{n}": ([posting(f"{n}-{m}", text=f"{n} {m} {long}") for m in range(5)], COMPLETE)
        for n in range(20)
    }
    crawl(store, 0, boards)
    tracemalloc.start()
    assert cluster_jobs(store, at(1)) == (100, 100)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 25 * len(long)  # of a hundred; runs of words of five take most of it
