"""The boards that come with roleatlas are facts in the shape that the spiders take."""

import csv
import re
from pathlib import Path

import pytest

import crawler
from crawler.run import _settings, known
from db.boards import BoardEntry, read_boards


def test_every_shipped_board_can_be_one():
    from scrapy.spiderloader import SpiderLoader

    loader = SpiderLoader.from_settings(_settings(None, None, {}))
    patterns = {name: re.compile(loader.load(name).token_pattern) for name in known()}
    with Path(crawler.__file__).with_name("boards.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) > 1000
    assert [row for row in rows if not patterns[row["ats"]].fullmatch(row["token"])] == []
    keys = [(row["ats"], row["token"].lower()) for row in rows]
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize(
    ("content", "where", "what"),
    [
        (b"ats,token,employer\nlever,acme,Acme, Inc.\n", ":2:", "quotes"),
        (b"ats,token,jobs\nlever,acme,12\n", ":1:", "ats,token,employer"),
        (b"ats,token,employer\nlever,a,A\nlever,b,Caf\xe9\n", ":3:", "save it as UTF-8"),
    ],
    ids=["a comma in a name", "another third column", "another encoding"],
)
def test_an_employer_that_would_be_misread_is_refused(tmp_path, content, where, what):
    path = tmp_path / "boards.csv"
    path.write_bytes(content)
    with pytest.raises(ValueError, match=f"boards.csv{where}.*{what}"):
        read_boards(path, ["lever"])


def test_empty_cells_at_the_end_are_no_cells(tmp_path):
    path = tmp_path / "boards.csv"
    path.write_text("ats,token,employer,,\nlever,acme,Acme,,,,\n", "utf-8")
    assert read_boards(path, ["lever"]) == [BoardEntry("lever", "acme", "Acme")]
