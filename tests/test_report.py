"""The report as a reader gets it: one page without network, files beside it, honest words."""

from __future__ import annotations

import csv
import errno
import html
import html.parser
import os
import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import pytest
import report_rows

from analysis.figures import chart
from analysis.report import build, summary
from analysis.tables.sample import SampleCard

METROS = report_rows.metros()
GROUPS = {"bay-area": ("cbsa:41860", "cbsa:41940")}
CARD = SampleCard(
    boards_asked=60,
    boards_ok=58,
    boards_failed=2,
    first_crawl="2026-01-03T00:00:00Z",
    last_crawl="2026-08-03T00:00:00Z",
    failures={"http 404": 2},
    crawl_dates=("2026-01-03T00:00:00Z", "2026-08-03T00:00:00Z"),
)


@pytest.fixture(scope="module", autouse=True)
def coarse():
    """Pictures at a few dots an inch: their bytes are not what is tested."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(chart, "DOTS_PER_INCH", 25)
        yield


def report(folder, rows, *, demonstration=False, sample=CARD):
    out = folder / "report.html"
    build(rows, METROS, GROUPS, sample=sample, demonstration=demonstration, out=out)
    return out.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("report")


@pytest.fixture(scope="module")
def page(folder):
    return report(folder, report_rows.rows(2500, 90), demonstration=True)


class Links(html.parser.HTMLParser):
    """What a page would load, the files it links to, and its ids."""

    def __init__(self, page):
        super().__init__()
        self.loaded, self.linked, self.ids = [], [], []
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        self.loaded += [given[name] for name in ("src", "data", "poster") if name in given]
        if tag == "link":
            self.loaded.append(given.get("href"))
        if tag == "script":
            self.loaded.append("script")
        if tag == "a" and not given["href"].startswith("#"):
            self.linked.append(given["href"])
        if "id" in given:
            self.ids.append(given["id"])


def test_page_loads_nothing(page):
    assert Links(page).loaded == []
    assert not re.search(r"url\((?!#)", page)
    assert "@import" not in page


def test_linked_files_lie_beside_it(page, folder):
    linked = Links(page).linked
    assert len(linked) > 30
    assert all((folder / name).stat().st_size > 0 for name in linked)


def test_ids_are_unique_over_all_figures(page):
    ids = Links(page).ids
    assert len(ids) == len(set(ids))


def test_every_figure_has_png_svg_and_csv(page, folder):
    files = folder / "report_files"
    figures = {path.stem for path in files.glob("*.png")}
    assert {
        "map",
        "lorenz",
        "forest",
        "quotients",
        "trend",
        "industry-dots",
        "brookings",
    } <= figures
    assert figures == {path.stem for path in files.glob("*.svg")}
    assert figures <= {path.stem for path in files.glob("*.csv")}


def test_a_figure_that_leaves_the_page_takes_title_and_caption_along(page, folder):
    for path in (folder / "report_files").glob("*.svg"):
        figure = re.search(rf'<figure id="{path.stem}">.*?</figure>', page, re.DOTALL)[0]
        title = html.unescape(re.search("<h3>(.*?)</h3>", figure)[1])
        caption = html.unescape(re.search("<figcaption>(.*?) Data:", figure)[1])
        written = " ".join(ET.fromstring(path.read_text(encoding="utf-8")).itertext())
        assert title in written
        assert caption in " ".join(written.split())
        assert html.unescape(figure).count(f">{title}<") == 1


def test_what_was_fixed_before_the_run_is_in_words(page):
    fixed = page[page.index('id="settings"') :]
    for words in ("1.25 times", "2.0 points a year", "San Francisco-Oakland-Fremont, CA"):
        assert words in fixed
    assert "cbsa:41860" not in fixed


def test_seniority_is_the_heading_of_its_values(page):
    assert page.count('scope="col">Seniority</th>') == 1


def test_demonstration_is_marked_on_page_and_every_figure(page, folder):
    files = list((folder / "report_files").glob("*.svg"))
    assert 'class="banner"' in page
    assert all("Demonstration data: invented employers" in path.read_text() for path in files)


def test_real_data_carries_no_mark(tmp_path):
    page = report(tmp_path, report_rows.rows(400, 30))
    assert "invented" not in page


def test_verdicts_and_limits_are_in_words(page):
    assert "Integrators use" in page
    assert "times as many metros as specialists" in page
    assert "online learning" in page
    assert "not of the labour market" in page
    assert page.count('class="stamp"') >= 9


def test_sample_card_says_unknown(page):
    assert re.search(r"Role model</td>\s*<td[^>]*>unknown", page)


def test_text_from_outside_is_escaped(tmp_path):
    bad = '<script>alert("x")</script>'
    rows = [
        replace(row, employer=f"{bad} #1") if row.employer == "Employer 1 #1" else row
        for row in report_rows.rows(300, 3)
    ]
    page = report(tmp_path, rows, sample=replace(CARD, failures={bad: 1}, model=bad))
    assert "<script" not in page
    assert "&lt;script&gt;" in page


def test_csv_cells_cannot_start_a_formula(tmp_path):
    rows = [
        replace(row, employer="=HYPERLINK(1) #1") if row.employer == "Employer 1 #1" else row
        for row in report_rows.rows(300, 3)
    ]
    report(tmp_path, rows)
    for path in (tmp_path / "report_files").glob("*.csv"):
        with path.open(newline="", encoding="utf-8") as lines:
            cells = [cell for row in csv.reader(lines) for cell in row]
        assert not [c for c in cells if c and c[0] in "=@\t\r"]
        assert not [c for c in cells if c and c[0] in "+-" and not is_number(c)]


def is_number(text):
    try:
        float(text)
    except ValueError:
        return False
    return True


def test_one_snapshot_refuses_a_trend(tmp_path):
    page = report(tmp_path, report_rows.rows(800, 40, months=1))
    assert "No trend is drawn" in page
    assert not (tmp_path / "report_files" / "trend.png").exists()


@pytest.mark.parametrize(
    "change",
    [
        {"role": "none", "keyword": False},
        {"metros": (), "remote": True, "mode": "remote"},
        {"metros": ("cbsa:41860",)},
        {"employer": "Only one #1"},
        {"role": "specialist"},
        {"open": False},
        {"sector": None, "employer_type": None, "skills": (), "country": None},
        {"metros": ("int:2643743",), "country": "GB"},
        {"metros": ("cbsa:99999",)},
    ],
    ids=lambda change: next(iter(change.items()))[0] + "=" + str(next(iter(change.values()))),
)
def test_thin_panels_still_make_a_report(tmp_path, change):
    rows = [replace(row, **change) for row in report_rows.rows(120, 12)]
    page = report(tmp_path, rows)
    assert "</html>" in page
    assert "nan" not in re.sub(r"<[^>]*>", " ", page).lower().split()


def test_no_postings_is_a_sentence(tmp_path):
    with pytest.raises(ValueError, match="no labelled postings"):
        report(tmp_path, [])


def everything(folder):
    """Every file below a folder with its bytes, and every folder."""
    return {path: path.read_bytes() if path.is_file() else None for path in folder.rglob("*")}


def full_disk(monkeypatch, method, ending):
    """A disk that is full when a file of that ending is written."""
    write = getattr(Path, method)

    def fail(path, *given, **options):
        if path.suffix == ending:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return write(path, *given, **options)

    monkeypatch.setattr(Path, method, fail)


@pytest.mark.parametrize(("method", "ending"), [("write_bytes", ".png"), ("write_text", ".html")])
def test_a_full_disk_leaves_the_earlier_report(tmp_path, monkeypatch, method, ending):
    report(tmp_path, report_rows.rows(120, 12))
    (tmp_path / "report_files" / "mine.txt").write_text("notes")
    before = everything(tmp_path)
    full_disk(monkeypatch, method, ending)
    with pytest.raises(OSError, match=r"No space left.*report\.html"):
        report(tmp_path, report_rows.rows(130, 12, seed=2))
    assert everything(tmp_path) == before
    monkeypatch.undo()
    report(tmp_path, report_rows.rows(130, 12, seed=2))
    after = everything(tmp_path)
    assert set(before) <= set(after)
    assert after[tmp_path / "report.html"] != before[tmp_path / "report.html"]
    assert (tmp_path / "report_files" / "mine.txt").read_text() == "notes"


def test_a_full_disk_leaves_nothing_of_a_first_report(tmp_path, monkeypatch):
    full_disk(monkeypatch, "write_text", ".html")
    with pytest.raises(OSError, match="No space left"):
        report(tmp_path, report_rows.rows(120, 12))
    assert everything(tmp_path) == {}


def test_a_missing_folder_is_told_by_the_name_of_the_report(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"away/report\.html"):
        report(tmp_path / "away", report_rows.rows(120, 12))


def test_a_link_stays_a_link(tmp_path):
    (tmp_path / "real.html").write_text("earlier")
    (tmp_path / "report.html").symlink_to("real.html")
    page = report(tmp_path, report_rows.rows(120, 12))
    assert (tmp_path / "report.html").is_symlink()
    assert (tmp_path / "real.html").read_text(encoding="utf-8") == page


def test_a_device_is_no_place_for_a_report(tmp_path):
    pipe = tmp_path / "report.html"
    os.mkfifo(pipe)
    with pytest.raises(ValueError, match=r"report\.html is not a regular file"):
        report(tmp_path, report_rows.rows(120, 12))
    assert list(tmp_path.iterdir()) == [pipe]


def test_summary_names_estimate_interval_and_verdict():
    lines = "\n".join(summary(report_rows.rows(2500, 90), METROS, GROUPS))
    assert "support the claim that" in lines
    assert re.search(r"Integrators use\s+[\d.]+\s+\(95\s+%\s+interval", lines)
    for role in ("keyword", "specialist", "integrator", "any AI", "not AI"):
        assert re.search(rf"^{role} +[\d.]+ %", lines, re.MULTILINE)


def test_the_same_rows_make_the_same_page(tmp_path):
    rows = report_rows.rows(300, 20)
    first, second = tmp_path / "a", tmp_path / "b"
    first.mkdir()
    second.mkdir()
    assert report(first, rows) == report(second, rows)


def test_missing_texts_are_a_caution_beside_the_answer():
    assert SampleCard(textless=0.05).caution() is None
    assert SampleCard().caution() is None
    assert "76 % of the open postings have no text" in (SampleCard(textless=0.761).caution() or "")
