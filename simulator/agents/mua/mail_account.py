"""One account as a mail client has it set up, and the copies it holds of its mail."""

from simulator.agents.config import AccountSettings, MuaConfig
from simulator.agents.machine import Machine
from simulator.journal.facts import MessageCollected, MessageDiscarded
from simulator.mail import field_text


class MailAccount:
    """`settings`, `password`: as they are now; None: a person without an account, who
    only types. `seen`: unique-ids it holds a copy of. `waiting`:
    what was done to messages and the server has not heard, oldest first: unique-id and
    how."""

    def __init__(
        self,
        machine: Machine,
        config: MuaConfig,
        settings: AccountSettings,
        password: str | None,
    ) -> None:
        self.machine = machine
        self.config = config
        self.settings = settings
        self.password = password
        self.seen: set[str] = set()
        self.waiting: list[tuple[str, str]] = []

    def set_up(self, settings: AccountSettings, password: str) -> None:
        """From now on it is so; `password` "": as it was. Unique-ids mean nothing at
        another server, or by another protocol."""
        if _mailbox(settings) != _mailbox(self.settings):
            self.seen.clear()
            self.waiting.clear()
        self.settings = settings
        self.password = password or self.password

    @property
    def login(self) -> tuple[str, str]:
        """User name and password, as the person typed them in the settings."""
        assert self.password is not None, "who has no account does not log in"
        return self.settings.user, self.password

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


def _mailbox(settings: AccountSettings) -> tuple[str, str, str]:
    """What unique-ids are of."""
    name = settings.incoming.name if settings.incoming else ""
    return settings.service, name, settings.user
