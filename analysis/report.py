"""The report: one self-contained HTML file, with every figure and table beside it as files."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib import resources
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

from analysis import hypotheses, story, words
from analysis.benchmarks import share_name
from analysis.figures.chart import Chart
from analysis.figures.style import DEMONSTRATION
from analysis.frame import panel
from analysis.material import Section, material
from analysis.moments import DEFINITION
from analysis.result import HypothesisResult
from analysis.tables.sample import SampleCard
from analysis.tables.sample_table import window_words
from analysis.tables.table import Cell, Column, Table
from db.panel import PanelRow
from db.placement import Metro

WIDTH = 100
TITLE = "Where are the two kinds of AI job?"
LEAD = (
    "Specialist roles make, study or run models. Integrator roles put existing AI to work. "
    "Do specialists stay in a few tech hubs while integrators spread over places and industries?"
)


def build(
    rows: Iterable[PanelRow],
    metros: Mapping[str, Metro],
    groups: Mapping[str, Sequence[str]],
    *,
    sample: SampleCard,
    demonstration: bool,
    out: Path,
) -> None:
    """Write the report to ``out`` and its figures and data to ``<stem>_files`` beside it.

    ``metros`` and ``groups`` are by id and by name; ``demonstration`` marks every figure and the
    page as made from invented employers. An earlier report is replaced when all is written. Raises
    ValueError where there is no posting at all or ``out`` is a device, and OSError where a file
    cannot be written.
    """
    if out.exists() and not out.is_file():
        raise ValueError(f"{out} is not a regular file: name an HTML file, figures go beside it.")
    data = panel(rows)
    if not len(data):
        raise ValueError("There are no labelled postings to report on: crawl and classify first.")
    given = material(data, metros, groups, sample=sample, demonstration=demonstration)
    sections = story.sections(given)
    files = out.with_name(f"{out.stem}_files")
    text = render(sections, window_words(sample, data), files.name, demonstration=demonstration)
    with beside(out) as part:
        for section in sections:
            for block in section.blocks:
                save(block, part)
        made = sorted(part.iterdir())
        page = part / "page.html"
        page.write_text(text, encoding="utf-8")
        files.mkdir(exist_ok=True)
        for path in made:
            path.replace(files / path.name)
        shutil.move(page, out.resolve())  # a link stays a link, even to another disk


@contextmanager
def beside(out: Path) -> Iterator[Path]:
    """Give a folder to write to beside ``out``; it is gone at the end, and errors name ``out``."""
    prefix = f".{out.stem}-"
    try:
        with TemporaryDirectory(prefix=prefix, dir=out.parent) as part:
            yield Path(part)
    except OSError as error:
        if error.filename and prefix not in str(error.filename):
            raise
        raise OSError(error.errno, error.strerror, str(out)) from error


def save(block: Chart | Table, folder: Path) -> None:
    """Write a block's data as CSV, and a figure's two pictures."""
    table = block.data if isinstance(block, Chart) else block
    (folder / f"{table.key}.csv").write_text(table.csv(), encoding="utf-8")
    if isinstance(block, Chart):
        declaration = '<?xml version="1.0" encoding="utf-8"?>\n'
        (folder / f"{table.key}.svg").write_text(declaration + block.print_svg, encoding="utf-8")
        (folder / f"{table.key}.png").write_bytes(block.png)


def render(sections: Sequence[Section], facts: str, files: str, *, demonstration: bool) -> str:
    """The page; every text from outside is escaped."""
    from jinja2 import Environment

    source = resources.files("analysis").joinpath("report.html.jinja").read_text(encoding="utf-8")
    environment = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string(source).render(
        title=TITLE,
        lead=LEAD,
        facts=facts,
        sections=sections,
        files=quote(files),
        demonstration=DEMONSTRATION if demonstration else "",
        footer=story.FOOTER,
    )


def summary(
    rows: Iterable[PanelRow], metros: Mapping[str, Metro], groups: Mapping[str, Sequence[str]]
) -> list[str]:
    """The answer for a terminal: H1 in words, the hub shares of each class, the other verdicts."""
    results = hypotheses.run(panel(rows))
    by_name = {result.hypothesis: result for result in results}
    lines = [words.LABELS["H1"], *textwrap.wrap(words.finding(by_name["H1"]), WIDTH)]
    lines += ["", *hub_shares(results).lines(), ""]
    for key in ("H2", "H3"):
        lines += [words.LABELS[key], *textwrap.wrap(words.finding(by_name[key]), WIDTH)]
    return [*lines, *textwrap.wrap(words.SCOPE, WIDTH)]


def hub_shares(results: Sequence[HypothesisResult]) -> Table:
    """Share of each class in the ten hubs, the Bay Area and the six coastal metros."""
    hubs = {"H4a": "top10", "H4b": "bay", "H4c": "top6"}
    titles = {"H4a": "Ten hubs", "H4b": "Bay Area", "H4c": "Six coastal"}
    cells: dict[str, list[Cell]] = {name: [name] for name in DEFINITION}
    for key, hub in hubs.items():
        result = next((r for r in results if r.hypothesis == key), None)
        for name, row in cells.items():
            found = result.find(share_name(hub), name) if result else None
            row += [found.estimate, words.bounds(found)] if found else [None, None]
    columns = [Column("Share of US postings")]
    for title in titles.values():
        columns += [Column(title, "share"), Column(f"{title} 95 %", "share", "95 % interval")]
    return Table(
        key="summary",
        title="Where each class is (on-site and hybrid, employer-jackknife intervals)",
        columns=tuple(columns),
        rows=tuple(tuple(row) for row in cells.values()),
        note=(
            "All postings seen. Brookings 2023, by keyword: ten metros over 60 %, Bay Area 25 %, "
            "six coastal 47 %."
        ),
    )
