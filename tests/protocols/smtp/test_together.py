"""Client and server joined in memory: what one says, the other understands."""

import tracemalloc

from hypothesis import given
from hypothesis import strategies as st

from simulator.journal.facts import SmtpReplySent, SmtpTransactionEnded
from simulator.mail import whole_lines
from simulator.protocols.engine import Action
from simulator.protocols.smtp import (
    Farewell,
    Outcome,
    SmtpClient,
    SmtpClientConfig,
    SmtpServer,
    Transaction,
    WhatNext,
)
from tests.protocols.smtp.fake_agent import FakeAgent, new_server
from tests.transcripts.runner import read


def converse(
    client: SmtpClient, server: SmtpServer, agent: FakeAgent, work: list[Transaction]
) -> list[Outcome]:
    """Pass octets to and fro until both are silent; the outcomes, in order."""
    outcomes: list[Outcome] = []
    todo = list(work)
    busy = True
    while busy:
        busy = False
        for data in server.data_to_send():
            busy = True
            client.receive_data(data, 0)
        question = client.next_question()
        if isinstance(question, WhatNext):
            busy = True
            if question.outcome is not None:
                outcomes.append(question.outcome)
            client.answer(todo.pop(0) if todo else Farewell(), 0)
        for data in client.data_to_send():
            busy = True
            server.receive_data(data, 0)
        while (asked := server.next_question()) is not None:
            busy = True
            server.answer(agent.answer(asked), 0)
    return outcomes


def new_client() -> SmtpClient:
    return SmtpClient(SmtpClientConfig(host_name="norte.example"), 0)


octets = st.lists(
    st.sampled_from([b".", b"\r\n", b"\r", b"\n", b"x", b"\xc3\xb1"])
).map(b"".join)
transactions = st.lists(
    st.builds(
        Transaction,
        st.sampled_from(["", "ana@norte.example", "spam@malo.example"]),
        st.lists(
            st.sampled_from(["benito@sur.example", "nadie@sur.example", "Postmaster"]),
            min_size=1,
            max_size=3,
        ).map(tuple),
        octets,
    ),
    max_size=4,
)
RULES = read(
    "rules",
    "# refuse nadie@sur.example no_such_mailbox\n"
    "# refuse spam@malo.example 550/5.7.1\n",
)


@given(transactions)
def test_every_letter_arrives_with_its_line_ends_whole(work):
    client, server, agent = new_client(), new_server(), FakeAgent(RULES)
    outcomes = converse(client, server, agent, work)
    assert len(outcomes) == len(work)
    taken = []
    for transaction, outcome in zip(work, outcomes, strict=True):
        paths = [p for p in transaction.forward_paths if p != "nadie@sur.example"]
        if transaction.reverse_path == "spam@malo.example" or not paths:
            assert outcome.result == "refused"
            continue
        assert outcome.result == "accepted"
        assert [path for path, _, _ in outcome.accepted] == paths
        taken.append(whole_lines(transaction.content))
    assert [mail.content for mail in agent.received] == taken
    assert client.action() is server.action() is Action.CLOSE
    assert server.state == client.state == "CLOSED"
    replies = [f for f in server.facts() if isinstance(f, SmtpReplySent)]
    assert not [f for f in replies if f.code in (500, 501, 502, 503)]
    ended_facts = [f for f in client.facts() if isinstance(f, SmtpTransactionEnded)]
    assert [f.result for f in ended_facts] == [o.result for o in outcomes]


def test_the_client_learns_what_was_announced():
    client, agent = new_client(), FakeAgent()
    server = new_server(extensions=("PIPELINING", "SIZE"))
    converse(client, server, agent, [])
    assert client.announced == ("PIPELINING", "SIZE", "VRFY", "EXPN", "HELP")


def test_a_content_without_dots_is_sent_as_the_agents_own_object():
    content = b"Subject: x\r\n\r\n" + (b"x" * 70 + b"\r\n") * 70_000
    client, server, agent = new_client(), new_server(), FakeAgent()
    sent = []
    send = server.receive_data
    server.receive_data = lambda data, now_us: (sent.append(data), send(data, now_us))
    tracemalloc.start()
    work = [Transaction("ana@norte.example", ("benito@sur.example",), content)]
    converse(client, server, agent, work)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert any(data is content for data in sent)
    assert agent.received[0].content == content
    assert peak < len(content) * 0.1
