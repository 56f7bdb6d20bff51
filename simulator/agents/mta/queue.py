"""The queue of an MTA: what it is responsible for, recipient by recipient, to the end.

After 250 to a content the message is on disk, and this server's (RFC 5321 §6.1): each
recipient ends in a mailbox or a list (`local_delivery.py`), at the next host
(`relay.py`), or in a notice to the reverse-path (`notices.py`). What cannot be done now
is tried again after a gap that grows (§4.5.4.1), and given up after days. A crash stops
every attempt and loses no message: `start` goes on from disk.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial

from msgspec import UNSET

from simulator.agents.config import ServerConfig
from simulator.agents.mta.local_delivery import LocalDelivery
from simulator.agents.mta.mail_server import MailServer
from simulator.agents.mta.notices import Notices
from simulator.agents.mta.queued_message import QueuedMessage, QueuedRecipient
from simulator.agents.mta.relay import Relay
from simulator.agents.mta.routes import NextHost, Route
from simulator.agents.mta.transport_security.sts import StsRouter
from simulator.journal import inline
from simulator.journal.facts import (
    INLINE_OCTETS_MAX,
    MessageDequeued,
    MessageQueued,
    QueueAttemptDeferred,
    QueueResumed,
)
from simulator.mail import domain_of
from simulator.net import Timer
from simulator.protocols.smtp import verdict

RECIPIENTS_MAX = 100
"""Of one transaction: what every server must take (RFC 5321 §4.5.3.1.8)."""

NO_ROUTE = {
    "null_mx": "null_mx",
    "no_such_domain": "no_such_domain",
    "no_mail_hosts": "no_such_domain.no_hosts",
    "later": "route_unknown",
    "not_in_policy": "not_in_policy",
}
"""Result of a lookup to the reason why its recipients go nowhere."""


MAY_CHANGE = ("later", "not_in_policy")
"""Results that another attempt may not find again."""


def retry_after_us(config: ServerConfig, attempts: int) -> int:
    """How long to wait after so many attempts: twice as long each time, up to a
    limit (RFC 5321 §4.5.4.1)."""
    return min(config.retry_us << min(attempts - 1, 40), config.retry_max_us)


@dataclass(slots=True, eq=False)
class _Work:
    """What a running queue knows of one message, and forgets when it stops. `timer`:
    of its next attempt; `relays`: those on their way; `tried`: names of the hosts of
    the last attempt; `interrupted`: relays were on their way when it stopped."""

    timer: Timer | None = None
    relays: list[Relay] = field(default_factory=list)
    tried: list[str] = field(default_factory=list)
    interrupted: bool = False


class Queue:
    """The `Outbox` of one mail server. `messages`: by name, oldest first."""

    def __init__(self, server: MailServer) -> None:
        self._server = server
        self._router = server.router
        if server.config.outgoing_tls.mta_sts:
            self._router = StsRouter(server.machine, server.router)
        self._machine = server.machine
        self._clock = server.machine.clock
        self._local = LocalDelivery(server, self)
        self._notices = Notices(server, self)
        self.messages: dict[str, QueuedMessage] = {}
        self._octets = 0
        self._work: dict[str, _Work] = {}
        self._running = True
        self._named = server.machine.numbers_from

    # --- putting mail into it ---

    def next_name(self) -> str:
        """A queue name that no message here has had."""
        self._named += 1
        return f"{self._machine.id}-{self._named}"

    @property
    def full(self) -> bool:
        """It holds as much as it may; what is written here is taken even so."""
        return self._octets >= self._server.config.queue_octets_max

    def put(
        self,
        message: QueuedMessage,
        trace: bytes = b"",
        conn: str = "",
        with_protocol: str = "",
        removed: int = 0,
    ) -> None:
        """Take `message`; the first attempt comes at once."""
        stream = self._machine.stream(f"message.{message.name}")
        stream.append(trace)
        stream.append(message.content[len(trace) :])
        self._machine.record(
            MessageQueued(
                message=message.name,
                reverse_path=message.reverse_path,
                forward_paths=tuple(each.path for each in message.recipients),
                length=stream.length,
                added=inline(trace),
                with_protocol=with_protocol,
                added_length=len(trace) if len(trace) > INLINE_OCTETS_MAX else UNSET,
                removed=removed or UNSET,
            ),
            conn,
        )
        self.messages[message.name] = message
        self._octets += len(message.content)
        work = self._work[message.name] = _Work()
        if self._running:
            self._soon(message, work)

    # --- running ---

    def stop(self) -> None:
        """The program ends: what is on disk stays, every attempt is forgotten."""
        self._running = False
        for name, work in self._work.items():
            self._clock.cancel(work.timer)
            for relay in work.relays:
                relay.abandon()
            interrupted = work.interrupted or bool(work.relays)
            self._work[name] = _Work(interrupted=interrupted)

    def start(self) -> None:
        """The program begins and reads what is on disk."""
        self._running = True
        for name, message in self.messages.items():
            interrupted = self._work[name].interrupted
            work = self._work[name] = _Work()
            paths = tuple(each.path for each in message.having("waiting"))
            self._machine.record(
                QueueResumed(message=name, forward_paths=paths, interrupted=interrupted)
            )
            self._soon(message, work)

    def _soon(self, message: QueuedMessage, work: _Work) -> None:
        delay_us = 2 * self._server.config.think_us
        work.timer = self._clock.after(delay_us, self._waking(message, work))

    def _waking(self, message: QueuedMessage, work: _Work) -> Callable[[], None]:
        """The next attempt, when this machine is awake and nobody stopped the queue
        meanwhile."""

        def wake() -> None:
            if self._is_current(message, work):
                self._run(message, work)

        return lambda: self._machine.host.run(wake)

    def _is_current(self, message: QueuedMessage, work: _Work) -> bool:
        return self._work.get(message.name) is work

    # --- one attempt ---

    def _run(self, message: QueuedMessage, work: _Work) -> None:
        work.timer = None
        work.tried = []
        message.attempts += 1
        self._local.resolve(message)
        self._local.deliver(message)
        remote = [each for each in message.having("waiting") if not each.mailbox]
        if remote:
            self._find_routes(message, work, remote)
        else:
            self._settle(message, work)

    def _find_routes(
        self, message: QueuedMessage, work: _Work, remote: list[QueuedRecipient]
    ) -> None:
        """Ask for every domain, and go on when all are answered."""
        domains = dict.fromkeys(domain_of(each.path) for each in remote)
        routes: dict[str, Route] = {}

        def answered(domain: str, route: Route) -> None:
            routes[domain] = route
            if len(routes) == len(domains) and self._is_current(message, work):
                self._relay(message, work, remote, routes)

        for domain in domains:
            self._router.find(domain, partial(answered, domain))

    def _relay(
        self,
        message: QueuedMessage,
        work: _Work,
        remote: list[QueuedRecipient],
        routes: dict[str, Route],
    ) -> None:
        """One transaction for all recipients that go to the same hosts, after a while
        in the queue, so that who sent it can say goodbye first."""
        groups: dict[tuple[NextHost, ...], list[QueuedRecipient]] = {}
        for recipient in remote:
            route = routes[domain_of(recipient.path)]
            hosts = self._beyond_us(route)
            if hosts:
                groups.setdefault(hosts, []).append(recipient)
            else:
                refusal = verdict(NO_ROUTE.get(route.result, "routed_to_us"))
                status = "waiting" if route.result in MAY_CHANGE else "failed"
                recipient.end(status, *refusal)
        for hosts, recipients in groups.items():
            for at in range(0, len(recipients), RECIPIENTS_MAX):
                some = recipients[at : at + RECIPIENTS_MAX]
                done = partial(self._relayed, message, work)
                relay = Relay(self._server, message, some, hosts, done)
                work.relays.append(relay)
                self._clock.after(self._server.config.queue_us, relay.start)
        if not work.relays:
            self._settle(message, work)

    def _beyond_us(self, route: Route) -> tuple[NextHost, ...]:
        """The hosts better placed than this one: to the others mail would only come
        back (RFC 5321 §5.1)."""
        hosts = route.next_hosts
        ours = [each.preference for each in hosts if each.host == self._machine.id]
        return tuple(h for h in hosts if not ours or h.preference < min(ours))

    def _relayed(self, message: QueuedMessage, work: _Work, relay: Relay) -> None:
        """A relay ended; the last one settles the attempt."""
        work.relays.remove(relay)
        work.tried += [name for name in relay.tried if name not in work.tried]
        if not work.relays:
            self._settle(message, work)

    # --- after an attempt ---

    def _settle(self, message: QueuedMessage, work: _Work) -> None:
        """Done, or wait for the next try, or give up."""
        config, now_us = self._server.config, self._clock.now_us
        expired = False
        waiting = message.having("waiting")
        if waiting and now_us - message.since_us >= config.expire_us:
            expired = True
            for recipient in waiting:
                recipient.status = "failed"
            waiting = []
        self._notices.give(message, expired)
        if waiting:
            self._wait(message, work, waiting)
            return
        del self.messages[message.name], self._work[message.name]
        self._octets -= len(message.content)
        result = _result(message.recipients, expired)
        self._machine.record(MessageDequeued(message=message.name, result=result))

    def _wait(
        self, message: QueuedMessage, work: _Work, waiting: list[QueuedRecipient]
    ) -> None:
        config, now_us = self._server.config, self._clock.now_us
        gives_up_us = message.since_us + config.expire_us
        next_us = min(now_us + retry_after_us(config, message.attempts), gives_up_us)
        last = waiting[-1]
        self._machine.record(
            QueueAttemptDeferred(
                message=message.name,
                attempt=message.attempts,
                forward_paths=tuple(each.path for each in waiting),
                hosts=tuple(work.tried),
                code=last.code,
                text=last.text,
                next_at_us=next_us,
                gives_up_at_us=gives_up_us,
            )
        )
        late = now_us - message.since_us >= config.delay_warning_us
        if config.delay_warning_us and late and not message.warned:
            message.warned = True
            self._notices.warn(message, gives_up_us)
        work.timer = self._clock.at(
            next_us, self._waking(message, work), waiting=True, name="smtp.retry"
        )


def _result(recipients: Iterable[QueuedRecipient], expired: bool) -> str:
    """What became of a message, in one word."""
    statuses = {recipient.status for recipient in recipients}
    if "failed" in statuses:
        return "expired" if expired else "refused"
    done = (s for s in ("relayed", "delivered") if s in statuses)
    return next(done, "expanded")
