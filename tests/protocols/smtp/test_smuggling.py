"""SMTP smuggling (CVE-2023-51764, -51765, -51766): one letter in, one letter out.

Every almost-end of data is tried, however it is cut. The server sees one letter; what
our client then sends to the next server has one end, even for a next server that takes
any CR or LF for the end of a line.
"""

import re

import pytest

from simulator.journal.facts import SmtpFalseEndFound
from simulator.protocols.smtp import SmtpClient, SmtpClientConfig, Transaction
from tests.protocols.smtp.fake_agent import FakeAgent, new_server

ALMOST_ENDS = (
    *(b"\n.\n", b"\n.\r\n", b"\r\n.\n", b"\r.\r", b"\r.\r\n", b"\r\n.\r", b"\n.\r"),
    *(b"\r.\n", b"\r\r\n.\r\r\n", b"\n\n.\n\n", b"\r\n\n.\r\n", b"\n\r\n.\n\r\n"),
    *(b"\r\n .\r\n", b"\r\n. \r\n", b"\r\n.\t\r\n", b"\x85.\x85", b"\x0b.\x0b"),
)
WITH_NULLS = (
    *(b"\0\n.\n", b"\n.\0\n", b"\r\n\0.\r\n", b"\r\n.\0\r\n", b"\r\0\n.\r\n"),
    *(b"\r\n.\r\0\n", b"\0\r\n.\r\r\n"),
)
SECOND = (
    b"MAIL FROM:<jefa@sur.example>\r\nRCPT TO:<ana@norte.example>\r\nDATA\r\n"
    b"Subject: trampa\r\n\r\nPaga.\r\n"
)
BEGUN = (
    b"EHLO malo.example\r\nMAIL FROM:<m@malo.example>\r\n"
    b"RCPT TO:<ana@norte.example>\r\nDATA\r\n"
)


def _said(almost: bytes) -> bytes:
    return BEGUN + b"Subject: uno\r\n\r\nHola" + almost + SECOND + b".\r\nNOOP\r\n"


def _heard(
    octets: bytes, cuts: tuple[int, ...], *, lenient: bool = False
) -> tuple[FakeAgent, bytes]:
    agent, said, _ = _told(octets, cuts, lenient=lenient)
    return agent, said


def _told(octets: bytes, cuts: tuple[int, ...], *, lenient: bool):
    """The agent, what the server said, and the false ends it told of."""
    server, agent = new_server(lenient_end=lenient), FakeAgent()
    places = (0, *cuts, len(octets))
    for start, end in zip(places, places[1:], strict=False):
        server.receive_data(octets[start:end], 0)
        while (question := server.next_question()) is not None:
            server.answer(agent.answer(question), 0)
    ends = [f for f in server.facts() if isinstance(f, SmtpFalseEndFound)]
    return agent, b"".join(server.data_to_send()), ends


def _final_codes(said: bytes) -> list[bytes]:
    return re.findall(rb"^(\d{3}) ", said, re.MULTILINE)


ONE_LETTER = [b"220", b"250", b"250", b"250", b"354", b"250", b"250"]


@pytest.mark.parametrize("almost", ALMOST_ENDS)
def test_an_almost_end_is_no_end_wherever_it_is_cut(almost):
    octets = _said(almost)
    at = octets.index(b"Hola") + 4
    cuts = [(), *((n,) for n in range(at - 2, at + len(almost) + 3))]
    cuts.append(tuple(range(at - 2, at + len(almost) + 3)))
    for cut in cuts:
        agent, said = _heard(octets, cut)
        assert _final_codes(said) == ONE_LETTER
        (mail,) = agent.received
        assert mail.reverse_path == "m@malo.example"
        assert mail.content.endswith(SECOND)


@pytest.mark.parametrize("almost", WITH_NULLS)
def test_with_nulls_it_is_no_end_either_and_refused(almost):
    octets = _said(almost)
    agent, said = _heard(octets, ())
    assert _final_codes(said) == [*ONE_LETTER[:5], b"554", b"250"]
    assert agent.received == []


