"""Laws of the server that hold whatever is typed and whatever the agent answers."""

from itertools import pairwise

import msgspec
from hypothesis import given
from hypothesis import settings as profile
from hypothesis import strategies as st

from simulator.journal.facts import (
    AnyFact,
    SmtpChunkReceived,
    SmtpCommandReceived,
    SmtpContentReceived,
    SmtpReplySent,
)
from simulator.protocols.engine import Action, TlsStarted
from simulator.protocols.sasl import MECHANISMS
from simulator.protocols.smtp import (
    Authentication,
    Expansion,
    ForwardPath,
    MailObject,
    Reply,
    ReversePath,
    Verification,
)
from simulator.protocols.smtp.codes import REASONS, allowed
from simulator.protocols.smtp.extensions import EXTENSIONS
from simulator.protocols.smtp.states import (
    CONTENT,
    RESPONSE,
    TABLE,
    State,
    next_state,
)
from tests.protocols.smtp.fake_agent import new_server

VERB_OF = {
    Authentication: RESPONSE,
    ReversePath: "MAIL",
    ForwardPath: "RCPT",
    MailObject: CONTENT,
    Verification: "VRFY",
    Expansion: "EXPN",
}

LINES = (
    b"EHLO norte.example",
    b"HELO [192.0.2.7]",
    b"EHLO",
    b"EHLO a b",
    b"MAIL FROM:<ana@norte.example>",
    b"MAIL FROM:<> SIZE=5 BODY=8BITMIME",
    b"MAIL FROM: <ana@norte.example>",
    b"MAIL FROM:<ana@norte.example> X=1",
    b"mail from:<ana>",
    b"RCPT TO:<benito@sur.example>",
    b"RCPT TO:<Postmaster>",
    b"RCPT TO:<b\xc3\xb1@sur.example>",
    b"RCPT TO:<>",
    b"DATA",
    b"DATA x",
    b".",
    b"..",
    b"Subject: x",
    b"",
    b"RSET",
    b"RSET x",
    b"NOOP",
    b"NOOP any thing",
    b"VRFY benito",
    b"VRFY",
    b"EXPN lista",
    b"HELP",
    b"HELP MAIL",
    b"HELP x",
    b"QUIT x",
    b"VERFY benito",
    b"STARTTLS",
    b"AUTH PLAIN AGFuYQBhbmEtc2VjcmV0YQ==",
    b"AUTH PLAIN",
    b"AUTH LOGIN",
    b"AUTH CRAM-MD5",
    b"AUTH X",
    b"YW5h",
    b"dGltIGI5MTNhNjAyYzdlZGE3YTQ5NWI0ZTZlNzMzNGQzODkw",
    b"*",
    b"BDAT 12",
    b"BDAT 12 LAST",
    b"BDAT 0 LAST",
    b"BDAT x",
    b"MAIL FROM:<\xc3\xb1@norte.example> SMTPUTF8",
    b"MAIL FROM:<a@b.example> RET=HDRS ENVID=1 AUTH=<>",
    b"RCPT TO:<c@b.example> NOTIFY=NEVER ORCPT=rfc822;c@b.example",
    b"TURN",
    b"x" * 600,
    b"NOOP " + b"x" * 600,
    b"y" * 1200,
    b"\0",
    b"a\nb\rc",
    b"QUIT",
)

