"""A whole server with real sockets, small buffers, and browsers that do not read."""

import json
from contextlib import contextmanager, suppress

import pytest
from flask import request
from gevent import Timeout, sleep, socket

from simulator.web import SocketRooms
from simulator.web.serving import outflow
from simulator.web.serving.web_server import WebServer
from tests.web.rig import boot_of
from tests.web.serving.frames import PING, PONG, TEXT, frame, taken_apart

PATIENCE_S = 30
BUFFER = 4_096
"""What the system keeps for a reader at least: twice that, on either side."""
HANDSHAKE = (
    "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: 127.0.0.1\r\n"
    "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n{}\r\n"
)
ROOM = "room"
JOURNAL = '42["journal"'
LETTER = {
    "act": "send",
    "host": "pc-ana",
    "to": "benito@sur.example",
    "subject": "Otra",
    "body": "Hola",
}


class Browser:
    """A socket that reads when told to."""

    def __init__(self, port, cookie=""):
        self.sock = socket.socket()
        self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, BUFFER)
        self.sock.connect(("127.0.0.1", port))
        self.frames = []
        self._asked = 100
        self.sock.sendall(HANDSHAKE.format(cookie).encode())
        answer = b""
        while b"\r\n\r\n" not in answer:
            answer += self.sock.recv(BUFFER)
        self._octets = answer.partition(b"\r\n\r\n")[2]
        self.say("40")
        self.until("40")

    def say(self, text, opcode=TEXT):
        self.sock.sendall(frame(opcode, text.encode()))

    def read(self):
        """Some octets; whether there will be more."""
        try:
            data = self.sock.recv(1_000)
        except OSError:
            return False
        found, self._octets = taken_apart(self._octets + data)
        self.frames += found
        return bool(data)

    def texts(self):
        return [payload.decode() for _, payload in self.frames if payload[:1] != b"\3"]

    def until(self, start):
        """Read until a message begins so; it and those before it."""
        with Timeout(PATIENCE_S):
            while not any(text.startswith(start) for text in self.texts()):
                assert self.read()
        return self.texts()

    def ask(self, name, /, **message):
        """The answer to a request."""
        self._asked += 1
        self.say(f"42{self._asked}{json.dumps([name, message])}")
        start = f"43{self._asked}"
        said = next(t for t in self.until(start) if t.startswith(start))
        return json.loads(said.removeprefix(start))[0]

    def events(self):
        """Of a lab's journal, so far."""
        news = [json.loads(t[2:])[1] for t in self.texts() if t.startswith(JOURNAL)]
        return [event for each in news for event in each["events"]]

    def until_events(self, count):
        with Timeout(PATIENCE_S):
            while len(self.events()) < count:
                assert self.read()

    def rest(self):
        """What comes until the server closes."""
        with Timeout(PATIENCE_S):
            while self.read():
                continue
        return self.texts()


class Served:
    """`wiring` of the server that listens on `port`."""

    def __init__(self, server, port):
        self.server, self.port, self.wiring = server, port, server.wiring
        self.rooms = SocketRooms(self.wiring.socketio)
        self.sids = []
        self.wiring.socketio.on_event("sit", self._sit)

    def _sit(self, *_):
        self.sids.append(request.sid)
        self.rooms.enter(request.sid, ROOM)
        return len(self.sids)

    def seated(self, **browser):
        """Another browser in the room."""
        one = Browser(self.port, **browser)
        one.say('420["sit"]')
        one.until("430")
        return one

    def tell(self, number):
        self.rooms.send(ROOM, "news", {"number": number, "more": "x" * 1_000})

    @property
    def connected(self):
        return len(self.wiring.socketio.server.eio.sockets)

    def until_connected(self, count):
        with Timeout(PATIENCE_S):
            while self.connected != count:
                sleep(0)


@contextmanager
def serving(server):
    web = WebServer(("127.0.0.1", 0), server.app, 50, "full", log=None, error_log=None)
    web.start()
    web.socket.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, BUFFER)
    yield Served(server, web.server_port)
    web.stop(timeout=0)


@pytest.fixture
def served(server):
    with serving(server) as found:
        yield found


def numbers(texts):
    """Of the news among them, in order."""
    news = [json.loads(text[2:])[1] for text in texts if text.startswith('42["news"')]
    return [each["number"] for each in news]


def test_who_does_not_read_holds_nobody_up_and_is_cut_off(served):
    reader, sleeper = served.seated(), served.seated()
    count = outflow.FRAMES_MAX + 50
    for number in range(count):
        served.tell(number)
        reader.until(f'42["news",{{"number":{number},')
        reader.frames.clear()
    served.until_connected(1)
    heard = numbers(sleeper.rest())
    assert heard == list(range(len(heard)))
    assert len(heard) < count
    assert not served.rooms.occupied(served.sids[1])


