"""The bundled boards: shapes, counts, days that fit together, and what the server answers."""

from __future__ import annotations

import csv
import hashlib
import html
import json
import os
import re
import subprocess
import sys
from collections import Counter, defaultdict
from itertools import pairwise
from math import exp
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from lxml import etree

from analysis.frame import panel
from analysis.hypotheses import run
from crawler.run import crawl
from crawler.sink import BoardRow, MemorySink
from db.clock import month_number
from db.label import ROLES
from db.panel import PanelRow
from roleatlas.demo import boards, plan, prose
from roleatlas.demo.server import DemoServer
from roleatlas.demo.shapes import smartrecruiters
from roleatlas.demo.site import answer
from roleatlas.demo.source import employers, professions, shared, thread_employers

SECTORS = {
    "software", "hardware", "finance", "insurance", "professional_services", "health",
    "education", "government", "retail", "manufacturing", "logistics", "energy", "media",
    "real_estate", "other",
}  # fmt: skip
LISTS = {
    "greenhouse": "boards-api.greenhouse.io/v1/boards/{}/jobs?content=true&pay_transparency=true",
    "lever": "api.lever.co/v0/postings/{}?mode=json",
    "ashby": "api.ashbyhq.com/posting-api/job-board/{}?includeCompensation=true",
    "workable": "apply.workable.com/api/v1/widget/accounts/{}?details=true",
    "smartrecruiters": "api.smartrecruiters.com/v1/companies/{}/postings?limit=100&offset=0",
    "personio": "{}.jobs.personio.de/xml",
    "hackernews": "hn.algolia.com/api/v1/search_by_date?tags=story,author_{}",
}
DATA = Path(boards.__file__).parent


def body(day, path):
    reply = answer(day, "/" + path)
    assert reply.status == 200, path
    return reply.body


def listing(ats, token, day):
    return body(day, LISTS[ats].format(token))


def document(ats, token, day=0):
    return json.loads(listing(ats, token, day))


def of(ats):
    return [(token, day) for known, token, _ in boards.BOARDS if known == ats for day in (0, 64)]


def digest():
    whole = hashlib.sha256()
    for ats, token, _ in boards.BOARDS:
        for day in boards.DAYS[::4]:
            whole.update(listing(ats, token, day))
    return whole.hexdigest()


# What there is


def test_the_boards_file_lists_the_boards():
    with boards.csv_path().open(encoding="utf-8", newline="") as file:
        rows = [tuple(row) for row in csv.reader(file)]
    assert rows == [("ats", "token", "employer"), *boards.BOARDS]
    assert len({(ats, token) for ats, token, _ in boards.BOARDS}) == len(boards.BOARDS) >= 70


def test_every_sector_and_role_is_there():
    openings = plan.openings()
    assert {o.employer.sector for o in openings} == SECTORS
    roles = Counter(o.role for o in openings)
    assert roles["specialist"] >= 200
    assert roles["integrator"] >= 250
    assert roles["none"] > roles["specialist"] + roles["integrator"]
    assert 1500 <= len(openings) <= 2000


def on_site(role):
    return [o for o in plan.openings() if o.role == role and o.workplace != "remote"]


def test_roles_spread_over_employers():
    hiring = {role: Counter(o.employer.name for o in on_site(role)) for role in ROLES}
    assert len(hiring["specialist"]) >= 60
    assert sum(2 <= count <= 6 for count in hiring["specialist"].values()) >= 45
    assert max(hiring["specialist"].values()) <= 12
    assert len(hiring["integrator"]) >= 75
    assert len(hiring["none"]) >= 75


def test_specialists_sit_closer_together_than_integrators():
    def concentration(role):
        counts = Counter(m for o in on_site(role) for m in o.metros)
        return sum((n / counts.total()) ** 2 for n in counts.values())

    assert concentration("specialist") > 2 * concentration("integrator")
    assert concentration("specialist") < 0.15


def test_the_invented_openings_answer_the_first_question_and_leave_the_third_open():
    rows = [
        PanelRow(
            posting_id=o.key,
            job_id=f"{o.copies} {o.metros}",
            employer=o.employer.name,
            sector=o.employer.sector,
            weight=1.0,
            month=month_number(boards.moment(max(o.posted, 0)).isoformat()),
            metros=o.metros,
            remote=o.workplace == "remote",
            role=o.role,
        )
        for o in plan.openings()
    ]
    found = {result.hypothesis: result for result in run(panel(rows))}
    effect = found["H1"].effect
    assert found["H1"].verdict == "supported"
    assert 2 <= exp(effect.estimate) <= 4.5
    assert exp(effect.lo) > 1.4
    assert exp(effect.hi) < 7
    assert found["H3"].verdict == "inconclusive"


