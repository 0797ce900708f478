"""The whole line over the recorded corpus: stored, placed, labelled, tested, reported."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, datetime

import pytest
from store_helpers import rows

from db.boards import BoardEntry, due_boards, sync_boards
from db.checks import breaches
from db.crawls import begin_crawl
from db.outcome import BoardOutcome
from db.posting import Posting
from roleatlas.commands.classify import run_classify
from roleatlas.commands.locate import run_locate
from roleatlas.commands.report import write_report

pytestmark = [pytest.mark.shared, pytest.mark.slow]
NOW = datetime(2026, 11, 1, tzinfo=UTC)


def postings(path):
    """Postings of the corpus; one without a title is named by its first line."""
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        for line in map(json.loads, stream):
            title = line["title"] or line["text"].split("\n")[0][:120]
            yield Posting(
                source_id=line["id"],
                title=title,
                employer=line["employer"] or None,
                text=line["text"],
                locations=(line["location"],) if line["location"] else (),
            )


def test_the_corpus_is_answered(store, shared, tmp_path, capsys):
    sync_boards(
        store, [BoardEntry("greenhouse", "corpus", None)], "2026-11-01T00:00:00Z", only_ats=None
    )
    sink = begin_crawl(store, clock=lambda: NOW, version="t", mirror=None, boards_asked=1)
    board = due_boards(store)[0].board_id
    sink.begin_board(board)
    found = list(postings(shared / "corpus" / "pool.jsonl.gz"))
    sink.put(board, found)
    done = BoardOutcome(outcome="ok", complete=True, proof="natural_end", listed=len(found))
    sink.finish_board(board, done)
    sink.end()
    run_locate(store, clock=lambda: NOW)
    run_classify(store, clock=lambda: NOW)
    write_report(store, tmp_path / "report.html")
    with capsys.disabled():
        print()
        for sql in (
            "SELECT open, jobs, located, remote_only, unresolved, labelled FROM coverage",
            "SELECT role, count(*) FROM labels GROUP BY role",
        ):
            print(sql, rows(store, sql))
    assert rows(store, "SELECT count(*) FROM postings")[0][0] > 12_000
    assert rows(store, "SELECT labelled = open FROM coverage") == [(1,)]
    assert (tmp_path / "report.html").stat().st_size > 100_000
    assert breaches(store) == []
