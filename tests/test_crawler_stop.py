"""A crawl that is told to stop ends its open visits as failed and begins no other."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from faultboard import Faultboard, Reply

CRAWL = """
import json, sys
from datetime import UTC, datetime
from crawler.run import crawl
from crawler.sink import BoardRow, MemorySink

sink = MemorySink()
rows = [BoardRow(board_id=n, ats="greenhouse", token=f"board{n}") for n in range(20)]
summary = crawl(rows, sink, mirror=sys.argv[1], now=lambda: datetime.now(UTC),
                settings={"BOARDS_AT_ONCE": 3, "LOG_LEVEL": "CRITICAL"})
outcomes = {n: [o.outcome, o.complete, o.reason] for n, o in sink.outcomes.items()}
print(json.dumps({"stopped": summary.stopped, "fine": summary.fine, "outcomes": outcomes}))
"""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_stopped_crawl_finishes_what_is_open(number):
    with Faultboard() as site:
        for n in (0, 1):
            site.board("greenhouse", 2, f"board{n}")
        site.fail("/v1/boards/board", Reply(send="hang"), after=2)
        process = subprocess.Popen(
            [sys.executable, "-c", CRAWL, site.url],
            stdout=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parents[1],
            env={**os.environ, "PYTHONPATH": "."},
        )
        waited = time.monotonic() + 20
        while len(site.hits("/v1/boards")) < 5 and time.monotonic() < waited:
            time.sleep(0.02)
        process.send_signal(number)
        said = json.loads(process.communicate(timeout=20)[0])
    outcomes = list(said["outcomes"].values())
    assert (said["stopped"], said["fine"]) == (True, False)
    assert [complete for outcome, complete, _ in outcomes if outcome == "ok"] == [True, True]
    assert {outcome for outcome, *_ in outcomes} == {"ok", "failed"}
    assert all("stopped" in reason for outcome, _, reason in outcomes if outcome == "failed")
    assert len(outcomes) < 20
