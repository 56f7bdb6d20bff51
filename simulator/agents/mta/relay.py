"""One destination of one message: its hosts in order, until one takes the mail.

RFC 5321 §5.1: the hosts are tried in the order given; one that does not answer, does
not let us in, or breaks off before it has the mail is followed by the next. What a host
says of a recipient, or of the letter, counts; later is for the queue. After a content
was handed over without a reply nobody else is tried: it may have it (RFC 1047).

It refuses to judge: what was said goes to the recipients.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from simulator.agents.mta.routes import NextHost
from simulator.agents.mta.sender import Attempt, send_mail
from simulator.journal.facts import QueueAttemptBegun
from simulator.protocols.services import SMTP
from simulator.protocols.smtp import Transaction

if TYPE_CHECKING:
    from simulator.agents.mta.mta import Mta
    from simulator.agents.mta.queue import Item, Recipient

NO_MACHINE = "4.4.1 No machine has that address"


class Relay:
    """`recipients` of `item` go to one of `hosts`. `done` hears the end, unless it was
    abandoned. `tried`: names of the hosts."""

    def __init__(
        self,
        mta: "Mta",
        item: "Item",
        recipients: list["Recipient"],
        hosts: tuple[NextHost, ...],
        done: Callable[["Item", "Relay"], None],
    ) -> None:
        self._mta = mta
        self._item = item
        self._recipients = recipients
        self._hosts = list(hosts)
        self._done = done
        self._abandoned = False
        self.tried: list[str] = []

    def start(self) -> None:
        """Try the first host, when this machine is awake."""
        self._mta.machine.run(self._try_next)

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
            self._judge(host, {}, (0, NO_MACHINE))
        self._done(self._item, self)

    def _connect(self, host: NextHost) -> None:
        mta, item = self._mta, self._item
        paths = tuple(dict.fromkeys(each.path for each in self._recipients))
        wishes = {each.path: each.wishes for each in reversed(self._recipients)}
        network = mta.world.network
        mta.world.clock.record(
            mta.host,
            network.next_conn,
            QueueAttemptBegun(
                message=item.name,
                attempt=item.attempts,
                forward_paths=paths,
                to_host=host.host,
                name=host.name,
                preference=host.preference,
            ),
        )
        transaction = Transaction(
            item.reverse_path,
            paths,
            item.content,
            item.parameters,
            tuple(wishes[path] for path in paths),
        )
        send_mail(
            mta.world,
            (mta.host, host.host),
            SMTP.port,
            mta.config.name,
            transaction,
            lambda attempt: self._ended(host, attempt),
        )

    def _ended(self, host: NextHost, attempt: Attempt) -> None:
        if self._abandoned:
            return
        outcome = attempt.outcome
        fates = {
            path: (status, code, text if code else attempt.why)
            for status, some in (
                ("relayed", outcome.accepted),
                ("failed", outcome.refused),
                ("waiting", outcome.deferred),
            )
            for path, code, text in some
        }
        if self._hosts and not attempt.heard:
            # Another host may do better, even than one that says it never will.
            fates = {}
        self._judge(host, fates, (outcome.code, attempt.why), "DSN" in attempt.offered)
        self._recipients = [r for r in self._recipients if r.status == "waiting"]
        if attempt.heard or not self._recipients:
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
