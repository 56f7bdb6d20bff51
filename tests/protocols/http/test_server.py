"""The server side of HTTP: what it reads, answers and refuses, however it is cut."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.journal.facts import HttpRequestReceived, HttpResponseSent
from simulator.protocols.engine import Action
from simulator.protocols.http import (
    HttpServer,
    HttpServerConfig,
    Request,
    Response,
)
from simulator.protocols.http.messages import HEAD_OCTETS_MAX
from tests.fuzz.bytes_of import SEEDS, pieces, session
from tests.fuzz.harness import drive, held

GET = b"GET /folder/INBOX HTTP/1.1\r\nHost: correo.sur.example\r\nCookie: a=b\r\n\r\n"
HEAD = b"HEAD / HTTP/1.1\r\nHost: x\r\n\r\n"
POST = (
    b"POST /login HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\n"
    b"Content-Length: 11\r\n\r\nuser=benito"
)
CHUNKS = (
    b"POST /send HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
    b"5;a=b\r\nhola,\r\n6\r\n mundo\r\n0\r\n\r\n"
)
LAST = b"GET /bye HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
BARE = b"GET /bare HTTP/1.1\nHost: x\nContent-Length: 2\n\nhi"
GOOD = (GET, HEAD, POST, CHUNKS, BARE)
PAGE = b"<p>hola</p>"


class Talk:
    """A server that answers every request with the same page."""

    def __init__(self, *parts: bytes, now_us: int = 0, answers: bool = True) -> None:
        self.server = HttpServer(HttpServerConfig(body_octets_max=5_000), now_us)
        self.sent = b""
        self.facts: list = []
        self.asked: list[Request] = []
        self.closed = False
        self.answers = answers
        for part in parts:
            self.hear(part, now_us)

    def hear(self, data: bytes, now_us: int = 0) -> None:
        self.server.receive_data(data, now_us)
        self.go_on(now_us)

    def go_on(self, now_us: int = 0) -> None:
        while self.answers and (asked := self.server.next_question()) is not None:
            assert isinstance(asked, Request)
            self.asked.append(asked)
            self.server.answer(Response(200, (), PAGE), now_us)
        self.facts += self.server.facts()
        self.sent += b"".join(self.server.data_to_send())
        self.closed |= self.server.action() is Action.CLOSE

    @property
    def statuses(self) -> list[int]:
        return [f.status for f in self.facts if isinstance(f, HttpResponseSent)]


def summary(talk: Talk) -> tuple:
    return talk.sent, talk.facts, talk.asked, talk.closed


# --- what is right --------------------------------------------------------------------


def test_a_request_is_a_question_and_its_answer_has_a_length():
    talk = Talk(GET)
    (asked,) = talk.asked
    assert (asked.method, asked.target, asked.body) == ("GET", "/folder/INBOX", b"")
    assert ("cookie", "a=b") in asked.fields
    assert talk.sent == (
        b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(PAGE), PAGE)
    )
    assert not talk.closed


@pytest.mark.parametrize("data", [*GOOD, POST + GET + CHUNKS, GET + LAST])
def test_cut_anywhere_it_is_the_same(data):
    whole = summary(Talk(data))
    assert summary(Talk(*(data[i : i + 1] for i in range(len(data))))) == whole
    for cut in range(1, len(data)):
        assert summary(Talk(data[:cut], data[cut:])) == whole


def test_requests_one_upon_another_are_answered_in_order():
    talk = Talk(GET + POST + CHUNKS + LAST)
    assert [asked.target for asked in talk.asked] == [
        "/folder/INBOX",
        "/login",
        "/send",
        "/bye",
    ]
    assert [asked.body for asked in talk.asked] == [
        b"",
        b"user=benito",
        b"hola, mundo",
        b"",
    ]
    assert talk.statuses == [200] * 4
    assert talk.closed


def test_the_next_is_not_asked_before_the_first_is_answered():
    talk = Talk(GET + POST, answers=False)
    assert talk.server.next_question().target == "/folder/INBOX"
    talk.server.answer(Response(200), 0)
    assert talk.server.next_question().target == "/login"


def test_to_head_goes_the_head_alone():
    talk = Talk(HEAD, GET)
    first, second = [f for f in talk.facts if isinstance(f, HttpResponseSent)]
    assert first.content_length == 0 and first.length == first.header_length
    assert f"Content-Length: {len(PAGE)}" in first.octets
    assert second.content_length == len(PAGE)


def test_facts_say_where_in_the_streams_everything_is():
    data = POST + CHUNKS + GET
    talk = Talk(data)
    at = {"c": 0, "s": 0}
    wire = {"c": data, "s": talk.sent}
    for fact in talk.facts:
        stream = wire[fact.stream]
        assert fact.offset == at[fact.stream]
        at[fact.stream] += fact.length
        octets = stream[fact.offset : at[fact.stream]]
        assert octets[: fact.header_length].endswith(b"\r\n\r\n")
        for start, end, role in fact.spans:
            assert 0 <= start < end <= len(fact.octets), role
    assert at == {"c": len(data), "s": len(talk.sent)}


def test_spans_name_the_words_of_the_first_line():
    asked, answered = Talk(GET).facts
    words = {role: asked.octets[a:b] for a, b, role in asked.spans if role != "field"}
    assert words == {
        "method": "GET",
        "target": "/folder/INBOX",
        "version": "HTTP/1.1",
    }
    words = {r: answered.octets[a:b] for a, b, r in answered.spans if r != "field"}
    assert words == {"version": "HTTP/1.1", "code": "200", "text": "OK"}


def test_lf_alone_ends_a_line_and_the_counts_are_right():
    (asked, _) = Talk(BARE).facts
    assert (asked.header_length, asked.content_length) == (len(BARE) - 2, 2)


# --- what is wrong --------------------------------------------------------------------

LONG = b"GET / HTTP/1.1\r\nHost: x\r\nX: " + b"y" * HEAD_OCTETS_MAX
BOTH = b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
WRONG = {
    "no host": (b"GET / HTTP/1.1\r\n\r\n", 400),
    "no request": (b"EHLO pc.example\r\n\r\n", 400),
    "binary": (b"\x16\x03\x01\x02\x00\x01\x00\r\n\r\n", 400),
    "folded": (b"GET / HTTP/1.1\r\n Host: x\r\n\r\n", 400),
    "space before colon": (b"GET / HTTP/1.1\r\nHost : x\r\n\r\n", 400),
    "two lengths": (
        b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
        400,
    ),
    "negative": (b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n", 400),
    "both lengths": (b"POST / HTTP/1.1\r\nHost: x\r\n" + BOTH + GET, 400),
    "old chunks": (
        b"POST / HTTP/1.0\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        400,
    ),
    "bad chunk": (
        b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        400,
    ),
    "big body": (
        b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9000\r\n\r\n" + b"y" * 9_000,
        413,
    ),
    "long head": (LONG + b"\r\n\r\n", 431),
    "endless head": (LONG, 431),
    "coding": (
        b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip\r\n\r\nabc",
        501,
    ),
}


@pytest.mark.parametrize("name", WRONG)
@pytest.mark.parametrize("size", [1, 50, 10**6])
def test_what_is_wrong_is_answered_and_then_it_is_over(name, size):
    data, status = WRONG[name]
    talk = Talk(*(data[i : i + size] for i in range(0, len(data), size)))
    assert talk.statuses == [status]
    assert b"\r\nConnection: close\r\n" in talk.sent
    assert talk.closed
    assert talk.asked == []
    assert [f.method for f in talk.facts if isinstance(f, HttpRequestReceived)] == [""]


def test_after_a_refusal_nothing_is_believed():
    talk = Talk(b"nonsense\r\n\r\n")
    before = summary(talk)
    talk.hear(GET)
    assert summary(talk) == before


def test_what_came_before_the_nonsense_was_answered():
    talk = Talk(GET + b"\0\0\0\r\n\r\n")
    assert talk.statuses == [200, 400]


def test_an_endless_row_of_requests_is_not_kept():
    talk = Talk(GET, answers=False)
    before = held(talk.server)
    for _ in range(300):
        talk.hear(POST * 40)
    assert talk.closed
    assert held(talk.server) - before < 200_000


def test_chunks_full_of_nothing_are_not_kept():
    talk = Talk(CHUNKS.split(b"5;")[0])
    for _ in range(200):
        talk.hear(b"1;" + b"e" * 4_000 + b"\r\nx\r\n")
    assert talk.statuses == [413]
    assert talk.closed


# --- silence, and ends ----------------------------------------------------------------


def test_who_says_nothing_is_left_and_every_word_puts_it_off():
    talk = Talk(now_us=5)
    idle_us = talk.server.config.idle_us
    assert talk.server.timer_at_us() == 5 + idle_us
    talk.hear(GET, now_us=1_000)
    assert talk.server.timer_at_us() == 1_000 + idle_us
    talk.server.handle_timer(999 + idle_us)
    assert talk.server.action() is None
    talk.server.handle_timer(1_000 + idle_us)
    assert talk.server.action() is Action.CLOSE
    assert talk.server.timer_at_us() is None


def test_while_it_thinks_no_clock_runs():
    assert Talk(GET, answers=False).server.timer_at_us() is None


def test_who_has_said_all_still_gets_the_answer():
    talk = Talk(GET, answers=False)
    talk.server.receive_eof(0)
    assert talk.server.action() is None
    talk.answers = True
    talk.go_on()
    assert talk.statuses == [200]
    assert talk.closed


def test_who_leaves_in_the_middle_is_told():
    talk = Talk(GET[:20])
    talk.server.receive_eof(0)
    talk.go_on()
    assert talk.statuses == [400]
    assert talk.closed


def test_who_leaves_between_two_requests_hears_nothing():
    talk = Talk(GET)
    before = talk.sent
    talk.server.receive_eof(0)
    talk.go_on()
    assert (talk.sent, talk.closed) == (before, True)


def test_a_lost_connection_withdraws_the_question():
    talk = Talk(GET, answers=False)
    talk.server.connection_lost(0)
    assert talk.server.next_question() is None
    assert talk.server.timer_at_us() is None


# --- whatever comes -------------------------------------------------------------------


@given(st.integers(0, SEEDS))
def test_whatever_comes_it_does_not_fall(seed):
    chance = Random(seed)
    server = HttpServer(HttpServerConfig(body_octets_max=5_000), 0)

    def answer(question):
        assert isinstance(question, Request)
        return None if chance.random() < 0.02 else Response(200, (), PAGE)

    known = [*GOOD, LAST, *(data for data, _ in WRONG.values())]
    heard = drive(server, session(chance, known), chance, answer)
    at = {"c": 0, "s": 0}
    for fact in heard.facts:
        assert fact.offset == at[fact.stream]
        at[fact.stream] += fact.length
    assert at["s"] == len(heard.octets)


@given(st.integers(0, SEEDS))
def test_pieces_never_matter(seed):
    """What is wrong in two ways may be refused for either."""
    chance = Random(seed)
    data = session(chance, [*GOOD, *(data for data, _ in WRONG.values())])
    pieced, whole = Talk(*pieces(chance, data)), Talk(data)
    assert pieced.asked == whole.asked
    assert [s // 100 == 2 for s in pieced.statuses] == [
        s // 100 == 2 for s in whole.statuses
    ]
    assert pieced.closed == whole.closed
