"""One invented opening as it stands on one board."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from roleatlas.demo.source import Employer, Place, Profession


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """An opening: what it is, where it is, and when its board shows it.

    ``seed`` decides its words, so copies and reposts share it; ``key`` decides its ids. ``spans``
    are half-open ranges of days. ``copies`` names the openings of one requisition: those in the
    same metros are one job. ``home`` is its office, also where it is remote; ``places`` are where
    it is done. ``month`` is the thread of an opening that stands in one.
    """

    key: str
    seed: str
    copies: str
    employer: Employer
    ats: str
    token: str
    profession: Profession
    title: str
    department: str
    home: Place
    places: tuple[Place, ...]
    location: str
    workplace: str
    posted: int
    spans: tuple[tuple[int, int], ...]
    edit_day: int | None
    pay: tuple[int, int, str] | None
    month: int = 0

    def is_open(self, day: int) -> bool:
        """Tell whether the board shows the opening on ``day``."""
        return any(start <= day < end for start, end in self.spans)

    def is_edited(self, day: int) -> bool:
        """Tell whether the text was edited by ``day``."""
        return self.edit_day is not None and day >= self.edit_day

    def title_on(self, day: int) -> str:
        """Give the title on ``day``: a third of the edits add the department to it."""
        if self.is_edited(day) and number(self.key, 2) % 3 == 0:
            return f"{self.title} ({self.department})"
        return self.title

    @property
    def role(self) -> str:
        """The role that the opening was authored as."""
        return self.profession.role

    @property
    def metros(self) -> tuple[str, ...]:
        """The metros that the opening was authored for; none where it is remote only."""
        return tuple(dict.fromkeys(place.metro for place in self.places))


def number(text: str, digits: int) -> int:
    """Derive a stable number of exactly ``digits`` digits from ``text``."""
    low = int("1" + "0" * (digits - 1))
    return low + int(hashlib.sha256(text.encode()).hexdigest(), 16) % (9 * low)


def uuid(text: str) -> str:
    """Derive a stable identifier in the form of a random UUID from ``text``."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    return f"{digest[:8]}-{digest[8:12]}-4{digest[13:16]}-a{digest[17:20]}-{digest[20:32]}"
