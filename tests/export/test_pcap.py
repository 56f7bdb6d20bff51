"""A capture has every segment as it was, at one interface, and nothing else."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.acts import Crash, Cut, DropSegment, Open, Skip, TypeLine
from simulator.export import pcap
from simulator.export.frames import UDP, address, checksum, frame, udp
from simulator.journal import Event
from simulator.journal.facts import TcpConnectionOpened, TcpFlightSent
from simulator.lab import Lab
from tests.export.captures import (
    ACK,
    FIN,
    RST,
    SYN,
    addresses,
    captured,
    lossy,
    read,
    words_sum,
)
from tests.golden.runs import with_a_cut, with_mistakes
from tests.worlds import demonstrated, opened

ANA, NORTE, SUR = "198.51.100.23", "198.51.100.5", "192.0.2.10"
NINE_O_CLOCK_US = 1_795_420_800_000_000
"""2026-11-23T09:00:00+01:00."""


def flights(lab):
    return [e for e in lab.journal if isinstance(e.fact, TcpFlightSent)]


def carried(lab, event) -> str:
    stream = f"{event.conn}.{event.fact.stream}"
    octets = lab.journal.octets(stream, event.fact.offset, event.fact.length)
    return octets.decode("latin-1")


def test_every_segment_is_captured_once_as_it_leaves():
    lab = demonstrated()
    frames = read(captured(lab))
    assert len(frames) == sum(event.fact.segments for event in flights(lab))
    first = frames[0]
    assert (first.at_us, first.flags) == (NINE_O_CLOCK_US, SYN)
    assert (first.source, first.target, first.ports) == (ANA, NORTE, (49_152, 587))


def test_the_handshake_offers_the_mss_and_counts_from_the_seed():
    syn, syn_ack, ack = read(captured(demonstrated()))[:3]
    mss, scale = (2, 4, 1_460 >> 8, 1_460 & 255), (1, 3, 3, 9)
    assert syn.options == syn_ack.options == bytes((*mss, *scale))
    assert ack.options == b"" and ack.flags == ACK
    assert syn_ack.ack == syn.seq + 1 and (ack.seq, ack.ack) == (
        syn.seq + 1,
        syn_ack.seq + 1,
    )
    assert syn.ack == 0
    other = read(captured(demonstrated(seed=8)))[0]
    assert syn.seq not in (0, other.seq, syn_ack.seq)


def test_the_same_lab_gives_the_same_octets():
    assert captured(demonstrated()) == captured(demonstrated())


def test_a_bulk_flight_is_written_segment_by_segment():
    frames = read(captured(demonstrated("imap")))
    full = [f for f in frames if len(f.data) == 1_460]
    assert full and all(f.flags == ACK for f in full), "only the last one pushes"
    for one, other in pairwise(full):
        if one.ports == other.ports and one.at_us == other.at_us:
            assert other.seq == one.seq + 1_460


def test_at_a_machine_only_what_passes_it_when_it_passes():
    lab = demonstrated()
    frames = read(captured(lab, "norte"))
    assert {NORTE} < {end for f in frames for end in (f.source, f.target)}
    assert all(NORTE in (f.source, f.target) for f in frames)
    coming = [f for f in frames if f.target == NORTE]
    arrivals = [e.fact.arrives_at_us for e in flights(lab) if e.fact.to_host == "norte"]
    assert [f.at_us - NINE_O_CLOCK_US for f in coming] == arrivals


def test_identifications_of_datagrams_count_up():
    frames = read(captured(demonstrated()))
    by_ana = [f.number for f in frames if f.source == ANA]
    assert by_ana == list(range(len(by_ana)))


def test_a_connection_to_a_closed_port_is_answered_by_rst():
    syn, reset = read(captured(with_mistakes()))[-2:]
    assert (syn.flags, reset.flags) == (SYN, RST | ACK)
    assert (reset.seq, reset.ack) == (0, syn.seq + 1)


def test_fin_numbers_of_both_ends_add_up():
    lab = demonstrated()
    frames = [f for f in read(captured(lab)) if 587 in f.ports]
    fins = [f for f in frames if f.flags & FIN]
    assert len(fins) == 2
    for fin in fins:
        said = [f for f in frames if f.source == fin.target]
        assert said[-1].ack == fin.seq + 1


def test_a_lost_segment_is_captured_only_where_it_left():
    lab = lossy(120_000, seed=3, octets=60_000)
    lost = sum(e.fact.lost for e in flights(lab))
    sent = sum(e.fact.segments for e in flights(lab))
    assert lost > 5
    assert len(read(captured(lab))) == sent
    seen = {host: read(captured(lab, host)) for host in addresses(lab)}
    left = sum(f.source == addresses(lab)[h] for h in seen for f in seen[h])
    came = sum(f.target == addresses(lab)[h] for h in seen for f in seen[h])
    assert (left, came) == (sent, sent - lost)


def test_a_cut_cable_stops_segments_in_the_air():
    lab = opened()
    lab.apply(Open("pc-ana", "sur", 25))
    lab.settle()
    lab.apply(TypeLine("NOOP"))
    lab.settle()
    typed = next(e.seq for e in flights(lab) if "NOOP" in carried(lab, e))
    lab = lab.fork(typed)
    lab.apply(Cut("sur"))
    lab.settle()
    noops = [f for f in read(captured(lab, "pc-ana")) if f.data == b"NOOP\r\n"]
    assert len(noops) == 7, "sent again and again"
    assert not [f for f in read(captured(lab, "sur")) if f.data == b"NOOP\r\n"]


def test_a_reset_of_a_connection_that_was_open():
    lab = with_a_cut()
    resets = [f for f in read(captured(lab)) if f.flags & RST]
    assert [f.flags for f in resets] == [RST]
    assert resets[0].ack == 0


def test_a_journal_without_its_beginning_is_captured_from_its_base():
    lab = demonstrated()
    lab.journal.trim(len(lab.journal) // 2)
    trimmed = [f._replace(number=0) for f in read(captured(lab))]
    whole = [f._replace(number=0) for f in read(captured(demonstrated()))]
    assert trimmed and trimmed == whole[-len(trimmed) :]
    assert read(b"".join(pcap(lab.journal, {}, seed=7, epoch_us=0)))[0].source == (
        "0.0.0.0"
    )


@settings(max_examples=25)
@given(seed=st.integers(0, 10_000), loss_ppm=st.integers(0, 200_000))
def test_what_arrived_is_what_the_journal_has(seed: int, loss_ppm: int):
    """From the frames that reach a machine its peer's whole stream can be made."""
    lab = lossy(loss_ppm, seed, octets=20_000)
    told = {e.conn: e for e in lab.journal if isinstance(e.fact, TcpConnectionOpened)}
    for host, ip in addresses(lab).items():
        frames = read(captured(lab, host))
        for conn, event in told.items():
            if event.fact.server != host:
                continue
            ports = event.fact.client_port, event.fact.server_port
            source = addresses(lab)[event.host]
            came = [
                f
                for f in frames
                if f.ports == ports and (f.source, f.target) == (source, ip)
            ]
            assert rebuilt(came) == heard(lab, conn)


