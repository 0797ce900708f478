"""One look for every figure: print quality, safe for colour-blind readers, stable bytes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

# Okabe and Ito (2008), told apart by every common kind of colour vision.
ORANGE, SKY, GREEN, YELLOW = "#E69F00", "#56B4E9", "#009E73", "#F0E442"
BLUE, VERMILION, PURPLE, BLACK = "#0072B2", "#D55E00", "#CC79A7", "#000000"
INK, MUTED, FAINT, PAPER, LAND = "#1b1f24", "#5b6470", "#d5d9de", "#ffffff", "#eceae4"

COLOURS = {
    "specialist": VERMILION,
    "integrator": BLUE,
    "any": GREEN,
    "keyword": PURPLE,
    "none": MUTED,
}
NAMES = {
    "specialist": "Specialist",
    "integrator": "Integrator",
    "any": "Any AI",
    "keyword": "Generative-AI keyword",
    "none": "Not AI",
}
VERDICTS = {
    "supported": GREEN,
    "contradicted": VERMILION,
    "equivalent": SKY,
    "inconclusive": MUTED,
}
WIDE, HALF = 10.0, 5.0
DEMONSTRATION = "Demonstration data: invented employers"

SETTINGS: dict[str, Any] = {
    "font.family": "sans-serif",
    "font.sans-serif": ["DejaVu Sans", "Verdana", "sans-serif"],
    "font.size": 9,
    "text.color": INK,
    "axes.edgecolor": MUTED,
    "axes.labelcolor": INK,
    "axes.linewidth": 0.7,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.titlesize": 10,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.axisbelow": True,
    "grid.color": FAINT,
    "grid.linewidth": 0.6,
    "xtick.color": MUTED,
    "ytick.color": MUTED,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "legend.frameon": False,
    "figure.facecolor": PAPER,
    "savefig.facecolor": PAPER,
    # Text stays text: it can be searched, read aloud and copied.
    "svg.fonttype": "none",
    "path.simplify": True,
}


@contextmanager
def house(key: str) -> Iterator[None]:
    """Draw in the house style; ``key`` keeps the ids of one figure apart from another's."""
    import matplotlib as mpl

    settings: Any = {**SETTINGS, "svg.hashsalt": key}
    with mpl.rc_context(settings):
        yield
