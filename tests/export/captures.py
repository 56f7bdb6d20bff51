"""Captures of labs, read back: by a small reader of our own, and by Wireshark's tshark.

The reader trusts nothing it reads: lengths, checksums and order are checked with the
plain arithmetic of the RFCs, not with the code that wrote them.
"""

import shutil
import subprocess
from pathlib import Path
from struct import unpack
from typing import NamedTuple

import msgspec
import pytest

from simulator.export import pcap
from simulator.lab import Lab
from simulator.mail import Epoch
from simulator.net import LinkConfig
from tests.worlds import scenario

needs_tshark = pytest.mark.skipif(
    shutil.which("tshark") is None, reason="tshark is not installed"
)


class Frame(NamedTuple):
    """One TCP segment of a capture."""

    at_us: int
    source: str
    target: str
    ports: tuple[int, int]
    flags: int
    seq: int
    ack: int
    options: bytes
    data: bytes
    number: int


FIN, SYN, RST, PSH, ACK = 1, 2, 4, 8, 16


def addresses(lab: Lab) -> dict[str, str]:
    return {host.id: host.address for host in lab.scenario.hosts}


def captured(lab: Lab, at: str = "") -> bytes:
    epoch_us = Epoch(lab.scenario.epoch).unix_us
    parts = pcap(lab.journal, addresses(lab), seed=lab.seed, epoch_us=epoch_us, at=at)
    return b"".join(parts)


def lossy(
    loss_ppm: int, seed: int, octets: int = 0, name: str = "primera-carta"
) -> Lab:
    """A demonstration on bad cables; `octets`: a letter of that size in the mailbox."""
    base = scenario(name)
    link = LinkConfig(latency_us=7_000, loss_ppm=loss_ppm)
    changed = msgspec.structs.replace(
        base,
        hosts=tuple(msgspec.structs.replace(host, link=link) for host in base.hosts),
        messages=tuple(
            msgspec.structs.replace(message, octets=octets) for message in base.messages
        ),
    )
    lab = Lab(changed, seed)
    lab.open()
    for act in changed.demonstration_acts():
        lab.apply(act, "auto")
        lab.settle()
    return lab


def words_sum(data: bytes) -> int:
    """The ones' complement sum of RFC 1071, one word after the other."""
    total = 0
    for at in range(0, len(data), 2):
        total += int.from_bytes(data[at : at + 2].ljust(2, b"\0"))
        total = (total & 0xFFFF) + (total >> 16)
    return total


def read(capture: bytes) -> list[Frame]:
    """Its TCP segments; everything that can be checked of every frame is."""
    magic, major, minor, _, _, snap, link = unpack("<IHHiIII", capture[:24])
    assert (magic, major, minor, link) == (0xA1B2C3D4, 2, 4, 1)
    frames, at, last = [], 24, 0
    while at < len(capture):
        seconds, micros, kept, length = unpack("<IIII", capture[at : at + 16])
        assert kept == length <= snap and micros < 1_000_000
        at_us = seconds * 1_000_000 + micros
        assert at_us >= last, "a capture is in order of time"
        found = _frame(at_us, capture[at + 16 : at + 16 + length])
        frames += [found] if found else []
        at, last = at + 16 + length, at_us
    return frames


def _frame(at_us: int, octets: bytes) -> Frame | None:
    ethernet, head, segment = octets[:14], octets[14:34], octets[34:]
    assert ethernet[12:] == b"\x08\x00" and head[0] == 0x45
    assert len(octets) <= 1_514, "an Ethernet frame carries 1,500 octets"
    assert unpack("!H", head[2:4]) == (20 + len(segment),)
    assert words_sum(head) == 0xFFFF
    assert head[9] in (1, 6, 17)
    pseudo = head[12:20] + bytes((0, head[9])) + len(segment).to_bytes(2)
    assert words_sum((pseudo if head[9] != 1 else b"") + segment) == 0xFFFF
    if head[9] != 6:
        return None
    source_port, target_port, seq, ack, bits = unpack("!HHIIH", segment[:14])
    start = 4 * (bits >> 12)
    return Frame(
        at_us,
        ".".join(map(str, head[12:16])),
        ".".join(map(str, head[16:20])),
        (source_port, target_port),
        bits & 0x1FF,
        seq,
        ack,
        segment[20:start],
        segment[start:],
        int.from_bytes(head[4:6]),
    )


def tshark(file: Path, *arguments: str) -> str:
    """What tshark says of a capture, checksums checked, names not looked up.

    It is told to decode the names and passwords of AUTH: else it warns that it did not.
    """
    done = subprocess.run(
        [
            "tshark",
            *("-n", "-r", str(file)),
            *("-o", "ip.check_checksum:TRUE", "-o", "tcp.check_checksum:TRUE"),
            *("-o", "udp.check_checksum:TRUE"),
            *("-o", "smtp.decryption:TRUE"),
            *arguments,
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


BAD = (
    "_ws.malformed || tcp.checksum.status == 0 || udp.checksum.status == 0"
    " || (_ws.expert.severity >= 0x600000 && !(tcp.flags.reset == 1))"
)
"""Frames that are malformed, wrong, or warned of (a reset alone is no fault)."""
FOLLOWED = "Filter: tcp.stream eq "
RULER = "\n" + "=" * 67


def complaints(file: Path, *arguments: str) -> list[str]:
    """Frames that are `BAD`."""
    return tshark(file, *arguments, "-Y", BAD).splitlines()


def followed(file: Path, count: int) -> list[tuple[bytes, bytes]]:
    """What both ends of the first `count` TCP connections said, put together again:
    `(by who called, by who was called)`."""
    return _put_together(tshark(file, "-q", *_follow(count)), count)


def examined(
    file: Path, count: int, *worse: str
) -> tuple[list[str], list[tuple[bytes, bytes]]]:
    """The frames that are `BAD`, or `worse`, and what was `followed`, by one tshark: to
    begin takes it longer than to read."""
    filters = " || ".join((BAD, *worse))
    said = tshark(file, "-Y", filters, *_follow(count))
    return said.partition(RULER)[0].splitlines(), _put_together(said, count)


def _follow(count: int) -> list[str]:
    return [word for n in range(count) for word in ("-z", f"follow,tcp,raw,{n}")]


def _put_together(said: str, count: int) -> list[tuple[bytes, bytes]]:
    out = {}
    for part in said.split(FOLLOWED)[1:]:
        number, _, rest = part.partition("\n")
        octets = [b"", b""]
        for line in rest.partition("Node 1:")[2].splitlines()[1:]:
            if line.startswith("="):
                break
            octets[line.startswith("\t")] += bytes.fromhex(line.strip())
        out[int(number)] = (octets[0], octets[1])
    return [out[n] for n in range(count)]
