"""What proves each cause: two kinds of step that together leave no other.

Why it exists: a `Proof` says of a machine which steps show *what happened* (`first`)
and which show *what it did to the letter, or why it can be nothing else* (`second`).
One of each is a proof. The same functions find the culprit of a story and judge a
student, so what is asked for can be found. They read steps alone.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from simulator.journal import facts as f
from simulator.teaching.mysteries.evidence import Evidence, Seqs, seqs_of


class Proof(NamedTuple):
    """One step of `first` and another of `second` prove it of `machine`."""

    machine: str
    first: Seqs
    second: Seqs

    @property
    def complete(self) -> bool:
        """There is a pair."""
        return len(self.first | self.second) > 1 and bool(self.first and self.second)


Find = Callable[[Evidence], Iterator[Proof]]


# --- nobody answers -------------------------------------------------------------------


def _silences(seen: Evidence) -> dict[str, Seqs]:
    """Machine to the steps where a call to it came to nothing."""
    found: dict[str, set[int]] = {}
    for step in seen.trail:
        fact = step.fact
        if isinstance(fact, f.TcpConnectionTimedOut) and fact.opening:
            found.setdefault(fact.peer, set()).add(step.seq)
        if isinstance(fact, f.DnsQueryTimedOut):
            found.setdefault(fact.server, set()).add(step.seq)
    return {machine: frozenset(seqs) for machine, seqs in found.items()}


def cable_cut(seen: Evidence) -> Iterator[Proof]:
    """It runs, and no call reaches it."""
    for machine, silent in _silences(seen).items():
        if not seen.stops(machine):
            yield Proof(machine, silent, silent | seen.consequences)


def machine_off(seen: Evidence) -> Iterator[Proof]:
    """It stopped, and then nobody could call it."""
    for machine, silent in _silences(seen).items():
        yield Proof(machine, seen.stops(machine), silent | seen.consequences)


def service_stopped(seen: Evidence) -> Iterator[Proof]:
    """It says itself that nobody listens there."""
    found: dict[str, set[int]] = {}
    for step in seen.trail:
        if isinstance(step.fact, f.TcpConnectionRefused):
            found.setdefault(step.fact.server, set()).add(step.seq)
        if isinstance(step.fact, f.IcmpUnreachableSent):
            found.setdefault(step.host, set()).add(step.seq)
    second = seen.consequences | _routes(seen, "later")
    for machine, refused in found.items():
        yield Proof(machine, frozenset(refused), second)


def frozen(seen: Evidence) -> Iterator[Proof]:
    """The connection stands, and no program speaks."""
    for step in seen.trail:
        if isinstance(step.fact, f.ReplyTimedOut):
            opened = seqs_of(
                each
                for each in seen.trail
                if each.conn == step.conn
                and isinstance(each.fact, f.TcpConnectionOpened)
            )
            second = opened | seen.consequences
            yield Proof(step.beat.server, frozenset((step.seq,)), second)


# --- the server says why --------------------------------------------------------------


def _said(*reasons: str) -> Find:
    """A server gives one of the reasons: it is what is wrong with that server."""

    def find(seen: Evidence) -> Iterator[Proof]:
        for machine, replies in seen.replies(*reasons).items():
            second = seen.consequences | seen.commands(replies)
            yield Proof(machine, seqs_of(replies), second)

    return find


def busy(seen: Evidence) -> Iterator[Proof]:
    """421 for a greeting, and it hangs up."""
    for machine, replies in seen.replies("too_many_connections").items():
        conns = {reply.conn for reply in replies}
        around = seqs_of(
            step
            for step in seen.trail
            if step.conn in conns
            and isinstance(step.fact, (f.TcpConnectionOpened, f.TcpConnectionClosed))
        )
        yield Proof(machine, seqs_of(replies), around | seen.consequences)


def hangs_up(seen: Evidence) -> Iterator[Proof]:
    """It said 354 and hung up before it had the letter."""
    for machine, replies in seen.replies("start_content").items():
        for reply in replies:
            rest = [s for s in seen.trail if s.conn == reply.conn and s.seq > reply.seq]
            if any(isinstance(s.fact, f.SmtpContentReceived) for s in rest):
                continue
            over = seqs_of(
                s
                for s in rest
                if isinstance(s.fact, (f.SmtpTransactionEnded, f.TcpConnectionClosed))
            )
            if over:
                first = frozenset((reply.seq,))
                yield Proof(machine, first, over | seen.consequences)


def off_after_250(seen: Evidence) -> Iterator[Proof]:
    """It took the letter, stopped, and never passed it on."""
    for machine, replies in seen.replies("accepted").items():
        taken = seqs_of(replies)
        after = frozenset(s for s in seen.stops(machine) if s > min(taken))
        passed_on = any(
            isinstance(step.fact, f.TcpConnectionOpened) and step.host == machine
            for step in seen.trail
        )
        if not passed_on:
            yield Proof(machine, taken, after)


def mailbox_full(seen: Evidence) -> Iterator[Proof]:
    """The reply to RCPT says that the mailbox is full."""
    yield from _said("mailbox_full", "over_quota")(seen)


def not_trusted(seen: Evidence) -> Iterator[Proof]:
    """The sender's own server takes them for a stranger."""
    for proof in _said("relay_denied")(seen):
        if proof.machine == seen.server:
            yield proof


