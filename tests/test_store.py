"""The store itself: schema, settings, lock, sanitising, masking, quarantine, views, backup."""

from __future__ import annotations

import subprocess
import sys

import pytest
from store_helpers import COMPLETE, add_boards, at, crawl, posting, rows

from db.checks import CHECKS, breaches
from db.connection import (
    IntegrityError,
    OperationalError,
    StoreError,
    connect,
    stands_still,
    transaction,
)
from db.describe import TABLES, markdown
from db.lock import Locked, writer_lock
from db.maintenance import backup, forget
from db.posting import Posting
from db.store import migrate, open_for_reading, open_for_writing
from db.views import VIEWS


def test_settings_are_those_of_the_house(store):
    found = [
        store.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
    ]
    assert found == ["wal", 2, 1, 30_000]


def test_every_table_is_strict_and_described(store):
    tables = {
        row["name"]: row["strict"]
        for row in store.execute("SELECT name, strict FROM pragma_table_list WHERE type = 'table'")
        if not row["name"].startswith(("sqlite_", "texts_fts", "_sqlite"))
    }
    assert tables.keys() == TABLES.keys()
    assert set(tables.values()) == {1}


def test_views_have_a_sentence_for_every_column_and_a_query_that_runs(store):
    for name, view in VIEWS.items():
        cursor = store.execute(f"SELECT * FROM {name}")
        assert [column[0] for column in cursor.description] == list(view.columns)
        store.execute(view.example).fetchall()
        assert view.sentence.endswith(".")


def test_every_field_of_the_record_has_a_sentence():
    text = markdown()
    for name in Posting.__dataclass_fields__:
        assert f"| `{name}` |" in text


def test_migrating_twice_changes_nothing(store):
    before = rows(store, "SELECT name, sql FROM sqlite_master ORDER BY name")
    migrate(store)
    assert rows(store, "SELECT name, sql FROM sqlite_master ORDER BY name") == before


def test_a_migration_that_is_stopped_anywhere_is_resumed_whole(tmp_path):
    with open_for_writing(tmp_path / "whole.db") as connection:
        schema = rows(connection, "SELECT type, name, sql FROM sqlite_master ORDER BY 1, 2")
    stopped = 0
    while stop_migrating(tmp_path / f"{stopped}.db", after=stopped + 1):
        with open_for_writing(tmp_path / f"{stopped}.db") as connection:
            assert rows(connection, "SELECT type, name, sql FROM sqlite_master ORDER BY 1, 2") == (
                schema
            )
        stopped += 1
    assert stopped > 20


def stop_migrating(path, after):
    """Migrate a new database, stop at a tick of SQLite's machine; whether it was stopped."""
    left = iter(range(after))
    connection = connect(path)
    connection.set_progress_handler(lambda: next(left, None) is None, 10)
    try:
        migrate(connection)
    except OperationalError:
        return True
    finally:
        connection.close()
    return False


