"""The web page through Datasette's own client: pages, charts, limits, headers, CSV, the command."""

from __future__ import annotations

import asyncio
import csv
import io
import re
import socket
import sqlite3
import subprocess
import sys
from urllib.parse import quote, urlencode

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from store_helpers import COMPLETE, add_boards, at, crawl, posting

from db.describe import TABLES
from db.job_store import cluster_jobs
from db.label import Label
from db.label_store import unlabelled, use_model, write_labels
from db.place_store import unplaced, write_metros, write_placements
from db.placement import Metro, Place, Placement
from db.queries import mark_demonstration
from db.store import open_for_writing
from db.views import VIEWS
from roleatlas.commands import serve as command
from roleatlas.serve.csv_guard import CsvGuard, guard_records
from roleatlas.serve.dashboards import dashboards
from roleatlas.serve.guard import Rules, host_name, policy, refusal
from roleatlas.serve.outlines import clockwise
from roleatlas.serve.site import SETTINGS, Choices, address, build

NOW = at(2)
AUSTIN, BOSTON = "Austin-Round Rock-San Marcos, TX", "Boston-Cambridge-Newton, MA-NH"
EVIL = "=cmd()<script>alert(1)</script>"
# Title, metros, role, sector of the postings.
POSTINGS = {
    "1": (EVIL, ["cbsa:12420"], "specialist", "Software"),
    "2": ("AI workflow lead", ["cbsa:12420", "cbsa:14460"], "integrator", "Finance"),
    "3": ("Accountant", ["cbsa:14460"], "none", "Finance"),
    "4": ("Prompt writer", [], "integrator", None),
}


def metro(metro_id, name, latitude, longitude):
    return Metro(
        metro_id=metro_id,
        name=name,
        kind="cbsa",
        country="US",
        admin1=None,
        latitude=latitude,
        longitude=longitude,
        population=None,
        employment=None,
        computer_employment=None,
    )


def make(path, *, demonstration=False):
    """A database of four postings, crawled, placed and labelled."""
    with open_for_writing(path) as store:
        add_boards(store)
        advertised = [posting(key, title=row[0], text=row[0]) for key, row in POSTINGS.items()]
        crawl(store, 1, {"acme": (advertised, COMPLETE)})
        write_metros(
            store,
            [metro("cbsa:12420", AUSTIN, 30.3, -97.7), metro("cbsa:14460", BOSTON, 42.4, -71.1)],
            [],
        )
        write_placements(store, placed(store), gazetteer="g", now=NOW)
        cluster_jobs(store, NOW)
        use_model(store, "m", NOW)
        for batch in unlabelled(store, "m", 100):
            write_labels(store, [labelled(row) for row in batch], model_id="m", now=NOW)
        if demonstration:
            mark_demonstration(store)
    return path


def placed(store):
    for subject in list(unplaced(store, "g")):
        metros = POSTINGS[str(subject.posting_id)][1]
        places = tuple(
            Place(metro_id=key, share=1 / len(metros), method="m", confidence=1.0, segment="s")
            for key in metros
        )
        yield (
            subject,
            Placement(remote="none", scope=(), countries=("US",), places=places, unresolved=()),
        )


def labelled(row):
    _, _, role, sector = POSTINGS[str(row.posting_id)]
    p = {
        f"p_{name}": 0.9 if name == role else 0.05 for name in ("specialist", "integrator", "none")
    }
    return row, Label(role=role, sector=sector, **p)


class Page:
    """A site and a loop to ask it in."""

    def __init__(self, path, choices=None, *, demonstration=False):
        self.site = build(path, choices or Choices(), demonstration=demonstration)
        self._loop = asyncio.new_event_loop()

    def get(self, path, method="get", **options):
        return self._loop.run_until_complete(getattr(self.site.client, method)(path, **options))

    def sql(self, sql, **parameters):
        query = urlencode({"sql": sql, "_shape": "objects", **parameters})
        return self.get(f"/atlas.json?{query}")

    def close(self):
        self._loop.close()


@pytest.fixture(scope="module")
def database(tmp_path_factory):
    return make(tmp_path_factory.mktemp("served") / "my atlas.db")


@pytest.fixture(scope="module")
def page(database):
    page = Page(database)
    yield page
    page.close()


def charts(name="roles"):
    return dashboards("/", demonstration=False)[name]["charts"]


