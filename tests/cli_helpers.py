"""Calling the commands as people do, and a small database to call them on."""

import os
import subprocess
import sys
from pathlib import Path

from click.testing import CliRunner
from store_helpers import COMPLETE, add_boards, crawl, posting

from db.store import open_for_writing
from roleatlas.cli import main

BERLIN = '{"id": 1, "location": "Berlin"}\n'


def small_atlas(path):
    """Make a database with two postings of one board, without labels."""
    with open_for_writing(path) as store:
        add_boards(store, ("greenhouse", "acme", "Acme"))
        listed = [
            posting(1, url="https://acme.example/jobs/1"),
            posting(2, url="https://jobs.other.example", employer="MÜLLER"),
        ]
        crawl(store, 0, {"acme": (listed, COMPLETE)})
    return path


def invoke(*arguments, stdin=None):
    """(status, output) of a command; an exception that is no exit is a failure."""
    told = CliRunner().invoke(main, [str(argument) for argument in arguments], input=stdin)
    assert told.exception is None or isinstance(told.exception, SystemExit), told.exception
    return told.exit_code, told.output


def sentence(*arguments, status=1):
    """What a command says that must fail with one line."""
    found, output = invoke(*arguments)
    lines = [line for line in output.split("\n") if line.startswith("Error: ")]
    assert (found, len(lines)) == (status, 1), output
    assert lines[0].endswith("."), lines[0]
    return lines[0]


def process(*arguments, stdin=b"", stdout=subprocess.PIPE, **environment):
    """(status, standard output, standard error) of the commands as a process of their own."""
    code = "from roleatlas.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)],
        input=stdin,
        stdout=stdout,
        stderr=subprocess.PIPE,
        env=os.environ | {"OMP_NUM_THREADS": "1"} | environment,
        cwd=Path(__file__).parents[1],
        timeout=60,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr.decode("utf-8", "replace")
