"""What the front page tells: the promised views with their queries, and what the data holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from roleatlas.serve.dashboards.chart import DATABASE

_FACTS = """
SELECT boards, open, jobs, located, labelled,
       (SELECT count(DISTINCT metro_id) FROM places JOIN postings USING (posting_id)
        WHERE state = 'open') AS metros,
       (SELECT max(finished_at) FROM crawls WHERE state = 'finished') AS crawled_at
FROM coverage
"""


@dataclass(frozen=True, slots=True)
class Promise:
    """A promised view on the front page."""

    name: str
    sentence: str
    example: str


def promises() -> list[Promise]:
    """Every promised view with its sentence and example."""
    from db.views import VIEWS

    return [Promise(name, view.sentence, view.example) for name, view in VIEWS.items()]


async def facts(datasette: Any) -> dict[str, Any]:
    """The counts of the front page; ``crawled_at`` is None before the first crawl ended."""
    rows = await datasette.execute(DATABASE, _FACTS)
    return dict(rows.first())
