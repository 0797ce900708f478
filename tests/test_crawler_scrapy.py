"""Plain Scrapy keeps working in the checkout, with the same rules and masked postings."""

import json
import os
import subprocess
import sys
from pathlib import Path

from faultboard import Faultboard

ROOT = Path(__file__).parents[1]


def test_scrapy_crawl_writes_a_feed(tmp_path):
    feed = tmp_path / "postings.jsonl"
    with Faultboard() as site:
        board = site.board("lever", 2)
        board.jobs[0].text = "<p>Write to pat@example.com</p>"
        named = f"tokens={board.token},nobody"
        command = ["crawl", "lever", "-a", named, "-s", f"MIRROR={site.url}"]
        options = ["-s", "DOWNLOAD_DELAY=0", "-s", "AUTOTHROTTLE_ENABLED=0", "-O", str(feed)]
        done = subprocess.run(
            [sys.executable, "-m", "scrapy", *command, *options],
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=60,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            check=False,
        )
    assert done.returncode == 0, done.stderr
    rows = [json.loads(line) for line in feed.read_text("utf-8").splitlines()]
    assert [row["source_id"] for row in rows] == ["job-0", "job-1"]
    assert rows[0]["text"] == "Write to [email]"
    (said,) = done.stderr.splitlines()  # nothing but the board that could not be read
    assert "lever/nobody: gone: api.eu.lever.co answered 404" in said
