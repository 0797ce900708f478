"""The reactor that crawls share, on a machine that is slow to run it."""

import asyncio
import time

from twisted.internet.defer import Deferred
from twisted.logger import globalLogPublisher

from crawler import session
from crawler.handler import PoliteHandler


class Pool:
    """Connections that are closed when ``closed`` fires."""

    def __init__(self):
        self.closed = Deferred()

    def closeCachedConnections(self):
        return self.closed


def ends(pool, *later):
    """Close a handler of the pool; returns what the reactor logged as failed."""
    handler = PoliteHandler.__new__(PoliteHandler)
    handler._pool, handler._disconnect_timeout = pool, 0.1
    loop, _ = session.start()
    events = []
    globalLogPublisher.addObserver(events.append)
    try:
        for call in later:
            loop.call_later(*call)
        session.run(handler.close(), lambda: None)
        session.run(asyncio.sleep(0.05), lambda: None)
    finally:
        globalLogPublisher.removeObserver(events.append)
    return [event["log_failure"] for event in events if "log_failure" in event]


def test_connections_that_close_while_the_machine_stands_still_are_no_error():
    pool = Pool()
    assert not ends(pool, (0.01, time.sleep, 0.2), (0.05, pool.closed.callback, None))


def test_connections_that_do_not_close_are_left():
    pool = Pool()
    begun = time.monotonic()
    assert not ends(pool, (0.12, lambda: pool.closed.called or pool.closed.callback(None)))
    assert time.monotonic() - begun < 1
