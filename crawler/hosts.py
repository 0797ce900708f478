"""What a crawl learns about hosts: when each may be asked again, and which are down."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from time import monotonic
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from tldextract import TLDExtract

from crawler.stop import Stop

if TYPE_CHECKING:
    from typing import Self

    from scrapy.crawler import Crawler
    from scrapy.settings import BaseSettings

# The suffix list that the package carries: no download, the same answer on every machine.
_SUFFIXES = TLDExtract(suffix_list_urls=(), cache_dir=None)


@lru_cache(maxsize=65_536)
def site(host: str) -> str:
    """The registrable domain of a host name, or the host itself where it has none."""
    return _SUFFIXES(host).top_domain_under_public_suffix or host


def slot_of(url: str, settings: BaseSettings) -> str:
    """The download slot of a URL: its site, or the mirror where one stands for all of them."""
    return "mirror" if settings.get("MIRROR") else site(urlsplit(url).hostname or "")


@dataclass
class _Host:
    not_before: float = 0.0
    crawl_delay: float = 0.0
    failures: int = 0
    waited_until: float = 0.0  # once, after so many failures, for it to come back
    left_until: float = 0.0
    left_because: str = ""


class Hosts:
    """State per host of one crawler; times are of the monotonic clock."""

    def __init__(self, failures: int, wait: float, seconds: float) -> None:
        self._circuit_failures = failures
        self._circuit_wait = wait
        self._circuit_seconds = seconds
        self._hosts: dict[str, _Host] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Read the settings of the circuit."""
        settings = crawler.settings
        return cls(
            settings.getint("CIRCUIT_FAILURES"),
            settings.getfloat("CIRCUIT_WAIT"),
            settings.getfloat("CIRCUIT_SECONDS"),
        )

    def _host(self, host: str) -> _Host:
        return self._hosts.setdefault(host, _Host())

    def wait(self, host: str) -> float:
        """Seconds until the host may be asked; raises Stop while its circuit is open."""
        state = self._host(host)
        now = monotonic()
        if now < state.left_until:
            raise Stop("failed", state.left_because)
        return max(0.0, state.not_before - now)

    def asked(self, host: str) -> None:
        """A request leaves for the host now: its Crawl-delay starts again."""
        state = self._host(host)
        state.not_before = max(state.not_before, monotonic() + state.crawl_delay)

    def slow(self, host: str, crawl_delay: float) -> None:
        """Apply the host's Crawl-delay from now on."""
        self._host(host).crawl_delay = crawl_delay

    def pause(self, host: str, seconds: float) -> None:
        """Ask the host nothing for so many seconds."""
        state = self._host(host)
        state.not_before = max(state.not_before, monotonic() + seconds)

    def succeeded(self, host: str) -> None:
        """The host answered: its circuit closes."""
        state = self._host(host)
        state.failures, state.waited_until = 0, 0.0

    def failed(self, host: str) -> None:
        """The host did not answer, or with a server error; enough of that opens the circuit.

        Before that it is waited for once: visits to a host that is left alone end at once, so that
        a stumble of seconds would cost the crawl all boards that are still to come.
        """
        state = self._host(host)
        if monotonic() < state.waited_until:
            return  # it was asked before the wait
        state.failures += 1
        if state.failures < self._circuit_failures:
            return
        if self._circuit_wait and not state.waited_until:
            state.failures, state.waited_until = 0, monotonic() + self._circuit_wait
            self.pause(host, self._circuit_wait)
        else:
            reason = f"{host} failed {state.failures} times in a row and is left alone"
            self.leave(host, self._circuit_seconds, reason)

    def leave(self, host: str, seconds: float, reason: str) -> None:
        """Ask the host nothing for so long; every visit to it ends with the reason."""
        state = self._host(host)
        state.left_until = monotonic() + seconds
        state.left_because = reason
