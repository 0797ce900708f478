"""The paths that people walk with the commands, and what each mistake on the way tells them."""

import json
import os
import socket
import sqlite3
import threading
from contextlib import contextmanager

import pytest
from cli_helpers import invoke, sentence, small_atlas
from fault_processes import boards_file, crawl_command
from faultboard import Faultboard
from store_helpers import rows

from db.connection import StoreError
from db.store import open_for_reading, open_for_writing


@pytest.fixture
def site():
    with Faultboard() as running:
        yield running


@pytest.fixture
def atlas(tmp_path):
    """A database with two postings of one board, without labels."""
    return small_atlas(tmp_path / "atlas.db")


# Boards files and mirrors


@pytest.mark.parametrize(
    ("content", "word"),
    [
        ("ats,token,employer\n", "no board"),
        ("ats,token,employer\n\n  \n", "no board"),
        ('ats,token,employer\ngreenhouse,acme,"Acme\ngreenhouse,other,B\n', "boards.csv:2:"),
        ("ats,token,employer\ngreenhouse,acme," + "x" * 200_000 + "\n", "boards.csv:2:"),
    ],
    ids=["header only", "blank lines", "open quote", "endless cell"],
)
def test_a_damaged_boards_file_retires_no_board(atlas, tmp_path, content, word):
    path = tmp_path / "boards.csv"
    path.write_text(content, "utf-8")
    assert word in sentence("crawl", atlas, "--boards", path)
    with open_for_reading(atlas) as store:
        assert rows(store, "SELECT state, count(*) FROM postings GROUP BY 1") == [("open", 2)]
        assert rows(store, "SELECT state FROM boards") == [("active",)]


def test_a_boards_file_without_the_system_in_question_retires_no_board(atlas, tmp_path):
    path = tmp_path / "boards.csv"
    path.write_text("ats,token,employer\nlever,acme,Acme\n", "utf-8")
    said = sentence("crawl", atlas, "--boards", path, "--ats", "greenhouse")
    assert "no board of greenhouse" in said
    with open_for_reading(atlas) as store:
        assert rows(store, "SELECT state FROM boards") == [("active",)]