def rebuilt(frames) -> bytes:
    """The stream, by sequence numbers, as far as nothing is missing."""
    first = next(f.seq for f in frames if f.flags & SYN)
    octets: dict[int, int] = {}
    for f in frames:
        for at, octet in enumerate(f.data):
            assert octets.setdefault((f.seq - first - 1 + at) & 0xFFFFFFFF, octet) == (
                octet
            ), "an octet never changes"
    length = next(n for n in range(len(octets) + 1) if n not in octets)
    return bytes(octets[n] for n in range(length))


def heard(lab, conn: str) -> bytes:
    """What arrived of the client's stream, by the facts."""
    until = 0
    pieces = []
    for event in flights(lab):
        fact = event.fact
        if event.conn == conn and fact.stream == "c":
            whole = ((fact.offset, fact.offset + fact.length, not fact.lost),)
            pieces += [p[:2] for p in fact.pieces or whole if p[2]]
    for start, end in sorted(pieces):
        until = max(until, end) if start <= until else until
    return lab.journal.octets(f"{conn}.c", 0, until)


# --- frames ------------------------------------------------------------------------


@given(st.binary(min_size=1, max_size=200).filter(any))
def test_the_checksum_is_the_one_of_the_rfc(data: bytes):
    assert checksum(data) == 0xFFFF - words_sum(data)
    padded = data + b"\0" * (len(data) % 2)
    assert words_sum(padded + checksum(data).to_bytes(2)) == 0xFFFF


@given(st.binary(max_size=40), st.integers(0, 0xFFFF))
def test_a_datagram_always_has_a_checksum(data: bytes, port: int):
    ends = address("192.0.2.1"), address("198.51.100.2")
    datagram = udp(*ends, (port, 53), data)
    assert datagram[6:8] != b"\0\0"
    length = len(datagram).to_bytes(2)
    assert words_sum(b"".join(ends) + b"\0\x11" + length + datagram) == 0xFFFF
    whole = frame(*ends, UDP, 70_000, datagram)
    assert whole[14 + 9] == 17 and whole.endswith(data)


@pytest.mark.parametrize("text", ["", "1.2.3", "1.2.3.4.5", "1.2.3.256", "a.b.c.d"])
def test_an_address_has_four_octets(text: str):
    with pytest.raises(ValueError):
        address(text)


def test_waiting_moves_the_clock_of_a_capture():
    lab = opened()
    lab.apply(Open("pc-ana", "sur", 110))
    lab.settle()
    lab.apply(Skip())
    lab.settle()
    frames = read(captured(lab))
    assert frames[-1].at_us - NINE_O_CLOCK_US > 600_000_000


def called() -> tuple[Lab, Event]:
    """Ana has called the south server; and the SYN that did it."""
    lab = opened()
    lab.apply(Open("pc-ana", "sur", 25))
    lab.settle()
    conn = flights(lab)[-1].conn
    return lab, next(event for event in flights(lab) if event.conn == conn)


def calls(lab: Lab, at: str) -> int:
    """How many SYN of Ana's to port 25 pass there."""
    frames = [f for f in read(captured(lab, at)) if f.source == ANA]
    return sum(f.flags == SYN and f.ports[1] == 25 for f in frames)


def test_a_segment_taken_out_of_the_air_never_gets_in():
    base, syn = called()
    lab = base.fork(syn.seq)
    lab.apply(DropSegment(syn.seq))
    lab.settle()
    assert (calls(lab, "pc-ana"), calls(lab, "sur")) == (2, 1)


def test_nothing_gets_into_a_machine_that_crashed():
    base, syn = called()
    assert (calls(base, "pc-ana"), calls(base, "sur")) == (1, 1)
    lab = base.fork(syn.seq)
    lab.apply(Crash("sur"))
    lab.settle()
    assert calls(lab, "pc-ana") >= 1
    assert calls(lab, "sur") == 0
