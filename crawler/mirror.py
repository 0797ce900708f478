"""Where a mirror keeps a page: ``https://HOST/PATH`` is ``MIRROR/HOST/PATH``."""

from __future__ import annotations

import socket
from urllib.parse import urlsplit


def check(mirror: str) -> str:
    """The base URL without its last slash; raises ValueError unless something answers there."""
    try:
        parts = urlsplit(mirror)
        named = parts.scheme in ("http", "https") and parts.hostname
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError:
        named = None
    if not named:
        raise ValueError(f"the mirror {mirror!r} is not an http URL: name one as http://HOST:PORT")
    try:
        socket.create_connection((parts.hostname, port), timeout=5).close()
    except OSError as error:
        raise ValueError(
            f"the mirror {mirror} does not answer ({error}): start it or correct the URL"
        ) from error
    return mirror.rstrip("/")


def mirrored(url: str, mirror: str) -> str:
    """The mirror's URL for a page."""
    return f"{mirror}/{url.partition('://')[2]}"


def unmirrored(url: str, mirror: str) -> str:
    """The page that a URL of the mirror stands for; any other URL unchanged."""
    return f"https://{url[len(mirror) + 1 :]}" if url.startswith(f"{mirror}/") else url


def host(mirror: str | None) -> frozenset[str]:
    """The host name of the mirror, if one is named."""
    return frozenset(filter(None, [urlsplit(mirror).hostname])) if mirror else frozenset()
