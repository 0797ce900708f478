"""The bundled boards over loopback, as a mirror that any crawl can be pointed at."""

from __future__ import annotations

import hashlib
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from types import TracebackType
from typing import Self

from roleatlas.demo.site import answer


def _handler(day: int) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            reply = answer(day, self.path)
            tag = f'"{hashlib.sha256(reply.body).hexdigest()[:32]}"'
            same = reply.status == 200 and self.headers.get("If-None-Match") == tag
            body = b"" if same else reply.body
            self.send_response(304 if same else reply.status)
            self.send_header("Content-Type", reply.kind)
            self.send_header("ETag", tag)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)

        do_HEAD = do_GET

        def log_message(self, format: str, *args: object) -> None:
            """Keep the console for the demonstration's own progress."""

    return Handler


class DemoServer:
    """Serve the boards as they stand on ``day`` (counted from START) while the block runs."""

    def __init__(self, day: int) -> None:
        self.day = day
        self._server: ThreadingHTTPServer | None = None
        self._thread: Thread | None = None

    @property
    def url(self) -> str:
        """The mirror's address; raises ValueError before the server is entered."""
        if self._server is None:
            raise ValueError("the demonstration server is not running: enter it with `with`")
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> Self:
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self.day))
        self._thread = Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._server is not None and self._thread is not None:
            self._server.shutdown()
            self._thread.join()
            self._server.server_close()
        self._server = self._thread = None
