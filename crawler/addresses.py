"""Which network addresses a crawler may connect to."""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address


def is_public(text: str) -> bool:
    """Whether the address is on the public internet; one that wraps another address is not.

    Private, loopback, link-local, carrier-grade NAT, multicast and reserved ranges are refused, and
    so are IPv6 forms that embed an IPv4 address (mapped, translated, 6to4).
    """
    try:
        address = ip_address(text.partition("%")[0])
    except ValueError:
        return False
    if isinstance(address, IPv6Address) and (address.ipv4_mapped or address.sixtofour):
        return False
    return address.is_global and not address.is_multicast and not address.is_reserved