# --- what was written -----------------------------------------------------------------


def wrong_name(seen: Evidence) -> Iterator[Proof]:
    """There is no such mailbox, and it is not whom the letter is meant for."""
    wrong = seen.typed_paths - {seen.intended}
    for replies in seen.replies("no_such_mailbox").values():
        mine = [r for r in replies if getattr(r.fact, "path", "") in wrong]
        second = seen.consequences | seen.commands(mine) | seen.composed
        yield Proof(seen.pc, seqs_of(mine), second)


def wrong_domain(seen: Evidence) -> Iterator[Proof]:
    """There is no such domain, and it is not that of whom it is meant for."""
    domains = {path.rpartition("@")[2] for path in seen.typed_paths}
    wrong = domains - {seen.intended.rpartition("@")[2]}
    first = _answers(seen, "no_such_domain", wrong) | seen.seqs(
        f.MailRouteFound,
        lambda fact, _: fact.result == "no_such_domain" and fact.domain in wrong,
    )
    refusals = [r for each in seen.replies("no_such_domain").values() for r in each]
    if first:
        second = seen.composed | seen.commands(refusals) | seen.consequences
        yield Proof(seen.pc, first | seqs_of(refusals), second)


def alias_to_nobody(seen: Evidence) -> Iterator[Proof]:
    """A server sends it on to somebody who is not there."""
    nobody = {
        getattr(reply.fact, "path", "")
        for replies in seen.replies("no_such_mailbox").values()
        for reply in replies
    }
    for step in seen.trail:
        fact = step.fact
        if isinstance(fact, f.MessageExpanded) and nobody & set(fact.targets):
            refused = [
                r for each in seen.replies("no_such_mailbox").values() for r in each
            ]
            second = seqs_of(refused) | seen.commands(refused) | seen.consequences
            yield Proof(step.host, frozenset((step.seq,)), second)


def other_envelope(seen: Evidence) -> Iterator[Proof]:
    """The field To names one person, the envelope another."""
    for step in seen.trail:
        fact = step.fact
        if not isinstance(fact, f.SmtpContentReceived):
            continue
        if seen.intended not in fact.header_to:
            continue
        paths = _envelope(seen, step.conn, "RCPT")
        if paths and seen.intended not in paths.values():
            elsewhere = seen.seqs(
                f.MessageDelivered,
                lambda d, _: (
                    seen.intended in d.header_to and d.mailbox != seen.intended
                ),
            )
            second = frozenset(paths) | elsewhere
            yield Proof(step.beat.client, _content(seen, step.conn), second)
            return


def other_author(seen: Evidence) -> Iterator[Proof]:
    """The field From names one person, the envelope another."""
    for step in seen.trail:
        fact = step.fact
        if not isinstance(fact, f.SmtpContentReceived):
            continue
        paths = _envelope(seen, step.conn, "MAIL")
        if paths and not any(path in fact.header_from for path in paths.values()):
            first = _content(seen, step.conn)
            yield Proof(step.beat.client, first, frozenset(paths))
            return


def _content(seen: Evidence, conn: str) -> Seqs:
    """Where the letter's header is to be seen on that connection."""
    return seen.seqs(f.SmtpContentReceived, lambda _, step: step.conn == conn)


def _envelope(seen: Evidence, conn: str, verb: str) -> dict[int, str]:
    """Command and reply of MAIL or RCPT on that connection, with their path."""
    replies = [
        step
        for step in seen.trail
        if step.conn == conn
        and isinstance(step.fact, f.SmtpReplySent)
        and step.fact.verb == verb
        and step.fact.code < 300
    ]
    found = {step.seq: str(getattr(step.fact, "path", "")) for step in replies}
    for step in replies:
        for command in seen.commands([step]):
            found[command] = found[step.seq]
    return found


# --- DNS ------------------------------------------------------------------------------


def _answers(seen: Evidence, result: str, names: set[str], kind: str = "") -> Seqs:
    """Answers with that result about one of the names; a `found` one only if said."""

    def so(fact: f.DnsResponseSent | f.DnsCacheAnswered) -> bool:
        return fact.result == result and fact.name in names and kind in ("", fact.type)

    said = seen.seqs(f.DnsResponseSent, lambda fact, _: so(fact))
    known = seen.seqs(f.DnsCacheAnswered, lambda fact, _: so(fact))
    return said if result == "found" else said | known


