"""Every way in which a board can fail ends in one outcome with a reason, and proves nothing."""

import gzip
import time

import pytest
from faultboard import CHALLENGE, HTML, Faultboard, Hit, Reply, is_policy, outcome_of, rows, visit
from shapes import PAGED, SHAPES

from crawler.documents import parse_xml
from crawler.sink import BoardRow, MemorySink
from crawler.stop import Stop


@pytest.fixture
def site():
    with Faultboard() as running:
        yield running


@pytest.mark.parametrize("ats", sorted(SHAPES))
def test_a_whole_board_is_complete(site, ats):
    board = site.board(ats, 7)
    outcome, ids = outcome_of(site, board)
    assert (outcome.outcome, outcome.complete, outcome.listed) == ("ok", True, 7)
    assert outcome.proof in ("total", "natural_end")
    assert len(set(ids)) == 7


POLICY_FILES = 2  # robots.txt and tdmrep.json come before the first page
FAULTS = {
    "404": (Reply(404, b'{"error":"Not found"}'), "gone"),
    "403": (Reply(403, b"no"), "blocked"),
    "429 for ever": (Reply(429, b"slow down"), "blocked"),
    "503 for ever": (Reply(503, b"later"), "failed"),
    "202 of a firewall": (Reply(202, b""), "blocked"),
    "HTML for data": (HTML, "failed"),
    "challenge page": (CHALLENGE, "blocked"),
    "empty body": (Reply(200, b""), "failed"),
    "half a body": (Reply(200, b'{"jobs":[' + b" " * 500, send="cut"), "failed"),
    "short of its length": (Reply(200, b'{"jobs":[]}', send="short"), "failed"),
    "cut chunk": (Reply(200, b'{"jobs":[]}' + b" " * 500, send="chunked"), "failed"),
    "reset": (Reply(send="reset"), "failed"),
    "null": (Reply(200, b"null"), "failed"),
    "a string": (Reply(200, b'"maintenance"'), "failed"),
    "a number": (Reply(200, b"42"), "failed"),
    "no list in it": (Reply(200, b'{"status":"ok"}'), "failed"),
    "deep nesting": (Reply(200, b"[" * 200_000), "failed"),
    "another site": (Reply(302, headers=(("Location", "https://elsewhere.example/"),)), "blocked"),
    "a file": (Reply(302, headers=(("Location", "file:///etc/passwd"),)), "blocked"),
    "http": (Reply(302, headers=(("Location", "http://127.0.0.1/"),)), "blocked"),
    "nowhere": (Reply(302), "failed"),
}


@pytest.mark.parametrize("fault", sorted(FAULTS))
@pytest.mark.parametrize("ats", sorted(SHAPES))
def test_a_fault_is_an_outcome_that_proves_nothing(site, ats, fault):
    reply, expected = FAULTS[fault]
    if ats == "workday" and reply.status == 302:
        expected = "failed"  # a redirect of a POST is never followed
    board = site.board(ats, 5)
    site.fail("", lambda hit: Reply(404) if is_policy(hit) else reply)
    outcome, ids = outcome_of(site, board)
    assert (outcome.outcome, outcome.complete) == (expected, False)
    assert outcome.reason
    assert ids == []


def test_a_failure_leaves_the_other_boards_complete(site):
    good, bad = site.board("greenhouse", 4, "good"), site.board("greenhouse", 4, "bad")
    site.fail("/boards/bad/", Reply(500))
    sink, summary = visit(site, good, bad)
    assert (sink.outcomes[1].outcome, sink.outcomes[2].outcome) == ("ok", "failed")
    assert [row.token for row, _ in summary.troubled] == ["bad"]
    assert not summary.fine


@pytest.mark.parametrize("ats", PAGED)
def test_a_failed_page_is_not_the_end_of_a_list(site, ats):
    board = site.board(ats, 100, per_page=10)
    site.fail("", Reply(503), after=2 + POLICY_FILES)
    outcome, ids = outcome_of(site, board, DETAIL_BUDGET=0)
    assert (outcome.outcome, outcome.complete, outcome.listed) == ("failed", False, 20)
    assert len(ids) == 20  # what was seen is kept as seen
    assert "503" in outcome.reason


