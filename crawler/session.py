"""One asyncio reactor for the life of the process, on which any number of crawls run in turn.

Scrapy's process classes run a reactor once and never again. A crawl here is a coroutine on the
reactor's own event loop, so that a second one in the same process works like the first.
"""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable, Coroutine
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crawler.resolver import GuardedResolver

_T = TypeVar("_T")
_REACTOR = "twisted.internet.asyncioreactor.AsyncioSelectorReactor"


@cache
def start() -> tuple[asyncio.AbstractEventLoop, GuardedResolver]:
    """Install and start the reactor; returns its event loop and its resolver."""
    from scrapy.utils.reactor import install_reactor

    install_reactor(_REACTOR)
    from twisted.internet import reactor

    from crawler.resolver import GuardedResolver

    resolver = GuardedResolver(reactor)
    resolver.install_on_reactor()
    running: Any = reactor
    running.startRunning(installSignalHandlers=False)
    loop: asyncio.AbstractEventLoop = running._asyncioEventloop
    return loop, resolver


def run(work: Coroutine[Any, Any, _T], stop: Callable[[], None]) -> _T:
    """Run ``work`` to its end; SIGTERM and SIGINT call ``stop``, which should end it early."""
    loop, _ = start()
    with _signals(loop, stop):
        return loop.run_until_complete(work)


@contextmanager
def _signals(loop: asyncio.AbstractEventLoop, stop: Callable[[], None]) -> Iterator[None]:
    installed = []
    for number in (signal.SIGTERM, signal.SIGINT):
        try:
            loop.add_signal_handler(number, stop)
        except (NotImplementedError, ValueError, RuntimeError):  # not the main thread, or Windows
            continue
        installed.append(number)
    try:
        yield
    finally:
        for number in installed:
            loop.remove_signal_handler(number)