def test_octets_are_bounded_too(served, monkeypatch):
    monkeypatch.setattr(outflow, "OCTETS_MAX", 50_000)
    served.seated()
    for number in range(outflow.FRAMES_MAX // 2):
        served.tell(number)
        sleep(0)
    served.until_connected(0)


def test_what_waits_for_all_together_is_bounded_and_the_slowest_makes_room(
    served, monkeypatch
):
    """News for all are in memory once, and cost next to nothing."""
    monkeypatch.setattr(outflow, "OCTETS_TOGETHER_MAX", 700_000)
    one, other, third = (served.seated() for _ in range(3))
    for number in range(300):
        served.tell(number)
    assert served.connected == 3
    for number in range(60):
        for sid, size in zip(served.sids, (1, 15_000, 2), strict=True):
            served.rooms.send(sid, "news", {"number": number, "more": "x" * size})
    served.until_connected(2)
    assert outflow.BACKLOG.octets <= 700_000
    assert len(numbers(other.rest())) < 360
    for each in (one, third):
        each.until('42["news",{"number":299,')
        with Timeout(PATIENCE_S):
            while len(numbers(each.texts())) < 360:
                assert each.read()
    assert outflow.BACKLOG.octets == 0


def test_many_who_are_a_little_slow_do_not_push_out_one_who_reads(served, monkeypatch):
    """At one moment more waits for that one than for each of them."""
    slow, honest = [served.seated() for _ in range(4)], served.seated()

    def tell(sid, number):
        news = {"number": number, "more": "x" * 15_000}
        served.rooms.send(sid, "news", news)

    for number in range(12):
        for one, sid in zip(slow, served.sids, strict=False):
            tell(sid, number)
            one.read()
    each = outflow.BACKLOG.octets // len(slow)
    assert each > 0
    monkeypatch.setattr(outflow, "OCTETS_TOGETHER_MAX", 5 * each)
    told = 0
    with Timeout(PATIENCE_S):
        while served.connected == 5:
            tell(served.sids[4], told)
            told += 1
            sleep(0)
    heard = numbers(honest.until(f'42["news",{{"number":{told - 1},'))
    assert heard == list(range(told))


def test_who_asks_and_never_reads_the_answers_is_cut_off(served):
    """Each answer waits in memory until it is read."""
    asker = served.seated()
    asked = '420["nope"]', '420["sit"]'
    with Timeout(PATIENCE_S):
        while served.connected:
            for text in asked:
                with suppress(OSError):
                    asker.say(text)
            sleep(0)


def test_a_slow_reader_gets_everything_whole_and_in_order(served):
    """An answer, too, and the PONG, stand where they were sent."""
    slow = served.seated()
    for number in range(150):
        served.tell(number)
    slow.say("there?", PING)
    slow.say('421["sit"]')
    with Timeout(PATIENCE_S):
        while len(served.sids) < 2:
            sleep(0)
    for number in range(150, 300):
        served.tell(number)
    slow.until('42["news",{"number":299,')
    texts = slow.texts()
    assert numbers(texts) == list(range(300))
    answer, pong = texts.index("431[2]"), texts.index("there?")
    assert numbers(texts[:answer]) == numbers(texts[:pong]) == list(range(150))
    assert (PONG, b"there?") in slow.frames


def test_a_class_that_writes_while_it_is_told_loses_and_swaps_nothing(served):
    """Each asks for an answer between two pieces of news, and reads a bit now and
    then: after each answer comes what was told after it."""
    browsers = [served.seated() for _ in range(5)]
    for number in range(60):
        served.tell(number)
        for place, browser in enumerate(browsers):
            if number % (place + 2) == 0:
                browser.say(f'42{number + 100}["sit"]')
                browser.read()
    for browser in browsers:
        told = numbers(browser.until('42["news",{"number":59,'))
        assert told == list(range(60))


def test_who_was_cut_off_comes_back_and_asks_from_its_last_event(served, monkeypatch):
    monkeypatch.setattr(outflow, "FRAMES_MAX", 3)
    page = served.server.app.test_client().get("/")
    lab = boot_of(page.text)["lab"]
    cookie = f"Cookie: {page.headers['Set-Cookie'].partition(';')[0]}\r\n"
    branch = served.server.labs.get(lab).tree.get(None)
    sleeper, actor = (Browser(served.port, cookie) for _ in range(2))
    for browser in (sleeper, actor):
        browser.ask("watch", lab=lab)
        browser.until_events(branch.sent)
    while served.connected == 2:
        assert actor.ask("act", lab=lab, act=LETTER)["ok"]
        actor.until_events(branch.sent)
    sleeper.rest()
    missing = len(sleeper.events())
    assert missing < branch.sent
    monkeypatch.undo()
    back = Browser(served.port, cookie)
    back.ask("watch", lab=lab, **{"from": missing})
    back.until_events(branch.sent - missing)
    assert sleeper.events() + back.events() == actor.events()


def test_a_frame_is_made_once_for_all(served, monkeypatch):
    made = []
    dumps = served.wiring.socketio.server.packet_class.json.dumps
    monkeypatch.setattr(
        served.wiring.socketio.server.packet_class.json,
        "dumps",
        lambda value, **more: made.append(value) or dumps(value, **more),
    )
    browsers = [served.seated() for _ in range(3)]
    made.clear()
    served.tell(7)
    for browser in browsers:
        browser.until('42["news"')
    assert len(made) == 1
