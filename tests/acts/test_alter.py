"""One octet changed in the air: TCP does not notice, TLS and a signature do."""

import pytest

from simulator.acts import ACTS, Alter, Send, parse_script
from simulator.export import eml
from simulator.journal import facts as f
from simulator.journal import to_jsonl
from simulator.journal.streams import SHARED_OCTETS_MIN, Pool, Stream
from simulator.lab import Lab
from simulator.teaching.playing import PlayError, play
from simulator.teaching.scripts import ScriptedAct
from tests.acts.test_faults import refused, told
from tests.worlds import scenario

LETTER = Send("pc-ana", "benito@sur.example", "Hola", "Adiós\n\nFirmado: Ana")


def sent(name: str = "primera-carta") -> Lab:
    lab = Lab(scenario(name), 7)
    lab.apply(LETTER)
    lab.settle()
    return lab


def content_flight(lab: Lab, host: str) -> int:
    """Seq of the flight with which `host` sends the message."""
    return next(
        e.seq
        for e in lab.journal
        if e.host == host
        and isinstance(e.fact, f.TcpFlightSent)
        and b"Firmado" in _carried(lab, e)
    )


def _carried(lab, event) -> bytes:
    stream = f"{event.conn}.{event.fact.stream}"
    return lab.journal.octets(stream, event.fact.offset, event.fact.length)


def altered(lab: Lab, act: Alter, seq: int) -> Lab:
    forked = lab.fork(seq)
    forked.apply(act)
    forked.settle()
    return forked


def stored(lab: Lab, host: str) -> bytes:
    """The message as `host` queued it."""
    (message,) = [
        e.fact.message
        for e in lab.journal
        if e.host == host and isinstance(e.fact, f.MessageQueued)
    ]
    return eml(lab.journal, message)


def test_the_receiver_gets_the_other_octet_and_nobody_notices():
    lab = sent()
    seq = content_flight(lab, "norte")
    # "Ana\r\n.\r\n": the last letter of the text
    other = altered(lab, Alter(seq, -6, ord("o")), seq)
    (fact,) = [e.fact for e in other.journal if type(e.fact) is f.TcpOctetAltered]
    assert (chr(fact.before), chr(fact.after)) == ("a", "o")
    assert stored(other, "norte").endswith(b"Firmado: Ana\r\n")
    assert stored(other, "sur").endswith(b"Firmado: Ano\r\n")
    keys = told(other)
    assert "say.fault.altered" in keys
    assert [key for key in keys if key != "say.fault.altered"] == told(lab)


def test_the_newest_flight_is_meant_when_none_is_named():
    lab = sent()
    seq = content_flight(lab, "norte")
    newest = altered(lab, Alter(0, -6, ord("o")), seq)
    (fact,) = [e.fact for e in newest.journal if type(e.fact) is f.TcpOctetAltered]
    assert fact.flight == seq
    assert stored(newest, "sur") == stored(
        altered(lab, Alter(seq, -6, ord("o")), seq), "sur"
    )


def test_a_replay_alters_the_same_octet():
    lab = sent()
    seq = content_flight(lab, "norte")
    other = altered(lab, Alter(0, -6, ord("o")), seq)
    assert to_jsonl(other.fork(other.last_seq).journal) == to_jsonl(other.journal)


def test_tls_notices_and_nothing_is_accepted():
    lab = sent("extensiones")
    secure = next(
        e.seq for e in lab.journal if isinstance(e.fact, f.TlsHandshakeCompleted)
    )
    flight = next(
        e
        for e in lab.journal
        if e.seq > secure
        and e.host == "pc-ana"
        and isinstance(e.fact, f.TcpFlightSent)
        and e.fact.length > 300
    )
    other = altered(lab, Alter(0, -1, 0), flight.seq)
    kinds = [(e.host, e.fact) for e in other.journal]
    damaged = [(h, x) for h, x in kinds if isinstance(x, f.TlsHandshakeFailed)]
    assert damaged[0] == (flight.fact.to_host, f.TlsHandshakeFailed(reason="damaged"))
    assert not [x for _, x in kinds if isinstance(x, f.MessageQueued)]


@pytest.mark.parametrize(
    ("act", "reason"),
    [
        (Alter(0, -6, 256), "bad_octet"),
        (Alter(0, -6, -1), "bad_octet"),
        (Alter(0, -6, ord("a")), "bad_octet"),
        (Alter(0, 100_000, 65), "not_in_the_air"),
        (Alter(0, -100_000, 65), "not_in_the_air"),
        (Alter(1, 0, 65), "not_in_the_air"),
    ],
)
def test_what_cannot_be_altered_is_refused(act, reason):
    lab = sent()
    forked = lab.fork(content_flight(lab, "norte"))
    assert refused(forked, act) == reason
    assert refused(lab, act) == "not_in_the_air"


def test_it_is_written_short():
    assert ACTS.from_line("alter 0 -6 111") == Alter(0, -6, 111)
    assert ACTS.from_table({"alter": [0, -6, 111]}) == Alter(0, -6, 111)
    assert parse_script("alter 12 3 65\n", "x") == [(1, Alter(12, 3, 65))]


@pytest.mark.parametrize("length", [10, SHARED_OCTETS_MIN + 100])
def test_other_streams_keep_their_octets(length):
    pool = Pool()
    data = b"From: a\r\n\r\n" + b"x" * length
    one, other = Stream(pool), Stream(pool)
    one.append(data)
    other.append(b"Received: b\r\n" + data)
    before = pool.octets
    assert other.alter(20 + length, ord("y")) == ord("x")
    assert one.read() == data
    assert other.read().count(b"y") == 1
    assert pool.octets >= before
    one.forget_all()
    other.forget_all()
    assert pool.octets == 0


def test_a_script_alters_what_flies_at_its_moment_and_is_replayed_exactly():
    flies = {"kind": "tcp.flight_sent", "to_host": "sur", "length": {">": 300}}
    script = [ScriptedAct(LETTER), ScriptedAct(Alter(0, -6, ord("o")), flies)]
    lab = Lab(scenario(), 7)
    play(lab, script)
    assert stored(lab, "sur").endswith(b"Firmado: Ano\r\n")
    assert to_jsonl(lab.fork(lab.last_seq).journal) == to_jsonl(lab.journal)


def test_a_moment_that_never_comes_is_told_with_its_act():
    never = {"kind": "tcp.flight_sent", "host": "sur", "length": {">": 100_000}}
    script = [ScriptedAct(LETTER), ScriptedAct(Alter(0, -6, ord("o")), never)]
    with pytest.raises(PlayError, match=r"act 2 \(alter\): its moment never comes"):
        play(Lab(scenario(), 7), script)
