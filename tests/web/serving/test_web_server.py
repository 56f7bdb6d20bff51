"""A server with few connections: who gets one, and what the others are told."""

from contextlib import closing

import pytest
from gevent import Timeout, socket

from simulator.web.serving.descriptors import ENOUGH, connections_max
from simulator.web.serving.web_server import WebServer

PATIENCE_S = 20
REQUEST = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"
HERE, THERE, ELSEWHERE = "127.0.0.1", "127.0.0.2", "127.0.0.3"


def application(environ, start_response):
    start_response("200 OK", [("Content-Length", "0")])
    return []


@pytest.fixture
def server():
    """With four connections, two from each address."""
    made = WebServer(("0.0.0.0", 0), application, 4, "lleno / full", log=None)
    made.start()
    with Timeout(PATIENCE_S):
        yield made
    made.stop(timeout=0)


def asking(server, address):
    """A connection from `address`, kept open, and the status it got."""
    there = (HERE, server.server_port)
    sock = socket.create_connection(there, source_address=(address, 0))
    sock.sendall(REQUEST)
    return sock, sock.recv(4_096).decode()


def test_one_address_gets_half_and_the_others_the_rest(server):
    held = [asking(server, address) for address in (HERE, HERE, HERE, THERE, THERE)]
    statuses = [said.split()[1] for _, said in held]
    assert statuses == ["200", "200", "503", "200", "200"]
    _, said = asking(server, ELSEWHERE)
    assert said.startswith("HTTP/1.1 503 ")
    assert said.endswith("\r\n\r\nlleno / full")


def test_who_is_refused_gets_the_words_and_then_the_end(server):
    held = [asking(server, HERE) for _ in range(2)]
    with closing(socket.create_connection((HERE, server.server_port))) as late:
        late.sendall(REQUEST)
        heard = late.makefile("rb").read()
    assert heard.count(b"HTTP/1.1") == 1
    assert heard.endswith(b"full")
    assert len(held) == 2


def test_a_connection_that_ends_makes_room(server):
    held = [asking(server, HERE) for _ in range(2)]
    held[0][0].close()
    while asking(server, HERE)[1].split()[1] != "200":
        continue


def test_browsers_get_most_descriptors_but_not_all():
    assert 1 <= connections_max() < ENOUGH
