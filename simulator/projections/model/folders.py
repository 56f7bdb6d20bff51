"""The folders of an account in the model, as IMAP sees it.

INBOX comes first, and its messages are the mailbox's own `messages`: POP3 sees them
too. Each message has `uid`, `flags` and `internal_date` besides.
"""

from bisect import bisect_left

from simulator.journal import Event
from simulator.journal import facts as f
from simulator.projections.model.folds import Folds
from simulator.projections.shapes.model import Folder, Mailbox, Model, StoredMessage

INBOX = "INBOX"


def _created(model: Model, _event: Event, fact: f.FolderCreated) -> None:
    box = model.mailboxes[fact.mailbox]
    if box.folders is None:
        box.folders = []
    folder = Folder(
        name=fact.folder,
        special_use=fact.special_use,
        subscribed=fact.subscribed,
        selectable=True,
        uid_validity=fact.uid_validity,
        messages=[],
    )
    known = [each.name for each in box.folders]
    if fact.folder in known:
        box.folders[known.index(fact.folder)] = folder
    else:
        box.folders.append(folder)


def _deleted(model: Model, _event: Event, fact: f.FolderDeleted) -> None:
    box = model.mailboxes.get(fact.mailbox)
    folder = _folder(box, fact.folder)
    if box is None or box.folders is None or folder is None:
        return
    if fact.kept:
        folder.selectable = False
        return
    del box.folders[box.folders.index(folder)]


def _renamed(model: Model, _event: Event, fact: f.FolderRenamed) -> None:
    folder = _folder(model.mailboxes.get(fact.mailbox), fact.folder)
    if folder is not None:
        folder.name = fact.new_name
        folder.uid_validity = fact.uid_validity


def _subscribed(model: Model, _event: Event, fact: f.FolderSubscribed) -> None:
    folder = _folder(model.mailboxes.get(fact.mailbox), fact.folder)
    if folder is not None:
        folder.subscribed = True


def _unsubscribed(model: Model, _event: Event, fact: f.FolderUnsubscribed) -> None:
    folder = _folder(model.mailboxes.get(fact.mailbox), fact.folder)
    if folder is not None:
        folder.subscribed = False


def _filed(model: Model, _event: Event, fact: f.MessageFiled) -> None:
    place = _place(model, fact.mailbox, fact.folder)
    if place is not None:
        place.messages.append(
            StoredMessage(
                unique_id=fact.unique_id,
                message=fact.message,
                subject=fact.subject,
                from_=fact.header_from,
                to=fact.header_to,
                length=fact.length,
                uid=fact.uid,
                flags=list(fact.flags),
                internal_date=fact.internal_date,
            )
        )


def _flagged(model: Model, _event: Event, fact: f.MessageFlagged) -> None:
    place = _place(model, fact.mailbox, fact.folder)
    at = _row(place, fact.uid)
    if place is not None and at >= 0:
        place.messages[at].flags = list(fact.flags)


def _expunged(model: Model, _event: Event, fact: f.MessageExpunged) -> None:
    place = _place(model, fact.mailbox, fact.folder)
    at = _row(place, fact.uid)
    if place is not None and at >= 0:
        del place.messages[at]


def filed_before(model: Model, fact: f.MessageDelivered) -> StoredMessage | None:
    """A message that was filed before it was told as delivered, on a server with IMAP;
    None on others."""
    for folder in model.mailboxes[fact.mailbox].folders or ():
        place = _place(model, fact.mailbox, folder.name)
        assert place is not None
        if place.messages and place.messages[-1].unique_id == fact.unique_id:
            return place.messages[-1]
    return None


def _place(model: Model, mailbox: str, name: str) -> Mailbox | Folder | None:
    """What has the messages of a folder."""
    box = model.mailboxes.get(mailbox)
    return box if name == INBOX else _folder(box, name)


def _row(place: Mailbox | Folder | None, uid: int) -> int:
    """Where the message with that uid is, for uids ascend (RFC 3501 §2.3.1.1); -1: it
    is not there."""
    messages = place.messages if place is not None else []
    at = bisect_left(messages, uid, key=lambda message: message.uid or 0)
    return at if at < len(messages) and messages[at].uid == uid else -1


def _folder(box: Mailbox | None, name: str) -> Folder | None:
    folders = (box.folders if box is not None else None) or ()
    return next((each for each in folders if each.name == name), None)


FOLDER_FOLDS: Folds = {
    f.FolderCreated: _created,
    f.FolderDeleted: _deleted,
    f.FolderRenamed: _renamed,
    f.FolderSubscribed: _subscribed,
    f.FolderUnsubscribed: _unsubscribed,
    f.MessageFiled: _filed,
    f.MessageFlagged: _flagged,
    f.MessageExpunged: _expunged,
}
