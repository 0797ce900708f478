"""Processes killed at random points: after resuming, the database equals the source's truth."""

from __future__ import annotations

import csv
import itertools
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time

import pytest
from mirror import mirror
from store_helpers import rows

from db.checks import breaches
from db.store import open_for_reading, open_for_writing

BOARDS, JOBS = 12, 30
COMMAND = [sys.executable, "-c", "from roleatlas.cli import main; main()"]
ENVIRONMENT = os.environ | {"OMP_NUM_THREADS": "1"}


def truth():
    """board -> {source id: title}."""
    return {
        f"board{board}": {str(1000 * board + job): f"Opening {job}" for job in range(JOBS)}
        for board in range(BOARDS)
    }


def answer(host, path):
    parts = path.split("?")[0].split("/")
    if host != "boards-api.greenhouse.io" or len(parts) < 4 or parts[3] not in truth():
        return 404, "text/plain", b""
    jobs = [
        {
            "id": int(key),
            "title": title,
            "absolute_url": f"https://boards.greenhouse.io/x/jobs/{key}",
            "location": {"name": "Boston, MA"},
            "content": "&lt;p&gt;We train machine learning models.&lt;/p&gt;",
        }
        for key, title in truth()[parts[3]].items()
    ]
    body = json.dumps({"jobs": jobs, "meta": {"total": len(jobs)}}).encode()
    return 200, "application/json", body


def start(*arguments):
    return subprocess.Popen(
        [*COMMAND, *map(str, arguments)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=ENVIRONMENT,
    )


def kill_after(seconds, *arguments, how=signal.SIGKILL):
    """Start a command and kill it unless it ends first; returns whether it was killed."""
    process = start(*arguments)
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.send_signal(how)
        process.wait(30)
        return True
    return False


def duration(*arguments):
    begun = time.monotonic()
    assert start(*arguments).wait(120) == 0
    return time.monotonic() - begun


@pytest.fixture
def boards(tmp_path):
    path = tmp_path / "boards.csv"
    with path.open("w", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["ats", "token", "employer"])
        writer.writerows(["greenhouse", token, token] for token in truth())
    return path


def check(database):
    with open_for_reading(database) as connection:
        found = rows(
            connection,
            "SELECT token, source_id, title, p.state FROM postings p JOIN boards USING (board_id)",
        )
        expected = [
            (token, key, title, "open")
            for token, jobs in truth().items()
            for key, title in jobs.items()
        ]
        assert sorted(found) == sorted(expected)
        assert rows(connection, "SELECT DISTINCT state FROM crawls WHERE state = 'running'") == []
        assert rows(connection, "SELECT count(*) FROM events WHERE kind = 'closed'") == [(0,)]
        assert breaches(connection) == []


def kill_crawls(tmp_path, boards, trials, how=signal.SIGKILL):
    chance, killed = random.Random(trials), 0
    with mirror(answer) as url:
        whole = duration("crawl", tmp_path / "whole.db", "--boards", boards, "--mirror", url)
        for trial in itertools.count():  # a crawl that was quicker than the kill is no trial
            assert trial < 3 * trials + 10
            if killed == trials:
                break
            database = tmp_path / f"{trial}.db"
            arguments = ("crawl", database, "--boards", boards, "--mirror", url)
            killed += kill_after(chance.uniform(0.2, 1) * whole, *arguments, how=how)
            first = _first_seen(database)
            assert start(*arguments).wait(120) == 0
            check(database)
            assert first.items() <= _first_seen(database).items()
    assert killed == trials


def _first_seen(database):
    if not database.exists():
        return {}
    with open_for_writing(database) as connection:
        return dict(rows(connection, "SELECT posting_id, first_seen FROM postings"))


def test_a_killed_crawl_resumes(tmp_path, boards):
    kill_crawls(tmp_path, boards, 3)


def test_a_terminated_crawl_ends_soon_and_closes_nothing(tmp_path, boards):
    kill_crawls(tmp_path, boards, 2, how=signal.SIGTERM)


@pytest.mark.slow
def test_sixty_killed_crawls_resume(tmp_path, boards):
    kill_crawls(tmp_path, boards, 60)


def kill_migrations(tmp_path, trials):
    chance = random.Random(trials)
    whole = duration("migrate", tmp_path / "whole.db")
    with open_for_reading(tmp_path / "whole.db") as connection:
        schema = rows(connection, "SELECT type, name, sql FROM sqlite_master ORDER BY 1, 2")
    for trial in range(trials):
        database = tmp_path / f"m{trial}.db"
        kill_after(chance.uniform(0.3, 1.05) * whole, "migrate", database)
        assert start("migrate", database).wait(60) == 0
        with open_for_reading(database) as connection:
            assert (
                rows(connection, "SELECT type, name, sql FROM sqlite_master ORDER BY 1, 2")
                == schema
            )
            assert breaches(connection) == []


def test_a_killed_migration_is_whole_or_absent(tmp_path):
    kill_migrations(tmp_path, 3)


@pytest.mark.slow
def test_sixty_killed_migrations_are_whole_or_absent(tmp_path):
    kill_migrations(tmp_path, 60)


def kill_classifications(tmp_path, boards, trials):
    """Killed while labelling, then resumed: one label a posting, equal to an undisturbed run's."""
    with mirror(answer) as url:
        assert start("crawl", tmp_path / "c.db", "--boards", boards, "--mirror", url).wait(120) == 0
    with open_for_writing(tmp_path / "c.db") as connection:
        connection.execute(f"VACUUM INTO '{tmp_path / 'copy.db'}'")
    whole = duration("classify", tmp_path / "c.db")
    expected = _labels(tmp_path / "c.db")
    assert len(expected) == BOARDS * JOBS
    chance = random.Random(trials)
    for trial in range(trials):
        database = tmp_path / f"l{trial}.db"
        shutil.copy(tmp_path / "copy.db", database)
        kill_after(chance.uniform(0.5, 1.05) * whole, "classify", database)
        assert start("classify", database).wait(120) == 0
        assert _labels(database) == expected
        with open_for_reading(database) as connection:
            assert breaches(connection) == []


def _labels(database):
    with open_for_reading(database) as connection:
        sql = (
            "SELECT token, source_id, role, round(p_none, 6) FROM labels JOIN postings"
            " USING (posting_id) JOIN boards USING (board_id) ORDER BY 1, 2"
        )
        return rows(connection, sql)


def test_a_killed_classification_resumes(tmp_path, boards):
    kill_classifications(tmp_path, boards, 2)


@pytest.mark.slow
def test_sixty_killed_classifications_resume(tmp_path, boards):
    kill_classifications(tmp_path, boards, 60)
