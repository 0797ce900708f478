"""The boards that come with roleatlas are facts in the shape that the spiders take."""

import csv
import re
from pathlib import Path

import crawler
from crawler.run import _settings, known


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
