"""Takes responsibility for mail objects: trace fields on top, and into the queue.

After 250 to the content the message is this server's (RFC 5321 §6.1).
"""

from simulator.agents.mta.authentication import Findings
from simulator.agents.mta.greylist import Greylist
from simulator.agents.mta.mail_server import MailServer
from simulator.agents.mta.outbox import Outbox
from simulator.agents.mta.queued_message import QueuedMessage, QueuedRecipient
from simulator.agents.mta.reporting import Reports
from simulator.agents.mta.signing import signatures
from simulator.agents.mta.submission import completed, protocol_of
from simulator.mail import hops, received, split
from simulator.protocols.authentication_results import without_results
from simulator.protocols.services import SMTP, Service
from simulator.protocols.smtp import MailObject, relayed_parameters

RECEIVED_MAX = 100
"""RFC 5321 §6.3: a loop is suspected at 100 Received fields, not before."""


class Receiver:
    """The receiving side of one mail server, shared by all its connections."""

    def __init__(self, server: MailServer, outbox: Outbox) -> None:
        self.server = server
        self.greylist = Greylist(server.config.greylist_us)
        self.reports = Reports(server, outbox)
        self._outbox = outbox

    @property
    def full(self) -> bool:
        """There is no room for more mail now."""
        return "disk_full" in self.server.faults or self._outbox.full

    def loops(self, content: bytes) -> bool:
        """Whether the content has travelled in a circle (RFC 5321 §6.3)."""
        return hops(content[: split(content).header_length]) >= RECEIVED_MAX

    def accept(
        self,
        question: MailObject,
        conn: str,
        peer: str,
        service: Service,
        findings: Findings | None = None,
    ) -> str:
        """Take responsibility for a mail object; its queue name. A submission is
        completed (RFC 6409 §8) and signed (RFC 6376 §5). `findings`: what is known of a
        stranger's message. A server that writes results takes out those that claim to
        be its own, whoever sends them: its people are no servers to be believed (RFC
        8601 §5)."""
        name = self._outbox.next_name()
        with_protocol = protocol_of(question)
        content, trace = question.content, b""
        if self.server.config.authentication.policy != "none":
            content = without_results(content, self.server.config.name)
        if findings is not None:
            trace = findings.fields
        trace += self._received(question, name, peer, with_protocol)
        trace += self._submitted(question, name, conn, service)
        message = QueuedMessage(
            name,
            question.reverse_path,
            _recipients(question),
            trace + content,
            self.server.machine.clock.now_us,
            relayed_parameters(question.parameters),
            junk=findings is not None and findings.junk,
        )
        removed = len(question.content) - len(content)
        self._outbox.put(message, trace, conn, with_protocol, removed)
        return name

    def _received(
        self, question: MailObject, name: str, peer: str, with_protocol: str
    ) -> bytes:
        """This server's Received field (RFC 5321 §4.4)."""
        paths = question.forward_paths
        return received(
            helo=question.helo,
            address=peer,
            by=self.server.config.name,
            protocol=with_protocol,
            identifier=name,
            recipient=paths[0] if len(paths) == 1 else "",
            date=self.server.machine.date(),
        )

    def _submitted(
        self, question: MailObject, name: str, conn: str, service: Service
    ) -> bytes:
        """What is put on top of a message of our own people: missing fields (RFC 6409
        §8), and signatures of the whole (RFC 6376 §5)."""
        server, content, added = self.server, question.content, b""
        if service != SMTP:
            message_id = f"<{name}@{server.config.name}>"
            added = completed(content, server.machine.date(), message_id)
        elif not question.user:
            return b""
        return signatures(server, added + content, name, conn) + added


def _recipients(question: MailObject) -> list[QueuedRecipient]:
    """Each forward-path, with what its sender wishes to hear."""
    paths = question.forward_paths
    wishes = [relayed_parameters(each) for each in question.recipient_parameters]
    wishes += [()] * (len(paths) - len(wishes))
    return [
        QueuedRecipient(path, path, wish)
        for path, wish in zip(paths, wishes, strict=True)
    ]