def test_a_second_writer_is_told_who_holds_the_lock(tmp_path):
    path = tmp_path / "a.db"
    code = (
        "import sys; from pathlib import Path; from db.lock import writer_lock\n"
        f"with writer_lock(Path({str(path)!r})): print('held', flush=True); sys.stdin.read()"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout.readline() == "held\n"
    with pytest.raises(Locked, match=str(holder.pid)), writer_lock(path):
        pass
    holder.kill()
    holder.wait()
    with writer_lock(path):
        pass


def test_a_failed_batch_is_rolled_back_whole(store):
    def fail():
        with transaction(store):
            add = "INSERT INTO opt_outs VALUES ('employer', ?, '2026-01-01T00:00:00Z')"
            store.execute(add, ["Acme"])
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert rows(store, "SELECT count(*) FROM opt_outs") == [(0,)]


@pytest.mark.parametrize(
    ("content", "sentence"), [(b"not a database at all, surely" * 40, "no readable database")]
)
def test_a_file_that_is_no_database_is_one_sentence(tmp_path, content, sentence):
    path = tmp_path / "a.db"
    path.write_bytes(content)
    with pytest.raises(StoreError, match=sentence), open_for_writing(path):
        pass
    assert path.read_bytes() == content


def test_another_programs_database_is_left_alone(tmp_path):
    path = tmp_path / "other.db"
    other = connect(path)
    other.execute("CREATE TABLE theirs (x)")
    other.close()
    for opened in (open_for_writing, open_for_reading):
        with pytest.raises(StoreError, match="another program"), opened(path):
            pass


def test_reading_what_does_not_exist_makes_no_file(tmp_path):
    with pytest.raises(StoreError, match="does not exist"), open_for_reading(tmp_path / "a.db"):
        pass
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def closed_folder(tmp_path):
    """A folder with a database that nobody may write, nor its folder."""
    folder = tmp_path / "published"
    folder.mkdir()
    path = folder / "a.db"
    with open_for_writing(path) as connection:
        add_boards(connection)
    path.chmod(0o444)
    folder.chmod(0o555)
    yield path
    folder.chmod(0o755)


def test_a_database_that_nobody_may_write_is_read(closed_folder):
    before = sorted(closed_folder.parent.iterdir())
    with open_for_reading(closed_folder) as connection:
        assert rows(connection, "SELECT count(*) FROM boards") == [(1,)]
        assert sorted(closed_folder.parent.iterdir()) == before  # a reader leaves two files else


def test_a_database_stands_still_only_where_nobody_may_write(closed_folder):
    assert stands_still(closed_folder)
    closed_folder.chmod(0o644)  # its owner may, whoever reads
    assert not stands_still(closed_folder)


def test_what_a_writer_left_unfolded_is_read_wherever_it_lies(closed_folder):
    closed_folder.parent.chmod(0o755)
    closed_folder.with_name("a.db-wal").touch()
    closed_folder.parent.chmod(0o555)
    assert not stands_still(closed_folder)


def test_a_commit_that_fails_is_rolled_back(store):
    def write_what_the_commit_refuses():
        with transaction(store):
            store.execute("PRAGMA defer_foreign_keys = ON")
            store.execute("INSERT INTO texts (posting_id, title) VALUES (404, 'Nobody')")

    with pytest.raises(IntegrityError):
        write_what_the_commit_refuses()
    assert not store.in_transaction
    with transaction(store):
        assert rows(store, "SELECT count(*) FROM texts") == [(0,)]


def test_personal_data_and_control_characters_never_reach_the_file(tmp_path):
    path = tmp_path / "a.db"
    with open_for_writing(path) as store:
        add_boards(store)
        dirty = posting(
            1,
            title="Engineer\x00 \x1b]0;x\x07\u202e \ud800",
            text="Write to jane.doe@example.com or call +49 30 5551234.\x9b",
            url="javascript:alert(1)",
        )
        crawl(store, 0, {"acme": ([dirty], COMPLETE)})
        assert breaches(store) == []
        assert rows(store, "SELECT title, url FROM postings") == [("Engineer ]0;x \ufffd", None)]
    assert b"jane.doe" not in path.read_bytes()
    assert b"5551234" not in path.read_bytes()


def test_what_cannot_be_stored_is_quarantined_and_the_rest_kept(store):
    add_boards(store)
    batch = [posting(1), posting(2, title=" "), posting("", title="No id"), posting(3)]
    crawl(store, 0, {"acme": (batch, COMPLETE)})
    assert rows(store, "SELECT source_id FROM postings ORDER BY 1") == [("1",), ("3",)]
    assert len(rows(store, "SELECT * FROM quarantine")) == 2


def test_an_opted_out_employer_is_never_stored(store):
    add_boards(store)
    forget(store, kind="employer", pattern="Shy Inc", now=at(0))
    crawl(
        store,
        1,
        {"acme": ([posting(1, employer="shy inc"), posting(2, employer="Acme")], COMPLETE)},
    )
    assert rows(store, "SELECT source_id FROM postings") == [("2",)]


def test_forgetting_leaves_nothing_in_the_file(tmp_path):
    path = tmp_path / "a.db"
    with open_for_writing(path) as store:
        add_boards(store)
        secret = posting(1, employer="Shy Inc", text="unmistakable wording " * 50)
        crawl(store, 0, {"acme": ([secret, posting(2, employer="Acme")], COMPLETE)})
        assert forget(store, kind="employer", pattern="Shy Inc", now=at(1)) == 1
        assert rows(store, "SELECT source_id FROM postings") == [("2",)]
        assert breaches(store) == []
    data = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert b"unmistakable" not in data


def test_a_backup_is_verified_and_never_overwrites(tmp_path, store):
    add_boards(store)
    crawl(store, 0, {"acme": ([posting(1)], COMPLETE)})
    target = tmp_path / "copy.db"
    assert backup(store, target)["postings"] == 1
    copy = connect(target, read_only=True)
    assert rows(copy, "SELECT source_id FROM postings") == [("1",)]
    copy.close()
    with pytest.raises(StoreError, match="exists"):
        backup(store, target)


def test_full_text_search_follows_edits(store):
    add_boards(store)
    crawl(store, 0, {"acme": ([posting(1, text="welding robots")], COMPLETE)})
    crawl(store, 24, {"acme": ([posting(1, text="baking bread")], COMPLETE)})
    find = "SELECT rowid FROM texts_fts WHERE texts_fts MATCH ?"
    assert rows(store, find, "bread") == [(1,)]
    assert rows(store, find, "robots") == []


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.name)
def test_every_invariant_is_a_query_that_runs(store, check):
    assert store.execute(check.sql).fetchall() == []


def test_doctor_names_the_rows_that_break_an_invariant(store):
    add_boards(store)
    crawl(store, 0, {"acme": ([posting(1), posting(2)], COMPLETE)})
    store.execute(
        "UPDATE postings SET state = 'closed', closed_at = ? WHERE source_id = '2'", [at(1)]
    )
    names = {breach.check.name for breach in breaches(store)}
    assert {"I4-closed-by-proof", "I5-closings"} <= names


def test_derived_state_does_not_grow_with_crawls(store):
    add_boards(store)
    sizes = []
    for day in range(50):
        crawl(
            store, 24 * day, {"acme": ([posting(i, text="x" * 500) for i in range(40)], COMPLETE)}
        )
        sizes.append(store.execute("SELECT page_count FROM pragma_page_count").fetchone()[0])
    assert sizes[-1] <= sizes[5] * 1.05
