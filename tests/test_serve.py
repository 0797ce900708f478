"""The web page through Datasette's own client: pages, dashboards, charts, search."""

from __future__ import annotations

import re
from contextlib import closing
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from served_site import AUSTIN, BOSTON, PAGES, Page, charts, drawn, make, rows
from store_helpers import COMPLETE, add_boards, crawl, posting

from db.connection import connect
from db.store import open_for_writing
from db.views import VIEWS
from roleatlas.serve.dashboards import dashboards
from roleatlas.serve.outlines import clockwise


@pytest.fixture(scope="module")
def database(tmp_path_factory):
    return make(tmp_path_factory.mktemp("served") / "my atlas.db")


@pytest.fixture(scope="module")
def page(database):
    page = Page(database)
    yield page
    page.close()


@pytest.mark.parametrize("path", PAGES)
def test_pages_are_there_guarded_and_silent_about_the_machine(page, database, path):
    answer = page.get(path)
    assert answer.status_code == 200
    assert answer.headers["x-frame-options"] == "DENY"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert str(database.parent) not in answer.text


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


def test_the_front_page_counts_metros_of_open_postings(tmp_path):
    """It stands beside the open jobs; those of stale and closed postings were counted, too."""
    with open_for_writing(make(tmp_path / "f.db")) as store:
        store.execute("UPDATE postings SET state = 'stale' WHERE posting_id IN (2, 3)")
    page = Page(tmp_path / "f.db")
    assert "<dt>Metros</dt><dd>1</dd>" in page.get("/").text
    page.close()


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


def test_a_remote_job_counts_in_the_sums_and_in_no_metro(tmp_path):
    with open_for_writing(make(tmp_path / "r.db")) as store:
        store.execute("UPDATE placements SET remote = 'remote' WHERE posting_id = 2")
    page = Page(tmp_path / "r.db")
    assert rows(page, "integrators")[0]["number"] == "2"
    assert sum(row["jobs"] for row in rows(page, "by_month")) == 3
    assert [(row["metro"], row["jobs"]) for row in rows(page, "by_metro")] == [(AUSTIN, 1)]
    assert [(row["metro"], row["jobs"]) for row in rows(page, "us_map")] == [(AUSTIN, 1)]
    assert rows(page, "integrators", metro=AUSTIN)[0]["number"] == "0"
    page.close()


def test_filters_select_and_stand_on_the_picture(page):
    found = rows(page, "by_metro", metro=AUSTIN, role="integrator")
    assert [(row["metro"], row["jobs"]) for row in found] == [(AUSTIN, 0.5)]
    assert found[0]["selection"] == f"{AUSTIN}, only integrator"
    assert rows(page, "by_metro")[0]["selection"] == ""
    assert rows(page, "by_metro", metro="Nowhere") == []


def test_the_filter_of_roles_keeps_the_denominator(page):
    everything = {r["sector"]: r["part"] for r in rows(page, "share_of_sector", role="integrator")}
    assert everything == {"Finance": 0.5, "not known": 1}


@pytest.mark.parametrize("name", ["specialists", "employers", "by_metro", "by_month", "us_map"])
def test_what_counts_ai_jobs_looks_at_no_others(page, name):
    """Nine postings in ten are of no AI job: a third of a million of them held a page up."""
    query = re.sub(r"\[\[.*?\]\]", "", charts()[name]["query"])
    selected = dict.fromkeys(re.findall(r":(\w+)", query), "")
    with closing(connect(Path(page.site.get_database("atlas").path), read_only=True)) as store:
        plan = store.execute(f"EXPLAIN QUERY PLAN {query}", selected).fetchall()
    assert any("labels_by_role (model_id=? AND role=?)" in row["detail"] for row in plan)
    assert not any("board_health" in row["detail"] for row in plan)


def test_the_map_has_position_size_and_mix(page):
    found = {row["metro"]: row for row in rows(page, "us_map")}
    assert found[AUSTIN]["latitude"] == 30.3
    assert found[AUSTIN]["specialist_share"] == pytest.approx(1 / 1.5)
    assert found[BOSTON]["specialist_share"] == 0


def test_sectors_are_words_in_the_filter_and_on_the_picture(page):
    assert '<option value="real estate"' in page.get("/-/dashboards/roles").text
    found = rows(page, "by_sector", sector="real estate")
    assert [(row["sector"], row["jobs"]) for row in found] == [("real estate", 1)]
    assert found[0]["selection"] == "real estate"


def test_every_picture_says_what_it_rests_on(page):
    assert rows(page, "by_sector")[0]["basis"] == (
        "roleatlas; AI jobs: 3; employers: 1; boards visited to 2026-01-01"
    )
    for board in ("roles", "basis"):
        for name, chart in charts(board).items():
            if chart["library"] == "vega-lite":
                assert "visited to 2026" in rows(page, name, board)[0]["basis"]


@pytest.mark.parametrize("board", ["roles", "basis"])
def test_the_words_below_a_title_are_an_expression_that_can_be_read(board):
    """An apostrophe in a sentence once ended its string, and the chart was not drawn."""
    for chart in charts(board).values():
        if chart["library"] == "vega-lite":
            expression = chart["display"]["title"]["subtitle"]["expr"]
            bare = re.sub(r'"(?:[^"\\]|\\.)*"|\'(?:[^\'\\]|\\.)*\'', "", expression)
            assert set(re.findall(r"[^\W\d]+", bare)) == {"data", "length", "selection", "basis"}
            assert not set("'\"") & set(bare)


