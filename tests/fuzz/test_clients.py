"""A server may say anything: a client does not fall, does not swell, and comes to an
end."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.protocols.imap import ImapClient, ImapClientConfig
from simulator.protocols.imap import questions as imap
from simulator.protocols.pop3 import Pop3Client, Pop3ClientConfig
from simulator.protocols.pop3 import questions as pop3
from simulator.protocols.smtp import (
    Farewell,
    SmtpClient,
    SmtpClientConfig,
    Transaction,
)
from tests.fuzz.bytes_of import SEEDS, corpus, session
from tests.fuzz.harness import drive, held

seeds = st.integers(0, SEEDS)
SAYS = {
    protocol: corpus(f"{protocol}/server", "S") + corpus(f"{protocol}/client", "S")
    for protocol in ("smtp", "pop3", "imap")
}
LETTERS = (b"", b"Subject: x\r\n\r\nhola\r\n", b".\n.\r.\r\n..\r\n", b"\xc3\xb1")


def _smtp(chance: Random):
    client = SmtpClient(
        SmtpClientConfig(
            host_name="norte.example",
            tls=chance.choice(("never", "offered", "required", "implicit")),
            credentials=chance.choice((None, ("ana", "ana-secreta"))),
        ),
        0,
    )
    left = [chance.randint(0, 3)]

    def answer(question):
        left[0] -= 1
        if left[0] < 0:
            return Farewell()
        paths = ("benito@sur.example", "ñandú@sur.example", "carla@sur.example")
        to = paths[: chance.randint(1, 3)]
        return Transaction("ana@norte.example", to, chance.choice(LETTERS))

    return client, answer


def _pop3(chance: Random):
    commands = ("STAT", "LIST", "RETR", "TOP", "DELE", "CAPA", "UIDL", "QUIT", "USER")

    def answer(question):
        verb = chance.choice(commands)
        argument = {"RETR": "1", "TOP": "1 0", "DELE": "1", "USER": "ana"}.get(verb, "")
        return pop3.Command(verb, argument)

    return Pop3Client(Pop3ClientConfig(), 0), answer


def _imap(chance: Random):
    def answer(question):
        status = question.response.status
        if status == "+":
            done = imap.Command("DONE")
            return chance.choice((done, imap.Stay(), imap.Command("", (b"eA==",))))
        return chance.choice(
            (
                imap.Command("NOOP"),
                imap.Command("IDLE"),
                imap.Command("LOGIN", (b"ana", imap.Literal(b"ana-secreta"))),
                imap.Command("FETCH", (b"1:*", b"(FLAGS BODY[])")),
                imap.Command("LOGOUT"),
            )
        )

    return ImapClient(ImapClientConfig(), 0), answer


MAKERS = {"smtp": _smtp, "pop3": _pop3, "imap": _imap}


@pytest.mark.parametrize("protocol", MAKERS)
@given(seed=seeds)
def test_whatever_the_server_says(protocol, seed):
    chance = Random(seed)
    client, answer = MAKERS[protocol](chance)
    heard = drive(client, session(chance, SAYS[protocol]), chance, answer)
    assert client.state in ("CLOSED", "LOGOUT")
    said = heard.octets
    if protocol != "smtp":
        assert b"\n" not in said.replace(b"\r\n", b"")
    assert len(heard.sent) < 20_000


@pytest.mark.parametrize("protocol", MAKERS)
@pytest.mark.parametrize(
    "noise", [b"x", b"250-x\r\n", b"* OK x\r\n", b"+OK\r\n", b"\r"]
)
def test_noise_without_end_is_not_kept(protocol, noise):
    chance = Random(1)
    client, answer = MAKERS[protocol](chance)
    block = noise * (4_096 // len(noise))
    most = 0
    for turn in range(100 if b"\n" in noise else 1_000):
        client.receive_data(block, 0)
        if (question := client.next_question()) is not None and turn < 3:
            client.answer(answer(question), 0)
        client.facts()
        client.data_to_send()
        if client.action() is not None:
            break
        if turn % 20 == 0:
            most = max(most, held(client))
    assert most < 3_000_000
