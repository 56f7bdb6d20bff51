"""What the machines of a world of roles decide about a letter, and what to say of it.

Why it exists: the engines have played the letter's whole way; each decision of theirs
on it is one that somebody makes by hand. What they did is right, so nobody writes
answers down; the other choices are what people mix it up with, each with the RFC that
says why not. It refuses decisions that are no choice: only these five are, and not for
a domain without an MX record.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from simulator.classroom.internet.wire import answer_of, record
from simulator.journal import Event, Journal
from simulator.journal import facts as f
from simulator.projections.catalogue import Text
from simulator.scenario import Role, Team
from simulator.teaching.replies.seat import judge_reply, offered
from simulator.teaching.replies.turns import Turn

_NONE = "NXDOMAIN"
_NO_MAILBOX = "550 5.1.1 No such mailbox"
_MAILBOXES = 3
_ELSEWHERE = "clase.example"
_REPLIES = {"RCPT": "5321#3.3", "DATA": "5321#4.1.1.4"}
"""What an MX decides on: the verb it answers, and where that is written."""

_RFC = {
    "dns": "5321#5.1",
    "dns_none": "1035#4.1.1",
    "dns_address": "1035#3.3.9",
    "dns_other_name": "1034#3.7.1",
    "dns_exists": "1035#4.1.1",
    "dns_invented": "1034#4.3.2",
    "relay": "5321#5.1",
    "relay_mailbox": "5321#5.1",
    "relay_computer": "5321#5.1",
    "relay_dns": "1034#3.7",
    "mailbox": "5321#3.3",
    "mailbox_none": "5321#4.2.3",
    "mailbox_other": "5321#2.3.11",
    "mailbox_exists": "5321#4.2.3",
    "mailbox_invented": "5321#4.2.3",
    "computer": "1939#3",
    "computer_smtp": "5321#2.1",
    "computer_dns": "1034#3.7",
}
"""Where is written what `internet.said.NAME` says."""


class Choice(NamedTuple):
    """`shown`: as on its button. `said`, `rfc`: what there is to say of it."""

    shown: str
    said: Text
    rfc: str
    right: bool = False


class Decision(NamedTuple):
    """`seq`: the event that comes of it: nobody sees that before."""

    seq: int
    host: str
    role: Role
    asked: Text
    choices: tuple[Choice, ...]

    @property
    def right(self) -> Choice:
        """What the engine did."""
        return next(each for each in self.choices if each.right)


def decisions_in(
    journal: Journal, start: int, end: int, teams: Sequence[Team]
) -> Iterator[Decision]:
    """Those of the events from `start` to before `end`, in order."""
    roles = {role.host(team.name): role for team in teams for role in _DECIDE}
    for seq in range(start, end):
        event = journal[seq]
        role = roles.get(event.host)
        if role is not None:
            yield from _DECIDE[role](event, teams)
        elif isinstance(event.fact, f.LabIntervened) and event.fact.act == "collect":
            yield _collects(event)


def _dns(event: Event, teams: Sequence[Team]) -> Iterator[Decision]:
    fact = event.fact
    if not isinstance(fact, f.DnsResponseSent) or fact.type != "MX":
        return
    if fact.result not in ("found", "no_such_domain"):
        return
    name, answer = fact.name, answer_of(fact)
    others = [team.domain for team in teams if team.domain != name]
    other = others[0] if others else _ELSEWHERE
    said = {record(other, "MX", f"10 mx.{other}"): "dns_other_name"}
    if fact.answers:
        addresses = [record(n, kind, data) for n, _, kind, data in fact.additional]
        said |= {_NONE: "dns_exists"}
        said |= dict.fromkeys(addresses[:1], "dns_address")
        said[answer] = "dns"
    else:
        said |= {
            record(name, "MX", f"10 mx.{name}"): "dns_invented",
            answer: "dns_none",
        }
    yield _decision(event, Role.DNS, {"name": name}, said, answer)


def _relay(event: Event, _: Sequence[Team]) -> Iterator[Decision]:
    fact = event.fact
    if not isinstance(fact, f.QueueAttemptBegun):
        return
    local, domain = fact.forward_paths[0].split("@")
    if fact.name == domain:
        return
    said = {
        f"mailbox.{domain}": "relay_mailbox",
        f"{local}.{domain}": "relay_computer",
        f"dns.{domain}": "relay_dns",
        fact.name: "relay",
    }
    told = {"path": fact.forward_paths[0], "name": domain}
    yield _decision(event, Role.RELAY, told, said, fact.name)


def _mx(event: Event, _: Sequence[Team]) -> Iterator[Decision]:
    fact = event.fact
    if not isinstance(fact, f.SmtpReplySent) or fact.verb not in _REPLIES:
        return
    turn = Turn(
        said=f"{fact.verb} {fact.path}",
        verb=fact.verb,
        reply=(f"{fact.code} {fact.lines[0]}",),
        mark=str(fact.code),
        before=fact.state_before,
        after=fact.state_after,
        told=None,
        why=None,
        rfc=(_REPLIES[fact.verb],),
    )
    choices = []
    for reply in offered("smtp", turn):
        verdict = judge_reply("smtp", turn, reply)
        choices.append(Choice(reply, verdict.said, verdict.rfc, verdict.right))
    asked = Text(f"internet.asked.mx_{fact.verb.lower()}", {"path": fact.path})
    yield Decision(event.seq, event.host, Role.MX, asked, tuple(choices))


def _mailbox(event: Event, teams: Sequence[Team]) -> Iterator[Decision]:
    fact = event.fact
    if not isinstance(fact, f.SmtpReplySent) or fact.verb != "RCPT":
        return
    is_there = fact.code == 250
    own = next(t for t in teams if Role.MAILBOX.host(t.name) == event.host)
    boxes = [own.address(computer) for computer in own.computers]
    shown = [box for box in boxes if box != fact.path][: _MAILBOXES - is_there]
    said = dict.fromkeys(shown, "mailbox_other" if is_there else "mailbox_invented")
    said |= {_NO_MAILBOX: "mailbox_exists" if is_there else "mailbox_none"}
    if is_there:
        said[fact.path] = "mailbox"
    right = fact.path if is_there else _NO_MAILBOX
    yield _decision(event, Role.MAILBOX, {"path": fact.path}, said, right)


def _collects(event: Event) -> Decision:
    said = {"DNS": "computer_dns", "POP3": "computer", "SMTP": "computer_smtp"}
    fact = event.fact
    assert isinstance(fact, f.LabIntervened)
    here = Event(event.seq, event.at_us, fact.target, "", event.cause, fact)
    return _decision(here, Role.CLIENT, {}, said, "POP3")


_DECIDE = {Role.DNS: _dns, Role.RELAY: _relay, Role.MX: _mx, Role.MAILBOX: _mailbox}


def _decision(
    event: Event,
    role: Role,
    told: Mapping[str, str],
    said: Mapping[str, str],
    right: str,
) -> Decision:
    """`said`: each choice to the name of what is said of it."""
    choices = tuple(
        Choice(
            shown, Text(f"internet.said.{name}", {**told}), _RFC[name], shown == right
        )
        for shown, name in sorted(said.items())
    )
    asked = Text(f"internet.asked.{role}", {**told})
    return Decision(event.seq, event.host, role, asked, choices)


def _said(name: str, told: Mapping[str, str]) -> Text:
    return Text(f"internet.said.{name}", {**told})
