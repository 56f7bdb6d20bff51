"""Two hosts and programs that only listen or echo, for tests of the network."""

from dataclasses import dataclass, field
from typing import TypeVar

from simulator.journal import Fact, Journal
from simulator.net import Clock, Connection, End, LinkConfig, Network

F = TypeVar("F", bound=Fact)


@dataclass
class Recorder:
    """An EndHandler that remembers; `echo`: sends back; `polite`: closes in turn."""

    end: End
    echo: bool = False
    polite: bool = True
    data: bytes = b""
    happened: list[str] = field(default_factory=list)

    def opened(self) -> None:
        self.happened.append("opened")

    def received(self, data: bytes) -> None:
        self.data += data
        if self.echo:
            self.end.send(data)

    def ended(self) -> None:
        self.happened.append("ended")
        if self.polite:
            self.end.close()

    def lost(self, reason: str) -> None:
        self.happened.append(reason)

    def vanish(self) -> None:
        self.happened.append("vanished")


class Pair:
    """Host `a` connects to host `b` on port 25."""

    def __init__(
        self,
        a: LinkConfig | None = None,
        b: LinkConfig | None = None,
        *,
        seed: int = 0,
        echo: bool = False,
        listening: bool = True,
    ) -> None:
        self.journal = Journal()
        self.clock = Clock(self.journal)
        self.network = Network(self.journal, self.clock, seed)
        self.network.add_host("a", a or LinkConfig())
        self.network.add_host("b", b or LinkConfig())
        self.server: Recorder | None = None
        if listening:
            self.network.hosts["b"].listen(25, "smtp", self._accept)
        self._echo = echo
        self.conn: Connection = self.network.connect("a", "b", 25, Recorder)
        handler = self.conn.client.handler
        assert isinstance(handler, Recorder)
        self.client = handler

    def _accept(self, end: End) -> Recorder:
        self.server = Recorder(end, echo=self._echo)
        return self.server

    def settle(self) -> None:
        while not self.clock.at_rest:
            self.clock.step()

    def facts(self, kind: type[F]) -> list[F]:
        return [e.fact for e in self.journal if isinstance(e.fact, kind)]
