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
from faultboard import HTML, NOW, Faultboard, Reply, visit
from scrapy.spiderloader import SpiderLoader

from crawler.page import Page, Skip
from crawler.run import _settings, known
from crawler.shape import checked
from crawler.sink import BoardRow, MemorySink
from crawler.tally import Tally

RECORDED = Path(__file__).parent / "recorded"
CASES = sorted(path.parent for path in RECORDED.glob("*/*/meta.json"))
PEOPLE = ("Pat Example", "pat@example.com", "job.aa11@")


def matches(row, hit):
    """Whether a request is the one that a row of meta.json describes."""
    if row is None:
        return False
    url, sent = urlsplit(row["url"]), json.loads(hit.body or "{}")
    asked = (hit.method, hit.host, hit.path, hit.query)
    told = (row["method"], url.hostname, unquote(url.path), url.query)
    return asked == told and all(sent.get(k) == v for k, v in row.get("body", {}).items())


def answer(case, meta, hit):
    """The recorded response to a request, or 404."""
    for row in meta["requests"]:
        if matches(row, hit):
            return Reply(200, (case / row["file"]).read_bytes(), row["content_type"])
    return Reply(404, b'{"error":"Not found"}')


class Remembering(MemorySink):
    """A sink whose store has the text of every posting already."""

    def __init__(self, known):
        super().__init__()
        self.known = known

    def detailed(self, board_id):
        return self.known


def crawl_case(case, faulty=None, fault=None, sink=None):
    """Crawl a case; with ``faulty``, the request of that number is answered with ``fault``."""
    meta = json.loads((case / "meta.json").read_text("utf-8"))
    row = BoardRow(board_id=1, ats=case.parent.name, token=meta["token"], employer=meta["employer"])
    with Faultboard() as site:
        broken = meta["requests"][faulty] if fault else None
        site.fail("", lambda hit: fault if matches(broken, hit) else answer(case, meta, hit))
        sink, _ = visit(site, board_rows=[row], sink=sink)
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


@pytest.mark.parametrize("case", CASES, ids=[f"{c.parent.name}-{c.name}" for c in CASES])
def test_a_second_visit_states_nothing_else(case):
    first, meta, _ = crawl_case(case)
    known = frozenset(posting["source_id"] for posting in first["postings"])
    second, _, asked = crawl_case(case, sink=Remembering(known))
    documents = {urlsplit(row["url"]).path for row in meta["requests"] if row.get("detail")}
    assert not documents & {hit.path for hit in asked}  # what is stored is not asked for again
    for before, after in zip(first["postings"], second["postings"], strict=True):
        after.pop("detail_pending", None)
        assert after == {name: before.get(name) for name in after}


def test_every_spider_has_a_recorded_board():
    assert sorted({case.parent.name for case in CASES}) == known()


LISTS = [
    pytest.param(case, number, id=f"{case.parent.name}-{case.name}-{number}")
    for case in CASES
    for number, row in enumerate(json.loads((case / "meta.json").read_text("utf-8"))["requests"])
    if not row.get("detail")
]
FAULTS = {
    "503": Reply(503),
    "403": Reply(403),
    "empty": Reply(200, b""),
    "object": Reply(200, b"{}"),
    "null": Reply(200, b"null"),
    "page": HTML,
    "cut": Reply(200, b" " * 4000, send="cut"),
}


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize(("case", "number"), LISTS)
def test_no_request_of_a_list_can_fail_unnoticed(case, number, fault):
    found, _, _ = crawl_case(case, number, FAULTS[fault])
    assert not found["outcome"].get("complete")
    assert found["outcome"]["reason"]


ODD = [None, True, 0, -1, 1.5, "", "x", "\ud800", [], {}, [None], "<b>" * 500]


def leaves(value, path=()):
    """Paths of every value in a JSON document, containers included."""
    items = value.items() if isinstance(value, dict) else enumerate(value)
    for key, inner in items if isinstance(value, dict | list) else ():
        yield (*path, key)
        yield from leaves(inner, (*path, key)) if isinstance(inner, dict | list) else ()


def swapped(row, path, odd):
    row = json.loads(json.dumps(row))
    *way, last = path
    inner = row
    for key in way:
        inner = inner[key]
    inner[last] = odd
    return row


ROWS = (
    "jobs",
    "results",
    "content",
    "children",
    "offers",
    "items",
    "data",
    "result",
    "jobPostings",
)


def rows_of(document):
    """The rows of a list's document, or None where it holds none."""
    keys = [key for key in ROWS if isinstance(document, dict) and key in document]
    return document if isinstance(document, list) else document[keys[0]] if keys else None


def first_list(case):
    """Number and document of the first response that holds rows, with the case's meta.json."""
    meta = json.loads((case / "meta.json").read_text("utf-8"))
    for number, row in enumerate(meta["requests"]):
        document = json.loads((case / row["file"]).read_text("utf-8"))
        if rows_of(document):
            return number, document, meta
    raise AssertionError(f"{case} has no list")


def raw_rows(case):
    """Rows of a case's first list as its spider's pages give them."""
    _, document, meta = first_list(case)
    return [{**row, "detail": None, "labels": ["Leeds"]} for row in rows_of(document)], meta


JSON_CASES = [case for case in CASES if case.parent.name != "personio"]


@pytest.mark.parametrize("case", JSON_CASES, ids=[f"{c.parent.name}-{c.name}" for c in JSON_CASES])
def test_a_value_of_any_type_in_any_field_harms_one_row_at_most(case):
    rows, meta = raw_rows(case)
    spider = SpiderLoader.from_settings(_settings(None, None, {})).load(case.parent.name)(now=NOW)
    board = BoardRow(board_id=1, ats=spider.name, token=meta["token"], employer="Brightmoor")

    def read(changed_rows):
        took = Tally(100, 100).take(Page(changed_rows), lambda row: mapped(spider, row, board))
        return list(took)

    usual = len(read(rows))
    for path in leaves(rows[0]):
        for odd in ODD:
            found = read([swapped(rows[0], path, odd), *rows[1:]])
            assert len(found) >= usual - 1, (path, odd)
            for posting in found:
                assert storable(posting), (path, odd, posting)


@pytest.mark.parametrize("odd", [None, {}, [], "x", 7], ids=str)
@pytest.mark.parametrize("case", JSON_CASES, ids=[f"{c.parent.name}-{c.name}" for c in JSON_CASES])
def test_a_row_that_is_none_harms_no_other(case, odd):
    usual, _, _ = crawl_case(case)
    number, document, _ = first_list(case)
    rows = rows_of(document)
    rows[:] = [odd, *rows[:-1]]  # as many as before, or pages would shift
    found, _, _ = crawl_case(case, number, Reply(200, json.dumps(document).encode()))
    assert len(ids_of(usual) - ids_of(found)) <= 1
    assert not found["outcome"]["complete"]
    assert "1 of" in found["outcome"]["reason"]


def ids_of(found):
    return {posting["source_id"] for posting in found["postings"]}


def mapped(spider, row, board):
    found = spider.posting(row, board)
    return found if isinstance(found, Skip) else checked(found)


def storable(posting):
    """Whether every field has the type that its column takes."""
    texts = (posting.title, posting.url, posting.text, posting.employer, posting.department)
    lists = isinstance(posting.locations, tuple) and isinstance(posting.addresses, tuple)
    return lists and all(value is None or isinstance(value, str) for value in texts)
