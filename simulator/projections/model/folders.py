"""The folders of an account in the model, as IMAP sees it.

    model.mailboxes[address].folders = [{ name, special_use, subscribed, selectable,
                                          uid_validity, messages }]

INBOX comes first, and its messages are the mailbox's own `messages`: POP3 sees them
too. Each message has `uid`, `flags` and `internal_date` besides. It refuses sessions.
"""

from collections.abc import Callable
from typing import Any

from simulator.journal import Event
from simulator.journal import facts as f
from simulator.projections.changes import Tree

INBOX = "INBOX"

Path = tuple[str | int, ...]


def _created(tree: Tree, event: Event, fact: f.FolderCreated) -> None:
    box = ("mailboxes", fact.mailbox)
    if tree.get(*box, "folders") is None:
        tree.set((*box, "folders"), [])
    folder = {
        "name": fact.folder,
        "special_use": fact.special_use,
        "subscribed": fact.subscribed,
        "selectable": True,
        "uid_validity": fact.uid_validity,
        "messages": [],
    }
    at = _index(tree, fact.mailbox, fact.folder)
    if at is None:
        tree.append((*box, "folders"), folder)
    else:
        tree.set((*box, "folders", at), folder)


def _deleted(tree: Tree, event: Event, fact: f.FolderDeleted) -> None:
    path = ("mailboxes", fact.mailbox, "folders")
    at = _index(tree, fact.mailbox, fact.folder)
    if at is None:
        return
    if fact.kept:
        tree.set((*path, at, "selectable"), False)
        return
    left = [folder for folder in tree.get(*path) if folder["name"] != fact.folder]
    tree.set(path, left)


def _renamed(tree: Tree, event: Event, fact: f.FolderRenamed) -> None:
    at = _index(tree, fact.mailbox, fact.folder)
    if at is not None:
        path = ("mailboxes", fact.mailbox, "folders", at)
        tree.set((*path, "name"), fact.new_name)
        tree.set((*path, "uid_validity"), fact.uid_validity)


def _subscribed(wanted: bool) -> Callable[[Tree, Event, Any], None]:
    def fold(tree: Tree, event: Event, fact: Any) -> None:
        at = _index(tree, fact.mailbox, fact.folder)
        if at is not None:
            path = ("mailboxes", fact.mailbox, "folders", at, "subscribed")
            tree.set(path, wanted)

    return fold


def _filed(tree: Tree, event: Event, fact: f.MessageFiled) -> None:
    path = _messages(tree, fact.mailbox, fact.folder)
    if path is None:
        return
    tree.append(
        path,
        {
            "unique_id": fact.unique_id,
            "message": fact.message,
            "subject": fact.subject,
            "from": fact.header_from,
            "to": fact.header_to,
            "length": fact.length,
            "uid": fact.uid,
            "flags": list(fact.flags),
            "internal_date": fact.internal_date,
        },
    )


def _flagged(tree: Tree, event: Event, fact: f.MessageFlagged) -> None:
    path = _messages(tree, fact.mailbox, fact.folder)
    if path is None:
        return
    for at, message in enumerate(tree.get(*path)):
        if message.get("uid") == fact.uid:
            tree.set((*path, at, "flags"), list(fact.flags))


def _expunged(tree: Tree, event: Event, fact: f.MessageExpunged) -> None:
    path = _messages(tree, fact.mailbox, fact.folder)
    if path is not None:
        messages = tree.get(*path)
        tree.set(path, [m for m in messages if m.get("uid") != fact.uid])


def delivered_before(tree: Tree, fact: f.MessageDelivered) -> Path | None:
    """Where a message is that was filed before it was told as delivered, on a server
    with IMAP; None on others."""
    for folder in tree.get("mailboxes", fact.mailbox, "folders") or ():
        path = _messages(tree, fact.mailbox, folder["name"])
        assert path is not None
        at = len(tree.get(*path)) - 1
        if at >= 0 and tree.get(*path, at, "unique_id") == fact.unique_id:
            return (*path, at)
    return None


def _messages(tree: Tree, mailbox: str, name: str) -> Path | None:
    """Path to the messages of a folder."""
    if tree.get("mailboxes", mailbox) is None:
        return None
    if name == INBOX:
        return ("mailboxes", mailbox, "messages")
    at = _index(tree, mailbox, name)
    return None if at is None else ("mailboxes", mailbox, "folders", at, "messages")


def _index(tree: Tree, mailbox: str, name: str) -> int | None:
    folders = tree.get("mailboxes", mailbox, "folders") or ()
    return next((i for i, f in enumerate(folders) if f["name"] == name), None)


FOLDER_FOLDS: dict[type[f.Fact], Callable[[Tree, Event, Any], None]] = {
    f.FolderCreated: _created,
    f.FolderDeleted: _deleted,
    f.FolderRenamed: _renamed,
    f.FolderSubscribed: _subscribed(True),
    f.FolderUnsubscribed: _subscribed(False),
    f.MessageFiled: _filed,
    f.MessageFlagged: _flagged,
    f.MessageExpunged: _expunged,
}