# QUIT comes last and seldom, that sessions may grow.
line = st.sampled_from(LINES[:-1] * 3 + LINES[-1:]) | st.binary(max_size=30)
EHLO, *ENVELOPE = (
    b"EHLO norte.example",
    b"MAIL FROM:<ana@norte.example>",
    b"RCPT TO:<benito@sur.example>",
)
happy = st.sampled_from(
    [
        (EHLO, *ENVELOPE, b"DATA"),
        (EHLO, *ENVELOPE, b"BDAT 12"),
        (EHLO, b"AUTH LOGIN"),
        (EHLO, b"STARTTLS"),
        (EHLO, b"QUIT"),
    ]
)
typed = st.lists(happy | st.tuples(line), max_size=12).map(
    lambda groups: b"".join(text + b"\r\n" for group in groups for text in group)
)
plain = st.fixed_dictionaries(
    {
        "strict": st.booleans(),
        "discloses": st.sampled_from([None, True, False]),
        "refuses": st.sampled_from([False] * 9 + [True]),
        "extensions": st.sampled_from(
            [(), ("ENHANCEDSTATUSCODES", "SIZE"), ("8BITMIME",)]
        ),
        "verbs": st.sampled_from([(), ("VRFY",), ("VRFY", "EXPN", "HELP")]),
    }
)
everything = st.fixed_dictionaries(
    {
        "extensions": st.permutations(tuple(EXTENSIONS)).map(tuple),
        "mechanisms": st.just(MECHANISMS),
        "plaintext_auth": st.booleans(),
        "requires_tls": st.booleans(),
        "requires_auth": st.booleans(),
        "tls": st.booleans(),
    }
)
settings = plain | everything
moods = st.lists(st.integers(0, 30), min_size=1, max_size=5)
"""Which of the codes that are allowed the agent picks, in turn."""


def run(data: bytes, changes: dict, mood: list[int], cuts: list[int]):
    """The facts, the octets sent and the questions asked.

    What comes after STARTTLS is lost; then all of `data` is said again, inside TLS.
    """
    server = new_server(**changes)
    facts, sent, asked = [], [], []

    def drain():
        while True:
            facts.extend(server.facts())
            sent.extend(server.data_to_send())
            question = server.next_question()
            if question is None:
                return server.action()
            verb = VERB_OF[type(question)]
            if server.state is not State.AUTH and verb == RESPONSE:
                verb = "AUTH"
            codes = sorted(allowed(verb, server.state) - {334, 354})
            codes += [codes[0]] * 10  # mostly yes, that sessions may grow
            code = codes[(mood[len(asked) % len(mood)] - 11) % len(codes)]
            asked.append(question)
            server.answer(Reply(code, ("because",), f"{code // 100}.0.0", "ok"), 0)

    drain()
    places = sorted({0, len(data), *(cut for cut in cuts if cut < len(data))})
    actions = []
    for start, end in pairwise(places):
        server.receive_data(data[start:end], 0)
        actions.append(drain())
    if Action.START_TLS in actions:
        server.notify(TlsStarted(), 0)
        for start, end in pairwise(places):
            server.receive_data(data[start:end], 0)
            drain()
    return facts, b"".join(sent), asked


@given(typed, settings, moods)
def test_every_reply_is_one_the_rfc_allows(data, changes, mood):
    """§4.3.2, for that verb in that state; and the table says where it leads."""
    facts, _, _ = run(data, changes, mood, [])
    state = State.CLOSED
    for fact in facts:
        if not isinstance(fact, SmtpReplySent):
            assert fact.state == state
            continue
        assert fact.state_before == state
        assert fact.code in allowed(fact.verb, state)
        assert fact.reason in REASONS
        state = next_state(state, fact.verb, fact.code)
        assert fact.state_after == state
        if fact.code == 503:
            assert fact.state_after == fact.state_before


@given(typed, settings, moods)
def test_every_command_has_exactly_one_reply(data, changes, mood):
    facts, sent, _ = run(data, changes, mood, [])
    facts = [f for f in facts if not isinstance(f, SmtpChunkReceived)]
    heard = facts[1::2]
    assert all(isinstance(fact, SmtpReplySent) for fact in facts[::2])
    assert not any(isinstance(fact, SmtpReplySent) for fact in heard)
    replies = facts[2::2]
    if heard and len(replies) < len(heard):
        # A chunk is answered when all of it is here.
        assert heard.pop().verb.startswith("BDAT")
    for command, reply in zip(heard, replies, strict=True):
        assert reply.verb == getattr(command, "verb", CONTENT)


