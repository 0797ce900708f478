"""The report: one self-contained HTML file, with every figure and table beside it as files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from importlib import resources
from pathlib import Path
from urllib.parse import quote

from analysis import story
from analysis.figures.chart import Chart
from analysis.figures.style import DEMONSTRATION
from analysis.frame import panel
from analysis.story import Section
from analysis.tables.sample import SampleCard
from analysis.tables.sample_table import window_words
from analysis.tables.table import Table
from db.panel import PanelRow
from db.placement import Metro

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
    page as made from invented employers. Raises ValueError where there is no posting at all, and
    OSError where a file cannot be written.
    """
    data = panel(rows)
    if not len(data):
        raise ValueError("There are no labelled postings to report on: crawl and classify first.")
    given = story.material(data, metros, groups, sample=sample, demonstration=demonstration)
    sections = story.sections(given)
    files = out.with_name(f"{out.stem}_files")
    files.mkdir(parents=True, exist_ok=True)
    for section in sections:
        for block in section.blocks:
            save(block, files)
    page = render(sections, window_words(sample, data), files.name, demonstration=demonstration)
    out.write_text(page, encoding="utf-8")


def save(block: Chart | Table, folder: Path) -> None:
    """Write a block's data as CSV, and a figure's two pictures."""
    table = block.data if isinstance(block, Chart) else block
    (folder / f"{table.key}.csv").write_text(table.csv(), encoding="utf-8")
    if isinstance(block, Chart):
        declaration = '<?xml version="1.0" encoding="utf-8"?>\n'
        (folder / f"{table.key}.svg").write_text(declaration + block.svg, encoding="utf-8")
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
