"""From the store's named reads to what the analysis room takes."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import roleatlas
from db import queries
from db.connection import Connection
from db.gold_store import agreement
from db.panel import PanelRow

if TYPE_CHECKING:
    from analysis.tables.sample import SampleCard

VINTAGE = "OMB July 2023 (US), GeoNames commuting radius (elsewhere)"


def panel_of(connection: Connection) -> list[PanelRow]:
    """The panel; raises ValueError with the next command when there is nothing to count."""
    rows = list(queries.panel(connection))
    if not rows:
        raise ValueError(
            "The database has no posting that is located and labelled: run `roleatlas update`,"
            " or `roleatlas locate` and `roleatlas classify`, first."
        )
    return rows


def sample_card(connection: Connection) -> SampleCard:
    """The sample card of the report."""
    from analysis.tables.sample import SampleCard

    facts = queries.sample_facts(connection)
    twice, kappa = agreement(connection)
    return SampleCard(
        boards_asked=facts.boards,
        boards_ok=facts.boards_ok,
        boards_failed=facts.boards - facts.boards_ok,
        postings=facts.postings,
        jobs=facts.jobs,
        stale=facts.stale,
        excluded=facts.expired + facts.unmonitored,
        pending=facts.unlabelled,
        located=_share(facts.located, facts.open),
        remote=_share(facts.remote, facts.open),
        textless=_share(facts.textless, facts.open),
        multi_metro=_share(facts.multi_metro, facts.open),
        deduplicated=_share(facts.open - facts.jobs, facts.open),
        gold=facts.gold,
        gold_twice=twice,
        kappa=kappa,
        first_crawl=facts.crawls[0] if facts.crawls else None,
        last_crawl=facts.crawls[-1] if facts.crawls else None,
        model=facts.model_id,
        gazetteer=facts.gazetteer,
        vintage=VINTAGE,
        source_commit=roleatlas.__version__,
        failures=Counter(outcome for _, _, outcome, _ in facts.failures),
        crawl_dates=facts.crawls,
    )


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
