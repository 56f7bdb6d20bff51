"""Notices to the reverse-path: what became of a message, as its sender asked.

RFC 3461 says who is told (NOTIFY; without it failures and delays), RFC 3464 in what
form (`mail/dsn.py`). A notice has a null reverse-path itself, and mail that has one is
never answered: no bounce of a bounce (RFC 5321 §4.5.5, §6.1). What is withheld is a
fact too.
"""

from typing import TYPE_CHECKING

from simulator.journal.facts import NoticeComposed, NoticeWithheld
from simulator.mail import date_at
from simulator.mail.dsn import Report, ReportedRecipient, compose_report, status_of
from simulator.protocols.smtp import Parameters

if TYPE_CHECKING:
    from simulator.agents.mta.mta import Mta
    from simulator.agents.mta.queue import Item, Recipient

ACTIONS = {
    "failed": ("failed", "FAILURE"),
    "delivered": ("delivered", "SUCCESS"),
    "listed": ("delivered", "SUCCESS"),
    "relayed": ("relayed", "SUCCESS"),
    "expanded": ("expanded", "SUCCESS"),
}
"""Status of a recipient to the action reported (RFC 3464 §2.3.3), and the NOTIFY word
that asks for it. To a list is delivered; what it does with it is its own business."""

EXPIRED = "4.4.7"
"""RFC 3463 §3.5: delivery time expired."""


def wants(recipient: "Recipient", word: str) -> bool:
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


def give_notices(mta: "Mta", item: "Item", expired: bool) -> None:
    """Tell the sender of every recipient whose fate is new."""
    for status, (action, word) in ACTIONS.items():
        ended = [r for r in item.having(status) if not r.told]
        if status == "relayed":
            # The next host offers DSN: to tell of a success is its business.
            ended = [r for r in ended if not r.dsn]
        for recipient in ended:
            recipient.told = True
        if ended:
            _tell(mta, item, action, word, ended, expired=expired)


def warn(mta: "Mta", item: "Item", until_us: int) -> None:
    """Tell the sender that it waits, and until when it is tried."""
    _tell(mta, item, "delayed", "DELAY", item.having("waiting"), until_us=until_us)


def _tell(
    mta: "Mta",
    item: "Item",
    action: str,
    word: str,
    recipients: list["Recipient"],
    *,
    expired: bool = False,
    until_us: int = 0,
) -> None:
    told = [each for each in recipients if wants(each, word)]
    if action == "failed" and recipients:
        if not item.reverse_path:
            _withhold(mta, item, recipients, "null_reverse_path")
        elif len(told) < len(recipients):
            others = [each for each in recipients if each not in told]
            _withhold(mta, item, others, "not_wanted")
    if told and item.reverse_path:
        _send(mta, item, action, told, expired, until_us)


def _withhold(
    mta: "Mta", item: "Item", recipients: list["Recipient"], reason: str
) -> None:
    paths = tuple(each.path for each in recipients)
    fact = NoticeWithheld(about=item.name, recipients=paths, reason=reason)
    mta.world.clock.record(mta.host, "", fact)


def _send(
    mta: "Mta",
    item: "Item",
    action: str,
    told: list["Recipient"],
    expired: bool,
    until_us: int,
) -> None:
    world = mta.world
    now_us = world.clock.now_us
    name = mta.next_name()
    parameters = dict(item.parameters)
    report = Report(
        action=action,
        name=name,
        server=mta.config.name,
        reverse_path=item.reverse_path,
        date=date_at(now_us, world.epoch),
        arrived=date_at(item.since_us, world.epoch),
        envelope_id=parameters.get("ENVID", ""),
        recipients=tuple(_reported(each, action, expired) for each in told),
        content=item.content,
        words=mta.config.notices,
        returns_content=parameters.get("RET", "").upper(),
        until=date_at(until_us, world.epoch) if until_us else "",
    )
    fact = NoticeComposed(
        message=name,
        about=item.name,
        action=action,
        recipients=tuple(each.path for each in told),
        to=item.reverse_path,
        code=told[0].code,
        text=told[0].text,
        expired=expired,
    )
    world.clock.record(mta.host, "", fact)
    mta.send_notice(name, item.reverse_path, compose_report(report))


def _reported(recipient: "Recipient", action: str, expired: bool) -> ReportedRecipient:
    late = expired and recipient.code < 500
    return ReportedRecipient(
        original=dict(recipient.wishes).get("ORCPT", ""),
        final=recipient.path,
        status=EXPIRED if late else status_of(recipient.code, recipient.text, action),
        remote=recipient.host,
        code=recipient.code,
        text=recipient.text,
    )
