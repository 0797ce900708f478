"""The command line as its own process, for faults of processes."""

import os
import subprocess
import sys
import time

ENVIRONMENT = os.environ | {"OMP_NUM_THREADS": "1"}


def start(*arguments, limits="", **options):
    """Start a command; ``limits`` is Python that runs first, to lower the process's resources."""
    code = f"{limits}\nfrom roleatlas.cli import main; main()"
    options.setdefault("env", ENVIRONMENT)
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        **options,
    )


def told(process, timeout=300):
    """Its exit status, and everything that it said."""
    out, err = process.communicate(timeout=timeout)
    return process.returncode, out + err


def run(*arguments, limits=""):
    return told(start(*arguments, limits=limits))


def boards_file(folder, *boards, name="boards.csv"):
    """A boards file for boards of a Faultboard."""
    path = folder / name
    lines = [f"{board.ats},{board.token},Brightmoor Tools" for board in boards]
    path.write_text("\n".join(["ats,token,employer", *lines]) + "\n", "utf-8")
    return path


def crawl_command(database, boards, site):
    return ("crawl", database, "--boards", boards, "--mirror", site.url)


def wait_for(condition, seconds=90):
    """Wait until something that another process does has happened."""
    until = time.monotonic() + seconds
    while not condition() and time.monotonic() < until:
        time.sleep(0.02)
    assert condition()
