"""Build time: many mixtures of learning postings, told by a larger encoder, for a smaller one.

A small encoder learns more from a large one than from the labels alone: the larger tells it of
thousands of postings that nobody labelled what it makes of them, doubts included. (Hinton, Vinyals
and Dean 2015, "Distilling the Knowledge in a Neural Network".)
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from classify.encoder import Pieces
from classify.finetune import accelerator, mean_of, read_rows
from classify.layers import Layers
from classify.prompts import MAX_CHARS, RANK
from classify.teaching import Lesson, Row

if TYPE_CHECKING:
    from numpy.typing import NDArray

MIXTURES = 2
"""Mixtures for each lesson."""
KEPT, LENT = 0.75, 0.5
"""Share of the passages that stay of a posting, and that a second one lends."""
LENDERS = 0.5
"""Share of the mixtures with passages of a second posting."""
OTHER_TITLES = 0.25
"""Share of them under the title of the second."""
BATCH = 64


def mixtures(lessons: Sequence[Lesson], seed: int) -> list[tuple[str, ...]]:
    """Pieces of MIXTURES times as many postings, mixed from the passages of one or two lessons."""
    rng = np.random.default_rng(seed)
    pairs = rng.integers(len(lessons), size=(MIXTURES * len(lessons), 2))
    return [_mixture(lessons[one].pieces, lessons[two].pieces, rng) for one, two in pairs]


def _mixture(one: Sequence[str], two: Sequence[str], rng: np.random.Generator) -> tuple[str, ...]:
    chosen = [part for part in one[1:] if rng.random() < KEPT]
    title = one[0]
    if rng.random() < LENDERS:
        chosen += [part for part in two[1:] if rng.random() < LENT]
        title = two[0] if rng.random() < OTHER_TITLES else title
    ordered = sorted(dict.fromkeys(chosen), key=_rank)
    ends = np.cumsum([len(part) for part in ordered])
    return title, *(part for part, end in zip(ordered, ends, strict=True) if end <= MAX_CHARS)


def _rank(piece: str) -> int:
    return RANK[piece.partition(":")[0]]


def told(folder: Path, prompts: Sequence[tuple[str, ...]]) -> list[Lesson]:
    """What the fine-tuned encoder of a folder says of prompts, as lessons for another.

    Needs torch and transformers; a GPU is used where there is one.
    """
    from transformers import AutoModel

    network = AutoModel.from_pretrained(folder).to(accelerator()).eval()
    layers = Layers.load(folder / "linear.npz")
    pieces = Pieces.load(folder)
    rows = [Row(*pieces.row(prompt)) for prompt in prompts]
    order = np.argsort([len(row.ids) for row in rows], kind="stable")
    found = {}
    for start in range(0, len(order), BATCH):
        chosen = order[start : start + BATCH]
        postings, passages = _vectors(network, [rows[at] for at in chosen])
        for at, roles, parts in zip(chosen, layers.roles(postings), passages, strict=True):
            fitted = len(rows[at].spans) - 1
            kinds = tuple(map(tuple, layers.kinds(parts[:fitted]).tolist()))
            found[int(at)] = Lesson(prompts[at], tuple(np.exp(roles).tolist()), kinds)
    return [found[at] for at in range(len(rows))]


def _vectors(network: Any, rows: Sequence[Row]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Vectors of postings (n x width) and of their passages (n x passages x width)."""
    import torch

    with torch.inference_mode(), torch.autocast(network.device.type, dtype=torch.bfloat16):
        states, mask, spans = read_rows(network, rows)
    exact = states.float()
    return mean_of(exact, mask).cpu().numpy(), torch.bmm(spans, exact).cpu().numpy()
