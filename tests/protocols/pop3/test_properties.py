"""Laws of the POP3 engines that must hold for whatever anybody types."""

import base64

from hypothesis import given
from hypothesis import strategies as st

from simulator.journal import to_jsonl
from simulator.journal.facts import Pop3CommandReceived, Pop3ResponseSent
from simulator.journal.journal import Journal
from simulator.protocols.engine import Action, TlsStarted
from simulator.protocols.lines import dot_stuff, dot_unstuff
from simulator.protocols.pop3 import Update, states
from simulator.protocols.pop3.codes import NOT_OFFERED, OK, REASONS, SMTP_VERBS
from simulator.protocols.pop3.commands import top
from simulator.protocols.pop3.config import CAPABILITIES, MORE_CAPABILITIES
from simulator.protocols.sasl import MECHANISMS
from tests.protocols.pop3.fake_store import (
    DOTTED,
    LONG,
    PASSWORD,
    SHORT,
    FakeStore,
    log_in,
    new_server,
)

PLAIN = base64.b64encode(b"\0benito\0" + PASSWORD.encode())
VERBS = st.sampled_from(
    [*states.VERBS, *sorted(SMTP_VERBS), *sorted(NOT_OFFERED), "XYZZY", "", " "]
)
WORDS = st.one_of(
    st.sampled_from(["benito", PASSWORD, "0", "1", "2", "3", "4", "-1", "01", "1 0"]),
    st.integers(-(10**30), 10**30).map(str),
    st.text("abc 123.+-\tñ\x00\n\r", max_size=300),
)
COMMANDS = st.builds(
    lambda verb, word, lower: (verb.lower() if lower else verb) + word,
    VERBS,
    st.one_of(st.just(""), WORDS.map(" {}".format)),
    st.booleans(),
).map(lambda text: text.encode("latin-1", "replace"))
LINES = st.one_of(
    COMMANDS,
    st.sampled_from([b"USER benito", b"PASS " + PASSWORD.encode(), b"DELE 1", b"RSET"]),
    st.sampled_from(
        [b"AUTH PLAIN", b"AUTH LOGIN", b"AUTH CRAM-MD5", b"*", b"=", PLAIN]
    ),
    st.binary(max_size=40),
)
SESSIONS = st.lists(LINES, max_size=25)


def run(lines, chunk=None):
    """A session over three messages with all that a server can offer; a handshake that
    is asked for is done at once. Its facts, its octets, its store."""
    store = FakeStore(SHORT, DOTTED, LONG)
    server = new_server(
        capabilities=(*CAPABILITIES, *MORE_CAPABILITIES),
        mechanisms=MECHANISMS,
        apop=True,
    )
    octets = b"".join(line + b"\r\n" for line in lines)
    size = chunk or max(len(octets), 1)
    for at in range(0, len(octets), size):
        server.receive_data(octets[at : at + size], 0)
        store.serve(server)
        if server.action() is Action.START_TLS:
            server.notify(TlsStarted(), 0)
    return server.facts(), b"".join(server.data_to_send()), store


@given(SESSIONS)
def test_whatever_is_typed_every_response_is_one_the_rfc_allows(lines):
    facts, sent, _ = run(lines)
    answered = [f for f in facts if isinstance(f, Pop3ResponseSent)]
    commands = [f for f in facts if isinstance(f, Pop3CommandReceived)]
    assert len(answered) == len(commands) + 1
    assert sum(f.length for f in answered) == len(sent)
    at = 0
    for fact in answered:
        octets = sent[at : at + fact.length]
        at += fact.length
        first, _, rest = octets.partition(b"\r\n")
        assert first.startswith((b"+OK", b"-ERR", b"+ "))
        assert len(first) + 2 <= 512 and first.isascii()
        assert fact.reason in REASONS or fact.reason == OK
        assert (fact.reason == OK) == (fact.status != "-ERR")
        if fact.multiline:
            assert (b"\r\n" + rest).endswith(b"\r\n.\r\n")
            assert (b"\r\n" + rest).count(b"\r\n.\r\n") == 1
        else:
            assert rest == b""


@given(SESSIONS)
def test_illegal_and_badly_written_commands_change_nothing(lines):
    facts, _, _ = run(lines)
    marked = 0
    for fact in facts:
        if not isinstance(fact, Pop3ResponseSent):
            continue
        if fact.verb not in states.TABLE[states.State(fact.state_before)]:
            assert fact.status == "-ERR"
            assert fact.state_after == fact.state_before
        if fact.status == "-ERR" and fact.verb != "PASS":
            assert fact.marked == marked or fact.state_after == "UPDATE"
        marked = fact.marked


@given(SESSIONS)
def test_the_table_tells_the_truth(lines):
    for fact in run(lines)[0]:
        if isinstance(fact, Pop3ResponseSent) and fact.state_after != "CLOSED":
            before = states.State(fact.state_before)
            sign = ">" if fact.status == "+" else fact.status[0]
            told = states.next_state(before, fact.verb, sign)
            assert fact.state_after in (told, before)


@given(SESSIONS)
def test_messages_disappear_only_through_update(lines):
    _, _, store = run(lines)
    updates = [q for q in store.asked if isinstance(q, Update)]
    assert len(updates) <= 1
    removed = set(updates[0].unique_ids) if updates else set()
    assert {"uid-1", "uid-2", "uid-3"} - set(store.messages) == removed


@given(SESSIONS, st.integers(1, 7))
def test_how_the_octets_are_cut_does_not_matter(lines, size):
    """Except behind STLS: there it says what comes before the handshake."""
    lines = [line for line in lines if not line.upper().startswith(b"STLS")]
    whole, sent, _ = run(lines)
    cut, sent_cut, _ = run(lines, size)
    assert sent == sent_cut
    assert whole == cut


@given(SESSIONS)
def test_every_fact_survives_json(lines):
    journal = Journal()
    for fact in run(lines)[0]:
        journal.append(0, "sur", "c1", max(len(journal) - 1, 0), fact)
    assert to_jsonl(journal).count(b"\n") == len(journal)


CONTENT = st.lists(
    st.sampled_from(
        [b"", b".", b"..", b".x", b"a", b"Subject: x", b"\n", b"\r", b"\n."]
    ),
    max_size=12,
).map(lambda lines: b"".join(line + b"\r\n" for line in lines))


@given(CONTENT)
def test_the_octets_of_a_message_are_those_that_list_counts(content):
    store, server = FakeStore(content), new_server()
    log_in(server, store)
    server.data_to_send()
    server.facts()
    server.receive_data(b"RETR 1\r\n", 0)
    store.serve(server)
    wire = b"".join(server.data_to_send())
    head = f"+OK {len(content)} octets\r\n".encode()
    assert wire == head + dot_stuff(content) + b".\r\n"
    assert dot_unstuff(wire[len(head) : -3]) == content
    assert server.facts()[-1].content_length == len(content)


@given(CONTENT, st.integers(0, 15))
def test_top_gives_the_header_section_and_as_many_lines_as_asked(content, lines):
    head, blank, body = content.partition(b"\r\n\r\n")
    if content.startswith(b"\r\n"):
        head, blank, body = b"", b"\r\n", content[2:]
    kept = body.split(b"\r\n")[:-1][:lines] if blank else []
    expected = head + blank + b"".join(line + b"\r\n" for line in kept)
    assert top(content, lines) == (expected if blank else content)


def test_top_of_more_lines_than_there_are_is_the_message_itself():
    for lines in (60, 61, 10**30):
        assert top(LONG, lines) is LONG
    assert top(LONG, 59) == LONG[: -len(b"una linea de relleno\r\n")]
