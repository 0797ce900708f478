"""Ten months of three real boards, one crawl a snapshot, against a computation from the files."""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import UTC, datetime, timedelta

import pytest
from mirror import mirror
from store_helpers import rows

from crawler.run import crawl
from db.boards import BoardEntry, due_boards, sync_boards
from db.checks import breaches
from db.clock import stamp
from db.crawls import begin_crawl

BOARDS = ("acadiapharmaceuticals", "duolingo", "marqeta")
pytestmark = pytest.mark.shared


def snapshots(folder):
    """(moment, jobs) of each file, in order of time."""
    for path in sorted(folder.glob("*.json")):
        moment = datetime.strptime(path.stem, "%Y-%m-%dT%H%M%S").replace(tzinfo=UTC)
        yield moment, json.loads(path.read_text())["jobs"]


def expected(history):
    """Events per source id, by the closing rule, from the files alone."""
    events, state, misses, missed, titles = defaultdict(list), {}, {}, {}, {}
    for moment, jobs in history:
        listed = {str(job["id"]): (job["title"] or "").strip() for job in jobs}
        for key, title in listed.items():
            if key not in state:
                events[key].append(("opened", moment))
            elif state[key] == "closed":
                events[key].append(("reopened", moment))
            if key in titles and titles[key] != title:
                events[key].append(("retitled", moment))
            state[key], misses[key], titles[key] = "open", 0, title
            missed.pop(key, None)
        for key in state.keys() - listed.keys():
            recent = key in missed and moment - missed[key] < timedelta(hours=20)
            if state[key] == "closed" or recent:
                continue
            misses[key], missed[key] = misses[key] + 1, moment
            if misses[key] == 2:
                state[key] = "closed"
                events[key].append(("closed", moment))
    return {
        key: sorted((kind, stamp(moment)) for kind, moment in found)
        for key, found in events.items()
    }


def stored(connection):
    found = defaultdict(list)
    sql = (
        "SELECT source_id, kind, at, detail FROM events JOIN postings USING (posting_id)"
        " WHERE kind IN ('opened', 'closed', 'reopened', 'revised')"
    )
    for key, kind, at, detail in rows(connection, sql):
        about = json.loads(detail or "{}")
        if kind == "revised":
            found[key] += [("retitled", at)] if "title" in about else []
        elif kind != "reopened" or about["state"] == "closed":
            found[key].append((kind, at))
    return {key: sorted(events) for key, events in found.items()}


@pytest.mark.parametrize("board", BOARDS)
def test_a_real_board_over_ten_months(board, shared, store):
    history = list(snapshots(shared / "payloads" / "greenhouse_history" / board))
    current = {}

    def answer(host, path):
        if host == "boards-api.greenhouse.io" and "/jobs" in path:
            return 200, "application/json", current["body"]
        return 404, "text/plain", b""

    sync_boards(
        store, [BoardEntry("greenhouse", board, board)], stamp(history[0][0]), only_ats=None
    )
    with mirror(answer) as url:
        for moment, jobs in history:
            current["body"] = json.dumps({"jobs": jobs, "meta": {"total": len(jobs)}}).encode()

            def clock(moment=moment):
                return moment

            sink = begin_crawl(store, clock=clock, version="t", mirror=url, boards_asked=1)
            assert crawl(due_boards(store), sink, mirror=url, now=clock).fine
            sink.end()
    assert stored(store) == expected(history)
    assert breaches(store) == []