@contextmanager
def answering(reply):
    """A server on loopback that sends ``reply`` to whoever connects, and hangs up."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve():
            while True:
                try:
                    connection, _ = server.accept()
                except OSError:
                    return
                with connection:
                    connection.sendall(reply)

        threading.Thread(target=serve, daemon=True).start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}"
        server.shutdown(socket.SHUT_RDWR)


@pytest.mark.parametrize("reply", [b"SSH-2.0-OpenSSH_9.2\r\n", b""], ids=["ssh", "silence"])
def test_a_mirror_that_is_no_web_server_is_one_sentence(atlas, reply):
    with answering(reply) as url:
        assert f"the mirror {url}" in sentence("crawl", atlas, "--mirror", url)
    with open_for_reading(atlas) as store:
        assert rows(store, "SELECT count(*) FROM crawls") == [(1,)]


def test_an_empty_mirror_is_a_mistake_and_asks_nobody(atlas):
    assert "mirror" in sentence("crawl", atlas, "--mirror", "")


def test_a_mirror_that_is_down_leaves_no_crawl_behind(atlas):
    assert "does not answer" in sentence("crawl", atlas, "--mirror", "http://127.0.0.1:9")
    with open_for_reading(atlas) as store:
        assert rows(store, "SELECT state FROM crawls") == [("finished",)]


@pytest.mark.parametrize("option", ["--aliases", "--model"])
def test_a_mistake_in_a_later_step_shows_before_the_crawl(tmp_path, site, option):
    board = site.board("greenhouse", 2)
    (tmp_path / "aliases.csv").write_text("Building 43,cbsa:0\n", "utf-8")
    (tmp_path / "model").mkdir()
    value = tmp_path / {"--aliases": "aliases.csv", "--model": "model"}[option]
    words = crawl_command(tmp_path / "a.db", boards_file(tmp_path, board), site)[1:]
    assert value.name in sentence("update", *words, option, value)
    assert not site.hits()
    assert not (tmp_path / "a.db").exists()


@pytest.mark.parametrize("command", ["crawl", "update"])
@pytest.mark.parametrize(
    ("option", "value", "status"),
    [
        ("--boards", "nowhere.csv", 1),
        ("--ats", "greenhous", 2),
        ("--mirror", "http://127.0.0.1:9", 1),
    ],
)
def test_a_mistake_in_the_options_of_a_crawl_makes_no_database(
    tmp_path, command, option, value, status
):
    assert value in sentence(command, tmp_path / "a.db", option, value, status=status)
    assert list(tmp_path.iterdir()) == []


# Databases


DATABASE_COMMANDS = {
    "locate": [],
    "classify": [],
    "label": ["--plan", "3"],
    "models use": ["x"],
    "forget": ["--employer", "Acme"],
    "doctor": [],
    "explain": ["1"],
}


@pytest.mark.parametrize("name", DATABASE_COMMANDS)
def test_a_misspelt_database_is_not_created(tmp_path, name):
    path = tmp_path / "atals.db"
    assert "does not exist" in sentence(*name.split(), path, *DATABASE_COMMANDS[name])
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", ["crawl", "locate", "doctor", "test", "export"])
def test_an_empty_name_of_a_database_is_a_wrong_call(name):
    extra = ["roles", "--out", "x.csv"] if name == "export" else []
    assert "empty" in sentence(name, "", *extra, status=2)


@pytest.mark.parametrize(
    "words",
    [
        ["demo", "--keep", ""],
        ["classify", "DB", "--model", ""],
        ["train", "--out", ""],
        ["test", "--panel", ""],
        ["test", "DB", "--margins", ""],
        ["locate", "DB", "--aliases", ""],
        ["label", "DB", "--labeller", ""],
        ["label", "DB", "--second", " "],
    ],
    ids=" ".join,
)
def test_any_other_empty_name_is_a_wrong_call_too(atlas, words):
    assert "empty" in sentence(*(atlas if word == "DB" else word for word in words), status=2)


def test_migrate_says_when_it_made_the_database(atlas, tmp_path):
    assert "up to date" in invoke("migrate", atlas)[1]
    assert "new and empty" in invoke("migrate", tmp_path / "atals.db")[1]


@pytest.mark.parametrize("name", ["doctor", "test"])
def test_an_empty_file_is_said_to_be_empty(tmp_path, name):
    (tmp_path / "atlas.db").touch()
    assert "atlas.db is empty: run `roleatlas crawl" in sentence(name, tmp_path / "atlas.db")


def test_a_database_of_another_program_is_left_as_it_is(tmp_path):
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE notes (note)")
    connection.close()
    before = path.read_bytes()
    assert "another program" in sentence("crawl", path)
    assert path.read_bytes() == before


def test_a_link_to_a_database_has_the_same_lock(atlas, tmp_path):
    link = tmp_path / "link.db"
    link.symlink_to(atlas)
    with open_for_writing(atlas):
        assert str(os.getpid()) in sentence("locate", link, status=75)


def test_a_demonstration_never_replaces_real_data(atlas, tmp_path):
    atlas.rename(tmp_path / "demo.db")
    before = (tmp_path / "demo.db").read_bytes()
    assert "demo.db" in sentence("demo", "--keep", tmp_path)
    assert (tmp_path / "demo.db").read_bytes() == before


def test_a_backup_that_fails_leaves_no_file(atlas, tmp_path, monkeypatch):
    from db import maintenance

    monkeypatch.setattr(maintenance, "_counts", lambda connection: {"rows": id(connection)})
    with open_for_reading(atlas) as store, pytest.raises(StoreError, match="again"):
        maintenance.backup(store, tmp_path / "copy.db")
    assert [left.name for left in tmp_path.glob("copy*")] == []


# Forgetting


@pytest.mark.parametrize(
    "domain", ["%", "_", "https://acme.example/jobs", "acme", "*.example", " "]
)
def test_what_is_no_domain_erases_nothing(atlas, domain):
    assert "nothing was erased" in sentence("forget", atlas, "--domain", domain)
    with open_for_reading(atlas) as store:
        assert rows(store, "SELECT count(*) FROM postings") == [(2,)]
        assert rows(store, "SELECT count(*) FROM opt_outs") == [(0,)]


@pytest.mark.parametrize(
    ("option", "value", "left"),
    [
        ("--domain", "ACME.example", "2"),
        ("--domain", "other.example", "1"),
        ("--employer", "müller", "1"),
        ("--employer", " acme ", "2"),
    ],
)
def test_forgetting_erases_what_it_keeps_out(atlas, option, value, left):
    status, output = invoke("forget", atlas, option, value)
    assert (status, "Erased 1 posting" in output) == (0, True)
    with open_for_reading(atlas) as store:
        assert rows(store, "SELECT source_id FROM postings") == [(left,)]


# Labels and models


@pytest.fixture
def drawn(atlas):
    """The same database with both postings labelled by a model and drawn for labelling."""
    with open_for_writing(atlas) as store:
        store.execute("INSERT INTO models (model_id, added_at, active) VALUES ('m', '2026', 1)")
        ids = [row[0] for row in store.execute("SELECT posting_id FROM postings").fetchall()]
        for number in ids:
            store.execute(
                "INSERT INTO gold (posting_id, labeller, plan, stratum, inclusion_prob)"
                " VALUES (?, 'first', 'p', 's', 1)",
                [number],
            )
    return atlas


def test_a_crawl_may_run_while_somebody_labels(drawn, site, tmp_path, monkeypatch):
    board = site.board("greenhouse", 2, "acme")
    command = crawl_command(drawn, boards_file(tmp_path, board), site)
    statuses = []

    def key(echo=False):
        statuses.append(invoke(*command)[0])
        return "s"

    monkeypatch.setattr("click.getchar", key)
    assert invoke("label", drawn)[0] == 0
    assert statuses == [0, 0]
    with open_for_reading(drawn) as store:
        assert rows(store, "SELECT DISTINCT role FROM gold") == [("specialist",)]


def test_labelling_without_a_terminal_is_a_sentence(drawn, monkeypatch):
    def key(echo=False):
        raise OSError(6, "No such device or address", "/dev/tty")

    monkeypatch.setattr("click.getchar", key)
    assert "terminal" in sentence("label", drawn)


@pytest.mark.parametrize("share", ["5", "-1"])
def test_a_share_is_a_share(drawn, share):
    said = sentence("label", drawn, "--second", "other", "--share", share, status=2)
    assert "range" in said


@pytest.mark.parametrize("limit", ["-3", "0", "9" * 20])
@pytest.mark.parametrize(
    "words", [["locate", "DB", "--unresolved"], ["models", "compare", "DB", "a", "b"]]
)
def test_the_length_of_a_list_is_a_length(atlas, words, limit):
    words = [atlas if word == "DB" else word for word in words]
    assert "range" in sentence(*words, "--limit", limit, status=2)


@pytest.mark.parametrize("seed", ["-1", str(2**32)])
def test_a_seed_that_cannot_be_used_makes_no_folder(tmp_path, seed):
    assert "range" in sentence("train", "--out", tmp_path / "model", "--seed", seed, status=2)
    assert list(tmp_path.iterdir()) == []


def test_an_empty_list_says_that_it_is_empty(atlas):
    assert "No string without a metro" in invoke("locate", atlas, "--unresolved")[1]


def test_nobody_is_the_second_reader_of_their_own_labels(drawn):
    assert "another person" in sentence("label", drawn, "--second", "first")


def test_models_that_labelled_nothing_are_not_compared(drawn):
    assert "'other'" in sentence("models", "compare", drawn, "m", "other")


# Options that would be ignored


@pytest.mark.parametrize(
    "words",
    [
        ["test", "DB", "--to", "answers.json"],
        ["test", "--panel", ".", "--hypothesis", "H1"],
        ["test", "--panel", ".", "--json"],
        ["locate", "DB", "--to", "out.jsonl"],
        ["classify", "DB", "--to", "out.jsonl"],
        ["locate", "--explain", "Berlin", "--unresolved"],
        ["label", "DB", "--plan", "3", "--second", "other"],
        ["evaluate", "--from", "gold.jsonl", "--json", "--card"],
    ],
    ids=" ".join,
)
def test_an_option_that_has_no_effect_is_refused(atlas, words):
    assert "go" in sentence(*(atlas if word == "DB" else word for word in words), status=2)


# Metros by name


@pytest.fixture
def placed(atlas):
    """The same database, placed and labelled, so that there is something to count."""
    assert [invoke(step, atlas)[0] for step in ("locate", "classify")] == [0, 0]
    return atlas


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("München", "Munich"),
        ("東京", "Tokyo"),
        ("NYC", "New York-"),
        ("Pittsburgh", "Pittsburgh, PA"),
    ],
)
def test_a_metro_is_found_under_its_other_names(placed, name, title):
    status, output = invoke("metro", placed, name)
    assert (status, output.startswith(title)) == (0, True), output
    assert title in invoke("compare", placed, "Boston", name)[1]


def test_a_name_of_several_metros_names_them(placed):
    said = sentence("metro", placed, "Bay Area")
    assert "San Francisco" in said
    assert "San Jose" in said


# Gold lines


def test_gold_lines_are_counted_by_line_and_read_as_text(tmp_path, monkeypatch):
    from roleatlas.commands import train

    path = tmp_path / "gold.jsonl"
    lines = [{"title": 5, "text": None, "label": "none"}, {"title": "x", "text": "y", "label": "b"}]
    path.write_text("\n" + "\n".join(map(json.dumps, lines)), "utf-8")
    told = []
    ((example, _),) = train._gold(str(path), told.append)
    assert (example.item.title, example.item.text) == ("5", "")
    assert told == ["line 3: 'b' is no role (specialist, integrator, none); skipped."]


def test_figures_that_cannot_be_computed_are_null_in_json():
    from roleatlas.commands.train import _without_nan

    figures = {"f1": float("nan"), "roles": ({"high": float("inf")}, 1.5, None)}
    assert _without_nan(figures) == {"f1": None, "roles": [{"high": None}, 1.5, None]}
