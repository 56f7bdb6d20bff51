"""Messages in queues, mailboxes and mail clients, folded."""

from typing import TypeVar

import msgspec

from simulator.journal import Event
from simulator.journal import facts as f
from simulator.projections.message_names import queue_name, uid_of
from simulator.projections.model.folders import filed_before
from simulator.projections.model.folds import Folds
from simulator.projections.model.positions import index_of
from simulator.projections.shapes.hosts import Account, UnsentMessage
from simulator.projections.shapes.model import (
    HeldMessage,
    Model,
    QueuedMessage,
    StoredMessage,
)

M = TypeVar("M", StoredMessage, HeldMessage)


def _queued(model: Model, event: Event, fact: f.MessageQueued) -> None:
    if event.host not in model.queues:
        model.queues[event.host] = []
    model.queues[event.host].append(
        QueuedMessage(
            message=fact.message,
            reverse_path=fact.reverse_path,
            forward_paths=list(fact.forward_paths),
            length=fact.length,
            since_us=event.at_us,
            conn=event.conn if event.conn in model.conns else None,
            attempts=0,
        )
    )
    conn = model.conns.get(event.conn)
    if conn is not None:
        conn.message = fact.message
        _seal(model, event.host, fact.message, "queued")


def _seal(model: Model, host: str, message: str, done: str) -> int:
    """The envelope a session filled in is queued, relayed, delivered or refused. Where
    the message is in the queue; -1: it is not."""
    queue = model.queues.get(host, [])
    at = index_of(queue, message, lambda queued: queued.message)
    conn = model.conns.get(queue[at].conn or "") if at >= 0 else None
    if conn is not None and conn.message == message and conn.envelope is not None:
        conn.envelope.done = done
    return at


def _dequeued(model: Model, event: Event, fact: f.MessageDequeued) -> None:
    at = _seal(model, event.host, fact.message, fact.result)
    if at >= 0:
        del model.queues[event.host][at]


def _set_up(model: Model, event: Event, fact: f.AccountSetUp) -> None:
    model.hosts[event.host].account = msgspec.convert(
        fact, Account, from_attributes=True
    )


def _kept(model: Model, event: Event, fact: f.UnsentKept) -> None:
    host = model.hosts[event.host]
    kept = UnsentMessage(
        message=fact.message,
        subject=fact.subject,
        forward_paths=list(fact.forward_paths),
        length=fact.length,
        attempts=fact.attempt,
        code=fact.code,
        text=fact.text,
    )
    if host.unsent is None:
        host.unsent = []
    at = index_of(host.unsent, fact.message, lambda each: each.message)
    if at >= 0:
        host.unsent[at] = kept
    else:
        host.unsent.append(kept)


def _tried(model: Model, event: Event, fact: f.UnsentTried) -> None:
    unsent = model.hosts[event.host].unsent or []
    at = index_of(unsent, fact.message, lambda each: each.message)
    if at >= 0:
        unsent[at].trying = True


def _left(model: Model, event: Event, fact: f.UnsentLeft) -> None:
    unsent = model.hosts[event.host].unsent or []
    at = index_of(unsent, fact.message, lambda each: each.message)
    if at >= 0:
        del unsent[at]


def _delivered(model: Model, event: Event, fact: f.MessageDelivered) -> None:
    _seal(model, event.host, queue_name(fact.message), "delivered")
    filed = filed_before(model, fact)
    if filed is not None:
        filed.reverse_path = fact.reverse_path
        return
    model.mailboxes[fact.mailbox].messages.append(
        StoredMessage(
            unique_id=fact.unique_id,
            message=fact.message,
            subject=fact.subject,
            from_=fact.header_from,
            to=fact.header_to,
            length=fact.length,
            reverse_path=fact.reverse_path,
        )
    )


def _removed(model: Model, _event: Event, fact: f.MessageRemoved) -> None:
    _take_out(model.mailboxes[fact.mailbox].messages, fact.unique_id)


def _locked(model: Model, event: Event, fact: f.MailboxLocked) -> None:
    model.mailboxes[fact.mailbox].locked = event.conn


def _unlocked(model: Model, _event: Event, fact: f.MailboxUnlocked) -> None:
    model.mailboxes[fact.mailbox].locked = None


def _collected(model: Model, event: Event, fact: f.MessageCollected) -> None:
    if event.host not in model.inboxes:
        model.inboxes[event.host] = []
    conn = model.conns.get(event.conn)
    imap = conn is not None and conn.protocol == "imap"
    model.inboxes[event.host].append(
        HeldMessage(
            message=fact.message,
            subject=fact.subject,
            from_=fact.header_from,
            length=fact.length,
            unique_id=fact.unique_id,
            uid=uid_of(fact.unique_id) if imap else None,
        )
    )


def _discarded(model: Model, event: Event, fact: f.MessageDiscarded) -> None:
    _take_out(model.inboxes.get(event.host, []), fact.unique_id)


def _take_out(messages: list[M], unique_id: str) -> None:
    at = index_of(messages, unique_id, lambda message: message.unique_id)
    if at >= 0:
        del messages[at]


MESSAGE_FOLDS: Folds = {
    f.AccountSetUp: _set_up,
    f.UnsentKept: _kept,
    f.UnsentTried: _tried,
    f.UnsentLeft: _left,
    f.MessageQueued: _queued,
    f.MessageDequeued: _dequeued,
    f.MessageDelivered: _delivered,
    f.MessageRemoved: _removed,
    f.MailboxLocked: _locked,
    f.MailboxUnlocked: _unlocked,
    f.MessageCollected: _collected,
    f.MessageDiscarded: _discarded,
}
