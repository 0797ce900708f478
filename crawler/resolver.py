"""Name resolution that hands out public addresses only, so that no hop reaches a private one.

The addresses that are checked are the ones that are connected to: there is no second look-up
between the check and the connection.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable, Sequence
from time import monotonic
from typing import TYPE_CHECKING, Any

from twisted.internet.address import IPv4Address, IPv6Address
from twisted.internet.interfaces import IHostnameResolver, IHostResolution
from zope.interface import implementer

from crawler.addresses import is_public
from crawler.mirror import host as mirror_host

if TYPE_CHECKING:
    from typing import Self

Lookup = Callable[[str], Awaitable[list[str]]]
_KEPT_SECONDS = 300.0


async def system_lookup(host: str) -> list[str]:
    """All addresses of the host as the system resolves it; raises OSError when it cannot."""
    found = await asyncio.get_running_loop().getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(row[4][0]) for row in found))


@implementer(IHostResolution)
class _Resolution:
    """One look-up in progress."""

    def __init__(self, name: str) -> None:
        self.name = name

    def cancel(self) -> None:
        """A look-up is left to end by itself; its receiver ignores late answers."""


@implementer(IHostnameResolver)
class GuardedResolver:
    """Resolves names for the reactor; ``exempt`` holds the mirror's host, if one is named."""

    def __init__(self, reactor: Any, lookup: Lookup = system_lookup) -> None:
        self.lookup = lookup
        self.exempt: frozenset[str] = frozenset()
        self.refused: set[str] = set()
        self._reactor = reactor
        self._tasks: set[asyncio.Future[None]] = set()
        self._known: dict[str, tuple[float, list[str]]] = {}

    @classmethod
    def from_crawler(cls, crawler: Any, reactor: Any) -> Self:
        """How Scrapy's own process classes make a resolver."""
        resolver = cls(reactor)
        resolver.exempt = mirror_host(crawler.settings.get("MIRROR"))
        return resolver

    def install_on_reactor(self) -> None:
        """Make every connection of the reactor resolve here."""
        self._reactor.installNameResolver(self)

    async def addresses(self, host: str) -> list[str]:
        """Addresses that may be connected to; empty when the host has none or does not resolve."""
        until, found = self._known.get(host, (0.0, []))
        if monotonic() >= until:
            found = await self.lookup(host)
            self._known[host] = (monotonic() + _KEPT_SECONDS, found)
        if host in self.exempt:
            return found
        allowed = [address for address in found if is_public(address)]
        if found and not allowed:
            self.refused.add(host)
        return allowed

    def resolveHostName(
        self,
        resolutionReceiver: Any,
        hostName: str,
        portNumber: int = 0,
        addressTypes: Sequence[Any] | None = None,
        transportSemantics: str = "TCP",
    ) -> Any:
        """Report the allowed addresses of the host to the receiver."""
        resolution: Any = _Resolution(hostName)
        resolutionReceiver.resolutionBegan(resolution)
        task = asyncio.ensure_future(self._report(resolutionReceiver, hostName, portNumber))
        self._tasks.add(task)  # the loop itself keeps no strong reference
        task.add_done_callback(self._tasks.discard)
        return resolution

    async def _report(self, receiver: Any, host: str, port: int) -> None:
        try:
            for address in await self.addresses(host):
                kind = IPv6Address if ":" in address else IPv4Address
                receiver.addressResolved(kind("TCP", address, port))
        except (OSError, UnicodeError):
            pass  # no address reported reads as a failed look-up, which is retried
        finally:
            receiver.resolutionComplete()
