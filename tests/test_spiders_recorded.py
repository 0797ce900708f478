"""One contract for every spider: its recorded-shape boards give exactly the expected postings.

A case is a folder ``recorded/<ats>/<case>``: responses in the source's shape with invented
employers, ``meta.json`` (token and which request each response answers) and ``expected.json``.
``ROLEATLAS_WRITE_EXPECTED=1`` writes the last: read it before you commit it.
"""

import json
import os
from dataclasses import asdict
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from faultboard import Faultboard, Reply, visit

from crawler.run import known
from crawler.sink import BoardRow

RECORDED = Path(__file__).parent / "recorded"
CASES = sorted(path.parent for path in RECORDED.glob("*/*/meta.json"))
PEOPLE = ("Pat Example", "pat@example.com", "job.aa11@")


def answer(case, meta, hit):
    """The recorded response to a request, or 404."""
    for row in meta["requests"]:
        url = urlsplit(row["url"])
        asked = (hit.method, hit.host, hit.path, hit.query)
        if asked != (row["method"], url.hostname, unquote(url.path), url.query):
            continue
        sent = json.loads(hit.body or "{}")
        if all(sent.get(key) == value for key, value in row.get("body", {}).items()):
            return Reply(200, (case / row["file"]).read_bytes(), row["content_type"])
    return Reply(404, b'{"error":"Not found"}')


def crawl_case(case):
    meta = json.loads((case / "meta.json").read_text("utf-8"))
    row = BoardRow(board_id=1, ats=case.parent.name, token=meta["token"], employer=meta["employer"])
    with Faultboard() as site:
        site.fail("", lambda hit: answer(case, meta, hit))
        sink, _ = visit(site, board_rows=[row])
        asked = site.hits()
    postings = [stated(posting) for posting in sink.postings[1]]
    outcome = {k: v for k, v in asdict(sink.outcomes[1]).items() if v is not None}
    found = json.loads(json.dumps({"outcome": outcome, "postings": postings}))
    return found, meta, asked


def stated(posting):
    return {
        name: value for name, value in asdict(posting).items() if value not in (None, (), False)
    }


@pytest.mark.parametrize("case", CASES, ids=[f"{c.parent.name}-{c.name}" for c in CASES])
def test_a_recorded_board_is_read_as_expected(case):
    found, _, _ = crawl_case(case)
    expected = case / "expected.json"
    if os.environ.get("ROLEATLAS_WRITE_EXPECTED"):
        expected.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", "utf-8")
    assert found == json.loads(expected.read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[f"{c.parent.name}-{c.name}" for c in CASES])
def test_a_recorded_board_is_complete_and_asks_for_all_of_it(case):
    found, meta, asked = crawl_case(case)
    assert found["outcome"]["complete"], found["outcome"]
    urls = {urlsplit(row["url"]) for row in meta["requests"]}
    pages = {(url.hostname, unquote(url.path), url.query) for url in urls}
    assert pages <= {(hit.host, hit.path, hit.query) for hit in asked}
    ids = [posting["source_id"] for posting in found["postings"]]
    assert len(set(ids)) == len(ids) == found["outcome"]["listed"]
    assert not [name for name in PEOPLE if name in json.dumps(found)]


def test_every_spider_has_a_recorded_board():
    assert sorted({case.parent.name for case in CASES}) == known()
