"""What the commands read and write as files: whole, in UTF-8, and named when it fails."""

import json
import os
from pathlib import Path

import pytest
from cli_helpers import BERLIN, invoke, process, sentence, small_atlas


@pytest.fixture
def atlas(tmp_path):
    """A database with two postings of one board, without labels."""
    return small_atlas(tmp_path / "atlas.db")


# JSON lines in and out


def test_a_file_may_be_read_and_written_at_once(tmp_path):
    path = tmp_path / "places.jsonl"
    path.write_text(BERLIN, "utf-8")
    assert invoke("locate", "--from", path, "--to", path)[0] == 0
    assert json.loads(path.read_text("utf-8"))["metros"] == ["int:2950159"]
    assert [left.name for left in tmp_path.iterdir()] == ["places.jsonl"]


def test_a_byte_order_mark_costs_no_line(tmp_path):
    path = tmp_path / "places.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + BERLIN.replace("\n", "\r\n").encode() * 2)
    status, output = invoke("locate", "--from", path)
    assert (status, len(output.splitlines())) == (0, 2)
    assert invoke("locate", "--from", "-", stdin=path.read_bytes()) == (status, output)


def test_half_a_surrogate_costs_no_other_line(tmp_path):
    path, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    path.write_text('{"id": "\\ud800", "location": "Z\\udfffrich"}\n' + BERLIN, "utf-8")
    assert invoke("locate", "--from", path, "--to", out)[0] == 0
    assert [json.loads(line)["id"] for line in out.read_text("utf-8").splitlines()] == ["\ud800", 1]


def test_what_only_python_calls_json_is_skipped(tmp_path):
    path = tmp_path / "in.jsonl"
    path.write_text('{"id": NaN, "location": "Paris"}\n', "utf-8")
    status, output = invoke("locate", "--from", path)
    assert status == 1
    assert "line 1: not JSON" in output


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_lines_are_utf8_whatever_the_locale(encoding):
    line = '{"id": "é", "location": "München"}\n'.encode()
    status, out, _ = process("locate", "--from", "-", stdin=line, PYTHONIOENCODING=encoding)
    answer = json.loads(out.decode("utf-8"))
    assert (status, answer["id"], answer["metros"]) == (0, "é", ["int:2867714"])


def test_a_terminal_shows_what_it_can():
    status, out, err = process("locate", "--explain", "東京", PYTHONIOENCODING="latin-1")
    assert (status, err) == (0, "")
    assert b"int:1850147" in out


def test_a_reader_that_goes_away_is_no_error(tmp_path):
    path = tmp_path / "in.jsonl"
    path.write_text(BERLIN * 5000, "utf-8")
    read, write = os.pipe()
    os.close(read)
    status, _, err = process("locate", "--from", path, stdout=write)
    os.close(write)
    assert (status, err) == (1, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
def test_a_full_disk_behind_standard_output_is_a_sentence(atlas):
    with Path("/dev/full").open("wb") as full:
        status, _, err = process("doctor", atlas, stdout=full)
    assert status == 1
    assert err.startswith("Error: No space left")
    assert len(err.splitlines()) == 1


def test_an_output_that_fails_leaves_the_old_one(tmp_path):
    from roleatlas.output import whole

    target = tmp_path / "out.csv"
    target.write_text("old", "utf-8")

    def write():
        with whole(target) as part:
            part.write_text("half", "utf-8")
            raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match=r"out\.csv"):
        write()
    assert target.read_text("utf-8") == "old"
    assert [left.name for left in tmp_path.iterdir()] == ["out.csv"]


@pytest.mark.skipif(not Path("/dev/stdout").exists(), reason="no /dev/stdout")
def test_standard_output_by_name_keeps_a_log(tmp_path):
    path, log = tmp_path / "in.jsonl", tmp_path / "log"
    path.write_text(BERLIN, "utf-8")
    log.write_text("before\n", "utf-8")
    with log.open("ab") as stream:
        assert process("locate", "--from", path, "--to", "/dev/stdout", stdout=stream)[0] == 0
    assert [line[:7] for line in log.read_text("utf-8").splitlines()] == ["before", '{"id": ']


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
def test_a_device_is_written_to_as_it_is(tmp_path):
    path = tmp_path / "in.jsonl"
    path.write_text(BERLIN, "utf-8")
    assert invoke("locate", "--from", path, "--to", "/dev/null") == (0, "")
    assert "/dev/full: No space" in sentence("locate", "--from", path, "--to", "/dev/full")


def test_a_link_stays_a_link(tmp_path):
    path, link = tmp_path / "places.jsonl", tmp_path / "link.jsonl"
    path.write_text(BERLIN, "utf-8")
    link.symlink_to(path)
    assert invoke("locate", "--from", path, "--to", link)[0] == 0
    assert link.is_symlink()
    assert "metros" in path.read_text("utf-8")


@pytest.mark.parametrize(
    "command",
    [
        ("locate", "--from", "IN", "--to", "OUT"),
        ("test", "--panel", "PANEL", "--to", "OUT"),
        ("export", "DB", "roles", "--out", "OUT"),
        ("backup", "DB", "OUT"),
    ],
    ids=lambda command: command[0],
)
def test_a_folder_of_an_output_that_is_missing_is_named(atlas, tmp_path, command):
    panel = tmp_path / "panel"
    panel.mkdir()
    head = "posting,employer,month,metros,remote,label\n"
    (panel / "postings.csv").write_text(f"{head}1,A,1,cbsa:1,0,none\n", "utf-8")
    (tmp_path / "in.jsonl").write_text(BERLIN, "utf-8")
    out = tmp_path / "nowhere" / "out.csv"
    names = {"IN": tmp_path / "in.jsonl", "OUT": out, "DB": atlas, "PANEL": panel}
    said = sentence(*(names.get(word, word) for word in command))
    assert f"{out.parent} is not a folder" in said


@pytest.mark.parametrize("name", [None, "out.csv.part", Path("out.csv.part")])
def test_an_output_that_cannot_begin_is_named_as_it_was_called(name):
    from roleatlas.output import named

    with pytest.raises(OSError, match=r"'out\.csv'"), named(Path("out.csv"), Path("out.csv.part")):
        raise OSError(30, "Read-only file system", name)


def test_an_output_that_cannot_be_cleared_away_tells_the_first_error(tmp_path):
    path = tmp_path / "in.jsonl"
    path.write_text(BERLIN, "utf-8")
    (tmp_path / "out.jsonl.part").mkdir()
    said = sentence("locate", "--from", path, "--to", tmp_path / "out.jsonl")
    assert "out.jsonl: Is a directory" in said


def test_an_excel_file_that_cannot_be_written_raises_one_error():
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full")
    from roleatlas.commands.export import _write_xlsx

    with pytest.raises(OSError, match="No space"):
        _write_xlsx(Path("/dev/full"), ["a"], [("b",)])
