"""Build time: what an encoder is taught, and the arrays that it is taught with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from classify.votes import KINDS

if TYPE_CHECKING:
    from numpy.typing import NDArray

Chances = tuple[float, ...]
"""Probabilities, one for each role or kind."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """A prompt's pieces, the probabilities of its roles, and those of the kinds of each passage.

    ``kinds`` has an entry for each piece after the title, empty where nobody told its kind: it
    teaches nothing.
    """

    pieces: tuple[str, ...]
    roles: Chances
    kinds: tuple[Chances, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """The token ids of a prompt, and where each piece that fitted begins and ends."""

    ids: list[int]
    spans: list[tuple[int, int]]


def arrays(
    rows: Sequence[Row],
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float32]]:
    """Token ids, mask (n x tokens), and averages over passages (n x passages x tokens)."""
    length = max(len(row.ids) for row in rows)
    most = max(1, *(len(row.spans) - 1 for row in rows))
    ids = np.zeros((len(rows), length), dtype=np.int64)
    mask = np.zeros((len(rows), length), dtype=np.int64)
    spans = np.zeros((len(rows), most, length), dtype=np.float32)
    for at, row in enumerate(rows):
        ids[at, : len(row.ids)] = row.ids
        mask[at, : len(row.ids)] = 1
        for passage, (start, end) in enumerate(row.spans[1:]):
            spans[at, passage, start:end] = 1 / (end - start)
    return ids, mask, spans


def kind_chances(rows: Sequence[Row], lessons: Sequence[Lesson], most: int) -> NDArray[np.float32]:
    """Probabilities of the kinds of passages that fitted (n x most x kinds); zeros where unknown.

    ``rows`` are the tokens of ``lessons``.
    """
    found = np.zeros((len(rows), most, len(KINDS)), dtype=np.float32)
    for at, (row, lesson) in enumerate(zip(rows, lessons, strict=True)):
        for passage, chances in enumerate(lesson.kinds[: len(row.spans) - 1]):
            if chances:
                found[at, passage] = chances
    return found


def batches(
    lengths: Sequence[int], size: int, rng: np.random.Generator
) -> Iterator[NDArray[np.int64]]:
    """Random batches of rows of like length, so that little is padding."""
    order = rng.permutation(len(lengths))
    sizes = np.array(lengths)
    block = size * 20
    found: list[NDArray[np.int64]] = []
    for start in range(0, len(order), block):
        part = order[start : start + block]
        part = part[np.argsort(sizes[part], kind="stable")]
        found.extend(part[at : at + size] for at in range(0, len(part), size))
    for at in rng.permutation(len(found)):
        yield found[at]
