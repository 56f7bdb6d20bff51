"""Wireshark reads our captures without a complaint, and puts the streams together.

tshark is an independent witness of every header, checksum and sequence number, and its
dissectors of what the engines say.
"""

import msgspec
import pytest

from simulator.acts import Open, Send, TypeLine
from simulator.export import pcap
from simulator.journal.facts import (
    TcpFlightSent,
    TlsHandshakeCompleted,
    UdpDatagramSent,
)
from simulator.lab import Lab
from simulator.scenario import Scenario
from tests.export.captures import (
    addresses,
    captured,
    complaints,
    examined,
    followed,
    lossy,
    needs_tshark,
    tshark,
)
from tests.golden.runs import with_a_cut, with_mistakes
from tests.net.test_datagram import Net
from tests.worlds import SCENARIOS, demonstrated, scenario

pytestmark = needs_tshark

NAMES = sorted(path.stem for path in SCENARIOS.glob("*.toml"))
BROKEN = ("cola-y-reintentos", "con-memoria", "descarga-cortada", "servidor-apagado")
"""In these something is broken on purpose, so TCP has to repeat itself."""

CUT_SHORT = ("con-memoria",)
"""A call ends with octets under way: Wireshark follows only those that arrived."""


def conns(lab, host: str = "") -> list[str]:
    """Connections in the order of their first segment, as Wireshark numbers them."""
    names = {}
    for event in lab.journal:
        fact = event.fact
        if isinstance(fact, TcpFlightSent) and host in ("", event.host, fact.to_host):
            names[event.conn] = True
    return list(names)


def streams(lab, host: str = "") -> list[tuple[bytes, bytes]]:
    octets = lab.journal.octets
    return [(octets(f"{c}.c"), octets(f"{c}.s")) for c in conns(lab, host)]


def words(file, field: str, *arguments: str) -> list[str]:
    """The values of a field wherever it is."""
    return tshark(file, *arguments, "-Y", field, "-T", "fields", "-e", field).split()


def changed(**server) -> Scenario:
    """The first letter's world with another configuration of its servers."""
    base = scenario()
    hosts = tuple(
        msgspec.structs.replace(h, server=msgspec.structs.replace(h.server, **server))
        if h.server
        else h
        for h in base.hosts
    )
    return msgspec.structs.replace(base, hosts=hosts, opening=())


@pytest.fixture
def written(tmp_path):
    """Write the capture of a lab."""

    def write(lab, at: str = ""):
        path = tmp_path / f"{at or 'network'}.pcap"
        path.write_bytes(captured(lab, at))
        return path

    return write


@pytest.mark.parametrize("name", NAMES)
def test_every_demonstration_dissects_without_a_complaint(written, name):
    """On cables that lose nothing TCP's own analysis has nothing to say either."""
    lab = demonstrated(name)
    worse = () if name in BROKEN else ("tcp.analysis.flags",)
    wrong, seen = examined(written(lab), len(conns(lab)), *worse)
    said = streams(lab)
    assert wrong == []
    assert len(seen) == len(said)
    if name in CUT_SHORT:
        assert all(
            whole.startswith(part)
            for pair in zip(said, seen, strict=True)
            for whole, part in zip(*pair, strict=True)
        )
    else:
        assert seen == said


@pytest.mark.parametrize("make", [with_mistakes, with_a_cut])
def test_mistakes_are_still_good_captures(written, make):
    lab = make()
    assert examined(written(lab), len(conns(lab))) == ([], streams(lab))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_loss_is_seen_as_loss_and_the_streams_are_whole(written, seed):
    """At the server's interface, where what was lost is missing."""
    lab = lossy(60_000, seed, octets=90_000)
    file = written(lab, "sur")
    assert "Malformed" not in tshark(file)
    again = tshark(
        file, "-Y", "tcp.analysis.retransmission || tcp.analysis.lost_segment"
    )
    assert again != ""
    assert followed(file, len(conns(lab, "sur"))) == streams(lab, "sur")


