"""Where a mirror keeps a page: ``https://HOST/PATH`` is ``MIRROR/HOST/PATH``."""

from __future__ import annotations

import socket
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import SplitResult, quote, urlsplit

WAIT_SECONDS = 5


def check(mirror: str) -> str:
    """The base URL without its last slash; raises ValueError unless something answers there."""
    parts, port = _parts(mirror)
    try:
        socket.create_connection((parts.hostname or "", port), timeout=WAIT_SECONDS).close()
    except OSError as error:
        raise ValueError(_silent(mirror, error)) from error
    return mirror.rstrip("/")


def ask(mirror: str) -> None:
    """Ask the mirror once; raises ValueError unless a web server answers, whatever it says."""
    parts, port = _parts(mirror)
    kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    connection = kind(parts.hostname or "", port, timeout=WAIT_SECONDS)
    try:
        connection.request("HEAD", f"{quote(parts.path, safe='/%')}/")
        connection.getresponse()
    except OSError as error:
        raise ValueError(_silent(mirror, error)) from error
    except HTTPException as error:
        raise ValueError(f"the mirror {mirror} is no web server: correct the URL") from error
    finally:
        connection.close()


def _parts(mirror: str) -> tuple[SplitResult, int]:
    try:
        parts = urlsplit(mirror)
        named = parts.scheme in ("http", "https") and parts.hostname
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError:
        named = None
    if not named:
        raise ValueError(f"the mirror {mirror!r} is not an http URL: name one as http://HOST:PORT")
    return parts, port


def _silent(mirror: str, error: OSError) -> str:
    return f"the mirror {mirror} does not answer ({error}): start it or correct the URL"


def mirrored(url: str, mirror: str) -> str:
    """The mirror's URL for a page."""
    return f"{mirror}/{url.partition('://')[2]}"


def unmirrored(url: str, mirror: str) -> str:
    """The page that a URL of the mirror stands for; any other URL unchanged."""
    return f"https://{url[len(mirror) + 1 :]}" if url.startswith(f"{mirror}/") else url


def host(mirror: str | None) -> frozenset[str]:
    """The host name of the mirror, if one is named."""
    return frozenset(filter(None, [urlsplit(mirror).hostname])) if mirror else frozenset()
