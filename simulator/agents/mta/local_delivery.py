"""What a mail server does with the recipients of its own domains.

Aliases are followed and lists opened, once for each message (RFC 5321 §3.9); then the
mailboxes are filled, at every attempt as long as one has no room.
"""

from msgspec import UNSET

from simulator.agents.mta.expansion import ResolvedPath, resolve
from simulator.agents.mta.lists import list_copy
from simulator.agents.mta.mail_server import MailServer
from simulator.agents.mta.notices import for_several
from simulator.agents.mta.outbox import Outbox
from simulator.agents.mta.queued_message import (
    QueuedMessage,
    QueuedRecipient,
    addressed_to,
)
from simulator.agents.mta.signing import signatures
from simulator.agents.mta.smtp_policy import FULL
from simulator.agents.store import deliver
from simulator.journal.facts import MessageExpanded
from simulator.mail import domain_of
from simulator.protocols.smtp import verdict


class LocalDelivery:
    """Of one mail server. `outbox`: takes what its lists send."""

    def __init__(self, server: MailServer, outbox: Outbox) -> None:
        self._server = server
        self._outbox = outbox

    def resolve(self, message: QueuedMessage) -> None:
        """Find out, at the first attempt, who stands behind its recipients: a mailbox
        here, addresses elsewhere, or nobody."""
        if message.resolved:
            return
        message.resolved = True
        for recipient in list(message.recipients):
            self._resolve_one(message, recipient)

    def deliver(self, message: QueuedMessage) -> None:
        """Put it into the mailboxes it waits for, where there is room."""
        for recipient in message.having("waiting"):
            if recipient.mailbox:
                self._deliver_one(message, recipient)

    def _resolve_one(self, message: QueuedMessage, recipient: QueuedRecipient) -> None:
        """Who stands behind one forward-path."""
        directory = self._server.directory
        domain = domain_of(recipient.path)
        if domain and not directory.is_local(domain):
            return
        destination = resolve(directory, recipient.path, message.lists)
        if destination.kind in ("none", "loop"):
            nobody = destination.kind == "none"
            reason = "no_such_mailbox" if nobody else "forwards_to_itself"
            recipient.end("failed", *verdict(reason))
            return
        if destination.kind == "list":
            self._open_list(message, recipient, destination)
            return
        if destination.kind != "mailbox" and destination.targets:
            self._server.machine.record(
                MessageExpanded(
                    message=message.name,
                    recipient=recipient.path,
                    how=destination.kind,
                    targets=destination.targets,
                    reverse_path=message.reverse_path,
                )
            )
        self._follow(message, recipient, destination)

    def _follow(
        self,
        message: QueuedMessage,
        recipient: QueuedRecipient,
        destination: ResolvedPath,
    ) -> None:
        directory = self._server.directory
        if len(destination.targets) == 1:
            (target,) = destination.targets
            if directory.is_local(domain_of(target)):
                recipient.mailbox = target
            else:
                recipient.path = target
        else:
            recipient.end("expanded")
            for target in destination.targets:
                wishes = for_several(recipient.wishes)
                new = QueuedRecipient(target, recipient.original, wishes)
                message.recipients.append(new)
                self._resolve_one(message, new)

    def _deliver_one(self, message: QueuedMessage, recipient: QueuedRecipient) -> None:
        refusal = self._refusal(recipient.mailbox, len(message.content))
        if refusal is None:
            deliver(
                self._server.store,
                message.name,
                message.content,
                mailbox=recipient.mailbox,
                recipient=recipient.path,
                reverse_path=message.reverse_path,
                junk=message.junk,
            )
            recipient.end("delivered", *verdict("delivered"))
        else:
            code, text = refusal
            recipient.end("failed" if code >= 500 else "waiting", code, text)

    def _refusal(self, mailbox: str, octets: int) -> tuple[int, str] | None:
        """Code and text when so many octets do not fit into `mailbox`."""
        if "disk_full" in self._server.faults:
            return verdict("no_storage")
        if self._server.store.has_room(mailbox, octets):
            return None
        return verdict(FULL[self._server.config.full_code])

    def _open_list(
        self, message: QueuedMessage, recipient: QueuedRecipient, to: ResolvedPath
    ) -> None:
        """A list's copies: a message of its own, whose reverse-path is the list's
        owner (RFC 5321 §3.9.2). What the list changes, its server may sign."""
        server = self._server
        machine, found = server.machine, server.directory.list_called(to.address)
        copy = list_copy(
            message.content,
            prefix=found.subject_prefix,
            footer=found.footer,
            sent_as=found.address if found.rewrites_from else "",
        )
        machine.record(
            MessageExpanded(
                message=message.name,
                recipient=recipient.path,
                how="list",
                targets=to.targets,
                reverse_path=to.owner,
                changes=copy.changes or UNSET,
            )
        )
        recipient.end("listed")
        name = self._outbox.next_name()
        trace = signatures(server, copy.content, name, domain=domain_of(found.address))
        copies = QueuedMessage(
            name,
            to.owner,
            addressed_to(to.targets),
            trace + copy.content,
            machine.clock.now_us,
            lists=message.lists | {to.address},
        )
        self._outbox.put(copies, trace)