@pytest.mark.parametrize("host", sorted(addresses(demonstrated())))
def test_each_interface_is_a_good_capture(written, host):
    lab = demonstrated()
    seen = examined(written(lab, host), len(conns(lab, host)))
    assert seen == ([], streams(lab, host))


def test_the_protocols_are_recognised_with_their_words(written):
    file = written(demonstrated())
    assert words(file, "smtp.req.command")[:3] == ["EHLO", "MAIL", "RCPT"]
    assert "RETR" in words(file, "pop.request.command")
    subjects = words(file, "imf.subject")
    assert sum("Viernes" in word for word in subjects) == 2, "submitted, relayed"
    file = written(demonstrated("imap"), "sur")
    imap = tshark(
        file, "-Y", "imap.isrequest", "-T", "fields", "-e", "imap.request.command"
    )
    assert {"LOGIN", "SELECT", "FETCH", "LOGOUT"} <= set(imap.split())


def test_questions_and_answers_of_dns_are_datagrams_that_dissect(written):
    lab = demonstrated("correo-con-dns")
    sent = [e for e in lab.journal if isinstance(e.fact, UdpDatagramSent)]
    assert len(sent) > 3
    file = written(lab)
    assert complaints(file) == []
    said = tshark(file, "-Y", "dns", "-T", "fields", "-e", "udp.payload").split()
    octets = [
        lab.journal.octets(f"{e.conn}.{e.fact.stream}", e.fact.offset, e.fact.length)
        for e in sent
    ]
    assert [bytes.fromhex(payload) for payload in said] == octets
    assert "sur.example" in words(file, "dns.qry.name")
    assert "15" in words(file, "dns.qry.type"), "MX"


def test_a_datagram_in_vain_is_answered_by_icmp(tmp_path):
    net = Net(serves=False)
    flow = net.ask()
    net.clock.work()
    known = {"ana": "198.51.100.23", "dns": "192.0.2.53"}
    for at, count in (("", 2), ("ana", 2), ("dns", 2)):
        file = tmp_path / f"{at}.pcap"
        parts = pcap(net.journal, known, seed=1, epoch_us=0, at=at)
        file.write_bytes(b"".join(parts))
        assert len(tshark(file).splitlines()) == count
        assert words(file, "icmp.code") == ["3"]
        ports = words(file, "udp.srcport")[-1].split(",")
        assert ports[-1] == str(flow.client_port), "of the datagram it is about"
        assert complaints(file, "-d", "udp.port==53,data") == []


def test_ports_of_ones_own_are_read_when_told(written):
    lab = Lab(changed(smtp_port=2525), 7)
    lab.apply(Open("pc-ana", "sur", 2525))
    lab.settle()
    for line in ("EHLO pc-ana", "MAIL FROM:<ana@norte.example>", "QUIT"):
        lab.apply(TypeLine(line))
        lab.settle()
    file, told = written(lab), ("-d", "tcp.port==2525,smtp")
    assert complaints(file, *told) == []
    verbs = tshark(
        file,
        *told,
        "-Y",
        "tcp.port==2525 && smtp.req",
        "-T",
        "fields",
        "-e",
        "smtp.req.command",
    )
    assert verbs.split()[-3:] == ["EHLO", "MAIL", "QUIT"]


def test_modelled_tls_is_opaque_and_whole(written):
    """Its records are none of Wireshark's business; its streams are."""
    tls = {"submission_extensions": ("AUTH", "STARTTLS"), "mechanisms": ("PLAIN",)}
    lab = Lab(changed(**tls, requires_tls=True), 7)
    lab.open()
    lab.apply(Send("pc-ana", "benito@sur.example", "Secreto", "Nadie lo lee"))
    lab.settle()
    assert any(isinstance(e.fact, TlsHandshakeCompleted) for e in lab.journal)
    file = written(lab)
    assert followed(file, len(conns(lab))) == streams(lab)
    wire = captured(lab, "pc-ana")
    assert b"STARTTLS" in wire and b"Nadie lo lee" not in wire
    assert b"Nadie lo lee" in captured(lab, "sur"), "relayed in the clear"
    assert complaints(file, "-d", "tcp.port==587,data") == []
