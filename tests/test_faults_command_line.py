"""What people are told: one sentence and a status, for every way in which a command can fail."""

import os
import stat
from pathlib import Path

import pytest
from click.testing import CliRunner
from fault_processes import ENVIRONMENT, boards_file, crawl_command, run, start, told, wait_for
from faultboard import Faultboard, Reply
from store_helpers import rows

from db.store import open_for_reading
from roleatlas.cli import main

ROOT = Path(__file__).parents[1]


@pytest.fixture
def site():
    with Faultboard() as running:
        yield running


def invoke(*arguments):
    """(status, lines that were said) of a command; an exception that is no exit is a failure."""
    said = CliRunner().invoke(main, [str(argument) for argument in arguments])
    assert said.exception is None or isinstance(said.exception, SystemExit), said.exception
    return said.exit_code, [line for line in said.output.split("\n") if line]


BOARDS = {
    "unknown system": ("monster,acme,Acme", "2", "known ATS"),
    "system in capitals": ("Greenhouse,acme,Acme", "2", "known ATS"),
    "no token": ("greenhouse,,Acme", "2", "token"),
    "one cell": ("greenhouse", "2", "token"),
    "path": ("greenhouse,../../etc/passwd,Acme", "2", "token"),
    "absolute path": ("greenhouse,/etc/passwd,Acme", "2", "token"),
    "long": (f"greenhouse,{'x' * 300},Acme", "2", "token"),
    "twice": ("greenhouse,acme,Acme\ngreenhouse,ACME,Acme", "3", "line 2"),
    "tab": ("greenhouse\tacme\tAcme", "2", "known ATS"),
    "control": ("greenhouse,ac\x07me,Acme", "2", "token"),
}


@pytest.mark.parametrize("kind", BOARDS)
def test_a_bad_line_of_a_boards_file_is_named_and_nothing_changes(tmp_path, kind):
    lines, number, word = BOARDS[kind]
    path, database = tmp_path / "my-boards.csv", tmp_path / "atlas.db"
    path.write_text(f"ats,token,employer\n{lines}\n", "utf-8")
    status, said = invoke("crawl", database, "--boards", path)
    assert (status, len(said)) == (1, 1)
    assert f"my-boards.csv:{number}:" in said[0]
    assert word in said[0]
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    "content", [b"", b"token,ats\n", b"\xff\xfe\x00", b"no comma", b"[boards]\nacme = no\n"]
)
def test_a_file_that_is_no_boards_file_is_one_sentence(tmp_path, content):
    path = tmp_path / "boards.csv"
    path.write_bytes(content)
    status, said = invoke("crawl", tmp_path / "atlas.db", "--boards", path)
    assert (status, len(said)) == (1, 1)
    assert "boards.csv" in said[0]


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbfats,token,employer\r\ngreenhouse,brightmoor,Brightmoor\r\n",
        b"ats,token,employer\n\n  greenhouse , brightmoor ,  Brightmoor \n\n",
        b'ats,token,employer\n"greenhouse","brightmoor","Tools, and more"\n',
        b"ats,token,employer,note\ngreenhouse,brightmoor,Brightmoor,on\n",
        b"ats,token\ngreenhouse,brightmoor",
    ],
    ids=["BOM and CRLF", "blanks", "quotes", "more columns", "fewer columns"],
)
def test_a_boards_file_is_read_as_people_write_them(site, tmp_path, content):
    site.board("greenhouse", 2)
    path = tmp_path / "boards.csv"
    path.write_bytes(content)
    status, _ = invoke("crawl", tmp_path / "a.db", "--boards", path, "--mirror", site.url)
    assert status == 0


def test_ten_thousand_boards_are_read_at_once(tmp_path):
    from db.boards import read_boards

    path = tmp_path / "boards.csv"
    lines = "\n".join(f"greenhouse,board{number},Employer" for number in range(10_000))
    path.write_text(f"ats,token,employer\n{lines}\n", "utf-8")
    assert len(read_boards(path, ["greenhouse"])) == 10_000


@pytest.mark.parametrize(
    "mirror",
    [
        "http://127.0.0.1:9",
        "ftp://127.0.0.1/",
        "nonsense",
        "http://[::1",
        "http://x:99999",
        "file:///etc",
    ],
)
def test_a_mirror_that_cannot_be_asked_is_one_sentence(tmp_path, mirror):
    path = tmp_path / "boards.csv"
    path.write_text("ats,token,employer\ngreenhouse,brightmoor,B\n", "utf-8")
    status, said = invoke("crawl", tmp_path / "a.db", "--boards", path, "--mirror", mirror)
    assert status == 1
    assert len(said) == 1
    assert "mirror" in said[0]


def test_a_board_that_failed_is_named_with_its_reason(site, tmp_path):
    good, bad = site.board("greenhouse", 2, "good"), site.board("greenhouse", 2, "bad")
    site.fail("/bad/", Reply(403))
    boards = boards_file(tmp_path, good, bad)
    status, said = invoke("crawl", tmp_path / "a.db", "--boards", boards, "--mirror", site.url)
    assert status == 1
    named = [line for line in said if "greenhouse/bad" in line]
    assert len(named) == 1
    assert "blocked" in named[0]
    assert "403" in named[0]
    assert not [line for line in said if "greenhouse/good" in line]


