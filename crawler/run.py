"""Crawl boards into a sink: all systems at once, one after the other boards of each."""

from __future__ import annotations

import asyncio
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from time import monotonic
from typing import TYPE_CHECKING, Any

from crawler import mirror as mirrors
from crawler import session
from crawler.sink import Sink
from db.outcome import BoardOutcome, BoardRow

if TYPE_CHECKING:
    from scrapy.crawler import AsyncCrawlerRunner
    from scrapy.settings import Settings

OnBoard = Callable[[BoardRow, BoardOutcome], None]
_FINE = frozenset({"ok", "not_modified"})


@dataclass
class CrawlSummary:
    """How a crawl went, board by board."""

    started_at: datetime
    asked: int = 0
    listed: int = 0
    requests: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    troubled: list[tuple[BoardRow, BoardOutcome]] = field(default_factory=list)
    seconds: float = 0.0
    stopped: bool = False

    @property
    def visited(self) -> int:
        """Boards whose visit ended with an outcome."""
        return self.outcomes.total()

    @property
    def fine(self) -> bool:
        """Whether every board that was asked for was read whole."""
        return not self.stopped and not self.troubled and self.visited == self.asked

    def add(self, board: BoardRow, outcome: BoardOutcome) -> None:
        """Count one board's outcome; one that is not a proven listing is kept by name."""
        self.outcomes[outcome.outcome] += 1
        self.listed += outcome.listed
        self.requests += outcome.requests
        if outcome.outcome not in _FINE or not outcome.complete:
            self.troubled.append((board, outcome))


def crawl(
    boards: Sequence[BoardRow],
    sink: Sink,
    *,
    mirror: str | None = None,
    user_agent: str | None = None,
    now: Callable[[], datetime],
    settings: Mapping[str, object] | None = None,
    on_board: OnBoard | None = None,
) -> CrawlSummary:
    """Visit every board once and return how each visit ended.

    ``settings`` override those of ``crawler.settings``. Raises ValueError for an unknown ATS or a
    mirror that does not answer, and whatever the sink raises when it cannot take an outcome.
    SIGTERM and SIGINT end the crawl early: open visits finish as failed, the rest are not begun.
    """
    chosen = _settings(mirror, user_agent, settings or {})
    summary = CrawlSummary(started_at=now(), asked=len(boards))

    def note(board: BoardRow, outcome: BoardOutcome) -> None:
        summary.add(board, outcome)
        if on_board:
            on_board(board, outcome)

    groups = _groups(boards, known(chosen))
    begun = monotonic()
    _run(groups, sink, note, chosen, summary)
    summary.seconds = monotonic() - begun
    return summary


def known(settings: Settings | None = None) -> list[str]:
    """Names of the applicant tracking systems that there is a spider for."""
    from scrapy.spiderloader import SpiderLoader

    return sorted(SpiderLoader.from_settings(settings or _settings(None, None, {})).list())


def _settings(mirror: str | None, agent: str | None, extra: Mapping[str, object]) -> Settings:
    from scrapy.settings import Settings

    chosen = Settings()
    chosen.setmodule("crawler.settings", priority="project")
    if agent:
        chosen.set("USER_AGENT", agent, "cmdline")
    if mirror is not None:  # an empty one is a mistake, and must not lead to the real hosts
        chosen.set("MIRROR", mirrors.check(mirror), "cmdline")
        # A mirror is ours: the pace of the real hosts does not apply to it.
        each = chosen.getint("MIRROR_CONCURRENCY")
        chosen.set("DOWNLOAD_SLOTS", {"mirror": {"concurrency": each, "delay": 0}}, "cmdline")
        chosen.set("AUTOTHROTTLE_ENABLED", False, "cmdline")
        chosen.set("CIRCUIT_WAIT", 0, "cmdline")
        chosen.set("CONCURRENT_REQUESTS_PER_DOMAIN", each, "cmdline")
    chosen.update(dict(extra), "cmdline")
    return chosen


def _groups(boards: Sequence[BoardRow], names: Sequence[str]) -> dict[str, list[BoardRow]]:
    groups: dict[str, list[BoardRow]] = defaultdict(list)
    for board in boards:
        if board.ats not in names:
            raise ValueError(f"there is no spider for {board.ats!r}: use one of {', '.join(names)}")
        groups[board.ats].append(board)
    return groups


def _run(
    groups: Mapping[str, list[BoardRow]],
    sink: Sink,
    note: OnBoard,
    settings: Settings,
    summary: CrawlSummary,
) -> None:
    """Run one spider for each ATS, all at once; raises what a spider's sink raised."""
    loop, resolver = session.start()
    resolver.exempt = mirrors.host(settings.get("MIRROR"))
    from scrapy.crawler import AsyncCrawlerRunner

    runner = AsyncCrawlerRunner(settings)
    stopping: list[asyncio.Future[None]] = []
    shared = {"sink": sink, "on_board": note, "now": summary.started_at}
    shared["stopped"] = lambda: summary.stopped

    async def work() -> list[Exception | None]:
        every = (_one(runner, name, boards=boards, **shared) for name, boards in groups.items())
        return await asyncio.gather(*every)

    def stop() -> None:
        summary.stopped = True
        for crawler in runner.crawlers:
            # One that still opens would hang: it ends by itself when it asks whether to go on.
            if crawler.spider and crawler.engine.running:
                stopping.append(asyncio.ensure_future(crawler.stop_async(), loop=loop))

    failures = [failure for failure in session.run(work(), stop) if failure]
    if failures:
        raise failures[0]


async def _one(runner: AsyncCrawlerRunner, name: str, **arguments: Any) -> Exception | None:
    """Run one spider; returns what its sink raised, if it did."""
    crawler = runner.create_crawler(name)
    await runner.crawl(crawler, **arguments)
    return getattr(crawler.spider, "failure", None)
