"""Addresses that lead inside, in every disguise we know of: generated, so that no range is forgotten."""

from ipaddress import IPv4Address, IPv6Address

INSIDE_IPV4 = (
    "127.0.0.1",
    "127.255.255.254",
    "0.0.0.0",
    "10.0.0.1",
    "100.64.0.1",
    "100.100.100.200",
    "168.63.129.16",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.192",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.1.1",
    "198.18.0.1",
    "198.51.100.7",
    "203.0.113.9",
    "224.0.0.1",
    "239.255.255.250",
    "240.0.0.1",
    "255.255.255.255",
)
DISGUISED = ("127.0.0.1", "10.0.0.1", "169.254.169.254", "192.168.1.1", "172.16.0.1", "100.64.0.1")
INSIDE_IPV6 = (
    "::",
    "::1",
    "100::1",
    "2001::1",
    "2001:2::1",
    "2001:10::1",
    "2001:20::1",
    "2001:db8::1",
    "3ffe::1",
    "3fff::1",
    "5f00::1",
    "fc00::1",
    "fd00:ec2::254",
    "fe80::1",
    "fec0::1",
    "ff02::1",
    "4000::1",
    "e000::1",
)
PUBLIC = (
    "1.1.1.1",
    "9.9.9.9",
    "100.63.255.255",
    "100.128.0.0",
    "172.15.255.255",
    "172.32.0.0",
    "198.17.255.255",
    "223.255.255.254",
    "2606:4700::1111",
    "2400:cb00::1",
    "2001:4860:4860::8888",
    "2a00:1450::1",
)


def number_disguises(address: str) -> list[str]:
    """One IPv4 address as hosts that the C library would read as the same address."""
    a, b, c, d = (int(part) for part in address.split("."))
    whole = int(IPv4Address(address))
    return [
        str(whole),
        hex(whole),
        hex(whole).upper(),
        f"0{whole:o}",
        f"0x{a:02x}.0x{b:02x}.0x{c:02x}.0x{d:02x}",
        f"0{a:o}.0{b:o}.0{c:o}.0{d:o}",
        f"0000{a:o}.{b}.{c}.{d}",
        f"{a:03d}.{b:03d}.{c:03d}.{d:03d}",
        f"{a}.{(b << 16) + (c << 8) + d}",
        f"{a}.{b}.{(c << 8) + d}",
        f"0x{a:x}.{(b << 16) + (c << 8) + d}",
        f"{a}.0x{b:x}.0{c:o}.{d}",
        f"{address}.",
        "".join(f"%{ord(sign):02x}" for sign in address),
        address.translate({ord("0") + digit: 0xFF10 + digit for digit in range(10)}),
        address.replace(".", "。"),
        address.replace(".", "．"),
        address.translate({ord("1"): "①", ord("2"): "②", ord("0"): "⓪", ord("6"): "⑥", ord("9"): "⑨"}),
    ]


def ipv6_disguises(address: str) -> list[str]:
    """One IPv4 address inside IPv6 addresses: mapped, compatible, NAT64, 6to4, Teredo, ISATAP."""
    whole = int(IPv4Address(address))
    public_prefix = int(IPv6Address("2606:4700::"))
    return [
        str(IPv6Address((0xFFFF << 32) + whole)),
        f"::ffff:{address}",
        f"::{address}" if whole > 0xFFFF else "::1",
        f"::ffff:0:{address}",
        f"64:ff9b::{address}",
        f"64:ff9b:1::{address}",
        str(IPv6Address((0x2002 << 112) + (whole << 80))),
        str(IPv6Address((0x20010000 << 96) + (whole ^ 0xFFFFFFFF))),
        str(IPv6Address((0x20010000 << 96) + (whole << 64))),
        str(IPv6Address(public_prefix + (0x00005EFE << 32) + whole)),
        str(IPv6Address(public_prefix + (0x02005EFE << 32) + whole)),
    ]


def inside_addresses() -> list[str]:
    """Every inside address as a resolver would return it."""
    carried = [disguise for address in INSIDE_IPV4 for disguise in ipv6_disguises(address)]
    return list(dict.fromkeys([*INSIDE_IPV4, *INSIDE_IPV6, *carried]))


def inside_hosts() -> list[str]:
    """Every inside address as the host of a URL, disguises included."""
    numbers = [disguise for address in DISGUISED for disguise in number_disguises(address)]
    sixes = [f"[{address}]" for address in inside_addresses() if ":" in address]
    zones = ["[fe80::1%25eth0]", "[fe80::1%eth0]", "[::1%lo]", "[v1.fe80::a]"]
    names = [
        "localhost",
        "LOCALHOST",
        "localhost.",
        "intranet",
        "printer.local",
        "db.internal",
        "a.localhost",
    ]
    names += [
        "router.lan",
        "1.0.0.127.in-addr.arpa",
        "nas.home.arpa",
        "x.onion",
        "127.0.0.1.0x0",
        "-a.org",
        "a..org",
    ]
    return list(dict.fromkeys([*INSIDE_IPV4, *numbers, *sixes, *zones, *names]))
