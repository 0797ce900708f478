"""A small world for the fault suite: sources on loopback, a real store, and a clock we set."""

import json
from contextlib import contextmanager
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urlsplit

from faultboard import FAST, NOW, Reply

from crawler.run import crawl
from db.boards import BoardEntry, due_boards, sync_boards
from db.checks import breaches
from db.clock import stamp
from db.crawls import begin_crawl

EMPLOYER = "Brightmoor Tools"
GREENHOUSE = "/v1/boards/brightmoor/jobs"
RECORDED = Path(__file__).parent / "recorded"
CASES = sorted(path.parent for path in RECORDED.glob("*/*/meta.json"))
NAMES = [f"{case.parent.name}-{case.name}" for case in CASES]


class World:
    """One database and one set of boards; ``crawl(hours)`` visits them at NOW + hours."""

    def __init__(self, site, store):
        self.site, self.store = site, store
        self.entries = None  # what the boards file says, where it is not the site's boards

    def board(self, ats="greenhouse", number=0, token=None, **options):
        return self.site.board(ats, number, token, **options)

    def crawl(self, hours, **settings):
        """One whole crawl, with the boards file synchronised before it."""
        clock = NOW + timedelta(hours=hours)
        entries = self.entries or [BoardEntry(b.ats, b.token, EMPLOYER) for b in self.site.boards]
        sync_boards(self.store, entries, stamp(clock), only_ats=None)
        due = due_boards(self.store)
        sink = begin_crawl(
            self.store,
            clock=lambda: clock,
            version="t",
            mirror=self.site.url,
            boards_asked=len(due),
        )
        summary = crawl(
            due,
            sink,
            mirror=self.site.url,
            now=lambda: clock,
            settings={**FAST, "DETAIL_BUDGET": 0, **settings},
        )
        sink.end()
        return summary

    def serve(self, rows, **envelope):
        """Serve raw Greenhouse rows on the board ``brightmoor``, from now on."""
        if not self.site.boards:
            self.board()
        self.site.faults.clear()
        body = {"jobs": rows, "meta": {"total": len(rows)}} | envelope
        self.site.fail(GREENHOUSE, Reply(200, json.dumps(body).encode()))

    def locate(self):
        """Place every posting in its metros and cluster postings into jobs."""
        from roleatlas.commands.locate import run_locate

        run_locate(self.store, None, lambda: NOW)

    def rows(self, sql, *parameters):
        return [tuple(row) for row in self.store.execute(sql, parameters)]

    def one(self, sql, *parameters):
        """The only value of the only row."""
        ((value,),) = self.rows(sql, *parameters)
        return value

    def visit(self, token="brightmoor"):
        """The last visit to a board, as the store recorded it."""
        return dict(
            self.store.execute(
                "SELECT c.* FROM board_crawls c JOIN boards b USING (board_id) WHERE token = ?"
                " ORDER BY crawl_id DESC LIMIT 1",
                [token],
            ).fetchone()
        )

    def states(self):
        """How many postings stand in each state."""
        return dict(self.rows("SELECT state, count(*) FROM postings GROUP BY state"))

    def closings(self):
        return self.one("SELECT count(*) FROM events WHERE kind = 'closed'")

    def misses(self):
        return self.one("SELECT coalesce(max(misses), 0) FROM postings")

    def harmless(self, token="brightmoor"):
        """Whether the last visit proved nothing, said why, and nothing was missed or closed."""
        visit = self.visit(token)
        quiet = (visit["missed"], visit["closed"], self.closings(), self.misses())
        return not visit["complete"] and bool(visit["reason"]) and quiet == (0, 0, 0, 0)


@contextmanager
def fresh(site, store):
    """A world on an emptied site; the invariants of the database must hold at its end."""
    site.boards.clear()
    site.faults.clear()
    site._hits.clear()
    yield World(site, store)
    assert breaches(store) == []


def row(key, **fields):
    """One raw Greenhouse row."""
    return {
        "id": key,
        "title": f"Operator {key}",
        "absolute_url": f"https://job-boards.greenhouse.io/brightmoor/jobs/{key}",
        "location": {"name": "Austin, TX"},
        "content": "&lt;p&gt;Operate the machines.&lt;/p&gt;",
    } | fields


def play(site, case, broken=None, fault=None):
    """Serve a recorded case on the site; request number ``broken`` is answered with ``fault``."""
    meta = json.loads((case / "meta.json").read_text("utf-8"))

    def answer(hit):
        for number, asked in enumerate(meta["requests"]):
            if _matches(asked, hit):
                if number == broken:
                    return fault
                return Reply(200, (case / asked["file"]).read_bytes(), asked["content_type"])
        return Reply(404, b'{"error":"Not found"}')

    site.fail("", answer)
    return meta


def _matches(asked, hit):
    url, sent = urlsplit(asked["url"]), json.loads(hit.body or "{}")
    same = (hit.method, hit.host, hit.path, hit.query) == (
        asked["method"],
        url.hostname,
        unquote(url.path),
        url.query,
    )
    return same and all(sent.get(key) == value for key, value in asked.get("body", {}).items())


def gaps(hits):
    times = sorted(hit.time for hit in hits)
    return [later - earlier for earlier, later in pairwise(times)]


def paced(hits, delay):
    """Whether hits came no denser than the delay allows.

    Half of it is asked for, since a request may be under way for longer than the one before.
    """
    times = sorted(hit.time for hit in hits)
    return times[-1] - times[0] >= 0.5 * delay * (len(times) - 1)
