"""Journals written by hand, for judging without a lab."""

from simulator.journal import Fact, Journal
from simulator.journal.facts import (
    LabAnswered,
    LabIntervened,
    LabOpened,
    MessageDelivered,
    SmtpReplySent,
    TcpConnectionOpened,
    TerminalLineSent,
)


class Story:
    """A journal that grows by short words; `conn` events chain to their own cause."""

    def __init__(self) -> None:
        self.journal = Journal()
        self.add(LabOpened(scenario="s", seed=1))
        self.conns = 0

    @property
    def here(self) -> int:
        return len(self.journal)

    def add(
        self, fact: Fact, host: str = "", conn: str = "", cause: int | None = None
    ) -> int:
        before = len(self.journal) - 1 if cause is None else cause
        return self.journal.append(0, host, conn, max(before, 0), fact)

    def open(self, actor: str = "student", client: str = "pc-ana") -> str:
        """A terminal's connection; its id."""
        self.conns += 1
        conn = f"c{self.conns}"
        self.add(LabIntervened(actor=actor, act="open", target=client))
        opened = TcpConnectionOpened(
            server="sur", client_port=1, server_port=25, service="smtp"
        )
        self.add(opened, client, conn)
        return conn

    def line(self, conn: str, actor: str = "student") -> int:
        line = TerminalLineSent(
            actor=actor, octets="x\r\n", stream="c", offset=0, length=3
        )
        return self.add(line, "pc-ana", conn)

    def reply(
        self, conn: str, code: int, verb: str, path: str = "", actor: str = "student"
    ) -> int:
        """Somebody types a line and the server answers."""
        self.line(conn, actor)
        reply = SmtpReplySent(
            octets="",
            stream="s",
            offset=0,
            length=0,
            code=code,
            enhanced="",
            lines=(),
            verb=verb,
            reason="ok",
            state_before="",
            state_after="",
            path=path,
        )
        return self.add(reply, "sur", conn)

    def deliver(
        self, mailbox: str, message: str = "sur-1.1", to: str = "", octets: str = ""
    ) -> int:
        """Delivered because of what happened last."""
        fact = MessageDelivered(
            message=message,
            mailbox=mailbox,
            unique_id="sur-1",
            reverse_path="",
            recipient=mailbox,
            octets=octets,
            length=0,
            added="",
            subject="",
            header_from="",
            header_to=to,
        )
        return self.add(fact, "sur")

    def answer(self, question: str, value: str, actor: str = "student") -> int:
        return self.add(LabAnswered(actor=actor, question=question, value=value))
