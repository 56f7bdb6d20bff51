"""Notices to the reverse-path: what became of a message, as its sender asked.

RFC 3461 says who is told (NOTIFY; without it failures and delays), RFC 3464 in what
form (`mail/dsn.py`). A notice has a null reverse-path itself, and mail that has one is
never answered: no bounce of a bounce (RFC 5321 §4.5.5, §6.1). A notice that is
withheld is a fact, too.
"""

from simulator.agents.mta.mail_server import MailServer
from simulator.agents.mta.outbox import Outbox
from simulator.agents.mta.queued_message import (
    QueuedMessage,
    QueuedRecipient,
    addressed_to,
)
from simulator.agents.mta.signing import host_signatures
from simulator.journal.facts import NoticeComposed, NoticeWithheld
from simulator.mail.dsn import Report, ReportedRecipient, compose_report, status_of
from simulator.protocols.smtp import Parameters
from simulator.protocols.smtp.codes import VERDICTS

ACTIONS = {
    "failed": ("failed", "FAILURE"),
    "delivered": ("delivered", "SUCCESS"),
    "listed": ("delivered", "SUCCESS"),
    "relayed": ("relayed", "SUCCESS"),
    "expanded": ("expanded", "SUCCESS"),
}
"""Status of a recipient to the action reported (RFC 3464 §2.3.3), and the NOTIFY word
that asks for it. Mail to a list is delivered when the list has it."""

EXPIRED = VERDICTS["expired"].enhanced


def wants(recipient: QueuedRecipient, word: str) -> bool:
    """Whether the sender asked to hear of this (RFC 3461 §4.1, §5.2)."""
    notify = dict(recipient.wishes).get("NOTIFY", "FAILURE,DELAY")
    return word in notify.upper().split(",")


def for_several(wishes: Parameters) -> Parameters:
    """What those behind an alias for several inherit: success was told as expanded, so
    only trouble is left to tell, or nothing (RFC 3461 §5.2.7)."""
    kept = dict(wishes)
    if "NOTIFY" in kept:
        words = [w for w in kept["NOTIFY"].upper().split(",") if w != "SUCCESS"]
        kept["NOTIFY"] = ",".join(words) or "NEVER"
    return tuple(kept.items())


class Notices:
    """Writes the notices of one mail server, and puts them into `outbox`."""

    def __init__(self, server: MailServer, outbox: Outbox) -> None:
        self._server = server
        self._machine = server.machine
        self._host_name = server.config.name
        self._words = server.config.notices
        self._outbox = outbox

    def give(self, message: QueuedMessage, expired: bool) -> None:
        """Tell the sender of every recipient whose fate is new. `expired`: those that
        failed were given up after days."""
        ended: dict[str, list[QueuedRecipient]] = {}
        for recipient in message.recipients:
            status = recipient.status
            # Where the next host offers DSN, to tell of a success is its business.
            told = recipient.told or (status == "relayed" and recipient.dsn)
            if status in ACTIONS and not told:
                recipient.told = True
                ended.setdefault(status, []).append(recipient)
        for status, (action, word) in ACTIONS.items():
            if status in ended:
                self._tell(message, action, word, ended[status], expired=expired)

    def warn(self, message: QueuedMessage, until_us: int) -> None:
        """Tell the sender that it waits, and until when it is tried."""
        waiting = message.having("waiting")
        self._tell(message, "delayed", "DELAY", waiting, until_us=until_us)

    def _tell(
        self,
        message: QueuedMessage,
        action: str,
        word: str,
        recipients: list[QueuedRecipient],
        *,
        expired: bool = False,
        until_us: int = 0,
    ) -> None:
        told = [each for each in recipients if wants(each, word)]
        if action == "failed" and recipients:
            if not message.reverse_path:
                self._withhold(message, recipients, "null_reverse_path")
            elif len(told) < len(recipients):
                others = [each for each in recipients if each not in told]
                self._withhold(message, others, "not_wanted")
        if told and message.reverse_path:
            self._send(message, action, told, expired, until_us)

    def _withhold(
        self, message: QueuedMessage, recipients: list[QueuedRecipient], reason: str
    ) -> None:
        paths = tuple(each.path for each in recipients)
        self._machine.record(
            NoticeWithheld(about=message.name, recipients=paths, reason=reason)
        )

    def _send(
        self,
        message: QueuedMessage,
        action: str,
        told: list[QueuedRecipient],
        expired: bool,
        until_us: int,
    ) -> None:
        name = self._outbox.next_name()
        to = message.reverse_path
        self._machine.record(
            NoticeComposed(
                message=name,
                about=message.name,
                action=action,
                recipients=tuple(each.path for each in told),
                to=to,
                code=told[0].code,
                text=told[0].text,
                expired=expired,
            )
        )
        recipients = tuple(_reported(each, action, expired) for each in told)
        content = self._compose(name, message, action, recipients, until_us)
        trace = host_signatures(self._server, content, name)
        now_us = self._machine.clock.now_us
        notice = QueuedMessage(name, "", addressed_to((to,)), trace + content, now_us)
        self._outbox.put(notice, trace)

    def _compose(
        self,
        name: str,
        message: QueuedMessage,
        action: str,
        recipients: tuple[ReportedRecipient, ...],
        until_us: int,
    ) -> bytes:
        parameters = dict(message.parameters)
        return compose_report(
            Report(
                action=action,
                name=name,
                server=self._host_name,
                reverse_path=message.reverse_path,
                date=self._machine.date(),
                arrived=self._machine.date(message.since_us),
                envelope_id=parameters.get("ENVID", ""),
                recipients=recipients,
                content=message.content,
                words=self._words,
                returns_content=parameters.get("RET", "").upper(),
                until=self._machine.date(until_us) if until_us else "",
            )
        )


def _reported(
    recipient: QueuedRecipient, action: str, expired: bool
) -> ReportedRecipient:
    late = expired and recipient.code < 500
    return ReportedRecipient(
        original=dict(recipient.wishes).get("ORCPT", ""),
        final=recipient.path,
        status=EXPIRED if late else status_of(recipient.code, recipient.text, action),
        remote=recipient.host,
        code=recipient.code,
        text=recipient.text,
    )
