"""F81 to F90: full disks, killed processes, backups, locks, and counts that must agree."""

import os
import shutil
import signal
import subprocess
import time
from datetime import timedelta

import pytest
from click.testing import CliRunner
from fault_processes import boards_file, crawl_command, run, start, told, wait_for
from fault_world import row
from faultboard import NOW, Faultboard, Reply
from store_helpers import COMPLETE, add_boards, posting, rows

from db.checks import breaches
from db.connection import connect
from db.crawls import begin_crawl
from db.maintenance import backup
from db.store import open_for_reading, open_for_writing
from roleatlas.cli import main
from roleatlas.commands.crawl import run_crawl


@pytest.fixture
def site():
    with Faultboard() as running:
        yield running


def facts(database):
    """(states of postings, states of crawls, closings) of a sound database."""
    with open_for_reading(database) as store:
        assert breaches(store) == []
        return (
            dict(rows(store, "SELECT state, count(*) FROM postings GROUP BY state")),
            [state for (state,) in rows(store, "SELECT state FROM crawls ORDER BY crawl_id")],
            rows(store, "SELECT count(*) FROM events WHERE kind = 'closed'")[0][0],
        )


@pytest.fixture
def small_disk(tmp_path):
    """A file system of 24 MB."""
    folder = tmp_path / "small"
    folder.mkdir()
    mounted = ["mount", "-t", "tmpfs", "-o", "size=24m", "none", str(folder)]
    if os.geteuid() or subprocess.run(mounted, capture_output=True, check=False).returncode:
        pytest.skip("a small file system can only be mounted by root")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def grow(folder):
    subprocess.run(["mount", "-o", "remount,size=200m", str(folder)], check=True)


@pytest.mark.slow
def test_f81_a_full_disk_ends_the_crawl_and_harms_nothing(site, small_disk, tmp_path):
    boards = [site.board("greenhouse", 40, f"board{number}") for number in range(12)]
    for board in boards:
        for job in board.jobs:
            job.text = "<p>" + f"Operate machine {job.id} with care. " * 1400 + "</p>"
    database = small_disk / "atlas.db"
    command = crawl_command(database, boards_file(tmp_path, *boards), site)
    status, said = run(*command)
    assert status == 1
    assert "full" in said
    assert "Traceback" not in said
    states, _, closings = facts(database)
    assert (set(states), closings) == ({"open"}, 0)
    assert states["open"] < 480
    grow(small_disk)
    assert run(*command)[0] == 0
    assert facts(database)[0] == {"open": 480}


def test_f81_too_little_space_is_said_before_anything_is_written(tmp_path, monkeypatch):
    usage = shutil.disk_usage(tmp_path)._replace(free=1024)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    told_ = CliRunner().invoke(main, ["migrate", str(tmp_path / "atlas.db")])
    assert told_.exit_code == 1
    assert "free" in told_.output
    assert list(tmp_path.iterdir()) == []


LIMIT = "import resource as r; r.setrlimit(r.RLIMIT_{}, ({}, {}))"


def test_f81_a_file_that_may_not_grow_ends_the_crawl_and_harms_nothing(site, tmp_path):
    boards = [site.board("greenhouse", 40, f"board{number}") for number in range(4)]
    for board in boards:
        for job in board.jobs:
            job.text = "<p>" + f"Operate machine {job.id} with care. " * 300 + "</p>"
    database = tmp_path / "atlas.db"
    assert run("migrate", database)[0] == 0
    command = crawl_command(database, boards_file(tmp_path, *boards), site)
    status, said = run(*command, limits=LIMIT.format("FSIZE", 700_000, 700_000))
    assert (status, "Traceback" in said) == (1, False)
    assert "limit on the size of a file" in said
    assert facts(database)[2] == 0
    assert run(*command)[0] == 0
    assert facts(database)[0] == {"open": 160}


