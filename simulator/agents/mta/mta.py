"""The mail transfer agent of one host: it accepts mail, and answers for it.

Once it answers 250 to the content it is responsible (RFC 5321 §6.1). What it took goes
through `queue.py`: aliases and lists (`expansion.py`), mailboxes (`store/mda.py`), the
next hosts (`routes.py`, `relay.py`), notices (`bounce.py`). Here are its ports, what it
takes, and its trace fields. It refuses to bounce a bounce (§4.5.5).
"""

from typing import TYPE_CHECKING

from simulator.agents.config import MessageConfig, ServerConfig
from simulator.agents.listener import listen_smtp
from simulator.agents.mta.directory import Directory
from simulator.agents.mta.greylist import Greylist
from simulator.agents.mta.queue import NO_STORAGE, Item, Queue, Recipient
from simulator.agents.mta.routes import FixedRouter, Router
from simulator.agents.mta.smtp_policy import FULL_REPLIES
from simulator.agents.mta.submission import (
    completed,
    engine_config,
    protocol_of,
)
from simulator.agents.store.mda import deliver_stored
from simulator.agents.store.store import Store
from simulator.journal import inline
from simulator.journal.facts import MessageQueued
from simulator.mail import date_at, hops, received, split
from simulator.protocols.smtp import MailObject, relayed_parameters

if TYPE_CHECKING:
    from simulator.agents.world import World

RECEIVED_MAX = 100
"""RFC 5321 §6.3: a loop is suspected at 100 Received fields, not before."""


class Mta:
    """MSA and MTA of one host (RFC 5598 §4.3). `names`: who knows the way to domains
    that have no fixed route (DNS). `faults`: what is wrong with it, by act:
    `busy`, `disk_full`, `closes_in_data`."""

    def __init__(
        self,
        world: "World",
        host: str,
        config: ServerConfig,
        directory: Directory,
        store: Store,
        names: Router | None = None,
    ) -> None:
        self.world = world
        self.host = host
        self.machine = world.network.hosts[host]
        self.config = config
        self.directory = directory
        self.store = store
        self.faults: set[str] = set()
        self.router: Router = FixedRouter(
            config.routes,
            {each.id: each.address for each in world.hosts.values()},
            names,
        )
        self.greylist = Greylist(config.greylist_us)
        self._queue = Queue(self)
        self._count = 0
        listeners = (
            (config.smtp_port, "smtp", False),
            (config.submission_port, "submission", False),
            (config.submissions_port, "submission", True),
        )
        for port, service, tls in listeners:
            if port:
                listen_smtp(self, port, service, engine_config(config, service, tls))

    @property
    def queue(self) -> dict[str, Item]:
        """What it answers for, by name."""
        return self._queue.items

    def stop(self) -> None:
        """The program ends, or its machine does; what is on disk stays."""
        self._queue.stop()

    def start(self) -> None:
        """The program begins, and goes on with what is on disk."""
        self._queue.start()

    # --- accepting ---

    def loops(self, content: bytes) -> bool:
        """Whether the content has travelled in a circle (RFC 5321 §6.3)."""
        return hops(content[: split(content).header_length]) >= RECEIVED_MAX

    def refuses(self, mailbox: str, octets: int) -> tuple[int, str] | None:
        """Code and text when a letter of so many octets does not fit into `mailbox`."""
        if "disk_full" in self.faults:
            return NO_STORAGE
        if self.store.has_room(mailbox, octets):
            return None
        code, enhanced, text, _ = FULL_REPLIES[self.config.full_code]
        return code, f"{enhanced} {text}"

    def accept(
        self, question: MailObject, conn: str, peer: str, service: str = "smtp"
    ) -> str:
        """Take responsibility for a mail object; its queue name. A submission is
        completed (RFC 6409 §8)."""
        name = self.next_name()
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
        wishes = [relayed_parameters(each) for each in question.recipient_parameters]
        wishes += [()] * (len(paths) - len(wishes))
        item = Item(
            name,
            question.reverse_path,
            [
                Recipient(path, path, wish)
                for path, wish in zip(paths, wishes, strict=True)
            ],
            trace + question.content,
            self.world.clock.now_us,
            relayed_parameters(question.parameters),
        )
        self._enqueue(item, trace, conn, with_protocol)
        return name

    def next_name(self) -> str:
        """A queue name that no message here has had."""
        self._count += 1
        return f"{self.host}-{self._count}"

    def send_on(
        self, item: Item, owner: str, members: tuple[str, ...], lists: frozenset[str]
    ) -> None:
        """A list's copies: a message of its own, whose reverse-path is the list's
        owner (RFC 5321 §3.9.2)."""
        recipients = [Recipient(path, path) for path in dict.fromkeys(members)]
        copies = Item(
            self.next_name(),
            owner,
            recipients,
            item.content,
            self.world.clock.now_us,
            lists=lists,
        )
        self._enqueue(copies)

    def send_notice(self, name: str, to: str, content: bytes) -> None:
        """A notice of ours; its reverse-path is null (§4.5.5)."""
        now_us = self.world.clock.now_us
        self._enqueue(Item(name, "", [Recipient(to, to)], content, now_us))

    def _enqueue(
        self, item: Item, trace: bytes = b"", conn: str = "", with_protocol: str = ""
    ) -> None:
        stream = self.world.journal.stream(f"message.{item.name}")
        stream.append(trace)
        stream.append(item.content[len(trace) :])
        self.world.clock.record(
            self.host,
            conn,
            MessageQueued(
                message=item.name,
                reverse_path=item.reverse_path,
                forward_paths=tuple(each.path for each in item.recipients),
                length=stream.length,
                added=inline(trace),
                with_protocol=with_protocol,
            ),
        )
        self._queue.add(item)

    def deliver_old(self, message: MessageConfig, content: bytes, date: str) -> None:
        """Put a letter into a mailbox before the lab opens; it came at `date`."""
        deliver_stored(self, self.next_name(), message, content, date)
