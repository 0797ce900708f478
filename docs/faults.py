"""`docs/faults.md`: every fault of the catalogue, with the tests that show it does no harm."""

from __future__ import annotations

import ast
import re
import runpy
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import Any

TESTS = Path(__file__).parents[1] / "tests"
_NAME = re.compile(r"test_f(\d\d)_(\w+)")


def catalogue() -> dict[str, Any]:
    """The names that ``tests/faults.py`` defines."""
    return runpy.run_path(str(TESTS / "faults.py"))


@cache
def named() -> dict[int, list[str]]:
    """Number of a fault -> its tests, as ``file::name``; slow ones say so."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    for path in sorted(TESTS.glob("test_*.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            match = _NAME.fullmatch(node.name) if isinstance(node, ast.FunctionDef) else None
            if match and isinstance(node, ast.FunctionDef):
                slow = any("slow" in ast.unparse(mark) for mark in node.decorator_list)
                note = " (slow)" if slow else ""
                found[int(match[1])].append(f"{path.name}::{node.name}{note}")
    return dict(found)


def page(mark: str) -> str:
    """The page; ``mark`` says that it is generated."""
    about, shown_by = catalogue(), named()
    faults, notes, absent = about["FAULTS"], about["NOTES"], about["NOT_APPLICABLE"]
    run = sum(number in shown_by for number in faults)
    lines = [
        "# Faults",
        "",
        mark.strip(),
        "",
        "What went wrong with crawlers like this one, and the test that shows what it does here."
        f" {run} of {len(faults)} faults are tested; {len(absent)} cannot happen here.",
    ]
    for title, (first, last) in about["GROUPS"].items():
        lines += ["", f"## {title}", "", "| | fault | tests |", "| --- | --- | --- |"]
        for number in range(first, last + 1):
            shown = [f"`{name.split('::')[1]}`" for name in shown_by.get(number, [])]
            told = "<br>".join(shown) or f"does not apply: {absent.get(number, '')}"
            note = f" *{notes[number]}*" if number in notes else ""
            lines.append(f"| F{number:02} | {faults[number]}{note} | {told} |")
    return "\n".join(lines) + "\n"