def test_a_board_that_is_suddenly_empty_is_named(site, tmp_path):
    board = site.board("greenhouse", 2)
    command = crawl_command(tmp_path / "a.db", boards_file(tmp_path, board), site)
    assert invoke(*command)[0] == 0
    board.jobs.clear()
    status, said = invoke(*command)
    assert status == 1
    assert [line for line in said if "brightmoor" in line and "none is listed" in line]


READERS = ["doctor", "backup", "export", "report", "test", "explain", "locate --unresolved"]


def reading_command(name, database, folder):
    extra = {
        "backup": [folder / "copy.db"],
        "export": ["roles", "--out", folder / "out.csv"],
        "report": ["--out", folder / "out.html"],
        "explain": ["1"],
        "locate": ["--unresolved"],
    }
    word = name.split()[0]
    return [word, database, *extra.get(word, [])]


@pytest.mark.parametrize("content", [None, b"x" * 9000, b"SQLite format 3\x00" + b"x" * 4000])
@pytest.mark.parametrize("name", READERS)
def test_a_database_that_cannot_be_read_is_one_sentence(tmp_path, name, content):
    database = tmp_path / "atlas.db"
    if content is not None:
        database.write_bytes(content)
    status, said = invoke(*reading_command(name, database, tmp_path))
    assert status == 1
    assert len(said) == 1
    assert "atlas.db" in said[0]
    assert sorted(path.name for path in tmp_path.iterdir()) == (["atlas.db"] if content else [])


@pytest.mark.parametrize("name", ["crawl", "locate", "migrate", "forget"])
def test_a_folder_that_does_not_exist_is_one_sentence(tmp_path, name):
    extra = {"forget": ["--employer", "X"]}.get(name, [])
    status, said = invoke(name, tmp_path / "nowhere" / "atlas.db", *extra)
    assert (status, len(said)) == (1, 1)
    assert "nowhere" in said[0]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_is_one_sentence(tmp_path):
    tmp_path.chmod(stat.S_IRUSR | stat.S_IXUSR)
    try:
        status, said = invoke("migrate", tmp_path / "atlas.db")
    finally:
        tmp_path.chmod(stat.S_IRWXU)
    assert (status, len(said)) == (1, 1)


def test_a_second_crawl_is_told_which_process_holds_the_lock(site, tmp_path):
    board = site.board("greenhouse", 2)
    site.fail("/v1/boards", Reply(send="hang"))
    command = crawl_command(tmp_path / "a.db", boards_file(tmp_path, board), site)
    first = start(*command)
    try:
        wait_for(lambda: site.hits("/v1/boards") or first.poll() is not None)
        status, said = invoke(*command)
        assert (status, len(said)) == (75, 1)
        assert str(first.pid) in said[0]
    finally:
        first.kill()
        told(first)
    site.faults.clear()
    assert invoke(*command)[0] == 0  # the lock of a killed process is free


def test_a_crawl_writes_nowhere_but_beside_its_database(site, tmp_path):
    board = site.board("greenhouse", 3)
    data, elsewhere = tmp_path / "data", tmp_path / "elsewhere"
    data.mkdir()
    elsewhere.mkdir()
    boards = boards_file(tmp_path, board)
    moved = {name: str(elsewhere) for name in ("HOME", "TMPDIR", "XDG_CACHE_HOME")}
    environment = ENVIRONMENT | moved | {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    command = crawl_command(data / "atlas.db", boards, site)
    status, said = told(start(*command, env=environment, cwd=elsewhere))
    assert status == 0, said
    assert list(elsewhere.rglob("*")) == []
    assert {path.name.split(".db")[0] for path in data.iterdir()} == {"atlas"}


def test_memory_that_runs_out_is_a_sentence_and_loses_no_other_board(site, tmp_path):
    small = [site.board("greenhouse", 5, f"board{number}") for number in range(3)]
    huge = site.board("greenhouse", 1, "huge")
    site.fail("/huge/", Reply(200, b'{"jobs":[' + b'"x",' * 11_000_000 + b'"x"]}'))
    command = crawl_command(tmp_path / "a.db", boards_file(tmp_path, *small, huge), site)
    limit = "import resource as r; r.setrlimit(r.RLIMIT_AS, (560 << 20, 560 << 20))"
    status, said = run(*command, limits=limit)
    assert status == 1
    assert "Traceback" not in said
    assert [line for line in said.split("\n") if "greenhouse/huge: failed" in line]
    with open_for_reading(tmp_path / "a.db") as store:
        closed = rows(store, "SELECT count(*) FROM events WHERE kind = 'closed'")
        assert closed == [(0,)]
        assert rows(store, "SELECT count(*) FROM open_postings") == [(15,)]
    site.faults.clear()
    assert run(*command)[0] == 0
    with open_for_reading(tmp_path / "a.db") as store:
        assert rows(store, "SELECT count(*) FROM open_postings") == [(16,)]
