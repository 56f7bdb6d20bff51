"""Connections that wait: half a request ends, and without descriptors all goes on."""

import os
import resource
import socket as blocking
import subprocess
import sys
import urllib.request
from contextlib import contextmanager

import pytest
from gevent import Timeout, sleep, socket, spawn
from gevent.pywsgi import WSGIServer

from simulator.web.serving.http_handler import HttpHandler
from tests.web.rig import ROOT

PATIENCE_S = 20


class Hasty(HttpHandler):
    idle_s = header_s = stall_s = 0.05


class Impatient(HttpHandler):
    """Only the body as a whole has an end."""

    body_s = 0.05


def application(environ, start_response):
    body = environ["wsgi.input"].read()
    start_response("200 OK", [("Content-Length", str(len(body)))])
    return [body]


@contextmanager
def serving(app, handler):
    """The port of a server in this thread."""
    server = WSGIServer(
        ("127.0.0.1", 0), app, log=None, error_log=None, handler_class=handler
    )
    server.start()
    yield server.server_port
    server.stop(timeout=0)


@pytest.fixture
def port():
    """Of a server whose handler waits for a moment only."""
    with serving(application, Hasty) as found:
        yield found


def answer(port, *pieces):
    """All that comes until the server closes."""
    heard = b""
    with Timeout(PATIENCE_S), socket.create_connection(("127.0.0.1", port)) as sock:
        for piece in pieces:
            sock.sendall(piece)
        while data := sock.recv(4096):
            heard += data
    return heard


@pytest.mark.parametrize("sent", [b"", b"GET", b"GET / HTTP/1.1"])
def test_without_a_whole_first_line_it_closes(port, sent):
    assert answer(port, sent) == b""


@pytest.mark.parametrize("more", [b"", b"Host: x\r\n", b"Host: x\r\nX-Slow: "])
def test_a_header_without_end_gets_a_408(port, more):
    assert answer(port, b"GET / HTTP/1.1\r\n", more).startswith(b"HTTP/1.1 408 ")


def test_a_body_without_end_closes(port):
    heard = answer(port, b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nabc")
    assert b"200 OK" not in heard


TRICKLES = {
    "of a length": (b"Content-Length: 99999999\r\n\r\n", b"x"),
    "in chunks": (b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
}


@pytest.mark.parametrize(("rest", "piece"), TRICKLES.values(), ids=TRICKLES)
@pytest.mark.parametrize("reads", [True, False], ids=["read", "thrown away"])
def test_a_body_that_trickles_without_end_closes(rest, piece, reads):
    def hears(environ, start_response):
        if reads:
            return application(environ, start_response)
        start_response("200 OK", [("Content-Length", "0")])
        return []

    with serving(hears, Impatient) as found, Timeout(PATIENCE_S):
        sock = socket.create_connection(("127.0.0.1", found))
        sock.sendall(b"POST / HTTP/1.1\r\nHost: x\r\n" + rest)
        with pytest.raises(OSError, match="(reset|pipe)"):
            while True:
                sock.sendall(piece)
                sleep(0.001)


def test_between_pipelined_requests_the_others_have_a_turn():
    """A hundred requests in one segment; each of them sees how often another ran."""
    seen, turns = [], [0]

    def other():
        while True:
            turns[0] += 1
            sleep(0)

    def notes(environ, start_response):
        seen.append(turns[0])
        return application(environ, start_response)

    with serving(notes, HttpHandler) as found, Timeout(PATIENCE_S):
        request = b"GET / HTTP/1.1\r\nHost: x\r\n"
        asked = (request + b"\r\n") * 99 + request + b"Connection: close\r\n\r\n"
        busy = spawn(other)
        heard = answer(found, asked)
        busy.kill()
    assert heard.count(b"200 OK") == 100
    assert len(set(seen)) == 100


def test_who_breaks_off_in_a_header_leaves_no_traceback(port, capfd):
    with socket.create_connection(("127.0.0.1", port)) as sock:
        sock.sendall(b"GET / HTTP/1.1\r\nHost: ")
        sleep(0.01)
        sock.setsockopt(blocking.SOL_SOCKET, blocking.SO_LINGER, b"\1\0\0\0" + bytes(4))
    assert b"200 OK" in answer(port, b"GET / HTTP/1.0\r\n\r\n")
    assert "Traceback" not in capfd.readouterr().err


def test_a_whole_request_is_answered_and_then_closed_when_idle(port):
    request = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc"
    heard = answer(port, request, request)
    assert heard.count(b"HTTP/1.1 200 OK") == 2


@pytest.fixture
def narrow(tmp_path):
    """The port of a server with few descriptors, and what it said on the terminal."""
    environ = {
        **os.environ,
        "CARTERO_PORT": "0",
        "CARTERO_DATA": str(tmp_path),
        **{f"CARTERO_{name}_PORT": "0" for name in ("SMTP", "POP3", "IMAP")},
        **{f"CARTERO_{name}_PORT": "0" for name in ("SMTPS", "POP3S", "IMAPS")},
        "CARTERO_SUBMISSION_PORT": "0",
    }
    errors = tmp_path / "stderr"
    with errors.open("wb") as stderr:
        process = subprocess.Popen(
            [sys.executable, "app.py"],
            cwd=ROOT,
            env=environ,
            stdout=subprocess.PIPE,
            stderr=stderr,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (96, 96)),
        )
    address = process.stdout.readline().decode().split()[-1]
    process.stdout.readline()
    yield address, errors
    process.terminate()
    process.wait(PATIENCE_S)
    process.stdout.close()


def test_running_out_of_descriptors_is_survived(narrow):
    address, errors = narrow
    port = int(address.rstrip("/").rpartition(":")[2])
    held = []
    for _ in range(150):
        held.append(blocking.create_connection(("127.0.0.1", port), PATIENCE_S))
    held[-1].settimeout(PATIENCE_S)
    assert held[-1].recv(12) == b"HTTP/1.1 503"
    for sock in held:
        sock.close()
    for path in ("healthz", "healthz"):
        with urllib.request.urlopen(f"{address}{path}", timeout=PATIENCE_S) as page:
            assert page.status == 200
    assert "Traceback" not in errors.read_text()
