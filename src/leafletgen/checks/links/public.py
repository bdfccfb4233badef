"""Whether an IP address belongs to the internet.

In: an IP address. Out: whether a reader at home can reach it.
Why: an address that leads into a private network must not be asked, in whatever form it is written. IPv6 has many forms
that carry an IPv4 address; each counts as that one, because a router or the system turns it back into it.
Sources: the registries of special-purpose addresses of IANA (RFC 6890), RFC 4291, 6052, 8215, 3056, 5214 and 2765.
"""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

_GIVEN_OUT = IPv6Network("2000::/3")
"""All that IANA has given out for the internet; everything else of IPv6 is local, or reserved."""

_SPECIAL_6 = tuple(
    map(IPv6Network, ("2001::/23", "2001:db8::/32", "3fff::/20", "2002::/16"))  # 2002::/16 carries an IPv4 address.
)
_SPECIAL_4 = tuple(map(IPv4Network, ("0.0.0.0/8", "192.0.0.0/24", "192.88.99.0/24", "224.0.0.0/4", "240.0.0.0/4")))
"""Special ranges that not every version of Python knows, beside those that it does."""

_CARRIERS: tuple[tuple[IPv6Network, int], ...] = (
    (IPv6Network("::ffff:0:0/96"), 0),  # mapped
    (IPv6Network("::ffff:0:0:0/96"), 0),  # translated
    (IPv6Network("::/96"), 0),  # compatible
    (IPv6Network("64:ff9b::/96"), 0),  # NAT64
    (IPv6Network("64:ff9b:1::/48"), 0),  # NAT64, local
    (IPv6Network("2002::/16"), 80),  # 6to4
)
"""Ranges whose addresses carry an IPv4 address, and how many bits stand after it."""

_ISATAP = frozenset({0x0000_5EFE, 0x0200_5EFE})
"""The third group of 32 bits of an ISATAP address (RFC 5214), whose last 32 bits are an IPv4 address."""


def is_public(text: str) -> bool:
    """Whether an IP address belongs to the internet, and not to this machine, a private network or a reserved range."""
    address = ip_address(text.partition("%")[0])
    if isinstance(address, IPv6Address):
        carried = _carried_by(address)
        if carried is None:
            return address in _GIVEN_OUT and address.is_global and not any(address in net for net in _SPECIAL_6)
        address = carried
    return address.is_global and not any(address in net for net in _SPECIAL_4)


def _carried_by(address: IPv6Address) -> IPv4Address | None:
    """The IPv4 address that an IPv6 address carries; None if it carries none."""
    bits = next((after for network, after in _CARRIERS if address in network), None)
    if bits is None:
        bits = 0 if int(address) >> 32 & 0xFFFF_FFFF in _ISATAP else None
    return None if bits is None else IPv4Address(int(address) >> bits & 0xFFFF_FFFF)
