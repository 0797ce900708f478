"""`roleatlas demo` as a newcomer runs it: what it prints, and what it stored against the plan."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest
from click.testing import CliRunner

from db.checks import breaches
from db.queries import is_demonstration
from roleatlas import front
from roleatlas.commands.demo import NOTICE, demo
from roleatlas.demo import boards, plan
from roleatlas.demo.shapes import (
    ashby,
    greenhouse,
    hackernews,
    lever,
    personio,
    smartrecruiters,
    workable,
)

IDS = {
    "ashby": ashby.source_id,
    "greenhouse": greenhouse.source_id,
    "hackernews": hackernews.source_id,
    "lever": lever.source_id,
    "personio": personio.source_id,
    "smartrecruiters": smartrecruiters.source_id,
    "workable": workable.source_id,
}
# Enough days to close and to reopen a posting, and to ask for more details than one visit may;
# every third board.
FEW_DAYS = (14, 16, 27, 29, 41)
FEW_BOARDS = boards.BOARDS[::3]
POSTINGS = """
SELECT b.ats, b.token, p.source_id, p.posting_id, p.job_id, l.role
FROM postings p JOIN boards b USING (board_id) JOIN labels l USING (posting_id)
"""


@dataclass
class Run:
    """One demonstration: its days and boards, its output, its folder."""

    days: tuple[int, ...]
    boards: tuple[boards.Board, ...]
    folder: Path
    status: int
    output: str

    @cached_property
    def shown(self):
        """The openings that some crawl saw, by board and id."""
        asked = {(ats, token) for ats, token, _ in self.boards}
        seen = [o for o in plan.openings() if any(map(o.is_open, self.days))]
        kept = [o for o in seen if (o.ats, o.token) in asked]
        found = {(o.ats, o.token, str(IDS[o.ats](o))): o for o in kept}
        assert len(found) == len(kept)
        return found

    @cached_property
    def stored(self):
        """Posting id, job id and role of every stored posting, with the opening it is of."""
        with front.reading(self.folder / "demo.db") as connection:
            rows = connection.execute(POSTINGS).fetchall()
        return [(self.shown[tuple(row)[:3]], *tuple(row)[3:]) for row in rows]

    def select(self, sql):
        """All rows of a query on the database."""
        with front.reading(self.folder / "demo.db") as connection:
            return [tuple(row) for row in connection.execute(sql)]


def run_demo(folder, days, asked):
    listing = folder / "boards.csv"
    rows = [("ats", "token", "employer"), *asked]
    listing.write_text("".join(",".join(row) + "\n" for row in rows), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(boards, "DAYS", days)
        patch.setattr(boards, "csv_path", lambda: listing)
        done = CliRunner().invoke(demo, ["--keep", str(folder / "a kept one")])
    return Run(days, asked, folder / "a kept one", done.exit_code, done.output)


@pytest.fixture(
    scope="module",
    params=["some", pytest.param("all", marks=pytest.mark.slow)],
)
def done(request, tmp_path_factory):
    """One run on some days and boards for all tests here; slowly, also one on all of them."""
    days, asked = (boards.DAYS, boards.BOARDS) if request.param == "all" else (FEW_DAYS, FEW_BOARDS)
    return run_demo(tmp_path_factory.mktemp("demo"), days, asked)


def test_it_ends_well_and_says_what_it_did(done):
    assert done.status == 0, done.output
    assert done.output.startswith(NOTICE)
    assert done.output.rstrip().endswith(NOTICE)
    steps = re.findall(r"^\[(\d)/4\] ", done.output, re.MULTILINE)
    assert steps == ["1", "2", "3", "4"]
    assert f"{done.folder / 'report.html'}\n" in done.output
    assert f"serve '{done.folder / 'demo.db'}'\n" in done.output  # so that it can be pasted


def test_it_prints_the_answer(done):
    answer = done.output.partition("[4/4]")[2]
    assert "H1 · Places" in answer
    assert re.search(r"^specialist +\d+\.\d %", answer, re.MULTILINE)
    assert re.search(r"^integrator +\d+\.\d %", answer, re.MULTILINE)


@pytest.mark.slow
@pytest.mark.parametrize("done", ["all"], indirect=True)
def test_all_of_it_answers_the_first_question(done):
    answer = done.output.partition("H1 · Places")[2]
    assert "support the claim" in answer.partition("\n\n")[0]


def test_every_board_was_read_completely_on_every_day(done):
    visits = done.select("SELECT complete, outcome, count(*) FROM board_crawls GROUP BY 1, 2")
    assert sum(count for complete, _, count in visits if complete) == len(done.days) * len(
        done.boards
    )
    assert all(complete for complete, _, _ in visits)


def test_every_invariant_holds(done):
    with front.reading(done.folder / "demo.db") as connection:
        assert breaches(connection) == []
        assert is_demonstration(connection)


def test_every_opening_is_stored_once(done):
    assert len(done.stored) == len(done.shown)
    assert {opening.key for opening, *_ in done.stored} == {o.key for o in done.shown.values()}


def history(opening, days):
    """What must happen to an opening: closed at the second absence in a row, back when listed."""
    seen, absent, events = False, 0, []
    for day in days:
        if opening.is_open(day):
            if not seen:
                events.append(("opened", day))
            elif absent >= 2:
                events.append(("reopened", day))
            seen, absent = True, 0
        elif seen:
            absent += 1
            if absent == 2:
                events.append(("closed", day))
    return events


def test_openings_closings_and_reopenings_are_those_of_the_plan(done):
    openings = {posting: opening for opening, posting, *_ in done.stored}
    found = defaultdict(list)
    for posting, kind, at in done.select(
        "SELECT posting_id, kind, at FROM events WHERE kind <> 'revised' ORDER BY event_id"
    ):
        found[openings[posting].key].append((kind, at[:10]))
    due = {
        opening.key: [(k, f"{boards.moment(d):%Y-%m-%d}") for k, d in history(opening, done.days)]
        for opening in openings.values()
    }
    assert found == due
    kinds = Counter(kind for events in due.values() for kind, _ in events)
    assert min(kinds["closed"], kinds["reopened"]) > 0


def test_postings_stand_in_the_metros_they_were_written_for(done):
    placed = defaultdict(set)
    for posting, metro in done.select("SELECT posting_id, metro_id FROM places"):
        placed[posting].add(metro)
    wrong = [
        (opening.location, sorted(placed[posting]), opening.metros)
        for opening, posting, *_ in done.stored
        if placed[posting] != set(opening.metros)
    ]
    assert len(wrong) <= 0.01 * len(done.stored), wrong


def test_roles_are_mostly_those_the_openings_were_written_as(done):
    pairs = Counter((opening.role, role) for opening, _, _, role in done.stored)
    right = sum(count for (written, found), count in pairs.items() if written == found)
    assert right >= 0.85 * pairs.total(), pairs


def test_a_job_joins_only_copies_of_one_requisition_in_one_place(done):
    jobs, requisitions = defaultdict(set), defaultdict(set)
    for opening, _, job, _ in done.stored:
        of = (opening.copies, opening.metros)
        jobs[job].add(of)
        requisitions[of].add(job)
    assert [members for members in jobs.values() if len(members) > 1] == []
    whole = sum(len(found) == 1 for found in requisitions.values())
    assert whole >= 0.95 * len(requisitions)


def test_the_report_is_marked_and_self_contained(done):
    page = (done.folder / "report.html").read_text(encoding="utf-8")
    assert "Demonstration data" in page
    assert not re.findall(r"<(?:script|link|img|iframe|source)\b[^>]*https?://", page)
    assert not re.findall(r"(?:url\(|@import|src=)\s*[\"']?(?:https?:)?//", page)
    for drawing in (done.folder / "report_files").glob("*.svg"):
        assert "Demonstration data" in drawing.read_text(encoding="utf-8")