@pytest.mark.parametrize("ats", PAGED)
def test_every_page_of_a_list_is_read(site, ats):
    board = site.board(ats, 95, per_page=10)
    outcome, ids = outcome_of(site, board, DETAIL_BUDGET=0)
    assert (outcome.complete, len(set(ids)), outcome.requests) == (True, 95, 10)


@pytest.mark.parametrize(
    ("body", "named"),
    [
        (b"", "empty body"),
        (b"{}", "content"),
        (b'{"content":[]}', "totalFound"),
        (b'{"content":[],"totalFound":null}', "None"),
        (b'{"content":null,"totalFound":500}', "not a list"),
        (b'{"content":[],"totalFound":500}', "500"),
    ],
)
def test_an_empty_page_with_200_is_not_the_end_either(site, body, named):
    board = site.board("smartrecruiters", 500, per_page=50)
    site.fail("offset=100", Reply(200, body))
    outcome, ids = outcome_of(site, board, DETAIL_BUDGET=0)
    assert (outcome.outcome, outcome.complete, len(ids)) == ("failed", False, 100)
    assert named in outcome.reason


def test_a_list_that_goes_in_circles_is_truncated(site):
    board = site.board("smartrecruiters", 100, per_page=50, total=250)
    again = {
        "totalFound": 250,
        "content": [{"id": f"job-{n}", "name": "x"} for n in range(50, 100)],
    }
    import json

    for offset in range(100, 300, 50):
        site.fail(f"offset={offset}", Reply(200, json.dumps(again).encode()))
    outcome, ids = outcome_of(site, board, DETAIL_BUDGET=0)
    assert (outcome.outcome, outcome.complete, len(ids)) == ("truncated", False, 100)
    assert len(site.hits()) <= 12


def test_a_cap_truncates_and_keeps_what_was_read(site):
    board = site.board("smartrecruiters", 130, per_page=50)
    outcome, ids = outcome_of(site, board, MAX_POSTINGS=100, DETAIL_BUDGET=0)
    assert (outcome.outcome, outcome.complete, len(ids)) == ("truncated", False, 100)


def test_fewer_rows_than_the_source_counts_is_not_complete(site):
    outcome, ids = outcome_of(site, site.board("greenhouse", 50, total=100))
    assert (outcome.outcome, outcome.complete, len(ids), outcome.total) == (
        "failed",
        False,
        50,
        100,
    )


@pytest.mark.parametrize("total", [0, 10, 30])
@pytest.mark.parametrize("ats", ["smartrecruiters", "workday"])
def test_a_count_that_is_too_low_ends_no_list_early(site, ats, total):
    board = site.board(ats, 95, per_page=20, total=total)
    outcome, ids = outcome_of(site, board, DETAIL_BUDGET=0)
    assert (outcome.complete, len(ids)) == (True, 95)


@pytest.mark.parametrize("ats", ["greenhouse", "smartrecruiters", "bamboohr", "workday"])
def test_a_negative_count_is_no_count(site, ats):
    outcome, _ = outcome_of(site, site.board(ats, 3, total=-1), DETAIL_BUDGET=0)
    assert (outcome.outcome, outcome.complete) == ("failed", False)
    assert "-1" in outcome.reason


def test_a_list_that_repeats_a_posting_says_so(site):
    board = site.board("greenhouse", 20)
    board.jobs[7].id = board.jobs[6].id
    outcome, ids = outcome_of(site, board)
    assert (outcome.outcome, outcome.complete, len(ids)) == ("failed", False, 19)
    assert outcome.reason == "the board counts 20 postings and listed 19 (1 of them again)"


def test_one_unreadable_row_keeps_the_others_and_proves_nothing(site):
    board = site.board("greenhouse", 20)
    board.jobs[6].id = True
    outcome, ids = outcome_of(site, board)
    assert (outcome.outcome, outcome.complete, len(ids), outcome.dropped) == (
        "failed",
        False,
        19,
        1,
    )
    assert "the id is True" in outcome.reason


