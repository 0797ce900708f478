"""Answers in the exact shape of each applicant tracking system, for invented postings.

A shape takes the postings of one board and a request, and returns (status, content type, body), or
None when the request is not for it. ``per_page`` is how many rows a paged source really gives.
"""

import json
from dataclasses import dataclass, field
from xml.sax.saxutils import escape


@dataclass
class Job:
    """One invented posting."""

    id: str
    title: str = "Machine Operator"
    city: str = "Austin"
    text: str = "<p>Operate the machines.</p>"


@dataclass
class Board:
    """What a shape serves."""

    ats: str
    token: str
    jobs: list = field(default_factory=list)
    per_page: int = 100
    total: int | None = None  # what the source says, where it differs from what it has

    @property
    def count(self):
        return len(self.jobs) if self.total is None else self.total


def jobs(number, prefix="job"):
    """Invented postings with distinct ids and titles."""
    return [Job(f"{prefix}-{n}", title=f"Operator {n}") for n in range(number)]


def as_json(value, status=200):
    return status, "application/json; charset=utf-8", json.dumps(value).encode()


def greenhouse(board, request):
    if request.path != f"/v1/boards/{board.token}/jobs":
        return None
    rows = [
        {
            "id": job.id,
            "title": job.title,
            "absolute_url": f"https://job-boards.greenhouse.io/{board.token}/jobs/{job.id}",
            "location": {"name": job.city},
            "content": escape(job.text),
            "updated_at": "2026-10-01T10:00:00-04:00",
            "first_published": "2026-09-01T10:00:00-04:00",
        }
        for job in board.jobs
    ]
    return as_json({"jobs": rows, "meta": {"total": board.count}})


def lever(board, request):
    if request.host != "api.lever.co" or request.path != f"/v0/postings/{board.token}":
        return None
    if (
        "application/json" not in request.headers.get("accept", "")
        and "mode=json" not in request.query
    ):
        return 200, "text/html", b"<!DOCTYPE html><html><body>Jobs</body></html>"
    rows = [
        {
            "id": job.id,
            "text": job.title,
            "hostedUrl": f"https://jobs.lever.co/{board.token}/{job.id}",
            "categories": {"location": job.city, "team": "Plant", "allLocations": [job.city]},
            "createdAt": 1788000000000,
            "description": job.text,
            "lists": [],
        }
        for job in board.jobs
    ]
    return as_json(rows)


def ashby(board, request):
    if request.path != f"/posting-api/job-board/{board.token}":
        return None
    rows = [
        {
            "id": job.id,
            "title": job.title,
            "location": job.city,
            "secondaryLocations": [],
            "employmentType": "FullTime",
            "isListed": True,
            "publishedAt": "2026-09-01T10:00:00.000+00:00",
            "jobUrl": f"https://jobs.ashbyhq.com/{board.token}/{job.id}",
            "descriptionHtml": job.text,
        }
        for job in board.jobs
    ]
    return as_json({"jobs": rows, "apiVersion": "1"})


def workable(board, request):
    if request.path == f"/api/v1/widget/accounts/{board.token}":
        rows = [
            {
                "title": job.title,
                "shortcode": job.id,
                "url": f"https://apply.workable.com/j/{job.id}",
                "published_on": "2026-09-01",
                "city": job.city,
                "country": "United States",
                "description": job.text,
            }
            for job in board.jobs
        ]
        return as_json({"name": "Brightmoor Tools", "description": "", "jobs": rows})
    return None


def smartrecruiters(board, request):
    base = f"/v1/companies/{board.token}/postings"
    if request.path == base:
        start = int(request.values.get("offset", 0))
        rows = [
            {
                "id": job.id,
                "name": job.title,
                "company": {"name": "Brightmoor Tools"},
                "location": {"city": job.city, "region": "TX", "country": "us"},
                "releasedDate": "2026-09-01T10:00:00.000Z",
            }
            for job in board.jobs[start : start + board.per_page]
        ]
        return as_json({"offset": start, "limit": 100, "totalFound": board.count, "content": rows})
    for job in board.jobs:
        if request.path == f"{base}/{job.id}":
            part = {"title": "Job Description", "text": job.text}
            return as_json({"id": job.id, "jobAd": {"sections": {"jobDescription": part}}})
    return None


def personio(board, request):
    if request.host != f"{board.token}.jobs.personio.de" or request.path != "/xml":
        return None
    rows = "".join(
        f"<position><id>{job.id}</id><office>{job.city}</office><name>{escape(job.title)}</name>"
        "<jobDescriptions><jobDescription><name>Tasks</name>"
        f"<value><![CDATA[{job.text}]]></value></jobDescription></jobDescriptions>"
        "<employmentType>permanent</employmentType><schedule>full-time</schedule>"
        "<createdAt>2026-09-01T10:00:00+00:00</createdAt></position>"
        for job in board.jobs
    )
    body = f'<?xml version="1.0" encoding="UTF-8"?><workzag-jobs>{rows}</workzag-jobs>'
    return 200, "text/xml; charset=UTF-8", body.encode()