@pytest.mark.parametrize("almost", ALMOST_ENDS)
def test_a_vulnerable_server_sees_two_where_an_lf_ends_the_line_before_the_dot(almost):
    octets = _said(almost)
    at = octets.index(b"Hola") + 4
    taken = re.search(rb"\n\.\r?\n", almost)
    for cut in [(), *((n,) for n in range(at - 2, at + len(almost) + 3))]:
        agent, said, ends = _told(octets, cut, lenient=True)
        if taken is None:
            assert _final_codes(said) == ONE_LETTER
            assert (len(agent.received), ends) == (1, [])
            continue
        first, *others = agent.received
        assert first.content.endswith(b"Hola" + almost[: taken.start() + 1])
        assert all(end.taken for end in ends) and len(ends) == 1
        behind = almost[taken.end() :] + SECOND
        smuggled = bool(re.match(rb"(\r\n)?MAIL", behind))
        assert [mail.reverse_path for mail in others] == ["jefa@sur.example"] * smuggled


@pytest.mark.parametrize("almost", ALMOST_ENDS)
def test_a_strict_server_tells_of_what_a_vulnerable_one_would_take(almost):
    octets = _said(almost)
    _, _, told = _told(octets, (), lenient=False)
    _, _, taken = _told(octets, (), lenient=True)
    places = [(end.octets, end.offset, end.length) for end in told]
    assert places == [(end.octets, end.offset, end.length) for end in taken]
    for end in told:
        assert not end.taken
        part = octets[end.offset : end.offset + end.length]
        assert part.decode("latin-1") == end.octets


def test_a_client_that_repairs_nothing_lets_the_line_ends_through():
    sent = _relayed(b"Hola\n.\r\nuno\r\n", b"", whole_lines=False)
    assert sent.endswith(b"DATA\r\nHola\n.\r\nuno\r\n.\r\n")
    sent = _relayed(b"Hola\n.", b"", whole_lines=False)
    assert sent.endswith(b"DATA\r\nHola\n.\r\n.\r\n")


@pytest.mark.parametrize("almost", ALMOST_ENDS)
@pytest.mark.parametrize("extension", [b"", b"PIPELINING"])
def test_what_goes_out_has_one_end_for_the_most_lenient_reader(almost, extension):
    agent, _ = _heard(_said(almost), ())
    (mail,) = agent.received
    sent = _relayed(mail.content, extension)
    content = sent[sent.index(b"DATA\r\n") + 6 :]
    lines = re.split(rb"\r\n|\r|\n", content)
    assert [at for at, line in enumerate(lines) if line == b"."] == [len(lines) - 2]
    assert not re.search(rb"\r(?!\n)|(?<!\r)\n", sent)


def test_chunks_go_out_with_whole_line_ends_too():
    """The server after the next one may be told with DATA."""
    sent = _relayed(b"Hola\n.\r\nuno\r.\r", b"CHUNKING")
    assert b"BDAT 17 LAST\r\nHola\r\n.\r\nuno\r\n.\r\n" in sent


def _relayed(content: bytes, extension: bytes, *, whole_lines: bool = True) -> bytes:
    """All our client says to a server that takes everything."""
    config = SmtpClientConfig(host_name="norte.example", whole_lines=whole_lines)
    client = SmtpClient(config, 0)
    transaction = Transaction("m@malo.example", ("ana@sur.example",), content)
    sent = b""
    hello = b"250-x\r\n250 " + extension + b"\r\n" if extension else b"250 x\r\n"
    for reply in (b"220 x\r\n", hello, *[b"250 ok\r\n"] * 2, b"354 go\r\n"):
        client.receive_data(reply, 0)
        if client.next_question() is not None:
            client.answer(transaction, 0)
        sent += b"".join(client.data_to_send())
    return sent