def test_bytes_that_are_not_utf_8_are_said(site):
    board = site.board("greenhouse", 1)
    body = SHAPES["greenhouse"](board, site_hit(board))[2].replace(b"Austin", b"Orl\xe9ans")
    site.fail("/v1/boards", Reply(200, body))
    sink, _ = visit(site, board)
    assert sink.outcomes[1].complete
    assert "not UTF-8" in sink.outcomes[1].reason
    assert sink.postings[1][0].locations == ("Orl\ufffdans",)


def site_hit(board):
    return Hit(0, "GET", "", f"/v1/boards/{board.token}/jobs", "", {})


def test_an_id_is_one_posting_however_it_is_typed(site):
    board = site.board("greenhouse", 4, total=1)
    for job, typed in zip(board.jobs, (123, "123", 123.0, " 123 "), strict=True):
        job.id = typed
    _, ids = outcome_of(site, board)
    assert ids == ["123"]


def test_an_empty_board_is_proven_only_where_unknown_boards_are_not_empty(site):
    outcome, _ = outcome_of(site, site.board("greenhouse"))
    assert (outcome.outcome, outcome.complete) == ("ok", True)
    outcome, _ = outcome_of(site, site.board("smartrecruiters"))
    assert (outcome.outcome, outcome.complete) == ("empty_suspect", False)


@pytest.mark.parametrize(
    "token",
    [
        "../../etc/passwd",
        "/etc/passwd",
        "a\0b",
        "x" * 300,
        "x\ud800",
        "%2e%2e%2f",
        "'; drop",
        "ä",
        "",
    ],
)
@pytest.mark.parametrize("ats", sorted(SHAPES))
def test_a_token_that_cannot_be_one_asks_nothing(site, ats, token):
    row = BoardRow(board_id=1, ats=ats, token=token)
    sink, _ = visit(site, board_rows=[row])
    assert sink.outcomes[1].outcome == "invalid"
    assert site.hits(policy=True) == []


def test_a_body_over_the_limit_is_refused(site):
    board = site.board("greenhouse", 400)
    outcome, _ = outcome_of(site, board, DOWNLOAD_MAXSIZE=20_000)
    assert (outcome.outcome, outcome.complete) == ("failed", False)


def test_a_decompression_bomb_is_refused(site):
    bomb = gzip.compress(b'{"jobs":[]}' + b" " * 50_000_000)
    site.fail("/v1/boards", Reply(200, bomb, headers=(("Content-Encoding", "gzip"),)))
    board = site.board("greenhouse", 1)
    outcome, _ = outcome_of(site, board, DOWNLOAD_MAXSIZE=1_000_000)
    assert (outcome.outcome, outcome.complete) == ("failed", False)


@pytest.mark.parametrize(
    "declaration",
    [
        b'<!DOCTYPE r [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
        b'<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        b'<!doctype r SYSTEM "http://elsewhere.example/x.dtd">',
    ],
)
def test_an_xml_feed_with_a_doctype_is_refused(site, declaration):
    body = b'<?xml version="1.0"?>' + declaration
    body += b"<workzag-jobs><position><id>1</id><name>&e;</name></position></workzag-jobs>"
    site.fail("/xml", Reply(200, body, "text/xml"))
    outcome, ids = outcome_of(site, site.board("personio", 1))
    assert (outcome.outcome, outcome.complete, ids) == ("failed", False, [])


@pytest.mark.parametrize(
    "feed",
    [
        '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'.encode(
            "utf-16"
        ),
        b"<!-- " + b"x" * 5000 + b' --><!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>',
    ],
    ids=["another encoding", "far down"],
)
def test_a_doctype_is_found_wherever_it_stands(feed):
    with pytest.raises(Stop, match="DOCTYPE"):
        parse_xml(feed, "example.org")


def test_a_text_that_quotes_a_doctype_declares_none():
    feed = b"<feed><text><![CDATA[<!DOCTYPE html><p>Operate the machines.</p>]]></text></feed>"
    assert parse_xml(feed, "example.org").tag == "feed"


def test_a_slow_board_ends_within_its_budget(site):
    board = site.board("greenhouse", 1)
    site.fail("/v1/boards", Reply(send="hang"))
    outcome, _ = outcome_of(site, board, BOARD_SECONDS=0.3, DOWNLOAD_TIMEOUT=20)
    assert outcome.outcome == "failed"
    assert "longer than" in outcome.reason


