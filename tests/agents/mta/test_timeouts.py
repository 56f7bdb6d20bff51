"""How long an SMTP client waits, for what, and how it is told (RFC 5321 §4.5.3.2)."""

from collections.abc import Callable

import pytest

from simulator.acts import Freeze, Open, Send, Skip, Slow, Thaw
from simulator.journal import Event
from simulator.journal import facts as f
from simulator.lab import Lab
from simulator.mail import Attachment
from simulator.projections.narration import Narrator
from tests.acts.test_faults import BENITO, told
from tests.worlds import opened

MINUTE_US = 60_000_000

SHORT = Send("pc-ana", BENITO, "Hola", "x")
FILE = Attachment(kind="file", name="datos.bin", octets=400_000)
LONG = Send("pc-ana", BENITO, "Hola", "x", attachments=(FILE,))
"""More than two windows of octets."""


def _reply_to(verb: str) -> Callable[[Event], bool]:
    return lambda e: isinstance(e.fact, f.SmtpReplySent) and e.fact.verb == verb


def _called(event: Event) -> bool:
    return isinstance(event.fact, f.TcpConnectionOpened)


CASES = {
    "greeting": (SHORT, _called, "greeting", 5, "5321#4.5.3.2.1"),
    "hello": (SHORT, _reply_to(""), "EHLO", 5, "5321#4.5.3.2"),
    "mail": (SHORT, _reply_to("EHLO"), "MAIL", 5, "5321#4.5.3.2.2"),
    "rcpt": (SHORT, _reply_to("MAIL"), "RCPT", 5, "5321#4.5.3.2.3"),
    "data": (SHORT, _reply_to("RCPT"), "DATA", 2, "5321#4.5.3.2.4"),
    "block": (LONG, _reply_to("DATA"), "block", 3, "5321#4.5.3.2.5"),
    "content": (SHORT, _reply_to("DATA"), "content", 10, "5321#4.5.3.2.6"),
    "quit": (SHORT, _reply_to("."), "QUIT", 5, "5321#4.5.3.2"),
}


def _frozen(letter: Send, at: Callable[[Event], bool]) -> Lab:
    """`sur` stands still from the event on that is `at`, while `letter` comes to it."""
    base = opened()
    start = base.last_seq
    base.apply(letter)
    base.settle()
    moment = next(
        e.seq for e in base.journal if e.seq > start and at(e) and _with_sur(base, e)
    )
    lab = base.fork(moment)
    lab.apply(Freeze("sur"))
    lab.settle()
    return lab


def _with_sur(lab: Lab, event: Event) -> bool:
    """It happened between the two servers."""
    servers = [e for e in lab.journal if _called(e) and e.fact.server == "sur"]
    return event.conn in [e.conn for e in servers]


def _gave_up(lab: Lab) -> list[Event]:
    return [e for e in lab.journal if isinstance(e.fact, f.ReplyTimedOut)]


def _waited(lab: Lab) -> Event:
    """The first time anybody gave up, skipped to."""
    while not _gave_up(lab):
        lab.apply(Skip(), "auto")
        lab.settle()
    return _gave_up(lab)[0]


def _last_sign_us(lab: Lab, event: Event) -> int:
    """When the client last said something before `event`, new to its server."""
    said = [
        e.at_us
        for e in lab.journal
        if isinstance(e.fact, f.TcpFlightSent)
        and (e.conn, e.host) == (event.conn, event.host)
        and e.fact.length
        and e.seq < event.seq
    ]
    opened_at = next(e.at_us for e in lab.journal if e.conn == event.conn)
    return max([opened_at, *said])


@pytest.mark.parametrize("name", CASES)
def test_a_client_waits_as_long_as_its_section_says_and_hangs_up(name):
    letter, at, awaited, minutes, section = CASES[name]
    lab = _frozen(letter, at)
    event = _waited(lab)
    assert (event.fact.awaited, event.fact.section) == (awaited, section)
    assert event.fact.after_us == minutes * MINUTE_US
    assert event.at_us - _last_sign_us(lab, event) == pytest.approx(
        event.fact.after_us, abs=1_000_000
    )


@pytest.mark.parametrize("name", CASES)
def test_giving_up_is_told_with_its_section_before_what_comes_of_it(name):
    letter, at, awaited, _, section = CASES[name]
    lab = _frozen(letter, at)
    event = _waited(lab)
    keys = told(lab)
    known = awaited if awaited in ("greeting", "block", "content") else "reply"
    assert f"say.gave_up.{known}" in keys
    narrator = Narrator(lab.journal)
    beats = {e.seq: narrator.fold(e).beat for e in lab.journal}
    assert beats[event.seq].rfc == (section,)
    stays = ("say.ended.deferred_mute", "say.ended.lost")
    later = keys[keys.index(f"say.gave_up.{known}") :]
    under_way = awaited in ("MAIL", "RCPT", "DATA", "block", "content")
    assert under_way == any(key in later for key in stays)


def _delivered(lab: Lab) -> int:
    """Messages in Benito's mailbox, besides that of the opening."""
    return len(lab.world.stores["sur"].mailboxes[BENITO].messages) - 1


def test_a_message_whose_end_never_left_is_not_taken_after_a_thaw():
    lab = _frozen(*CASES["block"][:2])
    _waited(lab)
    lab.apply(Thaw("sur"))
    lab.settle()
    results = [
        e.fact.result for e in lab.journal if type(e.fact) is f.SmtpTransactionEnded
    ]
    assert results[-1] == "deferred"
    assert _delivered(lab) == 0
    lab.apply(Skip("retry"))
    lab.settle()
    assert _delivered(lab) == 1


def test_a_frozen_program_that_is_thawed_in_time_reads_all_that_waited():
    lab = _frozen(*CASES["block"][:2])
    lab.apply(Thaw("sur"))
    lab.settle()
    assert not _gave_up(lab)
    assert _delivered(lab) == 1


def test_a_content_that_takes_longer_than_every_timeout_but_never_stops_arrives():
    lab = opened()
    lab.apply(Slow("sur", 1_000, 5_000))
    since = lab.world.clock.now_us
    lab.apply(LONG)
    lab.settle()
    assert lab.world.clock.now_us - since > 12 * MINUTE_US
    assert not _gave_up(lab)
    assert _delivered(lab) == 1


def test_a_server_ends_a_session_after_five_silent_minutes():
    lab = opened()
    lab.apply(Open("pc-ana", "norte", 25))
    lab.settle()
    since = lab.world.clock.now_us
    lab.apply(Skip())
    lab.settle()
    (said,) = [e for e in lab.journal if _reply_to("")(e) and e.fact.code == 421]
    assert said.fact.reason == "idle_timeout"
    assert said.at_us - since == pytest.approx(5 * MINUTE_US, abs=1_000_000)
    narrator = Narrator(lab.journal)
    beats = {e.seq: narrator.fold(e).beat for e in lab.journal}
    assert "5321#4.5.3.2.7" in beats[said.seq].rfc
