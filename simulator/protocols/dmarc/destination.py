"""May a report about one domain go to an address of another? (RFC 9990 §4)

Sans I/O, as the check itself. Without this anybody could publish a record that floods a
stranger with reports. It refuses to send anything.
"""

import re
from urllib.parse import unquote

from simulator.journal import Fact
from simulator.journal.facts import DmarcDestinationChecked
from simulator.mail import AddressError, parse_mailbox
from simulator.protocols.dmarc.record import is_record, parse_record
from simulator.protocols.dmarc.walk import DnsFailed, TreeWalk
from simulator.protocols.dns import (
    LookupResult,
    LookupSteps,
    Query,
    escaped_name,
    is_name,
)

_MAILTO = re.compile(r"mailto:([^?]+)", re.IGNORECASE)


def mail_address(uri: str) -> str:
    """The address of a `mailto:` URI (RFC 6068), "" of any other: what a stranger wrote
    is put into an envelope and a header section."""
    found = _MAILTO.match(uri)
    address = unquote(found[1]) if found is not None else ""
    try:
        parse_mailbox(address)
    except AddressError:
        return ""
    return address


class DestinationCheck:
    """`policy_domain`: where the record is that names `address`. `address`: in the end,
    where the report goes; "" when it may not."""

    def __init__(self, policy_domain: str, address: str) -> None:
        self.address = address
        self._policy_domain = policy_domain
        self._facts: list[Fact] = []
        self._walk = TreeWalk(self._facts)
        self._question: Query | None = None
        self._steps = self._run()
        self._go_on(None)

    def next_question(self) -> Query | None:
        """What to ask DNS, the same until answered; None: it is known."""
        return self._question

    def answer(self, answer: LookupResult, _now_us: int = 0) -> None:
        """What DNS said to the open question."""
        self._go_on(answer)

    def facts(self) -> list[Fact]:
        """What happened since last asked, in order; each call drains."""
        drained = self._facts[:]
        self._facts.clear()
        return drained

    def _go_on(self, answer: LookupResult | None) -> None:
        try:
            # A generator is begun with None.
            self._question = self._steps.send(answer)  # type: ignore[arg-type]
        except StopIteration:
            self._question = None

    def _run(self) -> LookupSteps[None]:
        wanted, self.address = self.address, ""
        host = wanted.rpartition("@")[2].lower()
        name = f"{self._policy_domain}._report._dmarc.{host}"
        try:
            result = yield from self._result(wanted, host, name)
        except DnsFailed:
            result = "failed"
        self._facts.append(
            DmarcDestinationChecked(
                policy_domain=self._policy_domain,
                address=self.address or wanted,
                name=name if result != "same_organization" else "",
                result=result,
            )
        )

    def _result(self, wanted: str, host: str, name: str) -> LookupSteps[str]:
        same = host == self._policy_domain
        if not same:
            ours = yield from self._walk.organization(self._policy_domain)
            theirs = yield from self._walk.organization(host)
            same = ours.domain == theirs.domain
        if same:
            self.address = wanted
            return "same_organization"
        if not is_name(name):
            return "not_authorized"
        answer = yield Query(escaped_name(name), "TXT")
        if not answer.answered:
            raise DnsFailed
        records = [parse_record(each) for each in answer.texts if is_record(each)]
        if not records:
            return "not_authorized"
        other = next((uri for record in records for uri in record.rua), "")
        address = mail_address(other) if other else wanted
        if address.rpartition("@")[2].lower() != host:
            return "not_authorized"
        self.address = address
        return "authorized"