def hackernews(board, request):
    if request.path != f"/api/v1/items/{board.token}":
        return None
    rows = [
        {
            "id": int(job.id.rpartition("-")[2]) + 1,
            "author": "someone",
            "created_at": "2026-11-02T16:00:00.000Z",
            "text": f"Brightmoor Tools | {job.title} Engineer | {job.city}, TX | ONSITE{job.text}",
            "children": [],
        }
        for job in board.jobs
    ]
    return as_json({"id": int(board.token), "title": "Ask HN: Who is hiring?", "children": rows})


def recruitee(board, request):
    if request.path != "/api/offers/":
        return None
    rows = [
        {
            "id": job.id,
            "title": job.title,
            "careers_url": f"https://{board.token}.recruitee.com/o/{job.id}",
            "locations": [{"city": job.city, "country_code": "US"}],
            "published_at": "2026-09-01 10:00:00 UTC",
            "description": job.text,
        }
        for job in board.jobs
    ]
    return as_json({"offers": rows})


def teamtailor(board, request):
    if request.path != "/jobs.json":
        return None
    start = int(request.values.get("offset", 0))
    rows = [
        {
            "id": job.id,
            "title": job.title,
            "url": f"https://{board.token}.teamtailor.com/jobs/{job.id}",
            "date_published": "2026-09-01T10:00:00+02:00",
            "content_html": job.text,
            "_jobposting": {"identifier": {"value": job.id}, "jobLocation": []},
        }
        for job in board.jobs[start : start + board.per_page]
    ]
    found = {"version": "https://jsonfeed.org/version/1.1", "items": rows}
    after = start + board.per_page
    if after < len(board.jobs):
        found["next_url"] = f"https://{board.token}.teamtailor.com/jobs.json?offset={after}"
    return as_json(found)


def bamboohr(board, request):
    if request.path == "/careers/list":
        rows = [
            {"id": job.id, "jobOpeningName": job.title, "atsLocation": {"city": job.city}}
            for job in board.jobs
        ]
        return as_json({"meta": {"totalCount": board.count}, "result": rows})
    for job in board.jobs:
        if request.path == f"/careers/{job.id}/detail":
            return as_json({"result": {"jobOpening": {"description": job.text}}})
    return None


def rippling(board, request):
    base = f"/platform/api/ats/v1/board/{board.token}/jobs"
    if request.path == base:
        rows = [
            {"uuid": job.id, "name": job.title, "workLocation": {"label": job.city}}
            for job in board.jobs
        ]
        return as_json(rows)
    for job in board.jobs:
        if request.path == f"{base}/{job.id}":
            return as_json({"uuid": job.id, "description": {"company": "", "role": job.text}})
    return None


def breezy(board, request):
    if request.path == "/json":
        rows = [
            {"id": job.id, "name": job.title, "location": {"name": job.city}} for job in board.jobs
        ]
        return as_json(rows)
    for job in board.jobs:
        if request.path == f"/p/{job.id}":
            block = json.dumps({"@type": "JobPosting", "description": job.text})
            page = f'<html><script type="application/ld+json">{block}</script></html>'
            return 200, "text/html", page.encode()
    return None


def pinpoint(board, request):
    if request.path != "/postings.json":
        return None
    rows = [
        {"id": job.id, "title": job.title, "description": job.text, "location": {"name": job.city}}
        for job in board.jobs
    ]
    return as_json({"data": rows})


def workday(board, request):
    base = "/wday/cxs/brightmoor/External"
    if request.path == f"{base}/jobs" and request.method == "POST":
        start = json.loads(request.body)["offset"]
        rows = [
            {"title": job.title, "externalPath": f"/job/x/y_{job.id}", "locationsText": job.city}
            for job in board.jobs[start : start + min(20, board.per_page)]
        ]
        total = board.count if start == 0 else 0
        return as_json({"total": total, "jobPostings": rows, "facets": []})
    for job in board.jobs:
        if request.path == f"{base}/job/x/y_{job.id}":
            return as_json({"jobPostingInfo": {"jobDescription": job.text}})
    return None


HOSTS = {
    "greenhouse": "boards-api.greenhouse.io",
    "lever": "api.lever.co",
    "ashby": "api.ashbyhq.com",
    "workable": "apply.workable.com",
    "smartrecruiters": "api.smartrecruiters.com",
    "personio": "{token}.jobs.personio.de",
    "hackernews": "hn.algolia.com",
    "recruitee": "{token}.recruitee.com",
    "teamtailor": "{token}.teamtailor.com",
    "bamboohr": "{token}.bamboohr.com",
    "rippling": "api.rippling.com",
    "breezy": "{token}.breezy.hr",
    "pinpoint": "{token}.pinpointhq.com",
    "workday": "brightmoor.wd5.myworkdayjobs.com",
}
SHAPES = {
    "greenhouse": greenhouse,
    "lever": lever,
    "ashby": ashby,
    "workable": workable,
    "smartrecruiters": smartrecruiters,
    "personio": personio,
    "hackernews": hackernews,
    "recruitee": recruitee,
    "teamtailor": teamtailor,
    "bamboohr": bamboohr,
    "rippling": rippling,
    "breezy": breezy,
    "pinpoint": pinpoint,
    "workday": workday,
}
PAGED = ("smartrecruiters", "teamtailor", "workday")  # several requests for one list
# Where the token cannot be a name.
TOKENS = {"hackernews": "48000000", "workday": "brightmoor|wd5|External"}
