"""What counts as one visitor's network, from the address that a request comes from.

Who has one IPv4 address may write it in five ways as IPv6, and who has IPv6 at all has 2^64 addresses of one network.
"""

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

# Where a gateway puts the IPv4 address of who comes through it (RFC 6052).
_TRANSLATED = IPv6Network("64:ff9b::/96")
_LAST_32, _PREFIX = 0xFFFF_FFFF, 64


def network_of(address: str) -> str:
    """Return an address as it is counted: IPv4 as it is, also where IPv6 wraps it, other IPv6 by its /64; whatever is no
    address as nothing."""
    try:
        found = ip_address(address.strip())
    except ValueError:
        return ""
    if isinstance(found, IPv4Address):
        return str(found)
    wrapped = _wrapped(found)
    return str(wrapped) if wrapped else str(IPv6Network((int(found), _PREFIX), strict=False))


def _wrapped(found: IPv6Address) -> IPv4Address | None:
    """The IPv4 address in an IPv6 one: mapped (::ffff:0:0/96), translated, 6to4 (2002::/16), Teredo (2001::/32)."""
    if found in _TRANSLATED:
        return IPv4Address(int(found) & _LAST_32)
    return found.ipv4_mapped or found.sixtofour or (found.teredo[1] if found.teredo else None)
