"""The ASGI guard around Datasette: who may ask what, and which headers every answer carries."""

from __future__ import annotations

import codecs
import secrets
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from roleatlas.serve.csv_guard import CsvGuard

Scope = MutableMapping[str, Any]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

NONCE = "roleatlas_nonce"
LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
TILES = "https://*.tile.openstreetmap.org"
# The pages that analysts need; the others tell of the machine, such as the file's path.
PAGES = ("static", "static-plugins", "dashboards", "roleatlas", "roleatlas-outlines")
HEADERS = {
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


@dataclass(frozen=True, slots=True)
class Rules:
    """What differs between sites: host names, the path they live under, tiles from elsewhere."""

    hosts: frozenset[str] = frozenset(LOOPBACK)
    base_url: str = "/"
    tiles: bool = False


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a request goes no further."""

    status: int
    sentence: str


class Guard:
    """Wraps the app: refuses first, then adds headers and guards CSV on the way out."""

    def __init__(self, app: App, rules: Rules) -> None:
        self._app = app
        self._rules = rules

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        nonce = secrets.token_urlsafe(16)
        answer = Answer(send, policy(nonce, tiles=self._rules.tiles), path_of(scope))
        refused = refusal(scope, self._rules)
        if refused:
            await _refuse(answer, refused)
        else:
            await self._app({**scope, NONCE: nonce}, receive, answer)


class Answer:
    """A ``send`` that adds the headers and, for CSV, guards the cells."""

    def __init__(self, send: Send, content_policy: str, path: str) -> None:
        self._send = send
        self._policy = content_policy
        self._path = path
        self._csv: CsvGuard | None = None
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")

    async def __call__(self, message: MutableMapping[str, Any]) -> None:
        """Pass one message on."""
        if message["type"] == "http.response.start":
            message = {**message, "headers": self._headers(message.get("headers", []))}
        elif message["type"] == "http.response.body" and self._csv:
            message = {**message, "body": self._guarded(message, self._csv)}
        await self._send(message)

    def _headers(self, given: Iterable[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
        ours = {**HEADERS, "Content-Security-Policy": self._policy}
        replaced = {name.lower().encode() for name in ours}
        headers = [pair for pair in given if pair[0].lower() not in replaced]
        kind = next((value for name, value in headers if name.lower() == b"content-type"), b"")
        if is_csv(self._path, kind.decode("latin-1")):
            self._csv = CsvGuard()
            headers = [pair for pair in headers if pair[0].lower() != b"content-length"]
        return headers + [(name.encode(), value.encode()) for name, value in ours.items()]

    def _guarded(self, message: MutableMapping[str, Any], guard: CsvGuard) -> bytes:
        last = not message.get("more_body", False)
        piece = self._decoder.decode(message.get("body", b""), last)
        return guard.feed(piece, last=last).encode()


def path_of(scope: Scope) -> str:
    """The path as it was sent, decoded once."""
    raw = scope.get("raw_path")
    path = unquote(raw.decode("latin-1").partition("?")[0]) if raw else scope["path"]
    return str(path)


def refusal(scope: Scope, rules: Rules) -> Refusal | None:
    """Why the request is refused, or None.

    Host names are checked, so that no other site can point its own name at this machine and read.
    A backslash would make Datasette's redirect of a trailing slash leave the site.
    """
    path = path_of(scope)
    host = next((value for name, value in scope["headers"] if name == b"host"), b"")
    if host_name(host.decode("latin-1")) not in rules.hosts:
        return Refusal(400, "This site is not known under that name: see --public.")
    if scope["method"] not in ("GET", "HEAD"):
        return Refusal(405, "The page is read-only.")
    if "\\" in path or "\\" in unquote(path) or path.startswith("//"):
        return Refusal(400, "That address is not one of this site.")
    inner = "/" + path.removeprefix(rules.base_url)
    inner = inner.replace("//", "/")
    if inner.startswith("/-/") and not _is_page(inner):
        return Refusal(404, "There is no such page.")
    return None


def host_name(host: str) -> str:
    """The Host header without its port, lower case."""
    name, _, port = host.lower().rpartition(":")
    return name if name and port.isdigit() else host.lower()


def _is_page(path: str) -> bool:
    return path.split("/")[2] in PAGES


def is_csv(path: str, content_type: str) -> bool:
    """Whether the answer is CSV: Datasette sends it as text/plain unless it is a download."""
    return content_type.startswith("text/csv") or (
        path.endswith(".csv") and content_type.startswith("text/plain")
    )


def policy(nonce: str, *, tiles: bool) -> str:
    """The content security policy: scripts of this site, and inline ones of its own templates.

    Styles may be inline, because CodeMirror, Leaflet and Vega set them on elements.
    """
    images = f"'self' data: blob: {TILES}" if tiles else "'self' data: blob:"
    rules = {
        "default-src": "'none'",
        "script-src": f"'self' 'nonce-{nonce}'",
        "style-src": "'self' 'unsafe-inline'",
        "img-src": images,
        "font-src": "'self'",
        "connect-src": "'self'",
        "form-action": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


async def _refuse(send: Send, refused: Refusal) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8")]
    await send({"type": "http.response.start", "status": refused.status, "headers": headers})
    await send({"type": "http.response.body", "body": refused.sentence.encode()})
