"""The queue of an MTA: what it answers for, recipient by recipient, until all is done.

After 250 to a content the mail is on disk and ours (RFC 5321 §6.1): each recipient
ends in a mailbox, at the next host, in a list, or in a notice to the reverse-path. What
cannot be done now is tried again after a gap that grows (§4.5.4.1), and given up after
days. A crash stops every attempt and loses none of this: `start` goes on from disk.

It refuses to talk: `relay.py` does; and to say why: `bounce.py` writes the notices.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from simulator.agents.config import ServerConfig
from simulator.agents.mta.bounce import for_several, give_notices, warn
from simulator.agents.mta.expansion import Goal, resolve
from simulator.agents.mta.relay import Relay
from simulator.agents.mta.routes import NextHost, Route
from simulator.agents.store.mda import deliver
from simulator.journal.facts import (
    MessageDequeued,
    MessageExpanded,
    QueueAttemptDeferred,
    QueueResumed,
)
from simulator.mail import domain_of
from simulator.net import Timer
from simulator.protocols.smtp import Parameters

if TYPE_CHECKING:
    from simulator.agents.mta.mta import Mta

RECIPIENTS_MAX = 100
"""Of one transaction: what every server must take (RFC 5321 §4.5.3.1.8)."""

NO_ROUTE = {
    "null_mx": (556, "5.1.10 Domain accepts no mail"),
    "no_such_domain": (550, "5.1.2 No such domain"),
    "no_mail_hosts": (550, "5.4.4 No host takes mail for that domain"),
    "later": (451, "4.4.3 Nobody could say where that domain takes its mail"),
}
ROUTED_TO_US = (554, "5.4.6 Mail for that domain comes back to this host")
LOOP = (554, "5.4.6 That address forwards to itself")
NOBODY = (550, "5.1.1 No such mailbox here")
NO_STORAGE = (452, "4.3.1 No room now")


@dataclass(slots=True)
class Recipient:
    """One forward-path. `original`: as the sender named it, before aliases; `status`:
    waiting, delivered, relayed, listed (a list sends its copies), expanded or failed;
    `code`, `text`, `host`: the last reply, and whose; `wishes`: of RFC 3461; `told`:
    the sender knows; `dsn`: the host it was relayed to goes on telling."""

    path: str
    original: str
    wishes: Parameters = ()
    mailbox: str = ""
    status: str = "waiting"
    code: int = 0
    text: str = ""
    host: str = ""
    told: bool = False
    dsn: bool = False

    def end(self, status: str, code: int = 0, text: str = "", host: str = "") -> None:
        """Its fate; with `waiting`, what was said last."""
        self.status, self.code, self.text, self.host = status, code, text, host


@dataclass(slots=True)
class Item:
    """One message. `lists`: those it came through on this host; `life` changes when its
    attempts are stopped; `tried`: names of hosts of the last attempt; `warned`: the
    sender knows that it waits."""

    name: str
    reverse_path: str
    recipients: list[Recipient]
    content: bytes
    since_us: int
    parameters: Parameters = ()
    lists: frozenset[str] = frozenset()
    resolved: bool = False
    attempts: int = 0
    life: int = 0
    warned: bool = False
    timer: Timer | None = None
    relays: list[Relay] = field(default_factory=list)
    tried: list[str] = field(default_factory=list)

    def having(self, status: str) -> list[Recipient]:
        """Its recipients of that status."""
        return [each for each in self.recipients if each.status == status]


def retry_after_us(config: ServerConfig, attempts: int) -> int:
    """How long to wait after so many attempts: twice as long each time, up to a
    limit (RFC 5321 §4.5.4.1)."""
    return min(config.retry_us << min(attempts - 1, 40), config.retry_max_us)


class Queue:
    """`items`: by name, oldest first."""

    def __init__(self, mta: "Mta") -> None:
        self._mta = mta
        self._clock = mta.world.clock
        self.items: dict[str, Item] = {}
        self.running = True

    def add(self, item: Item) -> None:
        """Take `item`; the first attempt comes at once."""
        self.items[item.name] = item
        if self.running:
            self._soon(item)

    def stop(self) -> None:
        """The program ends: what is on disk stays, every attempt is forgotten."""
        self.running = False
        for item in self.items.values():
            self._clock.cancel(item.timer)
            item.timer = None
            item.life += 1
            for relay in item.relays:
                relay.abandon()

    def start(self) -> None:
        """The program begins and reads what is on disk."""
        self.running = True
        for item in self.items.values():
            cut_short, item.relays = bool(item.relays), []
            paths = tuple(each.path for each in item.having("waiting"))
            self._record(
                QueueResumed(
                    message=item.name, forward_paths=paths, interrupted=cut_short
                )
            )
            self._soon(item)

    def _soon(self, item: Item) -> None:
        delay_us = 2 * self._mta.config.think_us
        item.timer = self._clock.after(delay_us, self._waking(item, self._run))

    def _waking(self, item: Item, run: Callable[[Item], None]) -> Callable[[], None]:
        """`run`, when this machine is awake and nobody stopped the item meanwhile."""
        life = item.life

        def wake() -> None:
            if item.life == life:
                run(item)

        return lambda: self._mta.machine.run(wake)

    def _record(self, fact: object, conn: str = "") -> None:
        self._clock.record(self._mta.host, conn, fact)  # type: ignore[arg-type]

    # --- one attempt ---

    def _run(self, item: Item) -> None:
        item.timer = None
        item.attempts += 1
        item.tried = []
        if not item.resolved:
            item.resolved = True
            for recipient in list(item.recipients):
                self._resolve(item, recipient)
        for recipient in item.having("waiting"):
            if recipient.mailbox:
                self._deliver(item, recipient)
        remote = [each for each in item.having("waiting") if not each.mailbox]
        if remote:
            self._find_routes(item, remote)
        else:
            self._settle(item)

    def _resolve(self, item: Item, recipient: Recipient) -> None:
        """Who stands behind a forward-path of ours (RFC 5321 §3.9)."""
        mta = self._mta
        domain = domain_of(recipient.path)
        if domain and not mta.directory.is_local(domain):
            return
        goal = resolve(mta.directory, recipient.path, item.lists)
        if goal.kind in ("none", "loop"):
            recipient.end("failed", *(NOBODY if goal.kind == "none" else LOOP))
            return
        if goal.kind != "mailbox" and goal.targets:
            owner = goal.owner if goal.kind == "list" else item.reverse_path
            self._record(
                MessageExpanded(
                    message=item.name,
                    recipient=recipient.path,
                    how=goal.kind,
                    targets=goal.targets,
                    reverse_path=owner,
                )
            )
        self._follow(item, recipient, goal)

    def _follow(self, item: Item, recipient: Recipient, goal: Goal) -> None:
        directory = self._mta.directory
        if goal.kind == "list":
            recipient.end("listed")
            lists = item.lists | {goal.address}
            self._mta.send_on(item, goal.owner, goal.targets, lists)
        elif len(goal.targets) == 1:
            (target,) = goal.targets
            if directory.is_local(domain_of(target)):
                recipient.mailbox = target
            else:
                recipient.path = target
        else:
            recipient.end("expanded")
            for target in goal.targets:
                wishes = for_several(recipient.wishes)
                new = Recipient(target, recipient.original, wishes)
                item.recipients.append(new)
                self._resolve(item, new)

    def _deliver(self, item: Item, recipient: Recipient) -> None:
        mta = self._mta
        refusal = mta.refuses(recipient.mailbox, len(item.content))
        if refusal is None:
            deliver(mta, item, recipient.path, recipient.mailbox, item.reverse_path)
            recipient.end("delivered", 250, "2.0.0 Delivered")
        else:
            code, text = refusal
            recipient.end("failed" if code >= 500 else "waiting", code, text)

    def _find_routes(self, item: Item, remote: list[Recipient]) -> None:
        """Ask for every domain, and go on when all are answered."""
        domains = dict.fromkeys(domain_of(each.path) for each in remote)
        routes: dict[str, Route] = {}
        life = item.life

        def answered(domain: str, route: Route) -> None:
            routes[domain] = route
            if len(routes) == len(domains) and item.life == life:
                self._relay(item, remote, routes)

        for domain in domains:
            self._mta.router.find(domain, partial(answered, domain))

    def _relay(
        self, item: Item, remote: list[Recipient], routes: dict[str, Route]
    ) -> None:
        """One transaction for all recipients that go to the same hosts, after a while
        in the queue, so that who sent it can say goodbye first."""
        groups: dict[tuple[NextHost, ...], list[Recipient]] = {}
        for recipient in remote:
            route = routes[domain_of(recipient.path)]
            hosts = self._beyond_us(route)
            if hosts:
                groups.setdefault(hosts, []).append(recipient)
            else:
                refusal = NO_ROUTE.get(route.result, ROUTED_TO_US)
                status = "waiting" if route.result == "later" else "failed"
                recipient.end(status, *refusal)
        for hosts, recipients in groups.items():
            for at in range(0, len(recipients), RECIPIENTS_MAX):
                some = recipients[at : at + RECIPIENTS_MAX]
                relay = Relay(self._mta, item, some, hosts, self._relayed)
                item.relays.append(relay)
                self._clock.after(self._mta.config.queue_us, relay.start)
        if not item.relays:
            self._settle(item)

    def _beyond_us(self, route: Route) -> tuple[NextHost, ...]:
        """The hosts better placed than this one: to the others mail would only come
        back (RFC 5321 §5.1)."""
        hosts = route.next_hosts
        ours = [each.preference for each in hosts if each.host == self._mta.host]
        return tuple(h for h in hosts if not ours or h.preference < min(ours))

    def _relayed(self, item: Item, relay: Relay) -> None:
        """A relay ended; the last one settles the attempt."""
        item.relays.remove(relay)
        item.tried += [name for name in relay.tried if name not in item.tried]
        if not item.relays:
            self._settle(item)

    # --- after an attempt ---

    def _settle(self, item: Item) -> None:
        """Done, or wait for the next try, or give up."""
        config, now_us = self._mta.config, self._clock.now_us
        expired = False
        waiting = item.having("waiting")
        if waiting and now_us - item.since_us >= config.expire_us:
            expired = True
            for recipient in waiting:
                recipient.status = "failed"
            waiting = []
        give_notices(self._mta, item, expired)
        if waiting:
            self._wait(item, waiting)
            return
        del self.items[item.name]
        result = _result(item.recipients, expired)
        self._record(MessageDequeued(message=item.name, result=result))

    def _wait(self, item: Item, waiting: list[Recipient]) -> None:
        config, now_us = self._mta.config, self._clock.now_us
        gives_up_us = item.since_us + config.expire_us
        next_us = min(now_us + retry_after_us(config, item.attempts), gives_up_us)
        last = waiting[-1]
        self._record(
            QueueAttemptDeferred(
                message=item.name,
                attempt=item.attempts,
                forward_paths=tuple(each.path for each in waiting),
                hosts=tuple(item.tried),
                code=last.code,
                text=last.text,
                next_at_us=next_us,
                gives_up_at_us=gives_up_us,
            )
        )
        late = now_us - item.since_us >= config.delay_warning_us
        if config.delay_warning_us and late and not item.warned:
            item.warned = True
            warn(self._mta, item, gives_up_us)
        item.timer = self._clock.at(
            next_us, self._waking(item, self._run), waiting=True, name="smtp.retry"
        )


def _result(recipients: Iterable[Recipient], expired: bool) -> str:
    """What became of a message, in one word."""
    statuses = {recipient.status for recipient in recipients}
    if "failed" in statuses:
        return "expired" if expired else "refused"
    done = (s for s in ("relayed", "delivered") if s in statuses)
    return next(done, "expanded")