def test_rows_of_names_keep_their_height_on_the_large_chart():
    assert charts()["by_metro"]["display"]["height"] == {"step": 20}


def test_coverage_charts_tell_what_is_left_out(page):
    places = {row["place"]: row["postings"] for row in rows(page, "places", "basis")}
    assert places == {"in a metro": 3, "remote, no metro": 0, "place not certain": 1}
    assert rows(page, "boards_by_ats", "basis")[0]["outcome"] == "whole list"


def test_an_unchanged_board_stands_with_the_whole_ones_in_one_bar(tmp_path):
    with open_for_writing(make(tmp_path / "u.db")) as store:
        entries = [("greenhouse", name, name.title()) for name in ("acme", "zenith")]
        add_boards(store, *entries)
        unchanged = COMPLETE | {"outcome": "not_modified"}
        crawl(store, 2, {"acme": ([], unchanged), "zenith": ([posting()], COMPLETE)})
    page = Page(tmp_path / "u.db")
    bars = [
        [(row["outcome"], row["boards"]) for row in rows(page, name, "basis")]
        for name in ("boards_by_ats", "visits")
    ]
    page.close()
    # The visits of that day are three: one of the crawl before.
    assert bars == [[("whole list", 2)], [("whole list", 3)]]


def test_a_file_that_nobody_may_write_is_served_and_not_read_whole_for_it(tmp_path, monkeypatch):
    folder = tmp_path / "published"
    folder.mkdir()
    make(folder / "p.db").chmod(0o444)
    folder.chmod(0o555)
    monkeypatch.setattr("datasette.database.inspect_hash", lambda path: pytest.fail("was hashed"))
    before = sorted(folder.iterdir())
    page = Page(folder / "p.db")
    try:
        assert [page.get(path).status_code for path in ("/", "/atlas", "/atlas/roles")] == [200] * 3
        assert page.get("/atlas.db").status_code == 403
        assert sorted(folder.iterdir()) == before
    finally:
        page.close()
        folder.chmod(0o755)


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


@pytest.mark.parametrize("path", ["/", "/atlas/roles", "/-/dashboards/roles", "/atlas/nothing"])
def test_demonstration_data_is_marked_on_every_page_and_picture(tmp_path, path):
    page = Page(make(tmp_path / "d.db", demonstration=True), demonstration=True)
    assert "The employers and their postings are invented." in page.get(path).text
    spec = dashboards("/", demonstration=True)["roles"]["charts"]["by_metro"]["display"]
    assert "Demonstration data: invented employers" in spec["title"]["subtitle"]["expr"]
    page.close()


@pytest.mark.parametrize("path", ["/", "/atlas/roles", "/-/dashboards/roles"])
def test_pages_name_their_language(page, path):
    assert '<html lang="en">' in page.get(path).text


def test_real_data_is_not_marked(page):
    for path in ("/", "/-/dashboards/roles"):
        assert "invented" not in page.get(path).text


def test_an_empty_database_has_its_pages_too(tmp_path):
    with open_for_writing(tmp_path / "e.db"):
        pass
    page = Page(tmp_path / "e.db")
    for path in ("/", "/-/dashboards/roles", "/-/dashboards/basis", "/atlas/roles"):
        assert page.get(path).status_code == 200
    assert rows(page, "by_metro") == []
    page.close()


def test_a_chart_without_data_blames_no_filter():
    """It is as blank over a database that has nothing yet, where no filter is set."""
    told = charts()["by_metro"]["display"]["title"]["subtitle"]["expr"]
    assert "No data: nothing that is stored fits" in told


def test_no_browser_darkens_the_pages(page):
    """Chromium, asked to, darkened the ground of the charts and left their words as dark."""
    assert "color-scheme: only light" in page.get("/-/roleatlas/roleatlas.css").text


def test_the_columns_of_a_dashboard_may_be_narrower_than_they_come(page):
    """Ten columns of at least 100 pixels made the page scroll sideways below 1,104 pixels."""
    theirs = page.get("/-/static-plugins/datasette_dashboards/dashboards.css").text
    assert re.search(r"\n\.dashboard-grid \{[^}]*minmax\(100px, 1fr\)", theirs)
    ours = page.get("/-/roleatlas/roleatlas.css").text
    assert re.search(r"\ndiv\.dashboard-grid \{[^}]*minmax\(0, 1fr\)", ours)


def test_the_chart_of_months_says_that_a_first_month_is_a_stock(page):
    told = charts()["by_month"]["display"]["title"]["subtitle"]["expr"]
    assert "the first month of a board holds all it had open" in told


def test_a_dashboard_whose_lists_take_too_long_says_so(page, monkeypatch):
    monkeypatch.setattr(page.site, "sql_time_limit_ms", 0)
    answer = page.get("/-/dashboards/roles")
    assert answer.status_code == 400
    assert "took longer than five seconds" in answer.text


def test_rings_go_round_as_d3_wants():
    square = [[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0]]
    assert clockwise(square) == [[0, 0], [0, 1], [1, 1], [1, 0], [0, 0]]
    assert clockwise(clockwise(square)) == clockwise(square)
