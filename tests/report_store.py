"""A store that holds given panel rows, so that the printed queries can be run over the views."""

from __future__ import annotations

import json

from db.connection import transaction

AT = "2026-01-01T00:00:00Z"
MODEL = "test model"


def first_seen(month):
    return f"{month // 12:04d}-{month % 12 + 1:02d}-01T00:00:00Z"


def fill(connection, rows, metros):
    """Write the rows as boards, jobs, postings, placements, places, labels and skills."""
    with transaction(connection):
        write(connection, rows, metros)


def write(connection, rows, metros):
    one = connection.execute
    one("INSERT INTO crawls (crawl_id, state, started_at) VALUES (1, 'finished', ?)", (AT,))
    one("INSERT INTO boards (board_id, ats, token, added_at) VALUES (1, 'lever', 'x', ?)", (AT,))
    one("INSERT INTO models VALUES (?, ?, 1)", (MODEL, AT))
    connection.executemany(
        "INSERT INTO metros VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (m.metro_id, m.name, m.kind, m.country, m.admin1, m.latitude, m.longitude,
             m.population, m.employment, m.computer_employment)
            for m in metros.values()
        ],
    )  # fmt: skip
    employers = {name: i for i, name in enumerate(sorted({row.employer for row in rows}), 1)}
    names = [(i, name, name.lower()) for name, i in employers.items()]
    connection.executemany("INSERT INTO employers VALUES (?, ?, ?)", names)
    jobs = {}
    for row in rows:
        jobs.setdefault(row.job_id, (len(jobs) + 1, employers[row.employer]))
    connection.executemany(
        "INSERT INTO jobs VALUES (?, ?, ?, 'job', ?)", [(j, e, j, AT) for j, e in jobs.values()]
    )
    for row in rows:
        put(connection, row, jobs[row.job_id][0])


def put(connection, row, job):
    one, key, seen = connection.execute, int(row.posting_id) + 1, first_seen(row.month)
    state, closed = ("open", None) if row.open else ("closed", "2027-01-01T00:00:00Z")
    one(
        "INSERT INTO postings (posting_id, board_id, source_id, title, state, first_seen,"
        " last_seen, closed_at, seen_from_crawl_id, last_crawl_id, place_hash, job_id)"
        " VALUES (?, 1, ?, ?, ?, ?, '2027-01-01T00:00:00Z', ?, 1, 1, '', ?)",
        (key, row.posting_id, row.title, state, seen, closed, job),
    )
    countries = json.dumps([row.country] if row.country else [])
    one("INSERT INTO placements VALUES (?, 'g', '', ?, '[]', ?, ?)", (key, row.mode, countries, AT))
    for metro in row.metros:
        share = 1 / len(row.metros)
        one("INSERT INTO places VALUES (?, ?, ?, 'test', 1, '')", (key, metro, share))
    sure = {"specialist": (1, 0, 0), "integrator": (0, 1, 0), "none": (0, 0, 1)}[row.role]
    one(
        "INSERT INTO labels (posting_id, model_id, text_hash, role, p_specialist, p_integrator,"
        " p_none, uncertain, keyword, sector, employer_type, labelled_at)"
        " VALUES (?, ?, '', ?, ?, ?, ?, 0, ?, ?, ?, ?)",
        (key, MODEL, row.role, *sure, int(row.keyword), row.sector, row.employer_type, AT),
    )
    for skill in row.skills:
        one("INSERT INTO skills VALUES (?, ?, ?)", (key, MODEL, skill))