def test_metros_in_and_outside_the_united_states():
    metros = {metro for opening in plan.openings() for metro in opening.metros}
    assert sum(metro.startswith("cbsa:") for metro in metros) >= 60
    assert sum(metro.startswith("int:") for metro in metros) >= 25


def test_every_profession_is_hired_for():
    staff = [e.staff for e in (*employers(), *thread_employers())]
    assert {key for pairs in staff for key, _ in pairs} == set(professions())


def test_the_package_stays_small():
    files = [path for path in DATA.rglob("*") if path.suffix in (".py", ".toml", ".csv")]
    assert sum(path.stat().st_size for path in files) < 1_000_000


def test_another_process_answers_the_same_bytes():
    code = (
        "import sys; sys.path.insert(0, 'tests'); import test_demo_boards as t; print(t.digest())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=Path(__file__).parents[1],
        env={**os.environ, "PYTHONHASHSEED": "7"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == digest()


# Texts


def words(opening, kinds=None):
    parts = prose.sections(opening, False)
    lines = [line for part in parts if kinds is None or part.kind in kinds for line in part.lines]
    return " ".join(lines)


def test_texts_have_the_length_of_postings():
    for opening in plan.openings():
        english = opening.profession.language == "en"
        assert (110 if english else 80) <= len(words(opening).split()) <= 420, opening.key


def test_texts_have_no_unfilled_slot():
    assert not [o.key for o in plan.openings() if re.search(r"[{}]", words(o) + o.title)]


def test_texts_are_in_four_languages():
    count = Counter(o.profession.language for o in plan.openings())
    assert set(count) == {"en", "de", "fr", "es"}
    assert min(count.values()) >= 10


def test_ai_outside_the_duties_of_postings_that_are_not_about_it():
    ai = re.compile(r"\bAI\b|artificial intelligence|machine learning")
    none = [o for o in plan.openings() if o.role == "none"]
    about = [o for o in none if ai.search(words(o, {"about"}))]
    notice = [o for o in none if ai.search(words(o, {"legal"}))]
    assert len(about) >= 40
    assert len(notice) >= 60
    assert not [o.key for o in none if ai.search(words(o, {"duties", "needs"}))]


def test_no_address_outside_the_reserved_domain():
    for ats, token, _ in boards.BOARDS:
        found = re.findall(r"[\w.+-]+@([\w-]+(?:\.[\w-]+)+)", listing(ats, token, 0).decode())
        assert all(host.endswith(".example") for host in found)


def test_headings_exist_for_every_section():
    for language in ("en", "de", "fr", "es"):
        kinds = {"about", "role", "duties", "needs", "nice", "benefits", "process", "legal"}
        assert set(shared(language).headings) == kinds


# Days


def test_crawls_are_close_enough_that_nothing_goes_stale():
    assert all(new - old <= 14 for old, new in pairwise(boards.DAYS))
    assert boards.DAYS[-1] >= 60


def test_every_opening_is_seen_on_some_day():
    unseen = [o.key for o in plan.openings() if not any(map(o.is_open, boards.DAYS))]
    assert not unseen


def test_no_board_is_ever_empty_or_loses_more_than_half():
    for ats, token, _ in boards.BOARDS:
        sizes = [len(plan.on_board(ats, token, day)) for day in boards.DAYS]
        assert min(sizes) > 0, token
        assert all(2 * new >= old or old < 10 for old, new in pairwise(sizes)), (token, sizes)


def test_openings_close_reopen_return_and_change():
    states = {o.key: [o.is_open(day) for day in boards.DAYS] for o in plan.openings()}
    closed = [s for s in states.values() if any(a and not b for a, b in pairwise(s))]
    marks = ["".join("x" if shown else "-" for shown in state) for state in states.values()]
    reopened = [mark for mark in marks if re.search(r"x--+x", mark)]
    edited = [o for o in plan.openings() if o.edit_day and o.is_open(o.edit_day)]
    assert len(closed) >= 200
    assert len(reopened) >= 20
    assert len(edited) >= 50


def test_a_repost_has_the_text_and_metro_of_the_closed_one_and_another_id():
    openings = {o.key: o for o in plan.openings()}
    again = [o for key, o in openings.items() if key.endswith("+again")]
    assert len(again) >= 40
    for repost in again:
        first = openings[repost.key.removesuffix("+again")]
        assert words(repost) == words(first)
        assert repost.metros == first.metros
        assert repost.spans[0][0] >= first.spans[0][1]


def test_integrators_gain_over_the_months():
    def share(day):
        shown = [o.role for o in plan.openings() if o.is_open(day)]
        return shown.count("integrator") / len(shown)

    assert share(boards.DAYS[0]) + 0.02 < share(boards.DAYS[-1])


def test_twins_show_the_same_text_on_two_systems():
    twins = [o for o in plan.openings() if "@" in o.key]
    originals = {o.key: o for o in plan.openings()}
    assert len(twins) >= 10
    for twin in twins:
        other = originals[twin.key.partition("@")[0]]
        assert other.ats != twin.ats
        assert words(twin) == words(other)


@pytest.mark.parametrize("ats", ["greenhouse", "lever", "ashby", "workable", "smartrecruiters"])
def test_ids_persist_from_day_to_day(ats):
    def ids(token, day):
        read = document(ats, token, day)
        rows = read if ats == "lever" else read.get("jobs", read.get("content"))
        return [row.get("id", row.get("shortcode")) for row in rows]

    for token, _ in of(ats):
        before, after = ids(token, 0), ids(token, 2)
        assert len(set(before)) == len(before)
        assert len(set(before) & set(after)) >= 0.8 * min(len(before), 100)


# Shapes


@pytest.mark.parametrize(("token", "day"), of("greenhouse"))
def test_greenhouse(token, day):
    read = document("greenhouse", token, day)
    assert read["meta"]["total"] == len(read["jobs"])
    for row in read["jobs"]:
        assert isinstance(row["id"], int)
        assert "<" not in row["content"]
        assert "<h2>" in html.unescape(row["content"])
        assert row["first_published"].endswith("-04:00")
        assert row["first_published"] <= row["updated_at"]
        assert row["location"]["name"]
        for zone in row.get("pay_input_ranges", ()):
            assert zone["min_cents"] < zone["max_cents"]


def test_greenhouse_without_content_has_no_texts():
    rows = json.loads(body(0, "boards-api.greenhouse.io/v1/boards/tessavane/jobs"))["jobs"]
    assert not any({"content", "departments", "offices", "pay_input_ranges"} & set(r) for r in rows)


@pytest.mark.parametrize(("token", "day"), of("lever"))
def test_lever(token, day):
    for row in document("lever", token, day):
        assert len(str(row["createdAt"])) == 13
        assert row["categories"]["location"] == row["categories"]["allLocations"][0]
        assert row["workplaceType"] in ("onsite", "hybrid", "remote")
        assert {"text", "content"} == set(row["lists"][0])
        assert row["lists"][0]["content"] not in row["description"]
        assert set(row.get("salaryRange", {})) <= {"currency", "interval", "min", "max"}


@pytest.mark.parametrize(("token", "day"), of("ashby"))
def test_ashby(token, day):
    read = document("ashby", token, day)
    assert read["apiVersion"] == "1"
    for row in read["jobs"]:
        assert row["workplaceType"] in ("OnSite", "Hybrid", "Remote")
        assert row["isRemote"] is (None if row["workplaceType"] == "OnSite" else True)
        tiers = row["compensation"]["compensationTiers"]
        assert bool(tiers) == row["shouldDisplayCompensationOnJobPostings"]
        for other in row["secondaryLocations"]:
            assert other["address"]["postalAddress"]["addressCountry"]


@pytest.mark.parametrize(("token", "day"), of("workable"))
def test_workable(token, day):
    read = document("workable", token, day)
    for row in read["jobs"]:
        assert re.fullmatch(r"[0-9A-F]{10}", row["shortcode"])
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", row["published_on"])
        assert row["created_at"] <= row["published_on"]
        assert row["locations"][0]["country"] == row["country"]


def test_smartrecruiters_pages_by_a_hundred():
    base = "api.smartrecruiters.com/v1/companies/BellmereHealth/postings"
    for day in boards.DAYS:
        first, second = (
            json.loads(body(day, f"{base}?limit=100&offset={offset}")) for offset in (0, 100)
        )
        found = {row["id"] for page in (first, second) for row in page["content"]}
        assert len(first["content"]) == 100
        assert len(found) == first["totalFound"] == second["totalFound"]


def test_smartrecruiters_detail_carries_the_texts():
    opening = plan.on_board("smartrecruiters", "nimbrel", 0)[0]
    found = smartrecruiters.source_id(opening)
    path = f"api.smartrecruiters.com/v1/companies/nimbrel/postings/{found}"
    read = json.loads(body(0, path))
    assert read["id"] == found
    assert list(read["jobAd"]["sections"]) == list(smartrecruiters.PARTS)
    assert all(part["text"] for part in read["jobAd"]["sections"].values())


def test_smartrecruiters_answers_an_unknown_company_with_an_empty_list():
    read = json.loads(body(0, LISTS["smartrecruiters"].format("nobody")))
    assert read["totalFound"] == 0


@pytest.mark.parametrize(("token", "day"), of("personio"))
def test_personio(token, day):
    own = etree.fromstring(listing("personio", token, day))
    english = etree.fromstring(body(day, f"{token}.jobs.personio.de/xml?language=en"))
    assert own.tag == "workzag-jobs"
    assert [p.findtext("id") for p in own] == [p.findtext("id") for p in english]
    for position in own:
        assert position.findtext("office")
        assert "<" in position.findtext("jobDescriptions/jobDescription/value")


def test_personio_lacks_german_texts_in_english():
    feed = etree.fromstring(body(0, "kinderwald-kliniken.jobs.personio.de/xml?language=en"))
    assert all(position.find("jobDescriptions/jobDescription") is None for position in feed)


def test_the_newest_thread_is_of_the_month():
    newest = [document("hackernews", "whoishiring", day)["hits"][0] for day in boards.DAYS]
    titles = [hit["title"] for hit in newest]
    assert list(dict.fromkeys(titles)) == [
        f"Ask HN: Who is hiring? ({month} 2026)" for month in ("June", "July", "August")
    ]
    thread = json.loads(body(66, f"hn.algolia.com/api/v1/items/{newest[-1]['objectID']}"))
    assert any(comment["children"] for comment in thread["children"])
    assert any(comment["text"] is None for comment in thread["children"])
    assert all(comment["parent_id"] == thread["id"] for comment in thread["children"])


def test_a_thread_does_not_exist_before_its_month():
    found = document("hackernews", "whoishiring", 66)["hits"][0]["objectID"]
    assert answer(2, f"/hn.algolia.com/api/v1/items/{found}").status == 404


def same_kind(ours, recorded):
    return (
        ours is None or None in recorded or type(ours) in recorded
        or (type(ours) is int and float in recorded)
    )  # fmt: skip


@pytest.mark.shared
@pytest.mark.parametrize("ats", ["greenhouse", "lever", "ashby", "workable"])
def test_fields_are_those_of_recorded_boards(ats, shared):
    recorded = defaultdict(set)
    for path in (shared / "payloads" / ats).glob("*.json"):
        try:
            read = json.loads(path.read_text(encoding="utf-8"))
        except ValueError:  # some recordings are of broken answers
            continue
        rows = read if isinstance(read, list) else read.get("jobs", [])
        for row in rows:
            for name, value in row.items():
                recorded[name].add(None if value is None else type(value))
    for token, _ in of(ats)[:6]:
        read = document(ats, token)
        for row in read if ats == "lever" else read["jobs"]:
            strange = {
                n for n, v in row.items() if n not in recorded or not same_kind(v, recorded[n])
            }
            assert not strange


# The server


def get(url, tag=None):
    return urlopen(Request(url, headers={"If-None-Match": tag} if tag else {}))


def test_the_server_answers_validates_and_refuses():
    with DemoServer(0) as server:
        url = f"{server.url}/{LISTS['lever'].format('hallowgate')}"
        with get(url) as response:
            assert json.load(response) == document("lever", "hallowgate")
            tag = response.headers["ETag"]
        with pytest.raises(HTTPError) as unchanged:
            get(url, tag)
        assert unchanged.value.code == 304
        for path in ("example.org/", "api.lever.co/v0/postings/nobody", "__hits__"):
            with pytest.raises(HTTPError) as missing:
                get(f"{server.url}/{path}")
            assert missing.value.code == 404
        with get(f"{server.url}/api.lever.co/robots.txt") as robots:
            assert b"Disallow" not in robots.read()


def test_the_server_has_no_address_before_it_runs():
    with pytest.raises(ValueError, match="not running"):
        _ = DemoServer(0).url


def test_the_spiders_read_every_board_whole():
    rows = [
        BoardRow(board_id=place, ats=ats, token=token, employer=employer)
        for place, (ats, token, employer) in enumerate(boards.BOARDS)
    ]
    sink = MemorySink()
    with DemoServer(64) as server:
        now = boards.moment(64, 1200)
        summary = crawl(rows, sink, mirror=server.url, now=lambda: now)
    assert summary.fine
    for row in rows:
        read = sink.postings[row.board_id]
        shown = plan.on_board(row.ats, row.token, 64)
        assert len(read) == len(shown), row
        assert all(posting.locations for posting in read)
        if row.ats == "hackernews":  # its titles are read from free text
            continue
        assert Counter(posting.title for posting in read) == Counter(
            o.title_on(64).strip() for o in shown
        )