def drawn():
    return [
        pytest.param(board, name, id=f"{board}/{name}")
        for board in ("roles", "basis")
        for name, chart in charts(board).items()
        if "query" in chart
    ]


def rows(page, name, board="roles", **filters):
    """What the dashboard's script would fetch for a chart."""
    query = charts(board)[name]["query"]
    for part in re.findall(r"\[\[.*?\]\]", query):
        keep = re.search(r":(\w+)", part)[1] in filters
        query = query.replace(part, part.strip("[]") if keep else "")
    answer = page.sql(query, **filters)
    assert answer.status_code == 200, answer.text
    return answer.json()["rows"]


PAGES = [
    "/",
    "/atlas",
    *(f"/atlas/{name}" for name in VIEWS),
    *(f"/atlas/{name}_example" for name in VIEWS),
    *(f"/atlas/{name}" for name in TABLES),
    "/atlas/postings/1",
    "/atlas/texts?_search=workflow",
    "/atlas/find_postings",
    "/atlas/find_postings?words=workflow",
    "/-/dashboards",
    "/-/dashboards/roles",
    f"/-/dashboards/roles?metro={quote(AUSTIN)}",
    "/-/dashboards/basis",
    "/-/dashboards/roles/us_map",
    "/-/roleatlas/roleatlas.css",
    "/-/roleatlas/charts.js",
    "/-/roleatlas-outlines/us.json",
    "/-/roleatlas-outlines/world.json",
    "/-/static-plugins/datasette_dashboards/vega.min.js",
]


@pytest.mark.parametrize("path", PAGES)
def test_pages_are_there_guarded_and_silent_about_the_machine(page, database, path):
    answer = page.get(path)
    assert answer.status_code == 200
    assert answer.headers["x-frame-options"] == "DENY"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert str(database.parent) not in answer.text


@pytest.mark.parametrize("path", [path for path in PAGES if "/-/r" not in path])
def test_every_inline_script_carries_the_nonce_of_its_answer(page, path):
    if path.endswith(".js"):
        return
    answer = page.get(path)
    nonce = re.search(r"'nonce-([^']+)'", answer.headers["content-security-policy"])[1]
    scripts = re.findall(r"<script[^>]*>", answer.text)
    assert scripts
    assert all(f'nonce="{nonce}"' in script for script in scripts)
    assert nonce not in page.get(path).text


def test_pages_load_nothing_from_elsewhere(page):
    for path in PAGES:
        text = page.get(path).text if not path.endswith((".js", ".css", ".json")) else ""
        loaded = re.findall(r'(?:src|<link[^>]*href)="([^"]+)"', text)
        assert all(url.startswith(("/", "http://localhost/")) for url in loaded), loaded
        assert "openstreetmap" not in text


def test_front_page_has_every_promise_with_its_query_and_the_dashboards(page):
    text = page.get("/").text
    for name, view in VIEWS.items():
        assert f'href="/atlas/{name}"' in text
        assert view.sentence.replace("'", "&#39;") in text.replace("\n", " ")
        assert urlencode({"sql": view.example}) in text
    assert 'href="/-/dashboards/roles"' in text


def test_a_views_address_shows_the_view_and_not_its_example(page):
    assert [row["posting_id"] for row in page.get("/atlas/roles.json?_shape=array").json()] == [
        1,
        2,
        2,
        3,
        4,
    ]


@pytest.mark.parametrize(("board", "name"), drawn())
@pytest.mark.parametrize("filters", [{}, {"metro": AUSTIN, "sector": "Finance", "country": "US"}])
def test_the_query_of_every_chart_runs(page, board, name, filters):
    found = rows(page, name, board, **(filters if board == "roles" else {"ats": "greenhouse"}))
    chart = charts(board)[name]
    if chart["library"] == "metric":
        assert list(found[0]) == [chart["display"]["field"]]


def test_a_job_in_two_metros_counts_half_in_each(page):
    counted = {(row["metro"], row["role"]): row["jobs"] for row in rows(page, "by_metro")}
    assert counted == {
        (AUSTIN, "specialist"): 1,
        (AUSTIN, "integrator"): 0.5,
        (BOSTON, "integrator"): 0.5,
    }


def test_numbers_count_jobs_once_and_without_a_metro(page):
    assert rows(page, "jobs")[0]["number"] == "4"
    assert rows(page, "integrators")[0]["number"] == "2"
    assert rows(page, "metros")[0]["number"] == "2"


