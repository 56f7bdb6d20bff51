"""Ethernet frames around what the simulated network carries: headers and checksums.

One Ethernet joins all machines, so a frame goes straight to its receiver; its hardware
address is the IPv4 address behind 02:00 (locally administered). TCP (RFC 9293 §3.1) has
two options in a SYN: the MSS, and how windows are scaled (RFC 7323 §2.2), for the
simulated pipes never hold a sender back.

Nothing is fragmented: a datagram too long for Ethernet goes whole, as in the simulated
network.
"""

from struct import pack

from simulator.journal import MSS_OCTETS

ICMP, TCP, UDP = 1, 6, 17
WINDOW_OCTETS = 65_535
WINDOW_SHIFT = 9
"""A window of 32 MB: more than any message of a lab."""

TTL = 64

_FLAGS = {"FIN": 1, "SYN": 2, "RST": 4, "PSH": 8, "ACK": 16}
_SYN_OPTIONS = pack("!BBHBBBB", 2, 4, MSS_OCTETS, 1, 3, 3, WINDOW_SHIFT)
_IPV4, _DONT_FRAGMENT = 0x0800, 0x4000


def address(text: str) -> bytes:
    """The four octets of `192.0.2.10`. Raises ValueError for anything else."""
    octets = bytes(map(int, text.split(".")))
    if len(octets) != 4:
        raise ValueError(f"{text!r} is no IPv4 address")
    return octets


def checksum(data: bytes) -> int:
    """The Internet checksum (RFC 1071) of `data`, which is not all zeros.

    2^16 is 1 modulo 2^16 - 1, so the ones' complement sum of all 16-bit words is the
    whole, read as one number, modulo 65,535: a single division for a segment.
    """
    rest = int.from_bytes(data if len(data) % 2 == 0 else data + b"\0") % 0xFFFF
    return 0xFFFF - rest if rest else 0


def tcp(
    source: bytes,
    target: bytes,
    ports: tuple[int, int],
    flags: str,
    numbers: tuple[int, int],
    data: bytes,
) -> bytes:
    """A TCP segment. `numbers`: sequence number and acknowledgement, absolute."""
    option = _SYN_OPTIONS if "SYN" in flags else b""
    words = (20 + len(option)) // 4
    bits = words << 12 | sum(_FLAGS[flag] for flag in flags.split())
    head = pack("!HHIIHH", *ports, *numbers, bits, WINDOW_OCTETS)
    tail = b"\0\0" + option + data
    pseudo = pack("!4s4sHH", source, target, TCP, len(head) + 2 + len(tail))
    return head + pack("!H", checksum(pseudo + head + b"\0\0" + tail)) + tail


def udp(source: bytes, target: bytes, ports: tuple[int, int], data: bytes) -> bytes:
    """A UDP datagram (RFC 768); a checksum of 0 would mean that there is none."""
    length = 8 + len(data)
    pseudo = pack("!4s4sHH", source, target, UDP, length)
    head = pack("!HHH", *ports, length)
    return head + pack("!H", checksum(pseudo + head + data) or 0xFFFF) + data


def unreachable(datagram: bytes) -> bytes:
    """ICMP "port unreachable" (RFC 792) about an IPv4 `datagram`: it carries that one's
    head and the eight octets after it, in which the ports are."""
    told = pack("!I", 0) + datagram[:28]
    kind = pack("!BB", 3, 3)
    return kind + pack("!H", checksum(kind + told)) + told


def frame(
    source: bytes, target: bytes, protocol: int, number: int, payload: bytes
) -> bytes:
    """`payload` in an IPv4 datagram in an Ethernet frame. `number`: how many datagrams
    the sender had sent before."""
    head = pack(
        "!BBHHHBB",
        0x45,
        0,
        20 + len(payload),
        number & 0xFFFF,
        _DONT_FRAGMENT,
        TTL,
        protocol,
    )
    ends = source + target
    sum_ = pack("!H", checksum(head + ends))
    ethernet = b"\x02\0" + target + b"\x02\0" + source + pack("!H", _IPV4)
    return ethernet + head + sum_ + ends + payload
