"""What the machines of a world of roles decide about a letter, and what to say of it.

Why it exists: the engines have played the letter's whole way; each decision of theirs
on it is one that somebody makes by hand. What they did is right, so nobody writes
answers down; the other choices are what people mix it up with, each with the RFC that
says why not and, where a machine set up wrong would do so, that mistake. It refuses
decisions that are no choice: only these five are, and not for a domain without an MX
record.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from simulator.classroom.internet import mistakes
from simulator.classroom.internet.mistakes import Mistake
from simulator.classroom.internet.wire import answer_of, record
from simulator.journal import Event, Journal
from simulator.journal import facts as f
from simulator.projections.catalogue import Text
from simulator.protocols.services import POP3, SMTP
from simulator.scenario import Role, Team
from simulator.teaching.replies.seat import judge_reply, offered
from simulator.teaching.replies.turns import Turn

_NONE = "NXDOMAIN"
_NO_MAILBOX = "550 5.1.1 No such mailbox"
_NO_RELAY = "550 5.7.1 Relaying denied"
_MAILBOXES = 3
_REPLIES = {"RCPT": "5321#3.3", "DATA": "5321#4.1.1.4"}
"""What an MX decides on: the verb it answers, and where that is written."""

_RFC = {
    "dns": "5321#5.1",
    "dns_none": "1035#4.1.1",
    "dns_address": "1035#3.3.9",
    "dns_other_host": "5321#5.1",
    "dns_exists": "1035#4.1.1",
    "dns_invented": "1034#4.3.2",
    "mx_no_mailbox": "5321#3.6.2",
    "mx_no_relay": "5321#3.6.2",
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
    """`shown`: as on its button. `said`, `rfc`: what there is to say of it. `mistake`:
    what makes a machine do it; None: it is right, or none would."""

    shown: str
    said: Text
    rfc: str
    right: bool = False
    mistake: Mistake | None = None


class _Offer(NamedTuple):
    """`said`: the name of what is said of it."""

    shown: str
    said: str
    mistake: Mistake | None = None


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
            yield _collects(event, teams)


def _dns(event: Event, teams: Sequence[Team]) -> Iterator[Decision]:
    fact = event.fact
    if not isinstance(fact, f.DnsResponseSent) or fact.type != "MX":
        return
    if fact.result not in ("found", "no_such_domain"):
        return
    host, name, answer = event.host, fact.name, answer_of(fact)

    def mx(exchange: str, said: str) -> _Offer:
        shown = record(name, "MX", f"10 {exchange}")
        return _Offer(shown, said, mistakes.answers_mx(host, name, exchange))

    if fact.answers:
        others = [f"mx.{team.domain}" for team in teams if team.domain != name]
        addresses = [data for _, _, kind, data in fact.additional if kind == "A"]
        offers = [
            _Offer(answer, "dns"),
            _Offer(_NONE, "dns_exists", mistakes.knows_nothing_of(host, name)),
            mx((others or [f"dns.{name}"])[0], "dns_other_host"),
            *(mx(each, "dns_address") for each in addresses[:1]),
        ]
    else:
        exists = f"mx.{teams[0].domain}"
        offers = [
            _Offer(answer, "dns_none"),
            mx(f"mx.{name}", "dns_invented"),
            mx(exists, "dns_invented"),
        ]
    yield _decision(event, Role.DNS, {"name": name}, offers, answer)


def _relay(event: Event, teams: Sequence[Team]) -> Iterator[Decision]:
    fact = event.fact
    if not isinstance(fact, f.QueueAttemptBegun):
        return
    local, domain = fact.forward_paths[0].split("@")
    if fact.name == domain:
        return
    team = next((each for each in teams if each.domain == domain), None)
    if team is None:
        return
    found = (each for each in team.computers if each.local == local)
    computer = next(found, team.computers[0])

    def to(name: str, said: str, target: str) -> _Offer:
        mistake = mistakes.takes_to(event.host, domain, target)
        return _Offer(f"{name}.{domain}", said, mistake)

    offers = [
        to(Role.MAILBOX, "relay_mailbox", Role.MAILBOX.host(team.name)),
        to(computer.local, "relay_computer", team.host(computer)),
        to(Role.DNS, "relay_dns", Role.DNS.host(team.name)),
        _Offer(fact.name, "relay"),
    ]
    told = {"path": fact.forward_paths[0], "name": domain}
    yield _decision(event, Role.RELAY, told, offers, fact.name)


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
    if (fact.verb, fact.code) == ("RCPT", 250):
        choices[2:] = _refusals(event.host, fact.path)
    asked = Text(f"internet.asked.mx_{fact.verb.lower()}", {"path": fact.path})
    yield Decision(event.seq, event.host, Role.MX, asked, tuple(choices))


def _mailbox(event: Event, teams: Sequence[Team]) -> Iterator[Decision]:
    fact = event.fact
    if not isinstance(fact, f.SmtpReplySent) or fact.verb != "RCPT":
        return
    is_there, path = fact.code == 250, fact.path
    own = next(t for t in teams if Role.MAILBOX.host(t.name) == event.host)
    boxes = [own.address(computer) for computer in own.computers]
    shown = [box for box in boxes if box != path][: _MAILBOXES - is_there]
    name = "mailbox_other" if is_there else "mailbox_invented"
    offers = [_Offer(box, name, mistakes.files_under(path, box)) for box in shown]
    if is_there:
        none = _Offer(_NO_MAILBOX, "mailbox_exists", mistakes.has_no_mailbox(path))
        offers += [none, _Offer(path, "mailbox")]
    else:
        offers += [_Offer(_NO_MAILBOX, "mailbox_none")]
    right = path if is_there else _NO_MAILBOX
    yield _decision(event, Role.MAILBOX, {"path": path}, offers, right)


def _collects(event: Event, teams: Sequence[Team]) -> Decision:
    fact = event.fact
    assert isinstance(fact, f.LabIntervened)
    host = fact.target
    team = next(t for t in teams if host in map(t.host, t.computers))
    dns, mailbox = Role.DNS.host(team.name), Role.MAILBOX.host(team.name)
    offers = [
        _Offer("DNS", "computer_dns", mistakes.collects_at(host, dns, POP3.port)),
        _Offer("POP3", "computer"),
        _Offer("SMTP", "computer_smtp", mistakes.collects_at(host, mailbox, SMTP.port)),
    ]
    here = Event(event.seq, event.at_us, host, "", event.cause, fact)
    return _decision(here, Role.CLIENT, {}, offers, "POP3")


_DECIDE = {Role.DNS: _dns, Role.RELAY: _relay, Role.MX: _mx, Role.MAILBOX: _mailbox}


def _decision(
    event: Event,
    role: Role,
    told: Mapping[str, str],
    offers: Iterable[_Offer],
    right: str,
) -> Decision:
    choices = tuple(
        Choice(
            offer.shown,
            Text(f"internet.said.{offer.said}", {**told}),
            _RFC[offer.said],
            offer.shown == right,
            offer.mistake,
        )
        for offer in sorted(offers, key=lambda each: each.shown)
    )
    asked = Text(f"internet.asked.{role}", {**told})
    return Decision(event.seq, event.host, role, asked, choices)


def _refusals(host: str, path: str) -> Iterator[Choice]:
    """What an MX would say that does not know its own domain, or not its task."""
    _, domain = path.split("@")
    offers = (
        _Offer(_NO_MAILBOX, "mx_no_mailbox", mistakes.keeps_mailboxes(host, path)),
        _Offer(_NO_RELAY, "mx_no_relay", mistakes.relays_nothing(host)),
    )
    for shown, said, mistake in offers:
        text = Text(f"internet.said.{said}", {"name": domain})
        yield Choice(shown, text, _RFC[said], mistake=mistake)
