"""When a server sends its aggregate reports, and to whom (RFC 9990 §3.5, §4).

What was stored of a day goes out at its end, in UTC, to every address of `rua=` that
may have it; without one nothing is sent (RFC 9989 §4.7). What is stored is on disk. It
refuses URIs other than `mailto:`.
"""

from collections.abc import Callable

from simulator.agents.machine import SECOND_US
from simulator.agents.mta.authentication.inquiry import Inquiry
from simulator.agents.mta.mail_server import MailServer
from simulator.agents.mta.outbox import Outbox
from simulator.agents.mta.queued_message import QueuedMessage, addressed_to
from simulator.agents.mta.reporting.report_message import report_message
from simulator.agents.mta.signing import signatures
from simulator.journal.facts import DmarcReportComposed, DmarcResultStored
from simulator.net import Timer
from simulator.protocols.dmarc import DestinationCheck
from simulator.protocols.dmarc.aggregate import (
    DAY_S,
    AggregateReport,
    Reporter,
    reports_of,
)

RESULTS_MAX = 10_000
"""Of one day: a flood fills no disk."""
REPORTS_MAX = 100
"""Of one day, those of the domains that came first."""


class Reports:
    """Of one mail server. `outbox`: takes them as it takes any mail."""

    def __init__(self, server: MailServer, outbox: Outbox) -> None:
        self._server = server
        self._machine = server.machine
        self._outbox = outbox
        self._results: list[tuple[int, DmarcResultStored]] = []
        self._timer: Timer | None = None
        self._running = True

    def store(self, result: DmarcResultStored, conn: str) -> None:
        """Keep what became of a message that came over `conn`."""
        self._machine.record(result, conn)
        wanted = self._server.config.authentication.reports and result.rua
        if wanted and len(self._results) < RESULTS_MAX:
            self._results.append((self._machine.unix_s, result))
            self._wait()

    def stop(self) -> None:
        """The program ends: what is stored stays."""
        self._running = False
        self._machine.clock.cancel(self._timer)
        self._timer = None

    def start(self) -> None:
        """The program begins."""
        self._running = True
        self._wait()

    def _wait(self) -> None:
        """For the end of the day, where something is stored of it."""
        if self._timer is not None or not self._results or not self._running:
            return
        now_s, clock = self._machine.unix_s, self._machine.clock
        at_us = clock.now_us + (DAY_S - now_s % DAY_S) * SECOND_US
        run = self._machine.host.later(self._send)
        self._timer = clock.at(at_us, run, waiting=True, name="dmarc.report")

    def _send(self) -> None:
        """All reports of the days that are over."""
        self._timer = None
        config = self._server.config
        results, self._results = self._results, []
        reporter = Reporter.of(config.name, config.domains)
        for report in reports_of(reporter, results)[:REPORTS_MAX]:
            for address in dict.fromkeys(report.last.rua):
                check = DestinationCheck(report.policy_domain, address)
                done = self._sending(report, check)
                Inquiry(self._machine, "", check, done).run()

    def _sending(
        self, report: AggregateReport, check: DestinationCheck
    ) -> Callable[[], None]:
        """What is done when it is known whether the report may go there."""

        def send() -> None:
            if check.address and self._running:
                self._put(report, check.address)

        return send

    def _put(self, report: AggregateReport, to: str) -> None:
        """Aligned with its From by its envelope, and signed where the server signs: a
        report has to pass DMARC itself (§3.5.2)."""
        name, machine = self._outbox.next_name(), self._machine
        machine.record(
            DmarcReportComposed(
                message=name,
                policy_domain=report.policy_domain,
                to=to,
                records=len(report.rows),
                messages=sum(count for _, count in report.rows),
            )
        )
        content = report_message(report, name, to, machine.date())
        trace = signatures(self._server, content, name)
        path, now_us = report.reporter.email, machine.clock.now_us
        message = QueuedMessage(
            name, path, addressed_to((to,)), trace + content, now_us
        )
        self._outbox.put(message, trace)
