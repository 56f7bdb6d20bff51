"""One destination of one message: its hosts in order, until one takes the mail.

RFC 5321 §5.1: the hosts are tried in the order given; one that does not answer, does
not let us in, or breaks off before it has the mail is followed by the next. What a host
says of a recipient, or of the message, counts; the queue waits. After a content was
handed over without a reply no other host is tried: this one may have it (RFC 1047).

What was said of a recipient is kept with it; the queue decides what follows.
"""

from collections.abc import Callable

from simulator.agents.config import Endpoint
from simulator.agents.mta.mail_server import MailServer
from simulator.agents.mta.queued_message import QueuedMessage, QueuedRecipient
from simulator.agents.mta.routes import NextHost
from simulator.agents.mta.sender import SendResult, send_mail
from simulator.agents.mta.transport_security import tls_wish
from simulator.journal.facts import QueueAttemptBegun
from simulator.protocols.services import SMTP
from simulator.protocols.smtp import Transaction, verdict


class Relay:
    """`recipients` of `message` go to one of `hosts`. `done` hears the end, unless it
    was abandoned. `tried`: names of the hosts."""

    def __init__(
        self,
        server: MailServer,
        message: QueuedMessage,
        recipients: list[QueuedRecipient],
        hosts: tuple[NextHost, ...],
        done: Callable[["Relay"], None],
    ) -> None:
        self._server = server
        self._message = message
        self._recipients = recipients
        self._hosts = list(hosts)
        self._done = done
        self._abandoned = False
        self.tried: list[str] = []

    def start(self) -> None:
        """Try the first host, when this machine is awake."""
        self._server.machine.host.run(self._try_next)

    def abandon(self) -> None:
        """The program that ran this is gone."""
        self._abandoned = True

    def _try_next(self) -> None:
        if self._abandoned:
            return
        while self._hosts:
            host = self._hosts.pop(0)
            self.tried.append(host.name)
            if host.host:
                self._connect(host)
                return
            self._judge(host, {}, verdict("no_such_address"))
        self._done(self)

    def _connect(self, host: NextHost) -> None:
        machine, message = self._server.machine, self._message
        paths = tuple(dict.fromkeys(each.path for each in self._recipients))
        wishes = {each.path: each.wishes for each in reversed(self._recipients)}
        machine.record(
            QueueAttemptBegun(
                message=message.name,
                attempt=message.attempts,
                forward_paths=paths,
                to_host=host.host,
                name=host.name,
                preference=host.preference,
            ),
            machine.next_conn,
        )
        transaction = Transaction(
            message.reverse_path,
            paths,
            message.content,
            message.parameters,
            tuple(wishes[path] for path in paths),
        )
        send_mail(
            machine,
            Endpoint(host.address, SMTP.port),
            self._server.config.name,
            transaction,
            lambda result: self._ended(host, result),
            tls=host.tls or tls_wish(self._server.config.outgoing_tls, host.name),
            whole_lines="bare_line_ends" not in self._server.faults,
            esmtp=self._server.config.esmtp,
        )

    def _ended(self, host: NextHost, result: SendResult) -> None:
        if self._abandoned:
            return
        outcome = result.outcome
        fates = {
            path: (status, code, text if code else result.why)
            for status, some in (
                ("relayed", outcome.accepted),
                ("failed", outcome.refused),
                ("waiting", outcome.deferred),
            )
            for path, code, text in some
        }
        if self._hosts and not result.heard:
            # Another host may do better, even than one that says it never will.
            fates = {}
        self._judge(host, fates, (outcome.code, result.why), "DSN" in result.offered)
        self._recipients = [r for r in self._recipients if r.status == "waiting"]
        if result.heard or not self._recipients:
            self._hosts = []
        self._try_next()

    def _judge(
        self,
        host: NextHost,
        fates: dict[str, tuple[str, int, str]],
        otherwise: tuple[int, str],
        dsn: bool = False,
    ) -> None:
        for recipient in self._recipients:
            fate = fates.get(recipient.path, ("waiting", *otherwise))
            recipient.end(*fate, host.name)
            recipient.dsn = dsn
