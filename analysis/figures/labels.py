"""Names beside bubbles where there is room: the largest first, none over another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

CHARACTER, HEIGHT, GAP = 3.9, 8.6, 1.5
"""Width of a character, height of a line and gap to the bubble at 6.8 points, in points."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A bubble in points: its middle, its radius and its text."""

    x: float
    y: float
    radius: float
    text: str


@dataclass(frozen=True, slots=True)
class Label:
    """Where a text goes: offset from the middle of its bubble in points, and its alignment."""

    mark: int
    dx: float
    dy: float
    align: str


def place(marks: Sequence[Mark], most: int) -> list[Label]:
    """Choose right, left, above or below for each text; one without a free side is left out."""
    taken: list[tuple[float, float, float, float]] = []
    labels: list[Label] = []
    for number, mark in enumerate(marks):
        if len(labels) == most:
            break
        for label, box in _sides(number, mark):
            if not any(_overlap(box, other) for other in taken):
                taken.append(box)
                labels.append(label)
                break
    return labels


def _sides(number: int, mark: Mark) -> Iterator[tuple[Label, tuple[float, float, float, float]]]:
    width, reach = CHARACTER * len(mark.text), mark.radius + GAP
    up = mark.radius + HEIGHT / 2 + 0.5
    for dx, dy, align in (
        (reach, 0.0, "left"), (-reach, 0.0, "right"), (0.0, up, "center"), (0.0, -up, "center"),
    ):  # fmt: skip
        left = mark.x + dx - {"left": 0.0, "right": width, "center": width / 2}[align]
        bottom = mark.y + dy - HEIGHT / 2
        yield Label(number, dx, dy, align), (left, bottom, left + width, bottom + HEIGHT)


def _overlap(a: tuple[float, float, float, float], b: tuple[float, float, float, float]) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
