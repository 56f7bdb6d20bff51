"""Laws of the IMAP server that must hold for whatever anybody types."""

import re

from hypothesis import given
from hypothesis import strategies as st

from simulator.journal import to_jsonl
from simulator.journal.facts import ImapCommandReceived, ImapResponseSent
from simulator.journal.journal import Journal
from simulator.protocols.imap import states
from simulator.protocols.imap.codes import OK, POP3_VERBS, REASONS, SMTP_VERBS
from tests.protocols.imap.fake_store import BYE, HELLO, PARTS, FakeStore, Person

TAGGED = re.compile(rb"(\S+) (OK|NO|BAD)( \[[^\]]*\])? [ -~]+\r\n")
UNTAGGED = re.compile(
    rb"\* (?:(?:OK|NO|BAD|BYE|PREAUTH) |CAPABILITY |LIST |LSUB |STATUS |SEARCH|ESEARCH "
    rb"|FLAGS |NAMESPACE |ID |ENABLED|\d+ (?:EXISTS|RECENT|EXPUNGE|FETCH))"
)

VERBS = st.sampled_from(
    [*states.VERBS, *sorted(SMTP_VERBS | POP3_VERBS), "UID", "XYZZY", ""]
)
WORDS = st.one_of(
    st.sampled_from(
        [
            *(
                "INBOX",
                '""',
                "*",
                "%",
                "Otro",
                "A&APE-o",
                "a/b",
                "1",
                "1:*",
                "2,9",
                "0",
            ),
            *("FLAGS", "ALL", "(FLAGS)", "BODY[]", "BODY[1]<0.5>", "BODYSTRUCTURE"),
            *("BODY.PEEK[HEADER.FIELDS (From)]", "ENVELOPE", "+FLAGS", "(\\Seen)"),
            *(
                "(\\Deleted)",
                "FROM",
                "benito",
                "NOT",
                "OR",
                "UNSEEN",
                "RETURN",
                "(MIN)",
            ),
            *("(MESSAGES UNSEEN)", "PLAIN", "NIL", "{3}", "{3+}", "{99999}", "{0}"),
            *("ana", "ejemplo123", "UTF8=ACCEPT", '"quoted \\" text"', '"open'),
        ]
    ),
    st.integers(0, 2**40).map(str),
    st.text('abc 12(){}[]%*"\\\n\r\x00ñ', max_size=20),
)
LINES = st.one_of(
    st.tuples(
        st.sampled_from(["a", "b7", "", "+", "LOGIN"]),
        VERBS,
        st.lists(WORDS, max_size=4),
    ).map(lambda parts: " ".join((parts[0], parts[1], *parts[2])).encode()),
    st.sampled_from(
        [
            b"l LOGIN ana ejemplo123",
            b"s SELECT INBOX",
            b"f FETCH 1:* (FLAGS BODY[])",
            b"d STORE 1 +FLAGS (\\Deleted)",
            b"e EXPUNGE",
            b"i IDLE",
            b"DONE",
            b"k APPEND INBOX {5+}\r\nhola!",
            b"c COPY 1:* INBOX",
            b"*",
        ]
    ),
    st.binary(max_size=40),
)
SESSIONS = st.lists(LINES, max_size=25).map(
    lambda lines: [b"l LOGIN ana ejemplo123", b"s SELECT INBOX", *lines]
)


def run(lines, chunk=None):
    """A session over three messages: facts and octets."""
    person = Person(FakeStore(HELLO, BYE, PARTS))
    octets = b"".join(line + b"\r\n" for line in lines)
    size = chunk or max(len(octets), 1)
    for at in range(0, len(octets), size):
        person.send(octets[at : at + size])
    return person.server.facts(), person.greeting + person.heard()