@given(typed, settings, moods)
def test_what_is_out_of_order_is_503_or_less_than_a_command(data, changes, mood):
    facts, _, _ = run(data, changes, mood, [])
    for fact in facts:
        if (
            not isinstance(fact, SmtpReplySent)
            or fact.verb in TABLE[State(fact.state_before)]
        ):
            continue
        assert fact.state_after == fact.state_before or fact.code == 421
        assert fact.code in (421, 500, 502, 503)


@given(typed, settings, moods)
def test_offsets_walk_through_both_directions(data, changes, mood):
    facts, sent, _ = run(data, changes, mood, [])
    at = {"c": 0, "s": 0, "tc": 0, "ts": 0}
    outside = sum(f.length for f in facts if f.stream == "s")
    octets = {"c": data, "tc": data, "s": sent[:outside], "ts": sent[outside:]}
    for fact in facts:
        assert fact.offset == at[fact.stream]
        at[fact.stream] += fact.length
        part = octets[fact.stream][fact.offset : at[fact.stream]]
        assert fact.octets == part[:512].decode("latin-1")
        spans = getattr(fact, "spans", ())
        assert all(0 <= a < b <= len(fact.octets) for a, b, _ in spans)
    assert at["s"] + at["ts"] == len(sent)


@given(typed, settings, moods, st.lists(st.integers(0, 400), max_size=8))
def test_how_the_octets_are_cut_does_not_matter(data, changes, mood, cuts):
    assert run(data, changes, mood, cuts) == run(data, changes, mood, [])


@given(typed, settings, moods)
def test_replies_on_the_wire_are_well_formed(data, changes, mood):
    """§4.2: every line with its code; RFC 2034 §4: where enhanced codes stand."""
    facts, _, _ = run(data, changes, mood, [])
    announces = "ENHANCEDSTATUSCODES" in changes["extensions"]
    for fact in facts:
        if not isinstance(fact, SmtpReplySent):
            continue
        lines = fact.octets.removesuffix("\r\n").split("\r\n")
        for text in lines[:-1]:
            assert text.startswith(f"{fact.code}-")
        assert lines[-1].startswith(f"{fact.code} ")
        bare = fact.verb in ("EHLO", "HELO") or fact.state_before == "CLOSED"
        written = announces and not bare and fact.code // 100 != 3
        assert (fact.enhanced != "") == written
        shown = f"{fact.enhanced} " if written else ""
        assert [text[4:] for text in lines] == [shown + t for t in fact.lines]


@given(typed, settings, moods)
def test_every_fact_survives_json(data, changes, mood):
    facts, _, _ = run(data, changes, mood, [])
    encoded = msgspec.json.encode(facts)
    assert msgspec.json.decode(encoded, type=list[AnyFact]) == facts


@given(typed, moods)
def test_a_mail_object_is_what_was_sent(data, mood):
    _, _, asked = run(data, {}, mood, [])
    facts, _, _ = run(data, {}, mood, [])
    contents = [f for f in facts if isinstance(f, SmtpContentReceived)]
    for question in asked:
        if not isinstance(question, MailObject):
            continue
        fact = next(f for f in contents if f.content_length == len(question.content))
        assert question.content.endswith(b"\r\n") or not question.content
        assert fact.length == len(question.content) + fact.dots_unstuffed + 3
        assert question.forward_paths
        assert fact.lines == question.content.count(b"\r\n")


def test_sessions_of_these_strategies_do_reach_every_state():
    """Else the laws above would say little."""
    reached = set()

    @given(typed, plain | everything, moods)
    @profile(max_examples=300)
    def explore(data, changes, mood):
        for fact in run(data, changes, mood, [])[0]:
            if isinstance(fact, SmtpReplySent):
                reached.add((fact.state_after, str(fact.code)[0]))

    explore()
    states = {state for state, _ in reached}
    assert states == {state.value for state in State}
    assert {digit for _, digit in reached} == set("2345")
    assert (State.GREETED, "2") in reached
    assert any(isinstance(f, SmtpCommandReceived) for f in run(b"\r\n", {}, [0], [])[0])