def test_filters_select_and_stand_on_the_picture(page):
    found = rows(page, "by_metro", metro=AUSTIN, role="integrator")
    assert [(row["metro"], row["jobs"]) for row in found] == [(AUSTIN, 0.5)]
    assert found[0]["selection"] == f"{AUSTIN}, only integrator"
    assert rows(page, "by_metro")[0]["selection"] == ""
    assert rows(page, "by_metro", metro="Nowhere") == []


def test_the_filter_of_roles_keeps_the_denominator(page):
    everything = {r["sector"]: r["part"] for r in rows(page, "share_of_sector", role="integrator")}
    assert everything == {"Finance": 0.5, "not known": 1}


def test_the_map_has_position_size_and_mix(page):
    found = {row["metro"]: row for row in rows(page, "us_map")}
    assert found[AUSTIN]["latitude"] == 30.3
    assert found[AUSTIN]["specialist_share"] == pytest.approx(1 / 1.5)
    assert found[BOSTON]["specialist_share"] == 0


def test_coverage_charts_tell_what_is_left_out(page):
    places = {row["place"]: row["postings"] for row in rows(page, "places", "basis")}
    assert places == {"in a metro": 3, "remote, no metro": 0, "place not certain": 1}
    assert rows(page, "boards_by_ats", "basis")[0]["outcome"] == "whole list"


@pytest.mark.parametrize("board", ["roles", "basis"])
def test_charts_download_and_neither_evaluate_nor_call_home(board):
    for chart in charts(board).values():
        if chart["library"] == "vega-lite":
            options = chart["display"]["usermeta"]["embedOptions"]
            assert options["ast"]
            assert options["actions"] == {
                "export": True,
                "source": False,
                "compiled": False,
                "editor": False,
            }


def test_no_chart_writes_data_into_the_page_as_html():
    """The table and map charts of datasette-dashboards do; titles are other people's text."""
    used = {chart["library"] for board in ("roles", "basis") for chart in charts(board).values()}
    assert used == {"vega-lite", "metric", "markdown"}


def test_words_find_postings_with_their_role(page):
    def found(words):
        answer = page.get(f"/atlas/find_postings.json?_shape=array&words={quote(words)}")
        return {(row["title"], row["role"]) for row in answer.json()}

    assert found("workflows") == {("AI workflow lead", "integrator")}
    assert found('"unbalanced') == found("") == set()
    assert 'action="/atlas/find_postings"' in page.get("/").text


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
    ],
)
def test_sql_that_takes_too_much_or_is_no_query_is_refused(page, sql, sentence):
    answer = page.sql(sql)
    assert answer.status_code == 400
    assert sentence in answer.json()["error"]


def test_slow_sql_is_stopped(page, monkeypatch):
    monkeypatch.setattr(page.site, "sql_time_limit_ms", 20)
    endless = "with recursive n(i) as (select 1 union all select i + 1 from n) select max(i) from n"
    answer = page.sql(endless)
    assert answer.status_code == 400
    assert "longer than a second" in answer.json()["error"]
    assert SETTINGS["sql_time_limit_ms"] == 1000


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


@pytest.mark.parametrize("path", ["/", "/atlas/roles", "/-/dashboards/roles", "/atlas/nothing"])
def test_demonstration_data_is_marked_on_every_page_and_picture(tmp_path, path):
    page = Page(make(tmp_path / "d.db", demonstration=True), demonstration=True)
    assert "The employers and their postings are invented." in page.get(path).text
    spec = dashboards("/", demonstration=True)["roles"]["charts"]["by_metro"]["display"]
    assert "Demonstration data: invented employers" in spec["title"]["subtitle"]["expr"]
    page.close()


def test_real_data_is_not_marked(page):
    for path in ("/", "/-/dashboards/roles"):
        assert "invented" not in page.get(path).text


def test_an_empty_database_has_its_pages_too(tmp_path):
    with open_for_writing(tmp_path / "e.db"):
        pass
    page = Page(tmp_path / "e.db")
    for path in ("/", "/-/dashboards/roles", "/-/dashboards/basis", "/atlas/roles"):
        assert page.get(path).status_code == 200
    page.close()


def test_rings_go_round_as_d3_wants():
    square = [[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0]]
    assert clockwise(square) == [[0, 0], [0, 1], [1, 1], [1, 0], [0, 0]]
    assert clockwise(clockwise(square)) == clockwise(square)


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
