"""Employers that rename their board or change systems: their openings are no new ones."""

import re

import pytest

from db.boards import BoardEntry
from db.clock import month_number
from db.job_store import cluster_jobs
from db.queries import panel
from roleatlas.serve.dashboards.queries import by_month

DUTIES = " ".join(f"Duty {n} of the operator is to mind machine {n}." for n in range(20))
TEXT = f"<p>{DUTIES}</p>"
NAME = "Brightmoor Tools"


def label(world):
    """Place, cluster and label every posting."""
    world.locate()
    world.store.execute("INSERT OR IGNORE INTO models VALUES ('m', '2026-01-01T00:00:00Z', 1)")
    world.store.execute(
        "INSERT OR REPLACE INTO labels (posting_id, model_id, text_hash, role, p_specialist,"
        " p_integrator, p_none, uncertain, keyword, labelled_at)"
        " SELECT posting_id, 'm', 'x', 'none', 0, 0, 1, 0, 0, first_seen FROM postings"
    )


def moved(world, ats, *, listed):
    """An employer's three openings, moved to a new board after a month; ``listed``: in the file."""
    old, new = world.board("greenhouse", 3), None
    for job in old.jobs:
        job.text = TEXT.replace("operator", job.title)
    world.crawl(0)
    new = world.board(ats, 3, "brightmoor-tools")
    for job, before in zip(new.jobs, old.jobs, strict=True):
        job.id, job.text = f"moved-{job.id}", before.text
    world.site.boards.remove(old)
    entries = [BoardEntry(ats, "brightmoor-tools", NAME)]
    world.entries = [*entries, BoardEntry("greenhouse", "brightmoor", NAME)] if listed else entries
    for day in range(40, 44):
        world.crawl(24 * day)
    label(world)


@pytest.mark.parametrize("listed", [True, False], ids=["both listed", "renamed in the file"])
@pytest.mark.parametrize("ats", ["greenhouse", "lever"])
def test_openings_that_move_to_another_board_keep_their_month(world, ats, listed):
    moved(world, ats, listed=listed)
    assert world.states() == {"open": 3, "unmonitored": 3}
    rows = list(panel(world.store))
    assert len(rows) == len({row.job_id for row in rows}) == 3
    first = world.one("SELECT min(first_seen) FROM postings")
    assert {row.month for row in rows} == {month_number(first)}
    assert world.one("SELECT count(DISTINCT job_id) FROM postings") == 3
    assert world.one("SELECT count(DISTINCT employer_id) FROM jobs") == 1


def test_the_chart_of_months_counts_them_where_they_were_first_seen(world):
    moved(world, "lever", listed=False)
    world.store.execute("UPDATE labels SET role = 'specialist', p_specialist = 1, p_none = 0")
    sql = re.sub(r"\[\[.*?\]\]", "", by_month())
    chosen = dict.fromkeys(("metro", "sector", "country", "role"), "")
    months = {row["month"]: row["jobs"] for row in world.store.execute(sql, chosen)}
    first = world.one("SELECT min(first_seen) FROM postings")
    assert months == {first[:7]: 3}


def test_clusters_are_the_same_however_often_they_are_made(world):
    moved(world, "lever", listed=False)
    members = "SELECT posting_id, job_id, reason, round(similarity, 6) FROM job_members ORDER BY 1"
    before = world.rows(members)
    cluster_jobs(world.store, "2027-02-01T00:00:00Z")
    assert world.rows(members) == before
