"""Kills of labelling and exports, memory of large boards, and many crawls with random faults."""

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from fault_processes import boards_file, crawl_command, run, start, told
from fault_world import row
from faultboard import HTML, Faultboard, Reply
from shapes import Job
from store_helpers import rows

from db.checks import breaches
from db.store import open_for_reading

SENTENCES = (
    "You train machine learning models and bring them into production.",
    "You add a language model to our support tool through its interface.",
    "You care for patients on the ward and keep their records.",
    "You drive a truck and load it with care.",
)


@pytest.fixture
def site():
    with Faultboard() as running:
        yield running


def unlabelled_database(site, tmp_path, number):
    board = site.board("greenhouse")
    board.jobs = [
        Job(f"job-{n}", f"Role {n}", text=f"<p>{SENTENCES[n % 4]} Item {n}.</p>")
        for n in range(number)
    ]
    database = tmp_path / "whole.db"
    assert run(*crawl_command(database, boards_file(tmp_path, board), site))[0] == 0
    return database


LABELS = "SELECT posting_id, model_id, role, text_hash FROM labels ORDER BY 1, 2"


def kill_classify(site, tmp_path, number, trials):
    """Kill `classify` at random moments, run it again, and compare with labels given in peace."""
    source = unlabelled_database(site, tmp_path, number)
    content = source.read_bytes()
    begun = time.monotonic()
    assert run("classify", source)[0] == 0
    whole = time.monotonic() - begun
    with open_for_reading(source) as store:
        expected = rows(store, LABELS)
    chance, killed = random.Random(trials), 0
    for trial in range(trials):
        database = tmp_path / f"{trial}.db"
        database.write_bytes(content)
        process = start("classify", database)
        try:
            process.wait(chance.uniform(0.3, 1.0) * whole)
        except subprocess.TimeoutExpired:
            process.kill()
            killed += 1
        told(process)
        assert run("classify", database)[0] == 0
        with open_for_reading(database) as store:
            assert rows(store, LABELS) == expected
            assert breaches(store) == []
    assert len(expected) == number
    return killed


def test_a_killed_labelling_is_resumed(site, tmp_path):
    assert kill_classify(site, tmp_path, 300, 1) <= 1


@pytest.mark.slow
def test_sixty_killed_labellings_are_resumed(site, tmp_path):
    assert kill_classify(site, tmp_path, 1000, 60) >= 30


FAIL_IN_THE_MIDDLE = """
import os
import roleatlas.commands.export as export
made, rows = export.guarded, []
def fatal(value):
    rows.append(value)
    if len(rows) > 300:
        os._exit(137)
    return made(value)
export.guarded = fatal
"""


def test_an_export_that_dies_leaves_the_old_file_whole(world, tmp_path):
    world.serve([row(key) for key in range(40)])
    world.crawl(0)
    out = tmp_path / "roles.csv"
    command = ("export", tmp_path / "atlas.db", "roles", "--out", out)
    assert run(*command)[0] == 0
    before = out.read_bytes()
    assert run(*command, limits=FAIL_IN_THE_MIDDLE)[0] == 137
    assert out.read_bytes() == before
    assert run(*command)[0] == 0
    assert out.read_bytes() == before
    assert not list(tmp_path.glob("*.part"))


# The kernel's own high-water mark is inherited from the process that starts this one.
MEASURED = """
import atexit, os, sys, threading, time
most = [0]
def sample():
    while True:
        with open("/proc/self/statm") as stream:
            most[0] = max(most[0], int(stream.read().split()[1]))
        time.sleep(0.005)
threading.Thread(target=sample, daemon=True).start()
def tell():
    sys.stderr.write(f"peak {most[0] * os.sysconf('SC_PAGE_SIZE') >> 20} MB\\n")
atexit.register(tell)
"""


def peak_of(said):
    return int(said.split("peak ")[1].split(" MB")[0])


@pytest.mark.slow
def test_f79_a_board_of_twenty_thousand_postings_stays_within_memory(site, tmp_path):
    board = site.board("smartrecruiters", 20_000, per_page=100)
    command = crawl_command(tmp_path / "atlas.db", boards_file(tmp_path, board), site)
    status, said = told(start(*command, limits=MEASURED), timeout=500)
    assert status == 0, said
    assert peak_of(said) < 400
    with open_for_reading(tmp_path / "atlas.db") as store:
        assert rows(store, "SELECT count(*) FROM open_postings") == [(20_000,)]


@pytest.mark.slow
@pytest.mark.parametrize(("ats", "where"), [("greenhouse", "/v1/boards"), ("personio", "/xml")])
def test_f80_a_document_of_a_hundred_megabytes_is_refused_within_memory(site, tmp_path, ats, where):
    board = site.board(ats, 1)
    site.fail(where, Reply(200, b" " * 100_000_000))
    command = crawl_command(tmp_path / "atlas.db", boards_file(tmp_path, board), site)
    status, said = told(start(*command, limits=MEASURED), timeout=300)
    assert status == 1
    assert "failed" in said
    assert peak_of(said) < 400


def descriptors():
    return len(list(Path("/proc/self/fd").iterdir()))


def resident():
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


FAULTS = (Reply(503), Reply(403), Reply(200, b""), HTML, Reply(send="reset"), Reply(404, b"{}"))


def soak(world, folder, crawls):
    """Crawl ten boards again and again, one visit in five failing: (memory, files, bytes)."""
    chance = random.Random(5)
    boards = [world.board("greenhouse", 20, f"board{number}") for number in range(10)]
    measured = []
    for number in range(crawls):
        world.site.faults.clear()
        world.site._hits.clear()
        for board in boards:
            if chance.random() < 0.2:
                world.site.fail(f"/{board.token}/", chance.choice(FAULTS))
        world.crawl(12 * number, RETRY_TIMES=0)
        world.store.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        size = sum(path.stat().st_size for path in folder.iterdir())
        measured.append((resident(), descriptors(), size))
    assert world.closings() == 0
    assert world.one("SELECT count(*) FROM postings") == 200
    return measured


@pytest.mark.skipif(sys.platform != "linux", reason="needs Linux's /proc")
@pytest.mark.slow
def test_many_crawls_with_random_faults_leak_nothing(world, tmp_path):
    measured = soak(world, tmp_path, 150)
    memory, files, size = (
        [sorted(values[kind] for values in part)[10] for part in (measured[40:60], measured[-20:])]
        for kind in range(3)
    )
    assert memory[1] <= 1.1 * memory[0]
    assert files[1] <= files[0] + 3
    visits = 10 * 90  # each leaves its row in the history of the board, and nothing else
    assert size[1] <= size[0] + 250 * visits