def _routes(seen: Evidence, result: str) -> Seqs:
    """Where a server found that out about the way of the letter."""
    return seen.seqs(
        f.MailRouteFound, lambda fact, _: fact.result == result, seen.trail
    )


def _name_server(seen: Evidence) -> str:
    """Who answers questions about names here."""
    for step in seen.steps:
        if isinstance(step.fact, f.DnsResponseSent):
            return step.host
    return ""


def _domain(seen: Evidence) -> set[str]:
    return {seen.intended.rpartition("@")[2]}


def mx_nowhere(seen: Evidence) -> Iterator[Proof]:
    """There is an MX, and no machine of that name."""
    pointed = _answers(seen, "found", _domain(seen), "MX")
    named = seen.seqs(
        f.DnsResponseSent,
        lambda fact, _: fact.type == "A" and fact.result == "no_such_domain",
    )
    lost = seen.seqs(
        f.MailRouteFound,
        lambda fact, _: fact.result == "no_mail_hosts" and not fact.implicit,
        seen.trail,
    )
    if lost:
        later = named | lost | seen.consequences
        yield Proof(_name_server(seen), pointed | named, later)


def mx_elsewhere(seen: Evidence) -> Iterator[Proof]:
    """The MX leads to a server that is not responsible for the domain."""
    first = _answers(seen, "found", _domain(seen), "MX") | _routes(seen, "found")
    for machine, replies in seen.replies("relay_denied").items():
        if machine != seen.server:
            second = seqs_of(replies) | seen.commands(replies)
            yield Proof(_name_server(seen), first, second | seen.consequences)


def no_mx(seen: Evidence) -> Iterator[Proof]:
    """Neither MX nor address."""
    missing = _answers(seen, "no_data", _domain(seen))
    if lost := _routes(seen, "no_mail_hosts"):
        second = missing | lost | seen.consequences
        yield Proof(_name_server(seen), missing, second)


def null_mx(seen: Evidence) -> Iterator[Proof]:
    """The domain says that it takes no mail."""
    said = seqs_of(r for each in seen.replies("null_mx").values() for r in each)
    if routes := _routes(seen, "null_mx"):
        first = _answers(seen, "found", _domain(seen), "MX")
        yield Proof(_name_server(seen), first, routes | said | seen.consequences)


def zone_fails(seen: Evidence) -> Iterator[Proof]:
    """The name server cannot say."""
    second = _routes(seen, "later") | seen.consequences
    yield Proof(_name_server(seen), _answers(seen, "failed", _domain(seen)), second)


# --- the mailbox ----------------------------------------------------------------------


def deleted_elsewhere(seen: Evidence) -> Iterator[Proof]:
    """One device deleted what the other looks for."""
    by_device: dict[str, set[int]] = {}
    for step in seen.trail:
        fact = step.fact
        is_dele = isinstance(fact, (f.Pop3CommandReceived, f.Pop3ResponseSent))
        if is_dele and getattr(fact, "verb", "") == "DELE":
            by_device.setdefault(step.beat.client, set()).add(step.seq)
    for device, deleted in by_device.items():
        empty = seqs_of(
            step
            for step in seen.trail
            if isinstance(step.fact, f.Pop3ResponseSent)
            and step.fact.verb in ("UIDL", "STAT")
            and step.beat.client != device
            and step.seq > min(deleted)
        )
        yield Proof(device, frozenset(deleted), empty)


CLUES: dict[str, Find] = {
    "cable_cut": cable_cut,
    "machine_off": machine_off,
    "service_stopped": service_stopped,
    "frozen": frozen,
    "busy": busy,
    "disk_full": _said("no_storage"),
    "hangs_up": hangs_up,
    "off_after_250": off_after_250,
    "mailbox_full": mailbox_full,
    "wrong_name": wrong_name,
    "wrong_domain": wrong_domain,
    "alias_to_nobody": alias_to_nobody,
    "too_big": _said("too_big"),
    "greylisted": _said("greylisted"),
    "not_trusted": not_trusted,
    "no_login": _said("auth_required"),
    "mx_nowhere": mx_nowhere,
    "mx_elsewhere": mx_elsewhere,
    "no_mx": no_mx,
    "null_mx": null_mx,
    "zone_fails": zone_fails,
    "deleted_elsewhere": deleted_elsewhere,
    "other_envelope": other_envelope,
    "other_author": other_author,
}
"""Cause to what proves it."""


def proofs(seen: Evidence) -> dict[tuple[str, str], Proof]:
    """`(cause, machine)` of everybody who could be the culprit, with the proof. Of a
    good mystery there is one."""
    found: dict[tuple[str, str], Proof] = {}
    for cause, find in CLUES.items():
        for proof in find(seen):
            if proof.complete:
                key = (cause, proof.machine)
                old = found.get(key, Proof(proof.machine, frozenset(), frozenset()))
                found[key] = Proof(
                    proof.machine, old.first | proof.first, old.second | proof.second
                )
    return found
