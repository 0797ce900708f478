"""The house itself: what the wheel holds, generated docs, sizes of files, the clock."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROOMS = ("roleatlas", "crawler", "metro", "classify", "analysis", "db")


def sources():
    return [path for room in ROOMS for path in (ROOT / room).rglob("*.py")]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return zipfile.ZipFile(next(folder.glob("*.whl"))).namelist()


def test_the_wheel_holds_the_rooms_and_nothing_else(wheel):
    tops = {name.split("/")[0] for name in wheel}
    assert {top for top in tops if not top.endswith(".dist-info")} == set(ROOMS)


def test_the_wheel_holds_data_beside_the_code(wheel):
    wanted = ("crawler/boards.csv", "classify/CODEBOOK.md", "analysis/settings.toml")
    assert set(wanted) <= set(wheel)
    assert any(name.startswith("metro/data/") for name in wheel)
    assert any(name.startswith("roleatlas/demo/source/") for name in wheel)


def test_generated_pages_are_current():
    command = [sys.executable, "-m", "docs.generate", "--check"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.stderr == ""
    assert done.returncode == 0


def test_files_stay_small():
    lines = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in sources()}
    assert {str(path): count for path, count in lines.items() if count > 400} == {}
    assert sorted(lines.values())[len(lines) // 2] <= 120


def test_sql_never_reads_the_clock():
    for path in sources():
        text = path.read_text(encoding="utf-8").lower()
        assert "datetime('now" not in text, path
        assert "current_timestamp" not in text, path


def test_every_command_answers_help():
    from click.testing import CliRunner

    from roleatlas.cli import COMMANDS, main

    for name in COMMANDS:
        result = CliRunner().invoke(main, [name, "--help"])
        assert result.exit_code == 0, result.output
        assert "Usage:" in result.output


def test_the_list_of_commands_cuts_no_sentence():
    from click.testing import CliRunner

    from roleatlas.cli import main

    assert "..." not in CliRunner().invoke(main, ["--help"]).output.split("Commands:")[1]


def test_the_help_of_export_names_every_view():
    from click.testing import CliRunner

    from db.views import VIEWS
    from roleatlas.cli import main

    told = CliRunner().invoke(main, ["export", "--help"]).output
    assert [view for view in VIEWS if view not in told] == []


def test_a_command_starts_without_the_heavy_libraries():
    """The list of commands imports every command's module."""
    heavy = ("torch", "scrapy", "sklearn", "pandas", "numpy")
    code = f"""
import sys
from roleatlas.cli import main
main(["--help"], standalone_mode=False)
print([name for name in {heavy} if name in sys.modules])"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
