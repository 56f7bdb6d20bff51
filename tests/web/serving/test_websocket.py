"""The server's end of a WebSocket: its bounds, its close codes, its turns."""

import io
import struct

import gevent
import pytest

from simulator.web.serving.upgrade import HandshakeRefused, accepted, next_packet
from simulator.web.serving.websocket import READ_OCTETS, WebSocket, text_frame
from tests.web.serving.frames import (
    BINARY,
    CLOSE,
    CONTINUATION,
    PING,
    PONG,
    TEXT,
    code_of,
    frame,
    frames_of,
)

MOST = 1_000


class Wire:
    """A socket that takes `at_once` octets at a time, and lets others run meanwhile;
    `stalled`: nobody reads it."""

    def __init__(self, at_once: int = 1 << 30) -> None:
        self.at_once = at_once
        self.written = b""
        self.stalled = False
        self.shut: list[int] = []

    def send(self, data, timeout=None) -> int:
        if timeout != 0.0:
            gevent.sleep(0)
        if self.stalled:
            raise BlockingIOError if timeout == 0.0 else TimeoutError
        self.written += bytes(data[: self.at_once])
        return min(self.at_once, len(data))

    def shutdown(self, how: int) -> None:
        self.shut.append(how)

    def frames(self):
        return frames_of(self.written)


class Sender(io.RawIOBase):
    """Sends `piece` again and again, `times`; counts what was taken. `stays`: and does
    not close then."""

    def __init__(self, piece: bytes, times: int, stays: bool = False) -> None:
        self.piece, self.times, self.taken = piece, times, 0
        self.stays = stays

    def readable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:
        while not self.times and self.stays:
            gevent.sleep(0)
        if not self.times:
            return 0
        self.times -= 1
        part = self.piece[: len(buffer)]
        buffer[: len(part)] = part
        self.taken += len(part)
        return len(part)


class Opened:
    """A WebSocket that is sent `octets`, and then the end."""

    def __init__(self, *octets: bytes, wire: Wire | None = None, raw=None) -> None:
        self.wire = wire or Wire()
        self.turns = 0
        source = raw or io.BytesIO(b"".join(octets))
        self.websocket = WebSocket(
            self.wire, io.BufferedReader(source), MOST, self.turn
        )

    def turn(self) -> None:
        self.turns += 1

    def codes(self):
        return [code_of(said) for opcode, said in self.wire.frames() if opcode == CLOSE]


BROKEN = {
    "unmasked": (frame(TEXT, b"x", masked=False), 1002),
    "binary": (frame(BINARY, b"x"), 1003),
    "too long, announced only": (frame(TEXT, announced=20_000_000), 1009),
    "one octet too long, announced only": (frame(TEXT, announced=MOST + 1), 1009),
    "too long together": (
        frame(TEXT, b"x" * MOST, fin=False) + frame(CONTINUATION, announced=1),
        1009,
    ),
    "not UTF-8": (frame(TEXT, b"\xff"), 1007),
    "half a character": (frame(TEXT, b"\xc3"), 1007),
    "compressed, as was not agreed": (frame(TEXT, b"x", reserved=4), 1002),
    "of no kind": (frame(3, b"x"), 1002),
    "control frame in parts": (frame(PING, b"x", fin=False), 1002),
    "long control frame": (frame(PING, b"x" * 126), 1002),
    "going on with nothing": (frame(CONTINUATION, b"x"), 1002),
    "begun within another": (frame(TEXT, b"x", fin=False) + frame(TEXT, b"y"), 1002),
    "close frame with half a code": (frame(CLOSE, b"\x03"), 1002),
}


@pytest.mark.parametrize(("octets", "code"), BROKEN.values(), ids=BROKEN)
def test_a_frame_against_the_rules_is_closed_with_its_code(octets, code):
    opened = Opened(octets, frame(TEXT, b"never heard"))
    assert opened.websocket.receive() is None
    assert opened.codes() == [code]
    opened.websocket.finish()
    assert opened.codes() == [code], "said once"
    assert opened.websocket.receive() is None


def test_fragments_without_end_are_not_waited_for():
    endless = frame(CONTINUATION, b"x" * 100, fin=False)
    sender = Sender(frame(TEXT, fin=False) + endless * 500, 1000)
    opened = Opened(raw=sender)
    assert opened.websocket.receive() is None
    assert opened.codes() == [1009]
    assert sender.taken <= READ_OCTETS


def test_what_comes_after_a_refusal_is_read_and_thrown_away():
    """Unread octets would make the system reset the connection, code and all."""
    sender = Sender(frame(TEXT, announced=20_000_000) + b"x" * 40_000, 500)
    opened = Opened(raw=sender)
    assert opened.websocket.receive() is None
    opened.websocket.finish()
    assert sender.times == 0
    assert len(opened.websocket._protocol._proto._frame_decoder.buffer) < READ_OCTETS


