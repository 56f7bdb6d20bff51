"""The mail transfer agent of one host: accept, deliver, relay, try again, give notice.

Once it answers 250 to the content it is responsible (RFC 5321 §6.1): every recipient
ends in a mailbox, at the next host, or in a notice to the reverse-path. It keeps a
queue with one retry gap (§4.5.4.1) and fixed routes. It refuses to bounce a bounce:
mail with a null reverse-path is dropped when it cannot be delivered (§4.5.5).
"""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from simulator.agents.config import MessageConfig, ServerConfig
from simulator.agents.directory import Directory
from simulator.agents.driver import Driver
from simulator.agents.furniture import failure_notice
from simulator.agents.mda import deliver, deliver_stored
from simulator.agents.sender import send_mail
from simulator.agents.smtp_policy import SmtpPolicy
from simulator.agents.store import Store
from simulator.agents.submission import (
    completed,
    dsn_parameters,
    engine_config,
    protocol_of,
)
from simulator.journal import inline
from simulator.journal.facts import MessageDequeued, MessageQueued
from simulator.mail import date_at, domain_of, hops, received, split
from simulator.net import End
from simulator.protocols.smtp import (
    MailObject,
    Outcome,
    Parameters,
    SmtpServer,
    SmtpServerConfig,
    Transaction,
)

if TYPE_CHECKING:
    from simulator.agents.world import World

SMTP_PORT = 25
RECEIVED_MAX = 100
"""RFC 5321 §6.3: a loop is suspected at 100 Received fields, not before."""


@dataclass(slots=True)
class Item:
    """One message in the queue. `pending`: forward-paths not done; `conns`: relays
    running now; `refused`: (path, code, text) to tell the reverse-path about;
    `parameters`, `wishes`: what the sender asked for with RFC 3461, for all and path by
    path."""

    name: str
    reverse_path: str
    pending: list[str]
    content: bytes
    since_us: int
    running: int = 0
    refused: tuple[tuple[str, int, str], ...] = ()
    relayed: bool = False
    parameters: Parameters = ()
    wishes: dict[str, Parameters] = field(default_factory=dict)

    def wants_notice(self, path: str) -> bool:
        """Whether the sender wants to hear of a failure (RFC 3461 §4.1, §5.2.6)."""
        notify = dict(self.wishes.get(path, ())).get("NOTIFY", "FAILURE")
        return "FAILURE" in notify.upper().split(",")


