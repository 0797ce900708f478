"""`roleatlas serve`: where it listens, and the sentence for what it cannot serve."""

from __future__ import annotations

import socket
import sqlite3

import pytest
from click.testing import CliRunner
from served_site import make

from roleatlas.commands import serve as command


@pytest.fixture(scope="module")
def database(tmp_path_factory):
    return make(tmp_path_factory.mktemp("served") / "my atlas.db")


def run(*arguments):
    return CliRunner().invoke(command.serve, [str(argument) for argument in arguments])


@pytest.fixture
def started(monkeypatch):
    """What the command would have run."""
    import uvicorn

    calls = []
    monkeypatch.setattr(uvicorn, "run", lambda app, **options: calls.append(options))
    # SQLite's memory limit holds for the whole process and cannot be raised again.
    monkeypatch.setattr("roleatlas.serve.limits.HEAP_BYTES", None)
    return calls


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def test_the_command_listens_on_this_machine_only(database, started):
    port = free_port()
    result = run(database, "--port", port)
    assert result.exit_code == 0, result.output
    assert f"http://127.0.0.1:{port}/" in result.output
    assert [(call["host"], call["port"]) for call in started] == [("127.0.0.1", port)]


def older(path):
    make(path)
    with sqlite3.connect(path) as connection:
        connection.execute("DELETE FROM _sqlite_migrations WHERE name LIKE 'm002%'")


def older_views(path):
    make(path)
    with sqlite3.connect(path) as connection:
        connection.execute("DROP VIEW coverage")
        connection.execute("CREATE VIEW coverage AS SELECT 1 AS boards")


def foreign(path):
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE t (a)")


@pytest.mark.parametrize(
    ("prepare", "sentence"),
    [
        (lambda path: None, "does not exist: run"),
        (lambda path: path.write_text("x" * 5000), "is no readable database"),
        (foreign, "is no database of roleatlas"),
        (older, "has an older schema: run `roleatlas migrate"),
        (older_views, "has older views: run `roleatlas migrate"),
    ],
)
def test_a_database_that_cannot_be_served_is_told_in_one_sentence(
    tmp_path, started, prepare, sentence
):
    path = tmp_path / "a.db"
    prepare(path)
    result = run(path, "--port", free_port())
    assert result.exit_code == 1
    assert sentence in result.output
    assert len(result.output.strip().splitlines()) == 1
    assert not started


def test_a_missing_extra_is_told_with_the_pip_line(database, started, monkeypatch):
    monkeypatch.setattr(command, "find_spec", lambda name: None)
    result = run(database)
    assert result.exit_code == 1
    assert "pip install 'roleatlas[serve]'" in result.output


def test_a_port_in_use_is_told(database, started):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        result = run(database, "--port", taken.getsockname()[1])
    assert result.exit_code == 1
    assert "choose another with --port" in result.output


def test_a_bad_public_address_is_told(database, started):
    result = run(database, "--port", free_port(), "--public", "jobs.example.org")
    assert result.exit_code == 1
    assert "write --public https://host/" in result.output