@given(st.one_of(SESSIONS, st.lists(LINES, max_size=10)))
def test_every_command_has_one_completion_that_the_rfc_allows(lines):
    facts, sent = run(lines)
    commands = [f for f in facts if isinstance(f, ImapCommandReceived)]
    said = [f for f in facts if isinstance(f, ImapResponseSent)]
    completions = [f for f in said if f.tag not in "*+" or f.status == "BAD"]
    assert sum(f.length for f in said) == len(sent)
    assert len(commands) - len(completions) in (0, 1)
    for command, completion in zip(commands, completions, strict=False):
        assert completion.tag == (command.tag or "*")
        assert completion.verb == command.verb
        assert completion.status in ("OK", "NO", "BAD")
    for fact in said:
        octets = sent[fact.offset : fact.offset + fact.length]
        assert octets.endswith(b"\r\n") and octets.startswith(fact.tag.encode())
        assert fact.reason in REASONS or fact.reason == OK
        if fact.tag == "+":
            continue
        shape = UNTAGGED.match if fact.tag == "*" else TAGGED.fullmatch
        assert shape(octets), octets
        if fact.status in ("NO", "BAD"):
            assert fact.reason != OK
            known = REASONS[fact.reason].status
            assert known == fact.status


@given(SESSIONS)
def test_the_table_tells_the_truth(lines):
    for fact in run(lines)[0]:
        if not isinstance(fact, ImapResponseSent) or fact.tag in "*+":
            continue
        before = states.State(fact.state_before)
        if fact.verb not in states.TABLE[before] and fact.verb != "LOGOUT":
            assert fact.status == "BAD"
        told = states.next_state(before, fact.verb, fact.status)
        assert fact.state_after == told


@given(SESSIONS)
def test_a_client_that_counts_what_it_is_told_knows_the_mailbox(lines):
    """Numbers never exceed what EXISTS said; EXPUNGE never comes in a FETCH."""
    count = 0
    for fact in run(lines)[0]:
        if not isinstance(fact, ImapResponseSent):
            continue
        if fact.data == "EXISTS":
            assert fact.number >= count or fact.verb in ("SELECT", "EXAMINE")
            count = fact.number
        elif fact.data == "EXPUNGE":
            assert fact.verb not in ("FETCH", "STORE", "SEARCH", "")
            assert 1 <= fact.number <= count
            count -= 1
        elif fact.data == "FETCH":
            assert 1 <= fact.number <= count


@given(SESSIONS, st.integers(1, 7))
def test_how_the_octets_are_cut_does_not_matter(lines, size):
    assert run(lines) == run(lines, size)


@given(SESSIONS)
def test_every_fact_survives_json_and_its_spans_lie_in_order(lines):
    journal = Journal()
    for fact in run(lines)[0]:
        journal.append(0, "sur", "c1", max(len(journal) - 1, 0), fact)
        ends = [end for _, end, role in getattr(fact, "spans", ())]
        assert ends == sorted(ends) and all(end <= len(fact.octets) for end in ends)
        assert all(start < end for start, end, _ in getattr(fact, "spans", ()))
    assert to_jsonl(journal).count(b"\n") == len(journal)


@given(st.lists(st.binary(max_size=300), max_size=20))
def test_no_octets_at_all_make_it_raise(pieces):
    person = Person(FakeStore(HELLO))
    for piece in pieces:
        person.send(piece)
    person.server.receive_eof(0)
    while (question := person.server.next_question()) is not None:
        person.server.answer(person.desk.answer(question), 0)
    assert person.server.state == "LOGOUT"


def test_a_flood_without_line_end_is_not_kept():
    person = Person(FakeStore(), line_octets_max=1_000, command_octets_max=1_000)
    for _ in range(1_000):
        person.send(b"a" * 1_000)
    assert len(person.server._reader._buffer) < 2_000
    assert person.say("") == b"* BAD Command line too long\r\n"


def test_a_literal_nobody_wants_is_not_kept():
    person = Person(FakeStore())
    person.send(b"a FOO {50000000+}\r\n")
    for _ in range(500):
        person.send(b"x" * 100_000)
    assert not person.server._reader._buffer
    assert person.say("") == b"a BAD Unknown command\r\n"
