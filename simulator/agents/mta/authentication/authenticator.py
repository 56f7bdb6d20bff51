"""The checks of one connection's transactions, and the server's policy about them.

SPF is checked when MAIL has come, for all it needs is known then (RFC 7208 §2.4), and
where strangers that fail are refused the transaction ends there. Signatures are in the
message, so they wait for its end.
"""

from collections.abc import Callable

from simulator.agents.config import ServerConfig
from simulator.agents.machine import Machine
from simulator.agents.mta.authentication.findings import (
    Findings,
    dkim_result,
    fields_of,
    spf_refusal,
    spf_result,
)
from simulator.agents.mta.authentication.inquiry import Check, Inquiry
from simulator.journal import Fact
from simulator.journal.facts import MessageAuthenticated
from simulator.protocols.authentication_results import MethodResult
from simulator.protocols.dkim import DkimVerifier, KeyAnswer
from simulator.protocols.dns import (
    LookupResult,
    Query,
    escaped_name,
    is_name,
    txt_octets,
)
from simulator.protocols.smtp import MailObject, Reply, ReversePath
from simulator.protocols.spf import SpfCheck, SpfIdentity, SpfOutcome

SECOND_US = 1_000_000


class Authenticator:
    """Of the connection `conn`, whose client is at `peer`."""

    def __init__(
        self, machine: Machine, config: ServerConfig, conn: str, peer: str
    ) -> None:
        self._machine = machine
        self._name = config.name
        self._config = config.authentication
        self._conn = conn
        self._peer = peer
        self._spf: tuple[SpfIdentity, SpfOutcome] | None = None
        self._inquiry: Inquiry | None = None

    @property
    def checks(self) -> bool:
        """Whether strangers are checked here at all."""
        return self._config.policy != "none"

    def check_sender(
        self, question: ReversePath, done: Callable[[Reply | None], None]
    ) -> None:
        """MAIL has come: tell `done` the reply that refuses it, or None."""
        self._spf = None
        if "spf" not in self._config.checks:
            done(None)
            return
        identity = SpfIdentity(
            address=self._peer,
            helo=question.helo,
            sender=question.path,
            receiver=self._name,
            unix_s=self._now_s(),
        )
        check = SpfCheck(identity, self._machine.clock.now_us)

        def finished() -> None:
            assert check.outcome is not None
            self._spf = identity, check.outcome
            refuses = self._config.policy == "refuse" and self._spf_failed
            done(spf_refusal(identity, check.outcome) if refuses else None)

        self._run(check, finished)

    def check_content(
        self, question: MailObject, done: Callable[[Findings], None]
    ) -> None:
        """The message is whole: tell `done` what was found out about it."""
        if "dkim" not in self._config.checks:
            done(self._findings(()))
            return
        verifier = DkimVerifier(question.content, self._now_s())
        self._run(
            _Signatures(verifier),
            lambda: done(self._findings(tuple(map(dkim_result, verifier.results)))),
        )

    def stop(self) -> None:
        """The connection is over."""
        if self._inquiry is not None:
            self._inquiry.stop()

    # --- policy ---

    @property
    def _spf_failed(self) -> bool:
        return self._spf is not None and self._spf[1].result == "fail"

    def _findings(self, signatures: tuple[MethodResult, ...]) -> Findings:
        """What follows from the results."""
        results = signatures
        if self._spf is not None:
            results = (spf_result(*self._spf), *signatures)
        junk = self._spf_failed and self._config.policy == "junk"
        self._machine.record(
            MessageAuthenticated(
                results=tuple(
                    (each.method, each.result, each.domain) for each in results
                ),
                policy=self._config.policy,
                action="filed_as_junk" if junk else "accepted",
            ),
            self._conn,
        )
        return Findings(fields_of(self._config, self._name, results, self._spf), junk)

    # --- asking ---

    def _now_s(self) -> int:
        machine = self._machine
        return (machine.epoch.unix_us + machine.clock.now_us) // SECOND_US

    def _run(self, check: Check, done: Callable[[], None]) -> None:
        self._inquiry = Inquiry(self._machine, self._conn, check, done)
        self._inquiry.run()


class _Signatures:
    """The check of a message's signatures, as one that asks DNS."""

    def __init__(self, verifier: DkimVerifier) -> None:
        self._verifier = verifier

    def next_question(self) -> Query | None:
        """The key that is wanted."""
        while (question := self._verifier.next_question()) is not None:
            if is_name(question.name):
                return Query(escaped_name(question.name.lower()), "TXT")
            self._verifier.answer(KeyAnswer("no_such_domain"))
        return None

    def answer(self, answer: LookupResult, _now_us: int) -> None:
        """What DNS has for it."""
        texts = tuple(txt_octets(record[3]) for record in answer.of_type("TXT"))
        self._verifier.answer(KeyAnswer(answer.result, texts))

    def facts(self) -> list[Fact]:
        """As the verifier tells them."""
        return self._verifier.facts()