def test_f82_a_backup_is_verified_and_a_damaged_one_is_red(world, tmp_path):
    world.board("greenhouse", 200)
    world.crawl(0)
    target = tmp_path / "copy.db"
    assert backup(world.store, target)["postings"] == 200
    copy = connect(target, read_only=True)
    assert rows(copy, "SELECT source_id FROM postings ORDER BY 1") == world.rows(
        "SELECT source_id FROM postings ORDER BY 1"
    )
    copy.close()
    assert CliRunner().invoke(main, ["doctor", str(target)]).exit_code == 0
    whole = target.read_bytes()
    damaged = {
        "cut": whole[: len(whole) // 2],
        "overwritten": whole[:20_000] + b"\x55" * 60_000 + whole[80_000:],
        "empty": b"",
        "no database": b"x" * 9000,
    }
    for name, content in damaged.items():
        target.write_bytes(content)
        told_ = CliRunner().invoke(main, ["doctor", str(target)])
        assert told_.exit_code == 1, name
        assert told_.exception is None or isinstance(told_.exception, SystemExit), name
    target.unlink()
    assert CliRunner().invoke(main, ["doctor", str(target)]).exit_code == 1


@pytest.mark.parametrize("most", [64, 16])
def test_f83_too_few_file_descriptors_are_an_error_and_no_hang(site, tmp_path, most):
    boards = [site.board("greenhouse", 3, f"board{number}") for number in range(12)]
    database = tmp_path / "atlas.db"
    command = crawl_command(database, boards_file(tmp_path, *boards), site)
    status, said = run(*command, limits=LIMIT.format("NOFILE", most, most))
    if status == 0:  # enough after all: then everything is there
        assert facts(database)[0] == {"open": 36}
    else:
        assert said.strip()
        assert run(*command)[0] == 0
        assert facts(database)[0] == {"open": 36}


def hanging(site, tmp_path):
    """A crawl in its own process that stands still at the third of four boards."""
    boards = [site.board("greenhouse", 3, f"board{number}") for number in range(4)]
    site.fail("/board2/", Reply(send="hang"))
    site.fail("/board3/", Reply(send="hang"))
    database = tmp_path / "atlas.db"
    command = crawl_command(database, boards_file(tmp_path, *boards), site)
    process = start(*command)
    wait_for(lambda: len(site.hits("/v1/boards")) == 4)
    wait_for(lambda: _stored(database) == 6)
    return process, command, database


def _stored(database):
    with open_for_reading(database) as store:
        return rows(store, "SELECT count(*) FROM postings")[0][0]


def test_f84_a_killed_crawl_is_marked_and_no_board_is_skipped(site, tmp_path):
    process, command, database = hanging(site, tmp_path)
    process.kill()
    told(process)
    site.faults.clear()
    site._hits.clear()
    assert run(*command)[0] == 0
    assert facts(database) == ({"open": 12}, ["aborted", "finished"], 0)
    assert site.hits()[0].path.split("/")[3] in ("board2", "board3")


def test_f85_a_crawl_that_is_told_to_stop_ends_soon_and_says_so(site, tmp_path):
    process, command, database = hanging(site, tmp_path)
    begun = time.monotonic()
    process.send_signal(signal.SIGTERM)
    status, said = told(process)
    assert time.monotonic() - begun < 30  # the bound that we promise
    assert status == 1
    assert "stopped" in said
    assert facts(database)[1:] == (["aborted"], 0)
    site.faults.clear()
    assert run(*command)[0] == 0
    assert facts(database) == ({"open": 12}, ["aborted", "finished"], 0)


SIGNAL_WHILE_OPENING = """
import os, signal
import crawler.board as board
made = board.BoardSpider.from_crawler.__func__
def early(cls, *arguments, **options):
    os.kill(os.getpid(), signal.SIGTERM)
    return made(cls, *arguments, **options)
board.BoardSpider.from_crawler = classmethod(early)
"""


def test_f85_a_signal_while_spiders_are_opened_is_no_hang(site, tmp_path):
    boards = [site.board("greenhouse", 3), site.board("lever", 3)]
    command = crawl_command(tmp_path / "atlas.db", boards_file(tmp_path, *boards), site)
    process = start(*command, limits=SIGNAL_WHILE_OPENING)
    try:
        status, _ = told(process, timeout=90)
    finally:
        process.kill()
    assert status == 1
    assert site.hits() == []  # no visit begins after the signal


def test_f86_one_bad_row_of_five_hundred_keeps_the_others(world, tmp_path):
    world.serve([row(key) for key in range(499)] + [row(499, title="\u200b")])
    path = tmp_path / "boards.csv"
    path.write_text("ats,token,employer\ngreenhouse,brightmoor,Brightmoor\n", "utf-8")
    assert not run_crawl(world.store, path, None, world.site.url, lambda: NOW)
    assert world.states() == {"open": 499}
    assert "1" in world.visit()["reason"]


class Failpoint:
    """A connection whose process ends at its n-th statement, before it is run."""

    def __init__(self, connection, statements):
        self._connection, self._left = connection, statements

    def execute(self, *arguments):
        self._left -= 1
        if self._left < 0:
            os._exit(137)
        return self._connection.execute(*arguments)

    def __getattr__(self, name):
        return getattr(self._connection, name)


def one_crawl(database, hours, ids, statements=10**6):
    """A crawl of one board in a process of its own; returns its exit status."""
    child = os.fork()
    if not child:
        with open_for_writing(database) as store:
            clock = NOW + timedelta(hours=hours)
            sink = begin_crawl(store, clock=lambda: clock, version="t", mirror=None, boards_asked=1)
            sink.connection = Failpoint(store, statements)
            from db.outcome import BoardOutcome

            sink.begin_board(1)
            sink.put(1, [posting(key, text=f"Text {hours}") for key in ids])
            sink.finish_board(1, BoardOutcome(listed=len(ids), **COMPLETE))
            sink.end()
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


HISTORY = ((0, "abc"), (24, "abd"), (48, "abd"))
FINAL = "SELECT source_id, state, first_seen, last_seen, closed_at FROM postings ORDER BY 1"


def history(database, at=None, statements=0):
    """Three crawls; the one numbered ``at`` is killed at a statement and run again."""
    with open_for_writing(database) as store:
        add_boards(store)
    for number, (hours, ids) in enumerate(HISTORY):
        if number == at:
            died = one_crawl(database, hours, ids, statements)
            if died == 0:
                return None
            assert died == 137
        assert one_crawl(database, hours, ids) == 0
    with open_for_reading(database) as store:
        assert breaches(store) == []
        return rows(store, FINAL), rows(store, "SELECT kind, count(*) FROM events GROUP BY 1")


def kill_at_statements(tmp_path, step):
    whole = history(tmp_path / "whole.db")
    assert [state for _, state, *_ in whole[0]] == ["open", "open", "closed", "open"]
    tried = 0
    for at in range(3):
        for statements in range(at, 99, step):
            found = history(tmp_path / f"{at}-{statements}.db", at, statements)
            if found is None:
                break
            assert found == whole, (at, statements)
            tried += 1
    return tried


def test_f87_a_process_that_dies_between_statements_leaves_nothing_half_done(tmp_path):
    assert kill_at_statements(tmp_path, 7) >= 5


@pytest.mark.slow
def test_f87_a_process_may_die_at_every_statement(tmp_path):
    assert kill_at_statements(tmp_path, 1) >= 40


def test_f88_a_long_write_makes_nobody_wait(world, tmp_path):
    world.board("greenhouse", 5)
    world.crawl(0)
    database = tmp_path / "atlas.db"
    world.store.execute("BEGIN IMMEDIATE")
    world.store.execute("UPDATE postings SET misses = 9")
    try:
        begun = time.monotonic()
        with open_for_reading(database) as reader:
            assert rows(reader, "SELECT DISTINCT misses FROM postings") == [(0,)]
        assert time.monotonic() - begun < 1
        status, said = run("migrate", database)
        assert (status, str(os.getpid()) in said) == (75, True)
        assert time.monotonic() - begun < 25  # it does not wait until the file is free
    finally:
        world.store.execute("ROLLBACK")


def test_f89_crawls_of_the_same_boards_leave_the_file_as_large_as_it_was(world, tmp_path):
    world.board("greenhouse", 60)
    sizes = []
    for day in range(40):
        world.crawl(24 * day)
        world.store.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        sizes.append(sum(path.stat().st_size for path in tmp_path.iterdir()))
    assert sizes[-1] <= 1.05 * sizes[10]


def test_f90_every_count_of_open_postings_is_the_same(world):
    board = world.board("greenhouse", 30)
    world.board("lever", 20)
    world.crawl(0)
    del board.jobs[:5]
    world.crawl(24)
    world.crawl(48)
    counted = {
        "coverage": "SELECT open FROM coverage",
        "open_postings": "SELECT count(*) FROM open_postings",
        "roles": "SELECT count(DISTINCT posting_id) FROM roles WHERE state = 'open'",
        "board_health": "SELECT sum(open) FROM board_health",
        "events": "SELECT sum(kind = 'opened') - sum(kind = 'closed') FROM events",
        "table": "SELECT count(*) FROM postings WHERE closed_at IS NULL",
    }
    assert {name: world.one(sql) for name, sql in counted.items()} == dict.fromkeys(counted, 45)
