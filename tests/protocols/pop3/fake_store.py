"""A store small enough to be seen at a glance, for tests of the POP3 engines.

It answers as a real one does: one lock per maildrop, removal only at `Update`. What it
was asked is kept in `asked`, in order.
"""

from typing import Any

from simulator.protocols.engine import Answer, Question
from simulator.protocols.pop3 import (
    Body,
    Entry,
    Login,
    Maildrop,
    MessageContent,
    Pop3Server,
    Pop3ServerConfig,
    StoreRefusal,
    Update,
    Updated,
)

PASSWORD = "ejemplo123"
BOX = "benito@sur.example"

SHORT = b"From: ana@norte.example\r\nSubject: Uno\r\n\r\nHola\r\n"
DOTTED = b"Subject: Puntos\r\n\r\n.\r\n..\r\n.fin\r\nuno\r\ndos\r\n"
LONG = b"Subject: Tres\r\n\r\n" + b"una linea de relleno\r\n" * 60


class FakeStore:
    """One maildrop, `messages` by unique-id in order of arrival."""

    def __init__(self, *messages: bytes) -> None:
        self.messages = {f"uid-{n}": m for n, m in enumerate(messages, start=1)}
        self.locked = False
        self.password = PASSWORD
        self.undeletable: set[str] = set()
        self.trouble = ""
        self.asked: list[Question] = []

    def answer(self, question: Question) -> Answer:
        self.asked.append(question)
        if isinstance(question, Login):
            return self._login(question)
        if isinstance(question, MessageContent):
            return Body(self.messages[question.unique_id])
        assert isinstance(question, Update)
        removed = tuple(u for u in question.unique_ids if u not in self.undeletable)
        for unique_id in removed:
            del self.messages[unique_id]
        self.locked = False
        return Updated(removed, len(self.messages))

    def _login(self, login: Login) -> Answer:
        credentials = login.credentials
        known = credentials.user in ("benito", "ñandú", "test")
        if not known or not credentials.proven_by(self.password):
            return StoreRefusal("login_failed")
        if self.trouble:
            return StoreRefusal(self.trouble)
        if self.locked:
            return StoreRefusal("in_use")
        self.locked = True
        entries = tuple(Entry(u, len(m)) for u, m in self.messages.items())
        return Maildrop(BOX, entries)

    def serve(self, server: Pop3Server, now_us: int = 0) -> None:
        """Answer everything `server` asks."""
        while (question := server.next_question()) is not None:
            server.answer(self.answer(question), now_us)


def new_server(**changes: Any) -> Pop3Server:
    return Pop3Server(Pop3ServerConfig(host_name="sur.example", **changes), 0)


def say(server: Pop3Server, store: FakeStore, *lines: str | bytes) -> bytes:
    """Send whole lines; everything the server said in return."""
    for line in lines:
        octets = line.encode("latin-1") if isinstance(line, str) else line
        server.receive_data(octets + b"\r\n", 0)
        store.serve(server)
    return b"".join(server.data_to_send())


def log_in(server: Pop3Server, store: FakeStore) -> None:
    """From the greeting to TRANSACTION."""
    said = say(server, store, "USER benito", f"PASS {PASSWORD}")
    assert server.state == "TRANSACTION", said
