"""The doctor: every invariant, broken on purpose, is found and its rows are named."""

import pytest
from click.testing import CliRunner
from fault_world import fresh, row

from db.checks import CHECKS, breaches
from db.store import open_for_writing
from roleatlas.cli import main

ACTIVE = "INSERT INTO models VALUES ('{}', '2026-11-25T12:00:00Z', 1)"
LABEL = (
    "INSERT INTO labels VALUES (1, 'a', 'x', 'none', 0.8, 0.1, 0.1, 0, 0, NULL, NULL, NULL, NULL,"
    " NULL, '2026-11-25T12:00:00Z')"
)
# Name of a check -> statements that break it, each on its own.
BROKEN = {
    "I1-foreign-keys": ["UPDATE postings SET board_id = 99 WHERE posting_id = 1"],
    "I3-order": [
        "UPDATE postings SET first_seen = '2099-01-01T00:00:00Z' WHERE posting_id = 1",
        "UPDATE postings SET closed_at = '2020-01-01T00:00:00Z', state = 'closed'",
    ],
    "I3-format": [
        "UPDATE postings SET first_seen = '2026-11-25 12:00:00'",
        "UPDATE postings SET last_seen = '2026-11-25T12:00:00+00:00'",
    ],
    "I4-closed-by-proof": [
        "UPDATE postings SET state = 'closed', closed_at = last_seen WHERE posting_id = 1",
        "UPDATE board_crawls SET complete = 0 WHERE crawl_id = 3",
        "UPDATE board_crawls SET outcome = 'failed' WHERE crawl_id = 3",
        "UPDATE board_crawls SET finished_at = '2026-11-26T13:00:00Z' WHERE crawl_id = 3",
    ],
    "I5-opened-once": [
        "DELETE FROM events WHERE kind = 'opened' AND posting_id = 1",
        "INSERT INTO events (posting_id, kind, at) VALUES (1, 'opened', '2026-11-25T12:00:00Z')",
        "UPDATE postings SET first_seen = '2020-01-01T00:00:00Z' WHERE posting_id = 1",
    ],
    "I5-closings": [
        "DELETE FROM events WHERE kind = 'closed'",
        "UPDATE postings SET reopened = 1 WHERE posting_id = 1",
    ],
    "I6-complete-is-proven": [
        "UPDATE board_crawls SET proof = NULL WHERE crawl_id = 1",
        "UPDATE board_crawls SET outcome = 'failed' WHERE crawl_id = 1",
        "UPDATE board_crawls SET total = 99 WHERE crawl_id = 1",
    ],
    "I6-incomplete-closes-nothing": ["UPDATE board_crawls SET complete = 0 WHERE closed > 0"],
    "I7-text": [
        "UPDATE postings SET title = 'a' || char(7)",
        "UPDATE postings SET employer = 'a' || char(155)",
        "UPDATE postings SET locations = 'a' || char(8238)",
        "UPDATE texts SET text = 'a' || char(27) || '[2J'",
    ],
    "I7-one-text": ["DELETE FROM texts WHERE posting_id = 1", "UPDATE texts SET title = 'other'"],
    "I8-urls": ["UPDATE postings SET url = 'javascript:alert(1)' WHERE posting_id = 1"],
    "places-sum": ["UPDATE places SET share = 0.5"],
    "places-placed": ["DELETE FROM placements WHERE posting_id = 1"],
    "labels-probable": [f"{ACTIVE.format('a')};{LABEL}"],
    "one-active-model": [f"{ACTIVE.format('a')};{ACTIVE.format('b')}"],
    "jobs-one-place": ["UPDATE job_members SET job_id = 1"],
    "jobs-members": ["UPDATE postings SET job_id = NULL", "DELETE FROM job_members"],
    "search-index": ["DELETE FROM texts_fts_docsize WHERE id = 1"],
}
CASES = [(name, sql) for name, statements in BROKEN.items() for sql in statements]
UNBREAKABLE = {"I1-integrity", "I2-identity"}  # by a unique index, or shown on damaged files (F82)


@pytest.fixture(scope="module")
def clustered(loopback, tmp_path_factory):
    """Three postings in two metros, clustered; one of them was closed by two proven visits."""
    path = tmp_path_factory.mktemp("invariants") / "atlas.db"
    with open_for_writing(path) as store, fresh(loopback, store) as world:
        rows = [
            row(key, title="Operator", location={"name": name})
            for key, name in enumerate(("Austin, TX", "Boston, MA", "Austin, TX"), start=1)
        ]
        world.serve(rows)
        world.crawl(0)
        world.serve(rows[:2])
        world.crawl(24)
        world.crawl(48)
        world.locate()
        store.execute("PRAGMA foreign_keys = OFF")
        store.execute("PRAGMA ignore_check_constraints = ON")
        assert world.states() == {"open": 2, "closed": 1}
        assert breaches(store) == []
        yield path, world


@pytest.fixture
def sound(clustered):
    """The store of that world; what a test does to it is undone."""
    store = clustered[1].store
    store.execute("SAVEPOINT sound")
    yield store
    store.execute("ROLLBACK TO sound")
    store.execute("RELEASE sound")


def test_every_invariant_has_a_way_to_be_broken():
    assert BROKEN.keys() | UNBREAKABLE == {check.name for check in CHECKS}


@pytest.mark.parametrize(("name", "statements"), CASES)
def test_a_broken_invariant_is_found_and_its_rows_are_named(sound, name, statements):
    for statement in statements.split(";"):
        sound.execute(statement)
    found = {breach.check.name: breach for breach in breaches(sound)}
    assert name in found
    assert found[name].count >= 1
    assert found[name].rows[0]


def test_the_doctor_names_what_is_broken_and_ends_with_1(clustered):
    path, world = clustered

    def doctor(*options):
        told = CliRunner().invoke(main, ["doctor", *options, str(path)])
        return told.exit_code, told.output

    world.store.execute("UPDATE postings SET reopened = 7 WHERE source_id = '1'")
    status, said = doctor()
    assert status == 1
    assert "BROKEN I5-closings" in said
    world.store.execute("UPDATE postings SET reopened = 0 WHERE source_id = '1'")
    status, said = doctor()
    assert status == 0
    assert "BROKEN" not in said
    status, said = doctor("--strict")
    assert status == 1  # nothing is labelled yet: a note, and strict makes it count
    assert "no label" in said
