"""The queries printed in the report give the numbers that stand beside them."""

from __future__ import annotations

from dataclasses import replace

import pytest
import report_rows
from report_store import fill

from analysis.figures import months, published
from analysis.figures.chart import Stamp
from analysis.frame import panel
from analysis.hypotheses import run
from analysis.settings import load_settings
from analysis.tables import (
    employers,
    groups,
    kinds,
    queries,
    ranking,
    sample_table,
    sectors,
    travel,
    world,
)

METROS = report_rows.metros()


@pytest.fixture(scope="module")
def rows():
    found = report_rows.rows(1500, 60)
    # The jobs of a store belong to one employer; the view reads a job's first month.
    owner = {}
    return [replace(row, employer=owner.setdefault(row.job_id, row.employer)) for row in found]


@pytest.fixture(scope="module")
def data(rows):
    return panel(rows)


@pytest.fixture(scope="module")
def connection(rows, tmp_path_factory):
    from db.store import open_for_writing

    with open_for_writing(tmp_path_factory.mktemp("store") / "atlas.db") as found:
        fill(found, rows, METROS)
        yield found


def by_first(connection, sql, column):
    return {row[0]: row[column] for row in connection.execute(sql)}


def column(table, name):
    place = [c.name for c in table.columns].index(name)
    return {row[0]: row[place] for row in table.rows if row[0] is not None}


@pytest.mark.parametrize("definition", ["specialist", "integrator", "keyword", "any AI", "not AI"])
def test_ranking(connection, data, definition):
    table = ranking.ranking(data.take(data.open), METROS, definition)
    found = {row["metro"]: row for row in connection.execute(table.query)}
    rows = [row for row in table.rows if row[0] is not None]
    assert len(rows) >= 5
    for _, metro, postings, jobs, owners, share, *_ in rows:
        assert found[metro]["postings"] == pytest.approx(postings)
        assert found[metro]["jobs"] == pytest.approx(jobs)
        assert found[metro]["employers"] == owners
        assert found[metro]["share"] == pytest.approx(share)


@pytest.mark.parametrize("make", [sectors.table, kinds.table, kinds.research])
def test_breakdowns(connection, data, make):
    table = make(data.take(data.open))
    found = by_first(connection, table.query, "specialist")
    names = {sectors.sector_name(key): value for key, value in found.items()}
    assert column(table, "Specialist jobs") == pytest.approx(names)
    owners = by_first(connection, table.query, "employers")
    assert column(table, "Employers") == {sectors.sector_name(k): n for k, n in owners.items()}


def test_countries(connection, data):
    table = world.countries(data.take(data.open), METROS)
    found = by_first(connection, table.query, "integrator")
    names = {world.country_name(key): value for key, value in found.items()}
    shown = column(table, "Integrator jobs")
    assert shown == pytest.approx({name: names[name] for name in shown})
    assert len(shown) == 6


def test_employers(connection, data):
    table = employers.table(data.take(data.open))
    found = by_first(connection, table.query, "specialist")
    shown = column(table, "Specialist jobs")
    assert shown == pytest.approx({name: found[key] for key in found for name in shown
                                   if employers.plain(key) == name})  # fmt: skip


def test_groups(connection, data):
    settings = load_settings()
    table = groups.table(data.take(data.open), {}, settings)
    found = by_first(connection, table.query, "any_ai")
    assert column(table, "Any AI") == pytest.approx(
        {groups.NAMES[key]: value for key, value in found.items()}
    )


def test_tiers_of_kinds_and_skills(connection, data):
    settings, stock = load_settings(), data.take(data.open)
    kind_table = kinds.by_tier(stock, METROS, settings)
    totals = {}
    for kind, tier, jobs, _ in connection.execute(kind_table.query):
        totals.setdefault(sectors.sector_name(kind), {})[tier] = jobs
    for name, share in column(kind_table, "Bay Area").items():
        jobs = totals[name]
        assert share == pytest.approx(jobs.get("Bay Area", 0) / sum(jobs.values()))
    skill_table = travel.table(stock, METROS, settings)
    jobs = {}
    for skill, _, count, _ in connection.execute(skill_table.query):
        name = sectors.sector_name(skill)
        jobs[name] = jobs.get(name, 0) + count
    shown = column(skill_table, "AI jobs")
    assert {name: shown[name] for name in jobs if name in shown} == pytest.approx(
        {name: jobs[name] for name in jobs if name in shown}
    )
    assert len(shown) > 3


def test_trend(connection, data):
    chart = months.build(data, load_settings(), [], stamp=Stamp())
    roles = {"specialist": "specialist", "integrator": "integrator", "none": "not AI"}
    found = {
        (row["month"], roles[row["role"]]): row["outside"]
        for row in connection.execute(chart.data.query)
    }
    shown = {(row[0], row[1]): row[2] for row in chart.data.rows}
    assert shown == pytest.approx(found)


def test_hypotheses(connection, data):
    results = run(data)
    effect = results[0].find("log ratio of effective metros").estimate
    hhi = by_first(connection, queries.HHI, "hhi")
    from math import log

    assert effect == pytest.approx(log(hhi["specialist"] / hhi["integrator"]))
    chart = published.build(results, stamp=Stamp())
    shares = connection.execute(chart.data.query).fetchone()
    shown = {(row[0], row[1]): row[2] for row in chart.data.rows}
    assert shown["Bay Area", "keyword"] == pytest.approx(shares["keyword_bay"])
    assert shown["Ten metros", "any AI"] == pytest.approx(shares["any_ai_top10"])


def test_effective_employers(connection, data):
    table = sample_table.employers(data)
    found = by_first(connection, table.query, "effective")
    assert column(table, "Effective employers")["specialist"] == pytest.approx(
        found["specialist"], abs=0.05
    )
