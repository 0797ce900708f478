"""The dashboards' own script, run by Node: what a typed name becomes."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from roleatlas.serve import site

SCRIPT = Path(site.__file__).parent / "static" / "charts.js"
NAMES = [
    "Boston-Cambridge-Newton, MA-NH",
    "London",
    "New London, CT",
    "Portland, ME",
    "Portland, OR",
]
PAGE = """
const told = {}, heard = {};
const list = { options: NAMES.map((value) => ({ value })) };
const field = { value: TYPED, list, setCustomValidity: (words) => { told.words = words; },
  addEventListener: (kind, act) => { heard[kind] = act; } };
const group = { querySelector: (what) => (what === "legend" ? { textContent: "Metro" } : field) };
globalThis.window = { fetch: null, addEventListener: () => {} };
globalThis.document = { addEventListener: (kind, act) => { heard[kind] = act; },
  querySelectorAll: () => [group] };
SCRIPT
heard.DOMContentLoaded();
heard.change();
console.log(JSON.stringify([field.value, told.words, field.ariaLabel]));
"""


def typed(words):
    script = PAGE.replace("NAMES", json.dumps(NAMES)).replace("TYPED", json.dumps(words))
    script = script.replace("SCRIPT", SCRIPT.read_text(encoding="utf-8"))
    done = subprocess.run(["node", "-e", script], capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


@pytest.mark.skipif(not shutil.which("node"), reason="needs node")
@pytest.mark.parametrize(
    ("words", "name", "complaint"),
    [
        ("boston", NAMES[0], ""),
        (" london ", "London", ""),
        ("", "", ""),
        ("Portland", "Portland", "2 names"),
        ("Atlantis", "Atlantis", "No names"),
    ],
)
def test_a_typed_name_becomes_the_one_of_the_list_that_holds_it(words, name, complaint):
    value, told, label = typed(words)
    assert value == name
    assert told.startswith(complaint)
    assert bool(told) == bool(complaint)
    assert label == "Metro"
