"""What the page refuses and how it answers: limits, headers, redirects, names, CSV."""

from __future__ import annotations

import csv
import io
import re
import subprocess
import sys
from itertools import chain, repeat
from types import SimpleNamespace
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st
from served_site import EVIL, PAGES, Page, make

from roleatlas.serve.csv_guard import CsvGuard, guard_records
from roleatlas.serve.guard import Rules, host_name, policy, refusal
from roleatlas.serve.site import SETTINGS, Choices, address

FILES = (".js", ".css", ".json")


@pytest.fixture(scope="module")
def database(tmp_path_factory):
    return make(tmp_path_factory.mktemp("served") / "my atlas.db")


@pytest.fixture(scope="module")
def page(database):
    page = Page(database)
    yield page
    page.close()


@pytest.mark.parametrize("path", [path for path in PAGES if not path.endswith(FILES)])
def test_every_inline_script_carries_the_nonce_of_its_answer(page, path):
    answer = page.get(path)
    nonce = re.search(r"'nonce-([^']+)'", answer.headers["content-security-policy"])[1]
    scripts = re.findall(r"<script[^>]*>", answer.text)
    assert scripts
    assert all(f'nonce="{nonce}"' in script for script in scripts)
    assert nonce not in page.get(path).text


def test_titles_are_shown_as_text(page):
    text = page.get("/atlas/roles").text
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert(1)" in text


@pytest.mark.parametrize(
    ("sql", "sentence"),
    [
        ("select zeroblob(5000001)", "a cell is larger than 5,000,000 bytes"),
        (
            "with recursive n(i) as (select 1 union all select i + 1 from n where i < 30)"
            " select zeroblob(4000000) from n",
            "the result is larger than 50,000,000 bytes",
        ),
        ("delete from postings", "Statement must be a SELECT"),
        ("select load_extension('x')", "not authorized"),
        ("attach database 'x' as y", "Statement must be a SELECT"),
        ("select nonsense", "no such column"),
        ("select 1; select 2", "one query at a time"),
    ],
)
def test_sql_that_takes_too_much_or_is_no_query_is_refused(page, sql, sentence):
    answer = page.sql(sql)
    assert answer.status_code == 400
    assert sentence in answer.json()["error"]


def test_several_queries_stay_in_the_editor_with_the_reason(page):
    """What is pasted from the README is three of them."""
    answer = page.get("/atlas?" + urlencode({"sql": "select 1; select 2"}))
    assert answer.status_code == 400
    assert "one query at a time" in answer.text
    assert "select 1; select 2</textarea>" in answer.text


def test_a_column_to_sort_by_that_is_not_there_is_no_failure_of_the_page(page):
    answer = page.get("/atlas/roles.json?_sort=nothing")
    assert (answer.status_code, answer.json()["error"]) == (400, "Cannot sort table by nothing")


def test_a_page_that_is_no_number_is_the_visitors_mistake(page):
    answer = page.get("/atlas/roles.json?_next=zzz")
    assert answer.status_code == 400
    assert answer.json()["error"] == (
        "The address asks for a page that is not there: start from the first page of the list."
    )


def test_slow_sql_is_stopped(page, monkeypatch):
    monkeypatch.setattr(page.site, "sql_time_limit_ms", 20)
    endless = "with recursive n(i) as (select 1 union all select i + 1 from n) select max(i) from n"
    answer = page.sql(endless)
    assert answer.status_code == 400
    assert "longer than five seconds" in answer.json()["error"]
    assert SETTINGS["sql_time_limit_ms"] == 5000


def test_a_busy_machine_that_holds_a_query_up_still_answers_it(page, monkeypatch):
    waits = chain([0.0], repeat(3.0))
    monkeypatch.setattr("datasette.utils.time", SimpleNamespace(perf_counter=lambda: next(waits)))
    count = "with recursive n(i) as (select 1 union all select i + 1 from n where i < 9999)"
    answer = page.sql(f"{count} select max(i) as last from n")
    assert answer.json()["rows"] == [{"last": 9999}]
    # Datasette gives the counts beside a table a fifth of a second unless told otherwise.
    assert page.site.setting("facet_time_limit_ms") == SETTINGS["sql_time_limit_ms"]


def test_rows_are_limited(page):
    many = (
        "with recursive n(i) as (select 1 union all select i + 1 from n where i < 3000)"
        " select i from n"
    )
    answer = page.sql(many).json()
    assert answer["truncated"]
    assert len(answer["rows"]) == 2000


def test_the_files_path_is_not_told(page, database):
    assert page.sql("select * from pragma_database_list").json()["rows"] == []
    assert str(database.parent) not in page.get("/.json").text
    for path in ("/-/databases", "/-/databases.json", "/-/threads", "/%2D/databases"):
        assert page.get(path).status_code == 404
    assert page.get("/atlas.db").status_code == 403


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_the_page_is_read_only(page, method):
    assert page.get("/atlas", method).status_code == 405


