"""A drawn figure: its picture in two formats and the rows that it shows."""

from __future__ import annotations

import io
import re
import textwrap
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from analysis.figures import style
from analysis.tables.table import Table

if TYPE_CHECKING:
    from matplotlib.figure import Figure

DOTS_PER_INCH = 200
LETTERS_PER_INCH = 19
"""Small letters that stand side by side under a figure."""

MARGINS: dict[str, Any] = {"bbox_inches": "tight", "pad_inches": 0.06}


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A figure of the report: ``data`` carries title, caption, rows and the query behind it.

    ``svg`` is for a page that has title and caption itself; in ``print_svg`` and ``png``, which
    leave the page, both are part of the picture.
    """

    data: Table
    alt: str
    svg: str
    print_svg: str
    png: bytes

    @property
    def key(self) -> str:
        """The stem of its files."""
        return self.data.key


@dataclass(frozen=True, slots=True)
class Stamp:
    """What is written on a figure: its sample and window, and whether its data are invented."""

    basis: str = ""
    demonstration: bool = False


def finish(figure: Figure, data: Table, alt: str, *, stamp: Stamp) -> Chart:
    """Write the stamp on the figure, then save it as SVG and PNG with stable bytes."""
    write(figure, stamp)
    svg = vector(figure, alt)
    entitle(figure, data)
    raster = io.BytesIO()
    figure.savefig(raster, format="png", dpi=DOTS_PER_INCH, metadata={"Software": None}, **MARGINS)
    based = replace(data, basis=stamp.basis)
    return Chart(data=based, alt=alt, svg=svg, print_svg=vector(figure, alt), png=raster.getvalue())


def vector(figure: Figure, alt: str) -> str:
    """The figure as an ``<svg>`` element."""
    written = io.StringIO()
    figure.savefig(written, format="svg", metadata={"Date": None, "Creator": None}, **MARGINS)
    return inline(written.getvalue(), alt)


def entitle(figure: Figure, data: Table) -> None:
    """Write title and caption around what is drawn, for a picture that stands alone."""
    width, height = figure.get_size_inches()
    drawn = figure.get_tightbbox()
    left = drawn.x0 / width
    caption = textwrap.fill(data.note, round(LETTERS_PER_INCH * width))
    figure.text(
        left, (drawn.y1 + 0.12) / height, data.title, fontsize=13, weight="bold", va="bottom"
    )
    figure.text(
        left, (drawn.y0 - 0.06) / height, caption, fontsize=6.5, color=style.MUTED, va="top"
    )


def write(figure: Figure, stamp: Stamp) -> None:
    """Write sample and window under the figure, and across it that its employers are invented."""
    if stamp.basis:
        below = -0.08 / figure.get_figheight()
        figure.text(0, below, stamp.basis, fontsize=6.5, color=style.MUTED, va="top")
    if stamp.demonstration:
        figure.text(
            0.5, 0.5, style.DEMONSTRATION, rotation=18, ha="center", va="center",
            fontsize=19, color=style.MUTED, alpha=0.28, zorder=50,
        )  # fmt: skip


def inline(svg: str, alt: str) -> str:
    """The ``<svg>`` element alone, scalable, with its description for screen readers."""
    from markupsafe import escape

    element = svg[svg.index("<svg") :]
    element = re.sub(r' (width|height)="[\d.]+pt"', "", element, count=2)
    element = re.sub(r"<metadata>.*?</metadata>", "", element, flags=re.DOTALL)
    # Names of groups are the same in every figure, and ids of a page must differ.
    element = re.sub(r'<g id="[^"]*"', "<g", element)
    # A tenth of a point is below what a reader sees; the other digits only weigh.
    element = re.sub(r' (?:d|points)="[^"]*"', lambda m: re.sub(r"(\.\d)\d+", r"\1", m[0]), element)
    return element.replace("<svg", f'<svg role="img" aria-label="{escape(alt)}"', 1)
