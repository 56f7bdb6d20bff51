"""The real server and real sockets: a class at once, pranks, and bad manners."""

import http.cookiejar
import json
import socket
import threading
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor

import pytest
import socketio
import websocket

from tests.e2e.live import LiveServer
from tests.web.rig import boot_of
from tests.web.serving.frames import TEXT, code_of, frame, frames_of

STUDENTS = 12
LINES = ["EHLO pc-ana", "MAIL FROM:<ana@norte.example>", "NOOP", "RSET", "QUIT"]


@pytest.fixture(scope="module")
def live():
    """A server of this file's own."""
    server = LiveServer()
    yield server
    server.stop()


class Student:
    """A browser over a real socket, with its cookie and its journal."""

    def __init__(self, url: str) -> None:
        jar = http.cookiejar.CookieJar()
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
        with opener.open(f"{url}/", timeout=20) as page:
            self.lab = boot_of(page.read().decode())["lab"]
        cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in jar)
        self.events: list[dict] = []
        self.complete = threading.Event()
        self.wanted = 0
        self.socket = socketio.Client(handle_sigint=False)
        self.socket.on("journal", self.heard)
        self.socket.connect(url, headers={"Cookie": cookies}, transports=["websocket"])

    def heard(self, message):
        assert message["from"] == len(self.events)
        self.events += message["events"]
        if len(self.events) >= self.wanted:
            self.complete.set()

    def ask(self, name, **message):
        message = {"lab": self.lab, "branch": "", **message}
        return self.socket.call(name, message, timeout=20)

    def wait_for(self, seq):
        """Until the journal has the event `seq`."""
        self.wanted = seq + 1
        if len(self.events) < self.wanted:
            self.complete.clear()
            if len(self.events) < self.wanted:
                assert self.complete.wait(20), "events are missing"

    def session(self):
        """Watch, then type a whole session."""
        watching = self.ask("watch", **{"from": 0})
        assert watching["ok"], watching
        self.wait_for(watching["seq"])
        act = {"act": "open", "host": "pc-ana", "target": "sur", "port": 25}
        answers = [self.ask("act", act=act)]
        answers += [self.ask("act", act={"act": "line", "text": t}) for t in LINES]
        assert all(answer["ok"] for answer in answers)
        self.wait_for(answers[-1]["seq"])


def healthy(live):
    """The server answers, and one more student can work."""
    with urllib.request.urlopen(f"{live.url}/healthz", timeout=10) as answer:
        return json.load(answer)["ok"]


def test_a_class_types_at_once_and_nobody_misses_a_line(live):
    students = [Student(live.url) for _ in range(STUDENTS)]
    with ThreadPoolExecutor(STUDENTS) as together:
        for done in [together.submit(student.session) for student in students]:
            done.result(60)
    journals = {json.dumps(student.events) for student in students}
    assert len({student.lab for student in students}) == STUDENTS
    assert len(journals) == 1, "same scenario, same lines: the same journal for all"
    kinds = [event["fact"]["kind"] for event in students[0].events]
    assert kinds.count("terminal.line_sent") == len(LINES)
    for student in students:
        student.socket.disconnect()


PRANKS = [
    "garbage",
    "4zzz",
    "42[",
    '42["act"',
    '451-["x"]',
    '421["explode",{}]',
    '421["act",' + "[" * 5000 + "]" * 5000 + "]",
    '421["act","' + "x" * 200_000 + '"]',
    "9",
    "b@@@",
]


@pytest.mark.parametrize("prank", PRANKS, ids=range(len(PRANKS)))
def test_no_prank_stops_the_server(live, prank):
    address = live.url.replace("http:", "ws:")
    ours = websocket.create_connection(
        f"{address}/socket.io/?EIO=4&transport=websocket", timeout=10
    )
    ours.recv()
    ours.send("40")
    ours.recv()
    ours.send(prank)
    assert healthy(live)
    ours.close()


def refusal_of_a_socket(live, **options):
    """The status of the answer to a handshake, which never becomes a WebSocket."""
    address = live.url.replace("http:", "ws:")
    path = "/socket.io/?EIO=4&transport=websocket"
    with pytest.raises(websocket.WebSocketBadStatusException) as refused:
        websocket.create_connection(f"{address}{path}", timeout=10, **options)
    return refused.value.status_code


def test_another_site_may_not_connect(live):
    origin = "http://evil.example"
    assert refusal_of_a_socket(live, origin=origin) == 400


@pytest.mark.parametrize("query", ["", "?EIO=4", "?EIO=4&transport=polling"])
def test_nobody_is_polled(live, query):
    """A link of Engine.IO that is polled needs no connection: they have no bound."""
    with pytest.raises(urllib.error.HTTPError) as caught:
        urllib.request.urlopen(f"{live.url}/socket.io/{query}", timeout=10)
    assert caught.value.code == 400


def test_a_message_of_20_mb_is_refused_with_its_code(live):
    """Sent in full by a client that reads only afterwards."""
    host, port = live.url.removeprefix("http://").split(":")
    head = (
        "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
    )
    with socket.create_connection((host, int(port)), timeout=20) as connection:
        connection.sendall(head.encode())
        heard = connection.makefile("rb")
        while heard.readline() != b"\r\n":
            continue
        announced = frame(TEXT, announced=20_000_000)
        connection.sendall(announced + b"x" * 20_000_000)
        connection.shutdown(socket.SHUT_WR)
        code = next(code_of(p) for opcode, p in frames_of(heard.read()) if opcode == 8)
    assert code == 1009
    assert healthy(live)


def test_a_draft_in_chunks_without_end_is_refused(live):
    host, port = live.url.removeprefix("http://").rstrip("/").split(":")
    head = (
        "POST /lab/x/draft.json HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
    )
    chunk = b"%x\r\n%s\r\n" % (100_000, b"x" * 100_000)
    with socket.create_connection((host, int(port)), timeout=20) as connection:
        connection.sendall(head.encode() + 3 * chunk)
        assert connection.recv(12) == b"HTTP/1.1 413"
    assert healthy(live)


def test_a_foreign_name_opens_no_socket(live):
    """DNS rebinding: Origin and Host agree, and are not ours."""
    foreign = {"host": "rebind.example", "origin": "http://rebind.example"}
    assert refusal_of_a_socket(live, **foreign) == 421


def test_an_overlong_address_is_refused(live):
    with pytest.raises(urllib.error.HTTPError) as caught:
        urllib.request.urlopen(f"{live.url}/{'x' * 20_000}", timeout=10)
    assert 400 <= caught.value.code < 500
    assert healthy(live)