def test_details_that_are_refused_leave_postings_pending(site):
    board = site.board("smartrecruiters", 3)
    site.fail("/postings/job-1", Reply(403))
    sink, _ = visit(site, board)
    assert sink.outcomes[1].complete  # the list is the authority
    assert [(p.text is None, p.detail_pending) for p in sink.postings[1]] == [
        (False, False),
        (True, True),
        (False, False),
    ]


def test_the_european_host_is_asked_where_the_first_does_not_know_the_site(site):
    board = site.board("lever", 2)
    site.fail("api.lever.co/v0", Reply(404, b'{"ok":false,"error":"Document not found"}'))
    site.fail("api.eu.lever.co/v0", Reply(200, b"[]"))
    outcome, _ = outcome_of(site, board)
    assert (outcome.outcome, outcome.requests) == ("ok", 2)


def test_personios_other_host_is_asked_before_a_board_counts_as_gone(site):
    board = site.board("personio", 2)
    feed = SHAPES["personio"](board, Hit(0, "GET", "brightmoor.jobs.personio.de", "/xml", "", {}))
    site.fail("personio.de/xml", Reply(404))
    site.fail("personio.com/xml", Reply(200, feed[2], feed[1]))
    outcome, ids = outcome_of(site, board)
    assert (outcome.outcome, outcome.requests, len(ids)) == ("ok", 2, 2)


def test_an_unknown_ats_is_named(site):
    row = BoardRow(board_id=1, ats="monster", token="x")
    with pytest.raises(ValueError, match="no spider for 'monster'"):
        visit(site, board_rows=[row])


def test_a_mirror_that_is_down_is_said_in_one_sentence():
    class Down:
        url = "http://127.0.0.1:9"

    with pytest.raises(ValueError, match="does not answer"):
        visit(Down, board_rows=rows())


class Refusing:
    """A store that takes so many batches and outcomes, and then none."""

    def __init__(self, batches, outcomes=99):
        self.batches, self.outcomes, self.finished = batches, outcomes, {}

    def begin_board(self, board_id):
        pass

    def put(self, board_id, postings):
        self.batches -= 1
        if self.batches < 0:
            raise RuntimeError("database is locked")

    def finish_board(self, board_id, outcome):
        self.outcomes -= 1
        if self.outcomes < 0:
            raise OSError("no space left on device")
        self.finished[board_id] = outcome

    def detailed(self, board_id):
        return ()

    def deferred(self, board_id, most):
        return ()


def refused(site, sink):
    from faultboard import FAST, NOW

    from crawler.run import crawl

    boards = [site.board("greenhouse", 20, "one"), site.board("greenhouse", 20, "two")]
    settings = {**FAST, "BATCH_SIZE": 10, "BOARDS_AT_ONCE": 1}
    return crawl(rows(*boards), sink, mirror=site.url, now=lambda: NOW, settings=settings)


def test_postings_that_cannot_be_kept_are_a_failed_board(site):
    sink = Refusing(batches=1)
    refused(site, sink)
    assert [outcome.outcome for outcome in sink.finished.values()] == ["failed", "failed"]
    assert "database is locked" in sink.finished[1].reason
    assert not any(outcome.complete for outcome in sink.finished.values())


def test_an_outcome_that_cannot_be_kept_ends_the_crawl(site):
    with pytest.raises(OSError, match="no space left"):
        refused(site, Refusing(batches=99, outcomes=0))


class Slow(MemorySink):
    """A store that takes its time for every batch."""

    def put(self, board_id, postings):
        time.sleep(0.02)
        super().put(board_id, postings)


def test_a_large_board_keeps_no_other_from_its_turn(site):
    boards = [site.board("greenhouse", 1000, "large")]
    boards += [site.board("greenhouse", 3, f"small{n}") for n in range(8)]
    sink, _ = visit(site, *boards, sink=Slow(), BOARDS_AT_ONCE=2, BATCH_SIZE=10)
    assert len(sink.postings[1]) == 1000
    assert list(sink.outcomes)[-1] == 1
    assert all(outcome.complete for outcome in sink.outcomes.values())
