"""Names beside bubbles where there is room: largest first, none over a name or far bubble."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import hypot

Box = tuple[float, float, float, float]
"""Left, bottom, right and top in points."""

Circle = tuple[float, float, float]
"""Middle and radius of a bubble in points."""

CHARACTER, HEIGHT, GAP = 3.9, 8.6, 1.5
"""Width of a character, height of a line and gap to the bubble at 6.8 points, in points."""

APART = 4.0
"""Gap in points to a name of another map, which would else read as one with it."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A bubble in points: its middle, its radius and its text."""

    x: float
    y: float
    radius: float
    text: str


@dataclass(frozen=True, slots=True)
class Label:
    """Where a text goes: offset from the middle of its bubble, alignment, and the box it fills."""

    mark: int
    dx: float
    dy: float
    align: str
    box: Box


def place(
    marks: Sequence[Mark], most: int, circles: Sequence[Circle] = (), taken: Sequence[Box] = ()
) -> list[Label]:
    """Choose a side for each text, right first, where it covers fewest ``circles``.

    A text never covers another text, nor a circle, save one that holds the middle of its own bubble
    or lies on it: those cannot be avoided. It keeps apart from the boxes ``taken`` by the texts of
    another map. A text without such a side is left out.
    """
    labels: list[Label] = []
    for number, mark in enumerate(marks):
        if len(labels) == most:
            break
        others = [circle for circle in circles if circle != (mark.x, mark.y, mark.radius)]
        free = [
            label
            for label in _sides(number, mark)
            if not any(_overlap(label.box, other.box) for other in labels)
            and not any(_overlap(label.box, other, APART) for other in taken)
            and not any(_on(label.box, far) for far in others if not _nested(mark, far))
        ]
        if free:
            labels.append(min(free, key=lambda label: _covered(label.box, others)))
    return labels


def _sides(number: int, mark: Mark) -> Iterator[Label]:
    width, reach = CHARACTER * len(mark.text), mark.radius + GAP
    up = mark.radius + HEIGHT / 2 + 0.5
    across, rise = 0.7 * mark.radius + GAP, 0.7 * mark.radius + HEIGHT / 2
    for dx, dy, align in (
        (reach, 0.0, "left"), (-reach, 0.0, "right"), (0.0, up, "center"), (0.0, -up, "center"),
        (across, rise, "left"), (across, -rise, "left"),
        (-across, rise, "right"), (-across, -rise, "right"),
    ):  # fmt: skip
        left = mark.x + dx - {"left": 0.0, "right": width, "center": width / 2}[align]
        bottom = mark.y + dy - HEIGHT / 2
        box = (left, bottom, left + width, bottom + HEIGHT)
        yield Label(number, dx, dy, align, box)


def _overlap(a: Box, b: Box, gap: float = 0.0) -> bool:
    beside = a[0] < b[2] + gap and b[0] < a[2] + gap
    return beside and a[1] < b[3] and b[1] < a[3]


def _on(box: Box, circle: Circle) -> bool:
    x, y, radius = circle
    across, up = min(max(x, box[0]), box[2]), min(max(y, box[1]), box[3])
    return hypot(x - across, y - up) < radius


def _nested(mark: Mark, circle: Circle) -> bool:
    return hypot(mark.x - circle[0], mark.y - circle[1]) < max(mark.radius, circle[2])


def _covered(box: Box, circles: Sequence[Circle]) -> int:
    return sum(_on(box, circle) for circle in circles)
