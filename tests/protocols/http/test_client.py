"""The client side of HTTP: one page at a time, on a connection that lasts."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.protocols.engine import Action
from simulator.protocols.http import Arrived, Fetch, HttpClient, Seen
from simulator.protocols.http.client import PATIENCE_US
from tests.fuzz.bytes_of import SEEDS, session
from tests.fuzz.harness import drive

FETCH = Fetch("GET", "/", (("host", "correo.sur.example"),))
PAGE = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 4\r\n\r\nhola"
CHUNKS = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhola\r\n0\r\n\r\n"
CLOSE = b"HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
SOON = b"HTTP/1.1 100 Continue\r\n\r\n" + PAGE


def asking(fetch: Fetch = FETCH) -> HttpClient:
    client = HttpClient(0)
    client.notify(fetch, 0)
    return client


def hear(client: HttpClient, *parts: bytes) -> Arrived | None:
    for part in parts:
        client.receive_data(part, 0)
    question = client.next_question()
    assert question is None or isinstance(question, Arrived)
    return question


def test_it_asks_as_it_is_told():
    client = asking()
    assert client.data_to_send() == [
        b"GET / HTTP/1.1\r\nHost: correo.sur.example\r\n\r\n"
    ]
    form = Fetch("POST", "/login", FETCH.fields, b"user=benito")
    assert asking(form).data_to_send() == [
        b"POST /login HTTP/1.1\r\nHost: correo.sur.example\r\n"
        b"Content-Length: 11\r\n\r\nuser=benito"
    ]


@pytest.mark.parametrize("data", [PAGE, CHUNKS, CLOSE, SOON])
def test_cut_anywhere_it_is_the_same_page(data):
    whole = hear(asking(), data)
    assert whole is not None
    parts = [data[i : i + 1] for i in range(len(data))]
    assert hear(asking(), *parts) == whole
    for cut in range(len(data)):
        assert hear(asking(), data[:cut], data[cut:]) == whole


def test_it_says_where_the_body_is():
    got = hear(asking(), PAGE)
    assert (got.status, got.body) == (200, b"hola")
    assert PAGE[got.offset : got.offset + got.length] == b"hola"


def test_the_next_page_comes_over_the_same_connection():
    client = asking()
    assert not client.idle
    hear(client, PAGE)
    client.answer(Seen(), 0)
    assert client.idle
    client.notify(FETCH, 0)
    again = hear(client, PAGE)
    assert again.offset == len(PAGE) + len(PAGE) - 4


def test_who_says_close_is_left():
    client = asking()
    hear(client, CLOSE)
    client.answer(Seen(), 0)
    assert not client.idle
    assert client.action() is Action.CLOSE


@pytest.mark.parametrize(
    "data",
    [
        b"220 sur.example ESMTP\r\n\r\n",
        b"\xff\xfe\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"y" * 20_000,
        b"HTTP/1.1 200 OK\r\nContent-Length: 700000\r\n\r\n" + b"y" * 700_000,
    ],
    ids=["smtp", "binary", "length", "endless", "huge"],
)
def test_who_talks_nonsense_is_left(data):
    client = asking()
    assert hear(client, data) is None
    assert client.action() is Action.CLOSE
    assert not client.idle


def test_who_does_not_answer_is_left_in_the_end():
    client = asking()
    client.receive_data(PAGE[:9], 70)
    assert client.timer_at_us() == 70 + PATIENCE_US
    client.handle_timer(70 + PATIENCE_US)
    assert client.action() is Action.CLOSE


def test_between_two_pages_no_clock_runs():
    client = asking()
    hear(client, PAGE)
    client.answer(Seen(), 0)
    assert client.timer_at_us() is None


@given(st.integers(0, SEEDS))
def test_whatever_comes_it_does_not_fall(seed):
    chance = Random(seed)
    heard = drive(
        asking(),
        session(chance, [PAGE, CHUNKS, CLOSE, SOON]),
        chance,
        lambda question: None if chance.random() < 0.02 else Seen(),
    )
    assert all(isinstance(asked, Arrived) for asked in heard.asked)
    assert len(heard.sent) == 1
