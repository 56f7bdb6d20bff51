"""One account as a mail client has it set up, and the copies it holds of its mail."""

from simulator.agents.config import MuaConfig
from simulator.agents.dial import Endpoint
from simulator.agents.machine import Machine
from simulator.journal.facts import MessageCollected, MessageDiscarded
from simulator.mail import field_text


class MailAccount:
    """`mailbox_server`: where it collects, None: nowhere. `password` None: a person
    without an account, who only types. `seen`: unique-ids it holds a copy of.
    `waiting`: what was done to messages and the server has not heard, oldest first:
    unique-id and how."""

    def __init__(
        self,
        machine: Machine,
        config: MuaConfig,
        password: str | None,
        mailbox_server: Endpoint | None,
    ) -> None:
        self.machine = machine
        self.config = config
        self.mailbox_server = mailbox_server
        self.seen: set[str] = set()
        self.waiting: list[tuple[str, str]] = []
        self._password = password

    @property
    def login(self) -> tuple[str, str]:
        """User name and password, as the person typed them in the settings."""
        assert self._password is not None, "who has no account does not log in"
        return self.config.address.rpartition("@")[0], self._password

    def keep(self, conn: str, number: int, unique_id: str, data: bytes) -> None:
        """A message arrived whole."""
        if unique_id:
            self.seen.add(unique_id)
        self.machine.record(
            MessageCollected(
                message=str(number),
                mailbox=self.config.address,
                unique_id=unique_id,
                subject=field_text(data, "Subject"),
                header_from=field_text(data, "From"),
                length=len(data),
            ),
            conn,
        )

    def discard(self, conn: str, unique_id: str) -> None:
        """The copy on this machine goes."""
        if unique_id in self.seen:
            self.seen.remove(unique_id)
            mailbox = self.config.address
            discarded = MessageDiscarded(mailbox=mailbox, unique_id=unique_id)
            self.machine.record(discarded, conn)