def test_errors_are_pages_of_the_house(page, capfd):
    answer = page.get("/atlas?" + urlencode({"sql": "select from"}))
    assert answer.status_code == 400
    assert answer.headers["x-frame-options"] == "DENY"
    assert "roleatlas.css" in answer.text
    assert "Traceback" not in "".join(capfd.readouterr())


def scope(path, *, host="localhost:8001", method="GET"):
    return {
        "type": "http",
        "method": method,
        "path": path,
        "raw_path": path.encode(),
        "headers": [(b"host", host.encode())],
    }


@pytest.mark.parametrize("path", ["/\\example.com/", "/%5Cexample.com/", "/%255Cexample.com/"])
def test_a_redirect_cannot_leave_the_site(path):
    assert refusal(scope(path), Rules()).status == 400


def test_a_backslash_is_answered_400_without_a_location(page):
    answer = page.get("/%5Cexample.com/")
    assert answer.status_code == 400
    assert "location" not in answer.headers


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8001", "localhost.evil.example", ""]
)
def test_other_host_names_are_refused(host):
    assert refusal(scope("/", host=host), Rules()).status == 400


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:8001", "[::1]:8001", "LOCALHOST:80"])
def test_loopback_names_are_answered(host):
    assert refusal(scope("/", host=host), Rules()) is None


def test_host_name_drops_the_port():
    assert host_name("[::1]:8001") == "[::1]"
    assert host_name("[::1]") == "[::1]"


def test_a_public_address_sets_name_path_and_scheme(database):
    assert address("https://jobs.example.org/atlas/")[1:] == ("/atlas/", True)
    page = Page(database, Choices(public="https://jobs.example.org/atlas/"))
    answer = page.get("/-/dashboards/roles", headers={"host": "jobs.example.org"})
    assert answer.status_code == 200
    assert "https://jobs.example.org/atlas/" in answer.text
    assert "/atlas/-/roleatlas-outlines/us.json" in answer.text
    assert page.get("/-/databases").status_code == 404
    page.close()


def test_tiles_are_asked_for_only_when_wanted(database):
    assert "openstreetmap" not in policy("n", tiles=False)
    page = Page(database, Choices(tiles=True))
    answer = page.get("/atlas/roles")
    assert "tile.openstreetmap.org" in answer.headers["content-security-policy"]
    assert "tile.openstreetmap.org" in answer.text
    page.close()


def table(text):
    return list(csv.reader(io.StringIO(text)))


def test_csv_carries_no_formula_and_keeps_numbers(page):
    answer = page.get("/atlas/roles.csv?_stream=on&_size=max")
    header, *records = table(answer.text)
    first = dict(zip(header, records[0], strict=True))
    assert len(records) == 5
    assert first["title"] == "'" + EVIL
    assert first["longitude"] == "-97.7"


def test_csv_of_a_query_and_as_a_download_are_guarded(page):
    query = urlencode({"sql": "select '@x' as a, '+1 555' as b, -2.5 as c, 'x' || char(10) as d"})
    for more in ("", "&_dl=1"):
        records = table(page.get(f"/atlas.csv?{query}{more}").text)
        assert records == [["a", "b", "c", "d"], ["'@x", "'+1 555", "-2.5", "x\n"]]


CELLS = st.text(alphabet='=+-@\t\r\n",a1.é', max_size=6)


@given(st.lists(st.lists(CELLS, min_size=2, max_size=3), min_size=1, max_size=4), st.data())
def test_guarding_in_pieces_is_guarding_whole(records, data):
    out = io.StringIO()
    csv.writer(out).writerows(records)
    text = out.getvalue()
    guard, pieces, start = CsvGuard(), [], 0
    while start < len(text):
        end = data.draw(st.integers(start + 1, len(text)))
        pieces.append(guard.feed(text[start:end], last=False))
        start = end
    pieces.append(guard.feed("", last=True))
    assert "".join(pieces) == guard_records(text)
    for before, after in zip(records, table("".join(pieces)), strict=True):
        for old, new in zip(before, after, strict=True):
            assert new in (old, "'" + old)
            assert not new.startswith(("=", "@", "\t", "\r"))


@pytest.mark.slow
def test_a_query_that_wants_a_gigabyte_gets_an_error_and_the_process_lives(database):
    script = f"""
import asyncio
from pathlib import Path
from roleatlas.serve.limits import HEAP_BYTES
from roleatlas.serve.site import Choices, build

site = build(Path({str(database)!r}), Choices(heap_bytes=HEAP_BYTES), demonstration=False)

async def ask(sql):
    answer = await site.client.get("/atlas.json", params={{"sql": sql}})
    print(answer.status_code, answer.json().get("error"))

async def main():
    await ask("select zeroblob(1e9)")
    await ask("with recursive a(x) as (select 'abcdefgh' union all select x || x from a) "
              "select max(length(x)) from a")
    await ask("select 1")

asyncio.run(main())
"""
    told = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    ).stdout.splitlines()
    assert [line[:3] for line in told] == ["400", "400", "200"]
    assert "more memory" in told[0]
