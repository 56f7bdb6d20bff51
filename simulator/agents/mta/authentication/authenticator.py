"""The checks of one connection's transactions, and the server's policy about them.

SPF is checked when MAIL has come, for all it needs is known then (RFC 7208 §2.4), and
where it alone decides, the transaction of whoever fails ends there. Signatures and From
are in the message, so they wait for its end.
"""

from collections.abc import Callable

from simulator.agents.config import ServerConfig
from simulator.agents.machine import Machine
from simulator.agents.mta.authentication.findings import (
    NO_AUTHOR,
    Findings,
    action_for,
    dkim_result,
    dmarc_refusal,
    dmarc_result,
    fields_of,
    identifiers,
    spf_refusal,
    spf_result,
)
from simulator.agents.mta.authentication.inquiry import Check, Inquiry, SignatureLookups
from simulator.agents.mta.authentication.stored_result import stored_result
from simulator.journal.facts import DmarcResultStored, MessageAuthenticated
from simulator.protocols.dkim import DkimResult, DkimVerifier
from simulator.protocols.dmarc import DmarcCheck, DmarcOutcome, read_author
from simulator.protocols.smtp import MailObject, Reply, ReversePath, make_reply
from simulator.protocols.spf import SpfCheck, SpfIdentity, SpfOutcome

STOPS = ("refused", "deferred")
"""Actions that end the transaction."""


class Authenticator:
    """Of the connection `conn`, whose client is at `peer`. `store`: keeps what DMARC
    came to."""

    def __init__(
        self,
        machine: Machine,
        config: ServerConfig,
        conn: str,
        peer: str,
        store: Callable[[DmarcResultStored, str], None],
    ) -> None:
        self._store = store
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

    @property
    def checks_senders(self) -> bool:
        """Whether MAIL is checked: who may send for its domain."""
        return self.checks and "spf" in self._config.checks

    def check_sender(
        self, question: ReversePath, done: Callable[[Reply], None]
    ) -> None:
        """MAIL has come, where `checks_senders`: tell `done` the reply."""
        self._spf = None
        identity = SpfIdentity(
            address=self._peer,
            helo=question.helo,
            sender=question.path,
            receiver=self._name,
            unix_s=self._machine.unix_s,
        )
        check = SpfCheck(identity, self._machine.clock.now_us)

        def finished() -> None:
            assert check.outcome is not None
            self._spf = identity, check.outcome
            alone = "dmarc" not in self._config.checks
            stops = alone and action_for(self._config, check.outcome, None) in STOPS
            passed = make_reply("sender_checked")
            done(spf_refusal(identity, check.outcome) if stops else passed)

        self._run(check, finished)

    def check_content(
        self, question: MailObject, done: Callable[[Findings], None]
    ) -> None:
        """The message is whole: tell `done` what was found out about it."""
        clock = self._machine.clock

        def align(signatures: list[DkimResult]) -> None:
            if "dmarc" not in self._config.checks:
                done(self._findings(signatures, None))
                return
            author, now_us = read_author(question.content), clock.now_us
            check = DmarcCheck(author, identifiers(signatures, self._spf), now_us)
            self._run(check, lambda: done(self._findings(signatures, check.outcome)))

        if "dkim" not in self._config.checks:
            align([])
            return
        verifier = DkimVerifier(question.content, self._machine.unix_s)
        check = SignatureLookups(verifier, clock.now_us)
        self._run(check, lambda: align(verifier.results))

    def stop(self) -> None:
        """The connection is over."""
        if self._inquiry is not None:
            self._inquiry.stop()

    # --- policy ---

    def _findings(
        self, signatures: list[DkimResult], dmarc: DmarcOutcome | None
    ) -> Findings:
        """What follows from the results."""
        results = tuple(map(dkim_result, signatures))
        if self._spf is not None:
            results = (spf_result(*self._spf), *results)
        if dmarc is not None:
            results = (*results, dmarc_result(dmarc))
        spf = self._spf[1] if self._spf is not None else None
        action = action_for(self._config, spf, dmarc)
        self._machine.record(
            MessageAuthenticated(
                results=tuple(
                    (each.method, each.result, each.domain) for each in results
                ),
                policy=self._config.policy,
                action=action,
            ),
            self._conn,
        )
        if dmarc is not None:
            stored = stored_result(self._peer, dmarc, self._spf, signatures, action)
            if stored is not None:
                self._store(stored, self._conn)
        fields = fields_of(self._config, self._name, results, self._spf)
        refusal = self._refusal(dmarc) if action in STOPS else None
        return Findings(fields, action == "filed_as_junk", refusal)

    def _refusal(self, dmarc: DmarcOutcome | None) -> Reply:
        """Why the message is not taken, or not yet."""
        if dmarc is not None and (dmarc.result != "none" or dmarc.cause in NO_AUTHOR):
            return dmarc_refusal(dmarc)
        assert self._spf is not None, "only SPF and DMARC refuse"
        return spf_refusal(*self._spf)

    # --- asking ---

    def _run(self, check: Check, done: Callable[[], None]) -> None:
        self._inquiry = Inquiry(self._machine, self._conn, check, done)
        self._inquiry.run()
