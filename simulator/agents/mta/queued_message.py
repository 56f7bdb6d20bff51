"""What a mail server has on disk of one message it is responsible for.

All of this outlives a crash; attempts to deliver it do not (`queue.py`).
"""

from dataclasses import dataclass

from simulator.protocols.smtp import Parameters


@dataclass(slots=True)
class QueuedRecipient:
    """One forward-path. `original`: as the sender named it, before aliases; `status`:
    waiting, delivered, relayed, listed (a list sends its copies), expanded or failed;
    `code`, `text`, `host`: the last reply, and whose; `wishes`: of RFC 3461; `told`:
    the sender knows; `dsn`: the host it was relayed to goes on telling."""

    path: str
    original: str
    wishes: Parameters = ()
    mailbox: str = ""
    status: str = "waiting"
    code: int = 0
    text: str = ""
    host: str = ""
    told: bool = False
    dsn: bool = False

    def end(self, status: str, code: int = 0, text: str = "", host: str = "") -> None:
        """Its fate; with `waiting`, what was said last."""
        self.status, self.code, self.text, self.host = status, code, text, host


@dataclass(slots=True)
class QueuedMessage:
    """One message. `since_us`: when it was accepted; `parameters`: of RFC 3461;
    `lists`: those it came through on this host; `resolved`: aliases and lists were
    followed; `attempts`: how many there were; `warned`: the sender knows that it
    waits; `junk`: it is not what it says it is, as far as this host knows."""

    name: str
    reverse_path: str
    recipients: list[QueuedRecipient]
    content: bytes
    since_us: int
    parameters: Parameters = ()
    lists: frozenset[str] = frozenset()
    resolved: bool = False
    attempts: int = 0
    warned: bool = False
    junk: bool = False

    def having(self, status: str) -> list[QueuedRecipient]:
        """Its recipients of that status."""
        return [each for each in self.recipients if each.status == status]


def addressed_to(paths: tuple[str, ...]) -> list[QueuedRecipient]:
    """One recipient for each forward-path, without wishes."""
    return [QueuedRecipient(path, path) for path in dict.fromkeys(paths)]
