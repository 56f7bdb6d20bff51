"""Connections that wait: half a request ends, and without descriptors all goes on."""

import os
import resource
import socket as blocking
import subprocess
import sys
import urllib.request

import pytest
from gevent import Timeout, socket
from gevent.pywsgi import WSGIServer

from simulator.web.serving.http_handler import HttpHandler
from tests.web.rig import ROOT

PATIENCE_S = 20


class Hasty(HttpHandler):
    idle_s = header_s = stall_s = 0.05


def application(environ, start_response):
    body = environ["wsgi.input"].read()
    start_response("200 OK", [("Content-Length", str(len(body)))])
    return [body]


@pytest.fixture
def port():
    """Of a server in this thread, whose handler waits for a moment only."""
    server = WSGIServer(
        ("127.0.0.1", 0), application, log=None, error_log=None, handler_class=Hasty
    )
    server.start()
    yield server.server_port
    server.stop(timeout=0)


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
    for sock in held:
        sock.close()
    for path in ("healthz", "healthz"):
        with urllib.request.urlopen(f"{address}{path}", timeout=PATIENCE_S) as page:
            assert page.status == 200
    assert "Traceback" not in errors.read_text()
