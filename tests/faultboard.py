"""A loopback server that is a mirror of every applicant tracking system, and can misbehave.

Raw asyncio sockets in a thread, so that it can cut a chunk, reset a connection, drip, hang or lie
in Content-Length. ``hits()`` is everything that was asked, for tests of conduct.
"""

import asyncio
import socket
import struct
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import parse_qsl, unquote, urlsplit

from shapes import HOSTS, SHAPES, TOKENS, Board, jobs

from crawler.run import crawl
from crawler.sink import BoardRow, MemorySink

NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
FAST = {
    "BACKOFF_BASE": 0.01,
    "BACKOFF_MAX": 0.02,
    "DOWNLOAD_TIMEOUT": 1,
    "CIRCUIT_FAILURES": 1000,
    "LOG_LEVEL": "CRITICAL",
}


@dataclass(frozen=True)
class Hit:
    """One request as it arrived; host, path and query are those of the page it stands for."""

    time: float
    method: str
    host: str
    path: str
    query: str
    headers: dict
    body: bytes = b""

    @property
    def values(self):
        return dict(parse_qsl(self.query, keep_blank_values=True))

    @property
    def target(self):
        return f"{self.host}{self.path}" + (f"?{self.query}" if self.query else "")


@dataclass(frozen=True)
class Reply:
    """An answer and how it is sent: whole, cut, short, reset, hang, chunked, drip or endless."""

    status: int = 200
    body: bytes = b""
    kind: str = "application/json"
    headers: tuple = ()
    send: str = "whole"


HTML = Reply(200, b"<!DOCTYPE html><html><body>We will be back soon.</body></html>", "text/html")
CHALLENGE = Reply(200, b"<!DOCTYPE html><html><title>Just a moment...</title></html>", "text/html")


@dataclass
class Fault:
    """Replaces the answer to requests whose target contains ``where``, a number of times."""

    where: str
    reply: Reply
    times: float = float("inf")
    after: int = 0  # matching requests that are answered normally first


@dataclass
class Faultboard:
    """Start with ``with Faultboard() as site``; ``site.url`` is the mirror."""

    boards: list = field(default_factory=list)
    faults: list = field(default_factory=list)
    url: str = ""
    _hits: list = field(default_factory=list)

    def board(self, ats, number=0, token=None, **options):
        """Serve a board with ``number`` invented postings; returns it, to be edited at will."""
        token = token or TOKENS.get(ats, "brightmoor")
        found = Board(ats, token, jobs(number), **options)
        self.boards.append(found)
        return found

    def fail(self, where, reply, times=float("inf"), after=0):
        """Answer requests whose target contains ``where`` with ``reply``."""
        self.faults.append(Fault(where, reply, times, after))

    def robots(self, text, status=200):
        """What every host answers for /robots.txt."""
        self.fail("/robots.txt", Reply(status, text.encode(), "text/plain"))

    def hits(self, where="", policy=False):
        """Requests whose target contains ``where``; robots and reservation files only on demand.

        A HEAD is the check that the mirror answers, not a request to a host.
        """
        asked = [hit for hit in self._hits if where in hit.target and hit.method != "HEAD"]
        return asked if policy else [hit for hit in asked if not is_policy(hit)]

    # The server.

    def __enter__(self):
        ready = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(ready,), daemon=True)
        self._thread.start()
        ready.wait(5)
        return self

    def __exit__(self, *_):
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)

    def _run(self, ready):
        self._loop = asyncio.new_event_loop()
        server = self._loop.run_until_complete(
            asyncio.start_server(self._serve, "127.0.0.1", 0, limit=1 << 20)
        )
        self.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        ready.set()
        self._loop.run_forever()
        server.close()
        for task in asyncio.all_tasks(self._loop):
            task.cancel()
        self._loop.run_until_complete(asyncio.sleep(0))
        self._loop.close()

    async def _serve(self, reader, writer):
        with suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            while hit := await read(reader):
                self._hits.append(hit)
                if not await send(writer, self._reply(hit)):
                    break
        writer.close()

    def _reply(self, hit):
        for fault in self.faults:
            if fault.where in hit.target and fault.times > 0:
                if fault.after > 0:
                    fault.after -= 1
                    continue
                fault.times -= 1
                return fault.reply(hit) if callable(fault.reply) else fault.reply
        for board in self.boards:
            host = HOSTS[board.ats].format(token=board.token)
            found = SHAPES[board.ats](board, hit) if hit.host == host else None
            if found:
                status, kind, body = found
                return Reply(status, body, kind)
        return Reply(404, b'{"error":"Not found"}')


def is_policy(hit):
    return hit.path == "/robots.txt" or hit.path.startswith("/.well-known/")


async def read(reader):
    """The next request of a connection, or None at its end."""
    head = await reader.readuntil(b"\r\n\r\n")
    lines = head.decode("latin-1").split("\r\n")
    method, target, _ = lines[0].split(" ", 2)
    headers = {k.lower(): v.strip() for k, v in (line.split(":", 1) for line in lines[1:] if line)}
    body = await reader.readexactly(int(headers.get("content-length") or 0))
    url = urlsplit(target)
    host, _, path = url.path.lstrip("/").partition("/")
    return Hit(time.monotonic(), method, host, "/" + unquote(path), url.query, headers, body)


async def send(writer, reply):
    """Send a reply in its manner; returns whether the connection may go on."""
    if reply.send == "hang":
        await asyncio.sleep(30)
    if reply.send == "reset":
        writer.get_extra_info("socket").setsockopt(
            socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0)
        )
        return False
    streamed = reply.send in ("chunked", "drip", "endless")
    length = "Transfer-Encoding: chunked" if streamed else None
    length = length or f"Content-Length: {len(reply.body) + (50 if reply.send == 'short' else 0)}"
    lines = [f"HTTP/1.1 {reply.status} x", f"Content-Type: {reply.kind}", length]
    lines += [f"{name}: {value}" for name, value in reply.headers]
    writer.write(("\r\n".join(lines) + "\r\n\r\n").encode("latin-1"))
    if reply.send in ("drip", "endless"):
        await flow(writer, *((1, 0.05) if reply.send == "drip" else (65_536, 0.0)))
    elif reply.send == "chunked":
        writer.write(b"%x\r\n" % len(reply.body) + reply.body[: len(reply.body) // 2])
    else:
        writer.write(reply.body[: len(reply.body) // 2] if reply.send == "cut" else reply.body)
    await writer.drain()
    return reply.send == "whole"


async def flow(writer, size, pause):
    """Send chunks of so many blanks until the other side has had enough."""
    for _ in range(2000):
        writer.write(b"%x\r\n%b\r\n" % (size, b" " * size))
        await writer.drain()
        await asyncio.sleep(pause)


def rows(*boards):
    """Board rows for boards of a Faultboard, numbered from 1."""
    return [BoardRow(board_id=n, ats=b.ats, token=b.token) for n, b in enumerate(boards, 1)]


def visit(site, *boards, board_rows=None, sink=None, **settings):
    """Crawl boards through the mirror into memory; returns the sink and the summary."""
    sink = sink or MemorySink()
    summary = crawl(
        board_rows or rows(*boards),
        sink,
        mirror=site.url,
        now=lambda: NOW,
        settings={**FAST, **settings},
    )
    return sink, summary


def outcome_of(site, board, **settings):
    """The outcome of one board, and the ids that were put for it."""
    sink, _ = visit(site, board, **settings)
    return sink.outcomes[1], [posting.source_id for posting in sink.postings[1]]
