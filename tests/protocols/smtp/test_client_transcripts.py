"""Whole sessions of the client, played as written and cut in every way."""

import pytest

from simulator.journal.facts import SmtpTransactionEnded
from simulator.protocols.engine import Question
from simulator.protocols.smtp import (
    Farewell,
    Outcome,
    SmtpClient,
    SmtpClientConfig,
    Transaction,
    WhatNext,
)
from tests.transcripts.runner import (
    CutOnce,
    Transcript,
    load,
    octet_by_octet,
    octets_heard,
    play,
    whole,
)

TRANSCRIPTS = load("smtp/client")
CONTENT = b"Subject: Prueba\r\n\r\n.uno\r\n..\r\ndos\r\n"


class Sender:
    """Sends what the transcript says; `outcomes`: of each transaction, in order."""

    def __init__(self, transcript: Transcript) -> None:
        transcript.check("send", "outcome", "tls")
        self.outcomes: list[Outcome] = []
        self._transactions = [
            Transaction(path.strip("<>"), tuple(paths), CONTENT)
            for path, *paths in transcript.words("send")
        ]

    def answer(self, question: Question) -> Transaction | Farewell:
        assert isinstance(question, WhatNext)
        if question.outcome is not None:
            self.outcomes.append(question.outcome)
        return self._transactions.pop(0) if self._transactions else Farewell()


def expected(words: tuple[str, ...]) -> tuple[str, int, dict[str, tuple[str, ...]]]:
    """`accepted 250 accepted=a@b,c@d` of an outcome directive."""
    result, code, *lists = words
    named = (text.partition("=") for text in lists)
    return (
        result,
        int(code),
        {name: tuple(paths.split(",")) for name, _, paths in named},
    )


def summed(outcome: Outcome) -> tuple[str, int, dict[str, tuple[str, ...]]]:
    lists = {
        name: tuple(path for path, _, _ in getattr(outcome, name))
        for name in ("accepted", "refused", "deferred")
    }
    return outcome.result, outcome.code, {k: v for k, v in lists.items() if v}


def run(transcript: Transcript, cut=whole):
    (tls,) = (*transcript.words("tls"), ("offered",))[0]
    client = SmtpClient(SmtpClientConfig(host_name="norte.example", tls=tls), 0)
    sender = Sender(transcript)
    played = play(transcript, client, sender.answer, side="C", cut=cut)
    outcomes = sender.outcomes
    if client.outcome is not None and client.outcome not in outcomes[-1:]:
        outcomes.append(client.outcome)
    return played, outcomes


@pytest.mark.parametrize("transcript", TRANSCRIPTS, ids=lambda t: t.name)
def test_the_client_says_what_is_written(transcript):
    played, outcomes = run(transcript)
    wanted = [expected(words) for words in transcript.words("outcome")]
    assert [summed(outcome) for outcome in outcomes] == wanted
    ended = [f for f in played.facts if isinstance(f, SmtpTransactionEnded)]
    ran = transcript.words("send")
    assert [(f.result, f.code) for f in ended] == [w[:2] for w in wanted[: len(ran)]]


@pytest.mark.parametrize("transcript", TRANSCRIPTS, ids=lambda t: t.name)
def test_however_it_is_cut_all_is_the_same(transcript):
    wanted = run(transcript)
    assert run(transcript, octet_by_octet) == wanted
    for at in range(1, octets_heard(transcript, side="C")):
        assert run(transcript, CutOnce(at)) == wanted, f"cut after octet {at}"
