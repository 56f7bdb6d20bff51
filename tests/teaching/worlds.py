"""Journals written by hand, for judging without a lab."""

from simulator.journal import Journal
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

    def __init__(self):
        self.journal = Journal()
        self.add(LabOpened(scenario="s", seed=1))
        self.conns = 0

    @property
    def here(self):
        return len(self.journal)

    def add(self, fact, host="", conn="", cause=None):
        before = len(self.journal) - 1 if cause is None else cause
        seq = self.journal.append(0, host, conn, max(before, 0), fact).seq
        return seq

    def open(self, actor="student", client="pc-ana"):
        """A terminal's connection; its id."""
        self.conns += 1
        conn = f"c{self.conns}"
        self.add(LabIntervened(actor=actor, act="open", target=client))
        opened = TcpConnectionOpened(
            server="sur", client_port=1, server_port=25, service="smtp"
        )
        self.add(opened, client, conn)
        return conn

    def line(self, conn, actor="student"):
        line = TerminalLineSent(
            actor=actor, octets="x\r\n", stream="c", offset=0, length=3
        )
        return self.add(line, "pc-ana", conn)

    def reply(self, conn, code, verb, path="", actor="student"):
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

    def deliver(self, mailbox, message="sur-1.1", to="", octets=""):
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

    def answer(self, question, value, actor="student"):
        return self.add(LabAnswered(actor=actor, question=question, value=value))
