"""The resolver of one host: it asks a name server, waits, asks again, and remembers.

Three datagrams, five seconds apart, as resolvers do (RFC 1123 §6.1.3.3); a truncated
response is asked for again over a connection (RFC 7766 §5); an alias that leads
elsewhere is followed. What it remembers is lost when its machine is switched off.
"""

from collections.abc import Callable

import msgspec

from simulator.agents.machine import Machine
from simulator.journal.facts import (
    DnsCacheAnswered,
    DnsLookupEnded,
    DnsQueryTimedOut,
)
from simulator.net import End, Timer
from simulator.protocols.dns import (
    Cache,
    Lookup,
    LookupResult,
    Query,
    framed,
)
from simulator.protocols.services import DNS

ATTEMPTS_MAX = 3
TIMEOUT_US = 5_000_000
ALIASES_MAX = 8

AnswerDone = Callable[[LookupResult], None]


class Resolver:
    """`server_for`: name to the host id of its name server; "" if there is none."""

    def __init__(self, machine: Machine, server_for: Callable[[str], str]) -> None:
        self.machine = machine
        self._server_for = server_for
        self._cache = Cache()
        self._boots = 0
        self._chance = machine.chance("dns-id", machine.id)

    def ask(self, question: Query, done: AnswerDone) -> None:
        """Tell `done` how it ended, once; from memory at once. Raises DnsNameError.

        `done` is never called when the machine is switched off meanwhile.
        """
        self._follow(question, question, (), done)

    def _follow(
        self,
        asked: Query,
        question: Query,
        before: tuple[LookupResult, ...],
        done: AnswerDone,
    ) -> None:
        """Ask for `question`, where the aliases of `asked` have led so far."""

        def heard(answer: LookupResult) -> None:
            chain = (*before, answer)
            if answer.alias and len(chain) < ALIASES_MAX:
                target = Query(answer.alias, question.type)
                self._follow(asked, target, chain, done)
                return
            whole = _joined(chain)
            self.machine.record(
                DnsLookupEnded(
                    name=asked.name,
                    type=asked.type,
                    result=whole.result,
                    answers=whole.records,
                )
            )
            done(whole)

        self._once(question, heard)

    def _once(self, question: Query, heard: AnswerDone) -> None:
        """From memory, or from the server."""
        clock = self.machine.clock
        kept = self._memory().get(question, clock.now_us)
        if kept is not None:
            self.machine.record(
                DnsCacheAnswered(
                    name=question.name,
                    type=question.type,
                    result=kept.result,
                    ttl_s=kept.ttl_s,
                    answers=kept.records,
                )
            )
            heard(kept)
            return

        def keep(answer: LookupResult) -> None:
            self._memory().put(question, answer, clock.now_us)
            heard(answer)

        self.query(question, keep)

    def query(
        self,
        question: Query,
        done: AnswerDone,
        *,
        server: str = "",
        dig: bool = False,
        edns: bool = False,
        tcp: bool = False,
    ) -> None:
        """Ask the server itself, whatever is remembered, and remember nothing. `dig`,
        `edns`: with the flag and the record dig sends; `tcp`: over a connection at
        once. Raises DnsNameError."""
        lookup = Lookup(question, self._chance.below(1 << 16), edns=edns, ad=dig)
        server = server or self._server_for(question.name)
        if not server:
            done(LookupResult("failed"))
        elif tcp:
            _TcpExchange(self, server, lookup, done)
        else:
            _UdpExchange(self, server, lookup, done)

    def _memory(self) -> Cache:
        """The cache; an empty one after the machine was off."""
        boots = self.machine.host.boots
        if boots != self._boots:
            self._boots = boots
            self._cache = Cache()
        return self._cache


