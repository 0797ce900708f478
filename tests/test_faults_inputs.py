"""Bad inputs, from a source's answer through the store to exports and the terminal."""

import csv
import gzip
import json
import time

import pytest
from click.testing import CliRunner
from fault_world import GREENHOUSE, row
from faultboard import Reply

from roleatlas.cli import main

NESTED = b"[" * 200_000 + b"]" * 200_000


def raw(world, body, **options):
    """Serve these bytes as the whole board."""
    if not world.site.boards:
        world.board()
    world.site.faults.clear()
    world.site.fail(GREENHOUSE, Reply(200, body, **options))


def listed(*rows, total=None):
    return json.dumps({"jobs": rows, "meta": {"total": len(rows) if total is None else total}})


def exported(folder, view="roles"):
    """The rows of a view as a CSV reader sees them; the Excel file must be whole, too."""
    for ending in ("csv", "xlsx"):
        out = folder / f"out.{ending}"
        command = ["export", str(folder / "atlas.db"), view, "--out", str(out)]
        told = CliRunner().invoke(main, command)
        assert told.exit_code == 0, told.output
    with (folder / "out.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


# Encodings and JSON


def test_invalid_utf8_is_no_silent_success(world, tmp_path):
    body = (
        listed(row(1, title="Caf\u00e9 Operator"), row(2)).encode().replace(b"\\u00e9", b"\xe9\xff")
    )
    raw(world, body)
    world.crawl(0)
    titles = [title for (title,) in world.rows("SELECT title FROM postings ORDER BY source_id")]
    visit = world.visit()
    assert titles in (["Caf\ufffd\ufffd Operator", "Operator 2"], [])
    assert "UTF-8" in (visit["reason"] or "")
    exported(tmp_path)


def test_a_nul_is_stripped_and_the_rest_of_the_text_kept(world, tmp_path):
    world.serve([row(1, title="ab\u0000cd", content="x\u0000y findable")])
    assert world.crawl(0).fine
    assert world.rows("SELECT title, length(title) FROM postings") == [("abcd", 4)]
    assert world.one("SELECT count(*) FROM texts WHERE text LIKE '%findable%'") == 1
    assert exported(tmp_path)[0]["title"] == "abcd"


def test_a_lone_surrogate_costs_a_character_and_no_posting(world, tmp_path):
    raw(world, listed(row(1), row(2)).encode().replace(b"Operator 1", b"Operator \\ud800"))
    assert world.crawl(0).fine
    assert exported(tmp_path)[0]["title"] == "Operator \ufffd"


@pytest.mark.parametrize("number", ["9223372036854775808", "1" * 5000, "1e400", "NaN", "-Infinity"])
@pytest.mark.parametrize("field", ["internal_job_id", "min_cents"])
def test_a_number_that_no_column_holds_is_unknown(world, tmp_path, number, field):
    pays = [{"min_cents": 7, "max_cents": 5_000_000, "currency_type": "USD"}]
    body = listed(row(1, internal_job_id=7, pay_input_ranges=pays), row(2))
    raw(world, body.replace(f'"{field}": 7', f'"{field}": {number}').encode())
    world.crawl(0)
    assert world.states() == {"open": 2}
    stored = world.rows("SELECT pay_min, requisition FROM postings WHERE source_id = '1'")[0]
    assert stored[0 if field == "min_cents" else 1] is None
    assert "inf" not in json.dumps(exported(tmp_path)).lower()


def test_an_id_that_no_column_holds_harms_one_row(world):
    raw(world, listed(row(1), row(7)).replace('"id": 7', f'"id": {"9" * 5000}').encode())
    world.crawl(0)
    assert world.rows("SELECT source_id FROM postings") == [("1",)]
    assert world.harmless()


def test_duplicate_keys_are_read_the_same_way_each_time(world):
    body = listed(row(1)).replace('"id": 1', '"id": 1, "id": 2').encode()
    for hours in (0, 24):
        raw(world, body)
        assert world.crawl(hours).fine
    assert world.rows("SELECT source_id, state FROM postings") == [("2", "open")]


@pytest.mark.parametrize(
    "body",
    [b"", b" ", b"[]", b"null", b'"str"', b"42", b"true", b"{", b"[1,", NESTED, b"\xff\xfe", b"{}"],
    ids=lambda body: repr(body[:10]),
)
def test_a_document_of_another_shape_is_a_failed_visit(world, body):
    world.serve([row(1)])
    world.crawl(0)
    raw(world, body)
    for day in (1, 2, 3):
        world.crawl(24 * day)
        assert world.visit()["outcome"] == "failed"
        assert world.harmless()


def test_a_byte_order_mark_harms_nothing(world):
    raw(world, b"\xef\xbb\xbf" + listed(row(1)).encode())
    assert world.crawl(0).fine


ODD = [None, True, 7, 1.5, [], ["x"], {}, {"a": 1}, "", "12 apples", "x" * 3_000_000]
FIELDS = (
    *("title", "absolute_url", "location", "content", "first_published", "departments"),
    *("language", "company_name", "application_deadline", "pay_input_ranges", "internal_job_id"),
)


@pytest.mark.parametrize("field", FIELDS)
def test_a_value_of_any_type_in_any_field_harms_one_row(world, field):
    world.serve([row("plain"), *(row(f"odd-{n}", **{field: odd}) for n, odd in enumerate(ODD))])
    world.crawl(0)
    visit, stored = world.visit(), world.one("SELECT count(*) FROM postings")
    assert world.one("SELECT count(*) FROM postings WHERE source_id = 'plain'") == 1
    assert stored + visit["dropped"] == 1 + len(ODD)
    assert visit["complete"] == (stored == 1 + len(ODD))
    kinds = "SELECT DISTINCT typeof(title), typeof(locations), typeof(first_seen) FROM postings"
    assert world.rows(kinds) == [("text", "text", "text")]


# Identity


def test_an_id_of_another_type_is_the_same_posting(world):
    for day, typed in enumerate((123, "123", 123.0, " 123 ")):
        world.serve([row(typed)])
        assert world.crawl(24 * day).fine
    assert world.rows("SELECT source_id, state FROM postings") == [("123", "open")]


@pytest.mark.parametrize("other", ["Operator 1", "Another title"])
def test_an_id_that_is_listed_twice_is_one_row(world, other):
    world.serve([row(1), row(1, title=other), row(2)], meta={"total": 2})
    world.crawl(0)
    assert world.rows("SELECT source_id FROM postings ORDER BY 1") == [("1",), ("2",)]
    assert world.one("SELECT count(*) FROM events WHERE kind = 'opened'") == 2


# Sizes and time


def test_a_text_of_two_hundred_thousand_levels_is_read_or_left(world):
    started = time.process_time()
    world.serve([row(1, content="<div>" * 200_000 + "Operate."), row(2)])
    world.crawl(0)
    assert time.process_time() - started < 20
    assert world.states() == {"open": 2}


@pytest.mark.parametrize(
    "trap",
    [
        "&#0;",
        "&#xD800;",
        "<plaintext>",
        "<script>",
        "<!--",
        "<!-- only -->",
        "&amp;" * 3,
        "<![CDATA[",
    ],
)
def test_traps_of_html_keep_the_posting(world, trap):
    world.serve([row(1, content=f"Operate. {trap} More"), row(2, content=trap)])
    assert world.crawl(0).fine
    assert world.states() == {"open": 2}
    assert world.one("SELECT text FROM texts WHERE posting_id = 1").startswith("Operate.")


@pytest.mark.parametrize(
    "unit", ["a", " ", "<", "&", "(", "@", "1", ".", "-", "\t", "é", "<b>", "\u200b"]
)
def test_no_repeated_character_takes_more_than_linear_time(world, unit):
    started = time.process_time()
    world.serve([row(1, title=f"Operator {unit * 50_000}", content=unit * 50_000)])
    world.crawl(0)
    assert time.process_time() - started < 5
    assert world.one("SELECT max(length(title)) FROM postings") <= 500


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br"])
def test_a_compressed_body_beyond_the_cap_is_refused(world, encoding):
    import zlib

    plain = b'{"jobs":[]}' + b" " * 20_000_000
    packed = {"gzip": gzip.compress, "deflate": zlib.compress, "br": gzip.compress}[encoding](plain)
    raw(world, packed, headers=(("Content-Encoding", encoding),))
    world.crawl(0, DOWNLOAD_MAXSIZE=1_000_000)
    assert world.visit()["outcome"] == "failed"
    assert world.harmless()


@pytest.mark.parametrize("send", ["hang", "drip", "endless"])
def test_a_slow_board_delays_no_other_beyond_its_budget(world, send):
    slow, *others = [world.board("greenhouse", 1, f"board{number}") for number in range(5)]
    world.site.fail(f"/{slow.token}/", Reply(send=send))
    started = time.monotonic()
    limits = {"BOARD_SECONDS": 0.5, "DOWNLOAD_TIMEOUT": 20, "DOWNLOAD_MAXSIZE": 3_000_000}
    world.crawl(0, **limits)
    assert time.monotonic() - started < 18  # less than the time-out of the request
    assert world.visit(slow.token)["outcome"] == "failed"
    assert all(world.visit(board.token)["complete"] for board in others)


@pytest.mark.parametrize(("send", "limit"), [("drip", "DOWNLOAD_TIMEOUT"), ("endless", None)])
def test_a_body_without_end_is_a_failed_visit(world, send, limit):
    world.board("greenhouse", 1)
    world.crawl(0)
    world.site.fail(GREENHOUSE, Reply(send=send))
    limits = {limit: 0.4} if limit else {"DOWNLOAD_MAXSIZE": 1_000_000}
    world.crawl(24, RETRY_TIMES=0, **limits)
    assert world.visit()["outcome"] == "failed"
    assert world.harmless()


@pytest.mark.parametrize("status", [401, 407])
def test_a_demand_for_credentials_is_a_block_and_none_are_sent(world, status):
    wanted = (("WWW-Authenticate", "Basic"), ("Proxy-Authenticate", "Basic"), ("Set-Cookie", "a=b"))
    world.board()
    world.site.fail(GREENHOUSE, Reply(status, b"", headers=wanted))
    for hours in (0, 24):
        world.crawl(hours)
        assert world.visit()["outcome"] == "blocked"
    for hit in world.site.hits(policy=True):
        assert not {"cookie", "authorization", "proxy-authorization"} & hit.headers.keys()


DOCTYPES = [
    b'<!DOCTYPE r [<!ENTITY e SYSTEM "file:///etc/hostname">]>',
    b'<!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>',
    b'<!DOCTYPE r SYSTEM "http://elsewhere.example/r.dtd">',
]


@pytest.mark.parametrize("doctype", DOCTYPES)
def test_a_feed_that_declares_a_doctype_is_a_failed_visit(world, doctype):
    world.board("personio", 2)
    world.crawl(0)
    item = b"<position><id>1</id><name>&e;</name></position>"
    body = b'<?xml version="1.0"?>' + doctype + b"<workzag-jobs>" + item + b"</workzag-jobs>"
    world.site.fail("/xml", Reply(200, body, "text/xml"))
    for day in (1, 2, 3):
        world.crawl(24 * day)
        assert world.harmless()
    assert not world.site.hits("elsewhere", policy=True)


# What leaves: terminals and spreadsheets


HOSTILE = {
    "title escape": "\x1b]0;owned\x07Operator",
    "C1": "Operator \x9b31m",
    "return": "Operator\rsafe",
    "bidi": "Operator \u202egnp.exe",
    "zero width": "Oper\u200bator",
    "markup": "[/red] Operator [link=file:///etc]",
    "emoji": "Operator \U0001f469\u200d\U0001f52c",
    "long": "Operator " * 12_000,
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_nothing_stored_can_steer_a_terminal(world, tmp_path, kind):
    world.serve([row(1, title=HOSTILE[kind], location={"name": HOSTILE[kind]})])
    assert world.crawl(0).fine
    stored = "".join(map(str, world.rows("SELECT title, locations FROM postings")[0]))
    assert not [c for c in stored if ord(c) < 32 or 127 <= ord(c) < 160 or c in "\u202e\u200b"]
    for command in (["doctor"], ["locate", "--unresolved"]):
        told = CliRunner().invoke(main, [command[0], str(tmp_path / "atlas.db"), *command[1:]])
        assert not [c for c in told.output if (ord(c) < 32 and c != "\n") or 127 <= ord(c) < 160]


def test_what_a_source_makes_us_say_cannot_steer_a_terminal(world, tmp_path):
    world.board("greenhouse", token="brightmoor")
    raw(world, b'{"jobs":[{"id":"\\u001b[2J\\u009b"}],"meta":{"total":"\\u001b]0;x\\u0007"}}')
    path = tmp_path / "boards.csv"
    path.write_text("ats,token,employer\ngreenhouse,brightmoor,B\n", "utf-8")
    other = str(tmp_path / "other.db")
    command = ["crawl", other, "--boards", str(path), "--mirror", world.site.url]
    told = CliRunner().invoke(main, command)
    assert told.exit_code == 1
    assert not [c for c in told.output if (ord(c) < 32 and c != "\n") or 127 <= ord(c) < 160]


@pytest.mark.parametrize(
    "cell", ["=1+1", "+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x")', "|calc"]
)
def test_no_cell_of_an_export_is_a_formula(world, tmp_path, cell):
    world.serve([row(1, title=cell, company_name=cell)])
    world.crawl(0)
    (line,) = exported(tmp_path)
    assert not line["title"].startswith(("=", "+", "-", "@", "\t", "\r"))
    assert not line["employer"].startswith(("=", "+", "-", "@", "\t", "\r"))
    from openpyxl import load_workbook

    cells = [c for line in load_workbook(tmp_path / "out.xlsx").active for c in line]
    assert not [c.value for c in cells if c.data_type == "f"]


def test_numbers_stay_numbers_in_an_export(world, tmp_path):
    pays = [{"min_cents": 100, "max_cents": 5_000_000, "currency_type": "USD"}]
    world.serve([row(1, pay_input_ranges=pays)])
    world.crawl(0)
    assert world.rows("SELECT pay_min, pay_max FROM postings") == [(1.0, 50_000.0)]
    assert exported(tmp_path)[0]["posting_id"] == "1"


URLS = [
    "javascript:alert(1)",
    "data:text/html,x",
    "vbscript:x",
    " JaVa\tScript:alert(1)",
    "//evil.example/x",
    'https://x.example/" onmouseover=alert(1)',
    "https://greenhouse.io@evil.example/",
    "https://x.example:99999/",
    "http://[::1",
    "http://127.0.0.1/",
    "http://localhost/",
    "https://host-without-suffix/",
    "file:///etc/passwd",
    "ftp://x.example/y",
    "https://x.example/\r\nSet-Cookie: a=b",
    "https://" + "x" * 3000 + ".example/",
    "relative/path",
    "",
]


@pytest.mark.parametrize("url", URLS, ids=lambda url: url[:30])
def test_an_address_that_is_no_web_page_is_unknown(world, url):
    world.serve([row(1, absolute_url=url)])
    assert world.crawl(0).fine
    assert world.rows("SELECT url FROM postings") == [(None,)]
