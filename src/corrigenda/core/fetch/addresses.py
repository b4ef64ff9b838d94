"""Which IP addresses are public: an explicit list, because `ipaddress.is_global` differs between Pythons.

Sources: the IANA special-purpose registries for IPv4 and IPv6 (RFC 6890 and its updates), the IPv6 unicast
allocation 2000::/3, and the transition mechanisms that carry an IPv4 address inside an IPv6 one.
"""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

REFUSED_IPV4: dict[IPv4Network, str] = {
    IPv4Network(network): meaning
    for network, meaning in {
        "0.0.0.0/8": "this network",
        "10.0.0.0/8": "private",
        "100.64.0.0/10": "shared by a provider's customers",
        "127.0.0.0/8": "this machine",
        "168.63.129.16/32": "a cloud's own service",
        "169.254.0.0/16": "link-local",
        "172.16.0.0/12": "private",
        "192.0.0.0/24": "protocol assignments",
        "192.0.2.0/24": "documentation",
        "192.31.196.0/24": "AS112",
        "192.52.193.0/24": "multicast tunnels",
        "192.88.99.0/24": "6to4 relays",
        "192.168.0.0/16": "private",
        "192.175.48.0/24": "AS112",
        "198.18.0.0/15": "benchmarking",
        "198.51.100.0/24": "documentation",
        "203.0.113.0/24": "documentation",
        "224.0.0.0/4": "multicast",
        "240.0.0.0/4": "reserved",
        "255.255.255.255/32": "broadcast",
    }.items()
}

PUBLIC_IPV6 = IPv6Network("2000::/3")
REFUSED_IPV6: dict[IPv6Network, str] = {
    IPv6Network(network): meaning
    for network, meaning in {
        "::/128": "no address",
        "::1/128": "this machine",
        "::/96": "an IPv4 address in compatible form",
        "::ffff:0:0/96": "an IPv4 address in mapped form",
        "::ffff:0:0:0/96": "an IPv4 address in translated form",
        "64:ff9b::/96": "an IPv4 address behind NAT64",
        "64:ff9b:1::/48": "an IPv4 address behind local NAT64",
        "100::/64": "discarded",
        "100:0:0:1::/64": "discarded",
        "2001::/23": "protocol assignments, Teredo among them",
        "2001:db8::/32": "documentation",
        "2002::/16": "an IPv4 address in 6to4 form",
        "2620:4f:8000::/48": "AS112",
        "3ffe::/16": "the former test network",
        "3fff::/20": "documentation",
        "5f00::/16": "segment routing",
        "fc00::/7": "private",
        "fe80::/10": "link-local",
        "fec0::/10": "site-local",
        "ff00::/8": "multicast",
    }.items()
}
# ISATAP puts an IPv4 address behind this interface identifier, under any prefix; the second has the
# universal bit set.
ISATAP_IDENTIFIERS = {0x00005EFE, 0x02005EFE}


def why_not_public(address: str) -> str | None:
    """Why this IP address (canonical text) may not be reached; None when it is public.

    A text that is no plain IP address, a zone such as `%eth0` included, is refused too.
    """
    if "%" in address:
        return "an address of one interface"
    try:
        parsed = ip_address(address)
    except ValueError:
        return "not an address"
    return _why_not_ipv4(parsed) if isinstance(parsed, IPv4Address) else _why_not_ipv6(parsed)


def _why_not_ipv4(address: IPv4Address) -> str | None:
    return next((meaning for network, meaning in REFUSED_IPV4.items() if address in network), None)


def _why_not_ipv6(address: IPv6Address) -> str | None:
    for network, meaning in REFUSED_IPV6.items():
        if address in network:
            return meaning
    if address not in PUBLIC_IPV6:
        return "not in the public range"
    if (int(address) >> 32) & 0xFFFFFFFF in ISATAP_IDENTIFIERS:
        return "an IPv4 address in ISATAP form"
    return None
