"""Small worlds for tests of mail on its way: some servers, their people, no programs.

`Post` makes a lab and speaks SMTP to its servers over a host of its own, so that a test
says what goes in, and reads what became of it in mailboxes, queues and facts.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from simulator.acts import Skip
from simulator.agents.config import (
    AccountConfig,
    AliasConfig,
    Endpoint,
    HostConfig,
    ListConfig,
    ServerConfig,
)
from simulator.agents.mta import SendResult, send_mail
from simulator.journal import Fact
from simulator.journal import facts as f
from simulator.lab import Lab
from simulator.languages import read
from simulator.net import LinkConfig
from simulator.protocols.smtp import Parameters, Transaction
from simulator.scenario import Scenario, with_words

F = TypeVar("F", bound=Fact)

FEATURES = ("PIPELINING", "ENHANCEDSTATUSCODES", "DSN", "8BITMIME")
NAMES = ("norte", "sur", "este")
HOUR_US = 3_600_000_000


def server(name: str, **changes: Any) -> HostConfig:
    """A server of `name.example` that knows the way to the others."""
    settings: dict[str, Any] = {
        "name": f"{name}.example",
        "domains": (f"{name}.example",),
        "routes": {f"{n}.example": n for n in NAMES if n != name},
        "extensions": FEATURES,
        "submission_extensions": FEATURES,
        "pop3_port": 0,
        "trusted": ("203.0.113.",),
        **changes,
    }
    number = NAMES.index(name) + 1
    return HostConfig(
        id=name,
        label={"es": f"servidor {name}", "en": f"{name} server"},
        address=f"192.0.2.{number}",
        link=LinkConfig(latency_us=1_000),
        server=ServerConfig(**settings),
    )


def world(
    *hosts: HostConfig,
    accounts: tuple[AccountConfig, ...] = (),
    aliases: tuple[AliasConfig, ...] = (),
    lists: tuple[ListConfig, ...] = (),
) -> Scenario:
    """Ana at norte, Benito and Carla at sur, Eva at este; and a bare machine."""
    people = accounts or (
        AccountConfig(address="ana@norte.example", password="x"),
        AccountConfig(address="benito@sur.example", password="x"),
        AccountConfig(address="carla@sur.example", password="x"),
        AccountConfig(address="eva@este.example", password="x"),
    )
    served = {d for h in hosts if h.server for d in h.server.domains}
    client = HostConfig(
        id="client",
        label={"es": "cliente", "en": "client"},
        address="203.0.113.9",
        link=LinkConfig(latency_us=1_000),
        server=ServerConfig(
            name="client.example",
            domains=("client.example",),
            smtp_port=0,
            submission_port=0,
            pop3_port=0,
        ),
    )
    made = Scenario(
        name="world",
        title={"es": "mundo", "en": "world"},
        epoch="2026-11-23T09:00:00+01:00",
        hosts=(client, *hosts),
        accounts=tuple(a for a in people if a.address.split("@")[1] in served),
        aliases=aliases,
        lists=lists,
    )
    return with_words(made, read())


class Post:
    """A lab, and somebody who hands mail to its servers."""

    def __init__(self, scenario: Scenario, seed: int = 1) -> None:
        self.lab = Lab(scenario, seed)
        self.attempts: list[SendResult] = []

    def send(
        self,
        *to: str,
        sender: str = "ana@norte.example",
        via: str = "norte",
        body: str = "hola",
        parameters: Parameters = (),
        wishes: tuple[Parameters, ...] = (),
        port: int = 587,
        settle: bool = True,
    ) -> None:
        """Hand a letter to `via`. `settle`: let the world come to rest."""
        number = len(self.attempts) + 1
        content = (
            f"From: {sender}\r\nTo: {', '.join(to)}\r\nSubject: letter {number}\r\n"
            f"Message-ID: <m{number}@client.example>\r\n\r\n{body}\r\n"
        ).encode()
        transaction = Transaction(sender, to, content, parameters, wishes)
        client = self.lab.world.machines["client"]
        done = self.attempts.append
        send_mail(client, Endpoint(via, port), "client.example", transaction, done)
        if settle:
            self.lab.settle()

    def skip(self, until: Callable[[], bool] = lambda: False, most: int = 400) -> None:
        """Skip what waits until `until`, or nothing waits any more."""
        for _ in range(most):
            if until() or not self.lab.world.clock.waiting():
                return
            self.lab.apply(Skip(), "auto")
            self.lab.settle()

    def mailbox(self, address: str) -> list[bytes]:
        """The letters in a mailbox."""
        host = address.split("@")[1].split(".")[0]
        box = self.lab.world.stores[host].mailboxes[address]
        return [letter.content for letter in box.messages]

    def facts(self, kind: type[F]) -> list[F]:
        """All facts of a kind."""
        return [e.fact for e in self.lab.journal if type(e.fact) is kind]

    @property
    def empty(self) -> bool:
        """No queue holds anything."""
        return not any(mta.queue for mta in self.lab.world.mtas.values())

    def moments(self, kind: type[f.Fact]) -> list[int]:
        """When facts of a kind were recorded."""
        return [e.at_us for e in self.lab.journal if type(e.fact) is kind]
