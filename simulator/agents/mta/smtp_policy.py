"""What an SMTP server allows: the answers of one session's policy.

Order and grammar were checked by the engine; here it is decided who may send what to
whom. Replies follow RFC 5321 §3.5, §3.6.2, §3.9, §4.5.1 and §7.3. Accepted content is
handed to `receiver.py`.
"""

from simulator.agents.driver import Later
from simulator.agents.mta.authentication import Authenticator, Findings
from simulator.agents.mta.directory import DirectoryEntry
from simulator.agents.mta.receiver import Receiver
from simulator.agents.mta.routes import Route
from simulator.mail import domain_of
from simulator.protocols.engine import Answer, Question
from simulator.protocols.sasl import Credentials
from simulator.protocols.services import SMTP, Service
from simulator.protocols.smtp import (
    Authentication,
    Expansion,
    ForwardPath,
    MailObject,
    Reply,
    ReversePath,
    Verification,
    make_reply,
)

MAGIC = {"ocupado": "mailbox_busy", "noexiste": "no_such_mailbox"}
"""Local parts that fail on purpose, to the reason."""

FULL = {452: "mailbox_full", 552: "over_quota"}
"""What a full mailbox is answered with, to the reason."""


def _routed(route: Route) -> Reply:
    """The reply for a recipient elsewhere. Where DNS could not say, the recipient is
    accepted: the queue will try again."""
    if route.result == "null_mx":
        return make_reply("null_mx")
    if route.result == "no_such_domain":
        return make_reply("no_such_domain")
    if route.result == "no_mail_hosts":
        return make_reply("no_such_domain.no_hosts")
    return make_reply("recipient_ok.elsewhere")


class SmtpPolicy:
    """Policy of one connection. `peer`: address of the client."""

    def __init__(
        self, receiver: Receiver, conn: str, peer: str, service: Service
    ) -> None:
        self.receiver = receiver
        self.server = receiver.server
        self.conn = conn
        self.peer = peer
        self.service = service
        self._authenticator = Authenticator(
            self.server.machine, self.server.config, conn, peer, receiver.reports.store
        )

    def answer(self, question: Question) -> Answer | Later:
        """The reply to one question of the engine."""
        match question:
            case Authentication(credentials=credentials):
                return self._authenticate(credentials)
            case ReversePath():
                return self._sender(question)
            case ForwardPath():
                return self._recipient(question)
            case MailObject():
                return self._content(question)
            case Verification(string=string):
                return self._verify(string)
            case Expansion(string=string):
                return self._expand(string)
        raise AssertionError(f"not a question of an SMTP server: {question!r}")

    def ended(self, _clean: bool) -> None:
        """What is still being found out, nobody wants to know."""
        self._authenticator.stop()

    def _may_relay(self) -> bool:
        """RFC 6409 §4.3: submission from a protected subnetwork is authorised."""
        return any(self.peer.startswith(p) for p in self.server.config.trusted)

    def _authenticate(self, credentials: Credentials) -> Reply:
        """RFC 4954 §4; nobody may act for another (RFC 4616 §2)."""
        proven = self.server.store.authenticate(credentials) is not None
        return make_reply("auth_ok" if proven else "auth_failed")

    def _is_stranger(self, user: str) -> bool:
        """Nobody proved who this is, and it is not of the house."""
        return not (user or self._may_relay() or self.service != SMTP)

    def _sender(self, question: ReversePath) -> Reply | Later:
        """Whose mail it is said to be is checked where strangers are (RFC 7208)."""
        if self.receiver.full:
            return make_reply("no_storage")
        stranger = self._is_stranger(question.user)
        if not (self._authenticator.checks_senders and stranger):
            return make_reply("sender_ok")
        later = Later()
        self._authenticator.check_sender(question, later.give)
        return later

    def _recipient(self, question: ForwardPath) -> Reply | Later:
        domain = domain_of(question.path)
        if not domain or self.server.directory.is_local(domain):
            return self._local(question)
        ours = domain.lower() in self.server.config.relay_domains
        open_relay = "open_relay" in self.server.faults
        if not (question.user or self._may_relay() or ours or open_relay):
            return make_reply("relay_denied")
        later = Later()
        self.server.router.find(domain, lambda route: later.give(_routed(route)))
        return later

    def _local(self, question: ForwardPath) -> Reply:
        """A recipient of ours; a stranger's mail has to wait (RFC 6647)."""
        path = question.path
        found = self.server.directory.find(path)
        if found.kind == "magic" and self.server.config.magic:
            name = found.targets[0]
            if name == "lleno":
                return make_reply(FULL[self.server.config.full_code])
            return make_reply(MAGIC[name])
        if found.kind in ("none", "magic"):
            return make_reply("no_such_mailbox")
        if found.kind == "elsewhere":
            return make_reply("will_forward", path=found.targets[0])
        if self._is_full(found):
            return make_reply(FULL[self.server.config.full_code])
        if not self._may_enter(question):
            return make_reply("greylisted")
        return make_reply("recipient_ok")

    def _is_full(self, found: DirectoryEntry) -> bool:
        boxes = self.server.store.mailboxes
        return found.kind == "account" and not self.server.store.has_room(
            boxes[found.targets[0]].account.address, 1
        )

    def _may_enter(self, question: ForwardPath) -> bool:
        """Whoever is no stranger may at once."""
        if not self._is_stranger(question.user):
            return True
        now_us = self.server.machine.clock.now_us
        triplet = self.peer, question.reverse_path, question.path
        return self.receiver.greylist.may_enter(triplet, now_us)

    def _content(self, question: MailObject) -> Reply | Later:
        limit = self.server.config.message_octets_max
        if len(question.content) > limit:
            return make_reply("too_big", limit=limit)
        if self.receiver.loops(question.content):
            return make_reply("too_many_hops")
        if not (self._authenticator.checks and self._is_stranger(question.user)):
            return self._accept(question, None)
        later = Later()
        self._authenticator.check_content(
            question,
            lambda findings: later.give(
                findings.refusal or self._accept(question, findings)
            ),
        )
        return later

    def _accept(self, question: MailObject, findings: Findings | None) -> Reply:
        name = self.receiver.accept(
            question, self.conn, self.peer, self.service, findings
        )
        return make_reply("accepted.named", string=name)

    def _verify(self, string: str) -> Reply:
        """RFC 5321 §3.5.1; the engine asks only where nothing is hidden (§7.3)."""
        directory = self.server.directory
        matches = directory.matches(string)
        if not matches:
            return make_reply("no_such_mailbox")
        if len(matches) > 1:
            return make_reply("ambiguous", data=tuple(f"<{m}>" for m in matches))
        found = directory.find(matches[0])
        if found.kind == "list":
            return make_reply("is_a_list")
        if found.kind == "elsewhere":
            return make_reply("will_forward", path=found.targets[0])
        return make_reply("verified", directory.full_name(found.targets[0]))

    def _expand(self, string: str) -> Reply:
        """RFC 5321 §3.5.1; as `_verify`."""
        directory = self.server.directory
        for address in directory.matches(string):
            found = directory.find(address)
            if found.kind == "list":
                members = (directory.full_name(m) for m in found.targets)
                return make_reply("expanded", *members)
            return make_reply("not_a_list.user")
        return make_reply("not_a_list")