def test_a_message_of_the_largest_size_arrives_in_fragments_with_a_ping_between():
    text = "ñ" * (MOST // 2)
    octets = text.encode()
    opened = Opened(
        frame(TEXT, octets[:7], fin=False),
        frame(PING, b"there?"),
        frame(CONTINUATION, octets[7:], fin=False),
        frame(CONTINUATION),
        frame(TEXT, b"more"),
    )
    assert opened.websocket.receive() == text
    assert opened.websocket.receive() == "more"
    assert opened.websocket.receive() is None
    assert (PONG, b"there?") in opened.wire.frames()


@pytest.mark.parametrize("one", [frame(PING), frame(PONG), frame(TEXT, b"x")])
def test_after_each_frame_the_others_have_a_turn(one):
    opened = Opened(one * 50)
    while opened.websocket.receive() is not None:
        continue
    assert opened.turns >= 50


def test_a_close_frame_is_answered_with_its_code():
    opened = Opened(frame(CLOSE, b"\x03\xe9bye"))
    assert opened.websocket.receive() is None
    opened.websocket.finish()
    assert opened.codes() == [1001]


def test_nothing_is_sent_after_the_close_frame():
    opened = Opened()
    opened.websocket.close()
    opened.websocket.send(text_frame("too late"))
    assert opened.wire.frames() == [(CLOSE, struct.pack("!H", 1000))]


def test_frames_of_several_senders_to_a_slow_reader_stay_whole():
    """PING answered while a long message is only half gone."""
    sender = Sender(frame(PING, b"p") * 5, 1, stays=True)
    opened = Opened(raw=sender, wire=Wire(at_once=7))
    said = ["a" * 500, "b" * 200, "c" * 300]
    hearing = gevent.spawn(opened.websocket.receive)
    for text in said:
        opened.websocket.send(text_frame(text))
    while opened.websocket.unsent:
        gevent.sleep(0)
    opened.websocket.close()
    hearing.kill()
    frames = opened.wire.frames()
    assert said == [p.decode() for o, p in frames if o == TEXT]
    assert [p for o, p in frames if o == PONG] == [b"p"] * 5
    assert opened.codes() == [1000]


def test_who_reads_nothing_is_given_up():
    opened = Opened(frame(TEXT, b"x"))
    opened.wire.stalled = True
    opened.websocket.send(text_frame("y"))
    while opened.websocket.unsent:
        gevent.sleep(0)
    assert opened.wire.shut
    assert opened.websocket.receive() is None


# --- Engine.IO over it ----------------------------------------------------------------


@pytest.mark.parametrize("packet", ["42[]", "40", "3", "1"])
def test_a_packet_of_text_is_let_through(packet):
    opened = Opened(frame(TEXT, packet.encode()))
    found = next_packet(opened.websocket)
    assert found is not None and found.encode() == packet


@pytest.mark.parametrize(
    "packet", ["", "bAAAA", "4[[[[", "4", "3{}", "9", "x", "2probe"]
)
def test_any_other_packet_is_refused_before_it_is_decoded(packet):
    opened = Opened(frame(TEXT, packet.encode()))
    assert next_packet(opened.websocket) is None
    assert opened.codes() == [1008]


# --- the handshake --------------------------------------------------------------------

ASKED = {
    "Host": "127.0.0.1",
    "Upgrade": "websocket",
    "Connection": "keep-alive, Upgrade",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
}


def test_a_handshake_is_accepted_without_compression():
    """The key is that of RFC 6455 §1.3."""
    offered = {**ASKED, "Sec-WebSocket-Extensions": "permessage-deflate"}
    answer = accepted("HTTP/1.1", "GET", list(offered.items())).decode()
    assert answer.startswith("HTTP/1.1 101 ")
    assert "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=" in answer
    assert "Extensions" not in answer


WRONG = {
    "no key": ({"Sec-WebSocket-Key": None}, "400"),
    "no version": ({"Sec-WebSocket-Version": None}, "426"),
    "old version": ({"Sec-WebSocket-Version": "8"}, "426"),
    "no wish to change": ({"Connection": "keep-alive"}, "400"),
    "no host": ({"Host": None}, "400"),
    "a host that is no name": ({"Host": "\xfc"}, "400"),
}


@pytest.mark.parametrize(("change", "status"), WRONG.values(), ids=WRONG)
def test_a_wrong_handshake_is_refused(change, status):
    asked = [(k, v) for k, v in {**ASKED, **change}.items() if v is not None]
    with pytest.raises(HandshakeRefused, match=status) as refused:
        accepted("HTTP/1.1", "GET", asked)
    if status == "426":
        assert "13" in dict(refused.value.headers).values()


@pytest.mark.parametrize(
    ("version", "method"), [("HTTP/1.0", "GET"), ("HTTP/1.1", "PUT")]
)
def test_only_get_of_http_1_1_becomes_a_websocket(version, method):
    with pytest.raises(HandshakeRefused, match="400"):
        accepted(version, method, list(ASKED.items()))
