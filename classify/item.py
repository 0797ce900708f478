"""The input of the classify room: what it needs to know of one posting."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Item:
    """Title, employer and text of a posting; each may be empty, the text may be HTML."""

    title: str
    employer: str
    text: str
