"""Labelling is offline: nothing is looked up, nothing written beside the database."""

import os
import subprocess
import sys

LABEL_ONE = """
import socket
from pathlib import Path

def refuse(host, *args, **kwargs):
    with Path("lookups.txt").open("a") as seen:
        seen.write(f"{host}\\n")
    raise OSError("no network here")

socket.getaddrinfo = refuse

from classify.item import Item
from classify.pipeline import Classifier

print(Classifier.load().label([Item("Machine Learning Engineer", "", "Train models.")])[0].role)
"""


def test_labelling_looks_up_no_host_and_writes_nothing_in_home(tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    place = os.pathsep.join(sys.path)
    done = subprocess.run(
        [sys.executable, "-c", LABEL_ONE],
        cwd=tmp_path,
        env={**os.environ, "HOME": str(home), "PYTHONPATH": place},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "specialist"
    assert not (tmp_path / "lookups.txt").exists(), (tmp_path / "lookups.txt").read_text()
    assert list(home.iterdir()) == []
