"""The teacher's terminal: no traceback, and no escape sequence of a stranger."""

import logging
import socket
import sys
import traceback

import pytest
import websocket

from simulator.gateway import GATEWAY_SERVICES
from simulator.web import ErrorStream, keep_log
from simulator.web.serving.log_file import LOG_NAME, visible
from tests.e2e.live import LiveServer

ESCAPE = "\x1b]0;pwned\x07\x9b31m\u202e"


@pytest.fixture
def kept(tmp_path, monkeypatch):
    """A folder to which everything is logged."""
    monkeypatch.setattr(logging, "raiseExceptions", True)
    handlers = keep_log(tmp_path / "data")
    yield tmp_path / "data"
    for handler in handlers:
        logging.getLogger().removeHandler(handler)
        handler.close()


def fail(name):
    try:
        raise RuntimeError(f"bad {name}")
    except RuntimeError:
        logging.getLogger("simulator.web.channel").exception("%s failed", name)


def test_a_failure_is_one_line_on_the_terminal_and_whole_in_the_file(kept, capsys):
    for _ in range(3):
        fail(ESCAPE)
    said = capsys.readouterr().err
    assert said == f"Cartero: error: {kept / LOG_NAME}\n"
    written = (kept / LOG_NAME).read_text("utf-8")
    assert written.count("Traceback") == 3
    assert "\\x1b]0;pwned\\x07\\x9b31m\\u202e failed" in written
    assert not set(ESCAPE) & set("\x1b\x07\x9b\u202e") & set(written)


def test_what_gevent_says_goes_the_same_way(kept, capsys):
    try:
        raise RuntimeError(ESCAPE)
    except RuntimeError:
        traceback.print_exception(*sys.exc_info(), file=ErrorStream())
    assert capsys.readouterr().err.count("\n") == 1
    assert "\x1b" not in (kept / LOG_NAME).read_text("utf-8")


def test_without_a_file_nothing_is_raised(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(logging, "raiseExceptions", True)
    (tmp_path / "data").write_text("in the way")
    handlers = keep_log(tmp_path / "data")
    fail("x")
    for handler in handlers:
        logging.getLogger().removeHandler(handler)
    assert "Traceback" not in capsys.readouterr().err


PRANKS = (
    b"\x1b]0;x\x07 / HTTP/1.1\r\n\r\n",
    b"GET /\x1b[31m HTTP/9.9\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: \x1b[31m\r\n\r\n",
    b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: \x1b[31m\r\n\r\n",
)
MESSAGES = ('420["\\u001b]0;x\\u0007",{}]', '421[["a"],{}]', "42{}", "42", '451-["x"]')


def test_malformed_requests_and_messages_say_nothing_on_the_terminal(tmp_path):
    free = {service.variable: "0" for service in GATEWAY_SERVICES}
    live = LiveServer(CARTERO_DATA=str(tmp_path), **free)
    address = live.url.removeprefix("http://")
    host, port = address.split(":")
    for prank in PRANKS:
        with socket.create_connection((host, int(port)), 20) as sock:
            sock.sendall(prank)
            assert sock.recv(9) == b"HTTP/1.1 "
    for message in MESSAGES:
        path = f"ws://{address}/socket.io/?EIO=4&transport=websocket"
        opened = websocket.create_connection(path, timeout=20)
        opened.recv()
        opened.send("40")
        opened.recv()
        opened.send(message)
        opened.close()
    live.wait()
    live.stop()
    assert live.complaints() == ""
    assert "\x1b" not in (tmp_path / LOG_NAME).read_text("utf-8")


def test_words_of_any_language_stay():
    assert visible("año\tαβγ\n") == "año\tαβγ\n"
