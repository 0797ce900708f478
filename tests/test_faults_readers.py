"""Readers beside a crawl and writers that hold the file: nobody fails or sees half a batch."""

import threading
import time

import pytest
from fault_processes import boards_file, crawl_command, run, start, told
from faultboard import Faultboard
from store_helpers import rows

from db.checks import breaches
from db.connection import WAL_LIMIT_BYTES, OperationalError, connect
from db.store import open_for_reading

QUERIES = (
    "SELECT count(*) FROM roles",
    "SELECT employer, count(*) FROM open_postings GROUP BY employer",
    "SELECT count(*) FROM texts_fts WHERE texts_fts MATCH 'machines'",
    "SELECT * FROM coverage",
    "SELECT * FROM board_health",
)
# In one statement: postings of one batch are there together, with their texts and events.
WHOLE = (
    "SELECT (SELECT count(*) FROM postings), (SELECT count(*) FROM texts),"
    " (SELECT count(*) FROM events WHERE kind = 'opened')"
)


class Reader(threading.Thread):
    """Reads for as long as it is let, and keeps what went wrong."""

    def __init__(self, database, done):
        super().__init__()
        self.database, self.done, self.rounds, self.wrong = database, done, 0, []

    def run(self):
        try:
            with open_for_reading(self.database) as store:
                while not self.done.is_set():
                    for query in QUERIES:
                        store.execute(query).fetchall()
                    counts = rows(store, WHOLE)[0]
                    if len(set(counts)) != 1:
                        self.wrong.append(counts)
                    self.rounds += 1
                    self.done.wait(0.05)  # the mirror of the crawl runs in this process, too
        except Exception as error:
            self.wrong.append(error)


def crawl_beside(tmp_path, boards, number, readers):
    """Crawl beside so many readers; returns (seconds of the crawl, the readers)."""
    with Faultboard() as site:
        served = [site.board("greenhouse", number, f"board{n}") for n in range(boards)]
        database = tmp_path / f"{readers}.db"
        assert run("migrate", database)[0] == 0
        command = crawl_command(database, boards_file(tmp_path, *served), site)
        done = threading.Event()
        threads = [Reader(database, done) for _ in range(readers)]
        for thread in threads:
            thread.start()
        begun = time.monotonic()
        status, said = told(start(*command), timeout=300)
        seconds = time.monotonic() - begun
        done.set()
        for thread in threads:
            thread.join()
        assert (status, "locked" in said) == (0, False), said
    with open_for_reading(database) as store:
        assert breaches(store) == []
        assert rows(store, "SELECT count(*) FROM postings") == [(boards * number,)]
    log = database.with_name(database.name + "-wal")
    assert not log.exists() or log.stat().st_size <= WAL_LIMIT_BYTES
    return seconds, threads


def test_three_readers_and_a_crawl_do_not_disturb_each_other(tmp_path):
    _, readers = crawl_beside(tmp_path, 8, 50, 3)
    assert [reader.wrong for reader in readers] == [[], [], []]
    assert min(reader.rounds for reader in readers) >= 3


@pytest.mark.slow
def test_a_large_crawl_is_at_most_twice_as_slow_beside_three_readers(tmp_path):
    alone, _ = crawl_beside(tmp_path, 40, 250, 0)
    beside, readers = crawl_beside(tmp_path, 40, 250, 3)
    assert [reader.wrong for reader in readers] == [[], [], []]
    assert beside <= 2 * alone + 2


def hold(tmp_path, seconds):
    """Hold the file from outside for so long while a crawl runs; returns what the crawl said."""
    with Faultboard() as site:
        boards = [site.board("greenhouse", 5, f"board{n}") for n in range(3)]
        database = tmp_path / "atlas.db"
        command = crawl_command(database, boards_file(tmp_path, *boards), site)
        assert run(*command)[0] == 0
        holder = connect(database)
        holder.execute("BEGIN EXCLUSIVE")
        timer = threading.Timer(seconds, lambda: None)
        process = start(*command)
        timer.start()
        timer.join()
        holder.execute("ROLLBACK")
        holder.close()
        status, said = told(process)
    with open_for_reading(database) as store:
        assert breaches(store) == []
        assert rows(store, "SELECT state, count(*) FROM postings GROUP BY 1") == [("open", 15)]
    return status, said


def test_a_program_that_holds_the_file_for_a_while_is_waited_for(tmp_path):
    assert hold(tmp_path, 3)[0] == 0


@pytest.mark.slow
def test_a_program_that_holds_the_file_for_long_is_named(tmp_path):
    status, said = hold(tmp_path, 40)
    assert status == 1
    assert "in use by another program" in said
    assert "Traceback" not in said


def test_a_reader_cannot_write(tmp_path):
    assert run("migrate", tmp_path / "atlas.db")[0] == 0
    with (
        open_for_reading(tmp_path / "atlas.db") as store,
        pytest.raises(OperationalError, match="readonly"),
    ):
        store.execute("DELETE FROM postings")
