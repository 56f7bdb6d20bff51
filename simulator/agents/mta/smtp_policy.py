"""What an SMTP server allows: the answers of one session's policy.

Order and grammar were checked by the engine; here it is decided who may send what to
whom. Replies follow RFC 5321 §3.5, §3.6.2, §3.9, §4.5.1 and §7.3. Accepted
content is handed to `receiver.py`.
"""

from simulator.agents.driver import Later
from simulator.agents.mta.directory import DirectoryEntry
from simulator.agents.mta.receiver import Receiver
from simulator.agents.mta.routes import Route
from simulator.mail import domain_of
from simulator.protocols.engine import Answer, Question
from simulator.protocols.sasl import Credentials
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

MAGIC_REPLIES = {
    "ocupado": (450, "4.2.1", "Mailbox busy, try again later", "mailbox_busy"),
    "noexiste": (550, "5.1.1", "No such mailbox here", "no_such_mailbox"),
}
FULL_REPLIES = {
    452: (452, "4.2.2", "Mailbox full, try again later", "mailbox_full"),
    552: (552, "5.2.2", "Mailbox full", "over_quota"),
}


def _reply(code: int, enhanced: str, text: str, reason: str) -> Reply:
    return Reply(code=code, lines=(text,), enhanced=enhanced, reason=reason)


def _routed(route: Route) -> Reply:
    """The reply for a recipient elsewhere. Where DNS could not say, the recipient is
    accepted: the queue will try again."""
    if route.result == "null_mx":
        return make_reply("null_mx")
    if route.result in ("no_such_domain", "no_mail_hosts"):
        return _reply(550, "5.1.2", "No such domain", "no_such_domain")
    return _reply(250, "2.1.5", "Recipient OK, will relay", "recipient_ok")


class SmtpPolicy:
    """Policy of one connection. `peer`: address of the client."""

    def __init__(self, receiver: Receiver, conn: str, peer: str, service: str) -> None:
        self.receiver = receiver
        self.server = receiver.server
        self.conn = conn
        self.peer = peer
        self.service = service

    def answer(self, question: Question) -> Answer | Later:
        """The reply to one question of the engine."""
        match question:
            case Authentication(credentials=credentials):
                return self._authenticate(credentials)
            case ReversePath():
                if "disk_full" in self.server.faults:
                    return make_reply("no_storage")
                return _reply(250, "2.1.0", "Sender OK", "sender_ok")
            case ForwardPath():
                return self._recipient(question)
            case MailObject():
                return self._content(question)
            case Verification(string=string):
                return self._verify(string)
            case Expansion(string=string):
                return self._expand(string)
        raise AssertionError(f"not a question of an SMTP server: {question!r}")

    def ended(self, clean: bool) -> None:
        """Nothing is kept between connections."""

    def _may_relay(self) -> bool:
        """RFC 6409 §4.3: submission from a protected subnetwork is authorised."""
        return any(self.peer.startswith(p) for p in self.server.config.trusted)

    def _authenticate(self, credentials: Credentials) -> Reply:
        """RFC 4954 §4; nobody may act for another (RFC 4616 §2)."""
        proven = self.server.store.authenticate(credentials) is not None
        return make_reply("auth_ok" if proven else "auth_failed")

    def _recipient(self, question: ForwardPath) -> Reply | Later:
        domain = domain_of(question.path)
        if not domain or self.server.directory.is_local(domain):
            return self._local(question)
        ours = domain.lower() in self.server.config.relay_domains
        if not (question.user or self._may_relay() or ours):
            return _reply(550, "5.7.1", "Relaying denied", "relay_denied")
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
                return _reply(*FULL_REPLIES[self.server.config.full_code])
            return _reply(*MAGIC_REPLIES[name])
        if found.kind in ("none", "magic"):
            return _reply(*MAGIC_REPLIES["noexiste"])
        if found.kind == "elsewhere":
            text = f"User not local; will forward to <{found.targets[0]}>"
            return _reply(251, "2.1.5", text, "will_forward")
        if self._is_full(found):
            return _reply(*FULL_REPLIES[self.server.config.full_code])
        if not self._may_enter(question):
            return make_reply("greylisted")
        return _reply(250, "2.1.5", "Recipient OK", "recipient_ok")

    def _is_full(self, found: DirectoryEntry) -> bool:
        boxes = self.server.store.mailboxes
        return found.kind == "account" and not self.server.store.has_room(
            boxes[found.targets[0]].account.address, 1
        )

    def _may_enter(self, question: ForwardPath) -> bool:
        """Who proved who they are, or is of the house, is no stranger."""
        if question.user or self._may_relay() or self.service != "smtp":
            return True
        now_us = self.server.machine.clock.now_us
        triplet = self.peer, question.reverse_path, question.path
        return self.receiver.greylist.may_enter(triplet, now_us)

    def _content(self, question: MailObject) -> Reply:
        if len(question.content) > self.server.config.message_octets_max:
            return _reply(552, "5.3.4", "Message too big", "too_big")
        if self.receiver.loops(question.content):
            return _reply(554, "5.4.6", "Too many hops: mail loop", "too_many_hops")
        name = self.receiver.accept(question, self.conn, self.peer, self.service)
        return _reply(250, "2.0.0", f"Accepted as {name}", "accepted")

    def _verify(self, string: str) -> Reply:
        """RFC 5321 §3.5.1, §3.5.3; hidden: 252 (§7.3)."""
        if not self.server.config.verify:
            text = "Cannot VRFY user, but will accept message and attempt delivery"
            return _reply(252, "2.5.2", text, "cannot_verify")
        directory = self.server.directory
        matches = directory.matches(string)
        if not matches:
            return _reply(550, "5.1.1", "No such user here", "no_such_mailbox")
        if len(matches) > 1:
            return Reply(
                code=553,
                lines=("Ambiguous; possibilities are", *(f"<{m}>" for m in matches)),
                enhanced="5.1.4",
                reason="ambiguous",
            )
        found = directory.find(matches[0])
        if found.kind == "list":
            text = "That is a mailing list, not a user"
            return _reply(550, "5.1.0", text, "is_a_list")
        if found.kind == "elsewhere":
            text = f"User not local; will forward to <{found.targets[0]}>"
            return _reply(251, "2.1.5", text, "will_forward")
        text = directory.full_name(found.targets[0])
        return _reply(250, "2.1.5", text, "verified")

    def _expand(self, string: str) -> Reply:
        """RFC 5321 §3.5.1; hidden: 252 (§7.3)."""
        if not self.server.config.verify:
            text = "Cannot EXPN list, but will accept message and attempt delivery"
            return _reply(252, "2.5.2", text, "cannot_verify")
        directory = self.server.directory
        for address in directory.matches(string):
            found = directory.find(address)
            if found.kind == "list":
                lines = tuple(directory.full_name(m) for m in found.targets)
                return Reply(code=250, lines=lines, enhanced="2.1.5", reason="expanded")
            text = "That is a user name, not a mailing list"
            return _reply(550, "5.1.0", text, "not_a_list")
        return _reply(550, "5.1.1", "No such list here", "not_a_list")