class Mta:
    """MSA and MTA of one host (RFC 5598 §4.3)."""

    def __init__(
        self,
        world: "World",
        host: str,
        config: ServerConfig,
        directory: Directory,
        store: Store,
    ) -> None:
        self.world = world
        self.host = host
        self.config = config
        self.directory = directory
        self.store = store
        self.queue: dict[str, Item] = {}
        self._count = 0
        listeners = (
            (config.smtp_port, "smtp", False),
            (config.submission_port, "submission", False),
            (config.submissions_port, "submission", True),
        )
        for port, service, tls in listeners:
            if port:
                self._listen(port, service, engine_config(config, service, tls))

    def _listen(self, port: int, service: str, settings: SmtpServerConfig) -> None:
        network = self.world.network
        host = network.hosts[self.host]

        def accept(end: End) -> Driver:
            peer = self.world.address_of(end.peer.host.name)
            busy = sum(e.port == port for e in host.ends) > self.config.connections_max
            nonce = ""
            if settings.mechanisms:
                nonce = f"{network.chance('nonce', end.conn.name).below(10**9)}"
            return Driver(
                self.world.clock,
                end,
                SmtpServer(settings, self.world.clock.now_us, nonce, busy),
                SmtpPolicy(self, end.conn.name, peer, service),
                "smtp.server_idle",
                self.config.think_us,
                settings.tls,
            )

        host.listen(port, service, accept)

    # --- accepting ---

    def next_host(self, domain: str) -> str | None:
        """Where mail for `domain` goes next: a fixed route, until there is DNS."""
        return self.config.routes.get(domain.lower())

    def loops(self, content: bytes) -> bool:
        """Whether the content has travelled in a circle (RFC 5321 §6.3)."""
        return hops(content[: split(content).header_length]) >= RECEIVED_MAX

    def accept(
        self, question: MailObject, conn: str, peer: str, service: str = "smtp"
    ) -> str:
        """Take responsibility for a mail object; its queue name. A submission is
        completed (RFC 6409 §8)."""
        self._count += 1
        name = f"{self.host}-{self._count}"
        paths = question.forward_paths
        with_protocol = protocol_of(question)
        date = date_at(self.world.clock.now_us, self.world.epoch)
        trace = received(
            helo=question.helo,
            address=peer,
            by=self.config.name,
            protocol=with_protocol,
            identifier=name,
            recipient=paths[0] if len(paths) == 1 else "",
            date=date,
        )
        if service == "submission":
            message_id = f"<{name}@{self.config.name}>"
            trace += completed(question.content, date, message_id)
        item = self._enqueue(
            name,
            question.reverse_path,
            paths,
            trace,
            question.content,
            conn,
            with_protocol,
        )
        item.parameters = dsn_parameters(question.parameters)
        wishes = map(dsn_parameters, question.recipient_parameters)
        item.wishes = dict(zip(paths, wishes, strict=False))
        return name

    def _enqueue(
        self,
        name: str,
        reverse_path: str,
        paths: tuple[str, ...],
        trace: bytes,
        content: bytes,
        conn: str,
        with_protocol: str,
    ) -> Item:
        clock = self.world.clock
        stream = self.world.journal.stream(f"message.{name}")
        stream.append(trace)
        stream.append(content)
        clock.record(
            self.host,
            conn,
            MessageQueued(
                message=name,
                reverse_path=reverse_path,
                forward_paths=paths,
                length=stream.length,
                added=inline(trace),
                with_protocol=with_protocol,
            ),
        )
        item = Item(name, reverse_path, list(paths), trace + content, clock.now_us)
        self.queue[name] = item
        clock.after(2 * self.config.think_us, lambda: self._run(item))
        return item

    # --- the queue ---

    def _run(self, item: Item) -> None:
        """Try every pending recipient once: one transaction per next host."""
        remote: dict[str, list[str]] = {}
        for path in list(item.pending):
            domain = domain_of(path)
            if not domain or self.directory.is_local(domain):
                item.pending.remove(path)
                self._local(item, path, remote)
            else:
                remote.setdefault(self.next_host(domain) or "", []).append(path)
        for host, paths in remote.items():
            if not host:
                self._refuse(item, [(p, 550, "No such domain") for p in paths])
                continue
            item.running += 1
            self._relay_soon(item, host, tuple(paths))
        self._finish(item)

    def _relay_soon(self, item: Item, host: str, paths: tuple[str, ...]) -> None:
        """After a while in the queue, so that who sent it can say goodbye first."""
        self.world.clock.after(
            self.config.queue_us, lambda: self._relay(item, host, paths)
        )

    def _relay(self, item: Item, host: str, paths: tuple[str, ...]) -> None:
        """One transaction to the next host, with all its recipients."""
        send_mail(
            self.world,
            (self.host, host),
            SMTP_PORT,
            self.config.name,
            Transaction(
                item.reverse_path,
                paths,
                item.content,
                item.parameters,
                tuple(item.wishes.get(path, ()) for path in paths),
            ),
            lambda outcome: self._relayed(item, outcome),
        )

    def _local(self, item: Item, path: str, remote: dict[str, list[str]]) -> None:
        """Deliver here, or follow an alias or list."""
        found = self.directory.find(path)
        reverse_path = found.owner if found.kind == "list" else item.reverse_path
        for target in found.targets:
            if target in self.store.mailboxes:
                deliver(self, item, path, target, reverse_path)
            elif self.next_host(domain_of(target)):
                host = self.next_host(domain_of(target)) or ""
                item.pending.append(target)
                remote.setdefault(host, []).append(target)
            else:
                self._refuse(item, [(target, 550, "No such mailbox")])

    def _relayed(self, item: Item, outcome: Outcome) -> None:
        """A relay ended; what was deferred stays pending."""
        item.running -= 1
        done = {path for path, _, _ in outcome.accepted}
        item.relayed = item.relayed or bool(done)
        self._refuse(item, list(outcome.refused))
        item.pending = [path for path in item.pending if path not in done]
        self._finish(item)

    def _refuse(self, item: Item, refused: list[tuple[str, int, str]]) -> None:
        gone = {path for path, _, _ in refused}
        item.pending = [path for path in item.pending if path not in gone]
        item.refused = (*item.refused, *refused)

    def _finish(self, item: Item) -> None:
        """When nothing runs: done, or wait for the next try, or give up."""
        if item.running or item.name not in self.queue:
            return
        clock = self.world.clock
        if item.pending:
            if clock.now_us - item.since_us < self.config.expire_us:
                clock.after(
                    self.config.retry_us,
                    lambda: self._run(item),
                    waiting=True,
                    name="smtp.retry",
                )
                return
            self._refuse(item, [(p, 450, "No answer for days") for p in item.pending])
        del self.queue[item.name]
        result = "relayed" if item.relayed else "delivered"
        if item.refused:
            result = "refused"
        clock.record(self.host, "", MessageDequeued(message=item.name, result=result))
        told = tuple(r for r in item.refused if item.wants_notice(r[0]))
        if told and item.reverse_path:
            self._give_notice(item, told)

    def _give_notice(
        self, item: Item, refused: tuple[tuple[str, int, str], ...]
    ) -> None:
        """Tell the reverse-path; the notice has none itself (§4.5.5)."""
        self._count += 1
        name = f"{self.host}-{self._count}"
        notice = failure_notice(
            self.config.name,
            item.reverse_path,
            refused,
            date_at(self.world.clock.now_us, self.world.epoch),
            name,
        )
        self._enqueue(name, "", (item.reverse_path,), b"", notice, "", "")

    def deliver_old(self, message: MessageConfig, content: bytes, date: str) -> None:
        """Put a letter into a mailbox before the lab opens; it came at `date`."""
        self._count += 1
        deliver_stored(self, f"{self.host}-{self._count}", message, content, date)