class _UdpExchange:
    """One query on its way: datagrams, then a connection if the response is cut."""

    def __init__(
        self, resolver: Resolver, server: str, lookup: Lookup, done: AnswerDone
    ) -> None:
        self._resolver = resolver
        self._server = server
        self._lookup = lookup
        self._done: AnswerDone | None = done
        self._clock = resolver.machine.clock
        self._attempt = 1
        self._flow = resolver.machine.flow(server, DNS.port, self)
        self._offset = self._flow.ask(lookup.octets)
        self._timer = self._wait()

    def _wait(self) -> Timer:
        machine = self._flow.client
        return self._clock.after(TIMEOUT_US, machine.later(self._expired))

    def received(self, data: bytes) -> None:
        """A datagram arrived; one that does not answer this query is ignored."""
        answer = self._lookup.receive(data)
        if answer is None:
            return
        self._clock.cancel(self._timer)
        self._flow.close()
        if answer.result == "truncated":
            _TcpExchange(self._resolver, self._server, self._lookup, self._end_over_tcp)
            return
        self._end(answer)

    def _end_over_tcp(self, answer: LookupResult) -> None:
        self._end(msgspec.structs.replace(answer, over_tcp=True))

    def unreachable(self) -> None:
        """No name server runs there: ask again at once, up to the usual limit."""
        self._clock.cancel(self._timer)
        if self._attempt < ATTEMPTS_MAX:
            self._again()
            return
        self._flow.close()
        self._end(LookupResult("unreachable"))

    def _again(self) -> None:
        self._attempt += 1
        self._flow.ask_again(self._offset, self._lookup.octets)
        self._timer = self._wait()

    def _expired(self) -> None:
        if not self._flow.open:
            return
        last = self._attempt >= ATTEMPTS_MAX
        self._resolver.machine.record(
            DnsQueryTimedOut(
                server=self._server,
                name=self._lookup.question.name,
                type=self._lookup.question.type,
                attempt=self._attempt,
                last=last,
            ),
            self._flow.name,
        )
        if last:
            self._flow.close()
            self._end(LookupResult("timed_out"))
            return
        self._again()

    def _end(self, answer: LookupResult) -> None:
        done, self._done = self._done, None
        if done is not None:
            done(answer)


class _TcpExchange:
    """The same query over a connection (RFC 7766 §5): one message, then goodbye."""

    def __init__(
        self, resolver: Resolver, server: str, lookup: Lookup, done: AnswerDone
    ) -> None:
        self._lookup = lookup
        self._done = done
        self._buffer = b""
        self._answered = False
        machine = resolver.machine
        self._conn = machine.connect(server, DNS.port, lambda _end: self)

    @property
    def _end(self) -> End:
        return self._conn.client

    def opened(self) -> None:
        """Connected: ask."""
        self._end.send(framed(self._lookup.octets))

    def received(self, data: bytes) -> None:
        self._buffer += data
        length = int.from_bytes(self._buffer[:2], "big")
        if len(self._buffer) < 2 + length or len(self._buffer) < 2:
            return
        answer = self._lookup.receive(self._buffer[2 : 2 + length])
        self._end.close()
        self._tell(answer or LookupResult("failed"))

    def ended(self) -> None:
        self._end.close()
        self._tell(LookupResult("failed"))

    def lost(self, reason: str) -> None:
        """refused, reset or timed_out."""
        self._tell(LookupResult("unreachable" if reason == "refused" else "timed_out"))

    def vanish(self) -> None:
        """The program that asked is gone."""
        self._answered = True

    def _tell(self, answer: LookupResult) -> None:
        if not self._answered:
            self._answered = True
            self._done(answer)


def _joined(chain: tuple[LookupResult, ...]) -> LookupResult:
    """One answer out of those along a chain of aliases: the last, with all records."""
    last = chain[-1]
    if len(chain) == 1:
        return last
    return LookupResult(
        last.result,
        tuple(record for answer in chain for record in answer.records),
        last.additional,
        min(answer.ttl_s for answer in chain),
        False,
        "",
        last.data,
    )
