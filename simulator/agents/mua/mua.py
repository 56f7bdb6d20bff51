"""A mail client with its person: composes, submits, collects.

What it does, it does over the simulated network, with the protocols' commands.
"""

from collections.abc import Callable

from simulator.agents.config import AccountSettings, MuaConfig
from simulator.agents.machine import Machine
from simulator.agents.mta import SendResult, send_mail
from simulator.agents.mua.collect_imap import collect_imap
from simulator.agents.mua.collect_pop3 import collect_pop3
from simulator.agents.mua.mail_account import MailAccount
from simulator.agents.mua.tidy import tidy
from simulator.agents.mua.unsent import Unsent
from simulator.journal.facts import AccountSetUp, MessageComposed
from simulator.mail import Extras, compose, field_text
from simulator.protocols.smtp import Transaction

BOOT_US = 2_000_000


class Mua:
    """The mail client of one host, set up as `settings` say. `password`: None for a
    person without an account."""

    def __init__(
        self,
        machine: Machine,
        config: MuaConfig,
        settings: AccountSettings,
        password: str | None,
    ) -> None:
        self.config = config
        self._machine = machine
        self._account = MailAccount(machine, config, settings, password)
        self._sent = machine.numbers_from
        self.unsent = Unsent(machine, self._submit)

    # --- the account ---

    @property
    def settings(self) -> AccountSettings:
        """Its account as it is set up now."""
        return self._account.settings

    def set_up(self, settings: AccountSettings, password: str) -> None:
        """The person fills in the form and saves it. `password` "": as it was."""
        self._account.set_up(settings, password)
        incoming, outgoing = settings.incoming, settings.outgoing
        assert incoming is not None, "the form asks for it"
        self._machine.record(
            AccountSetUp(
                service=settings.service,
                incoming=incoming.name,
                incoming_port=incoming.port,
                incoming_tls=incoming.tls,
                outgoing=outgoing.name,
                outgoing_port=outgoing.port,
                outgoing_tls=outgoing.tls,
                user=settings.user,
            )
        )

    # --- sending ---

    def send(
        self,
        to: tuple[str, ...],
        subject: str,
        body: str,
        extras: Extras,
        blind: tuple[str, ...] = (),
    ) -> None:
        """Compose a message and hand it to the submission server. `blind`: addresses
        of blind copies, which only the envelope names."""
        content, paths = self.draft(to, subject, body, extras, blind)
        self._sent += 1
        name, subject = self._composed(content, paths)
        transaction = Transaction(self.config.address, paths, content)
        self.unsent.send(name, subject, transaction)

    def _submit(
        self, transaction: Transaction, done: Callable[[SendResult], None]
    ) -> None:
        """Hand one message to the submission server."""
        send_mail(
            self._machine,
            self.settings.outgoing,
            self._helo(),
            transaction,
            done,
            self._account.login,
            esmtp=self.config.esmtp,
        )

    def draft(
        self,
        to: tuple[str, ...],
        subject: str,
        body: str,
        extras: Extras,
        blind: tuple[str, ...] = (),
    ) -> tuple[bytes, tuple[str, ...]]:
        """What `send` would send now: the message's octets and the forward-paths."""
        machine = self._machine
        domain = self.config.address.rpartition("@")[2]
        number = self._sent + 1
        content = compose(
            date=machine.date(),
            author=self.config.address,
            author_name=self.config.person,
            recipients=to,
            subject=subject,
            message_id=f"<{number}.{machine.clock.now_us}.{machine.id}@{domain}>",
            body=body,
            extras=extras,
        )
        return content, tuple(dict.fromkeys((*to, *extras.copies, *blind)))

    def _composed(self, content: bytes, paths: tuple[str, ...]) -> tuple[str, str]:
        """It is told and stored; its name and its subject."""
        subject = field_text(content, "Subject")
        name = f"{self._machine.id}-{self._sent}"
        self._machine.stream(f"message.{name}").append(content)
        self._machine.record(
            MessageComposed(
                message=name,
                reverse_path=self.config.address,
                forward_paths=paths,
                subject=subject,
                length=len(content),
            )
        )
        return name, subject

    def _helo(self) -> str:
        """A client without a name of its own gives its address (RFC 5321 §4.1.3)."""
        names = self._machine.names
        return names[0] if names else f"[{self._machine.address}]"

    # --- collecting ---

    def started(self) -> None:
        """The machine was switched on."""
        if self.unsent.idle:
            host = self._machine.host
            self._machine.clock.after(BOOT_US, host.later(self.unsent.send_again))
        if self.config.collect_on_start and self.settings.incoming:
            host = self._machine.host
            self._machine.clock.after(BOOT_US, host.later(self.collect))

    def stopped(self) -> None:
        """The machine is about to go off."""
        self.unsent.stopped()

    def collect(self) -> None:
        """Fetch mail, by POP3 or IMAP; not from a machine switched off meanwhile."""
        if self._machine.host.on:
            by_imap = self.settings.service == "imap"
            (collect_imap if by_imap else collect_pop3)(self._account)

    # --- tidying ---

    def tidy_problem(
        self, unique_id: str, how: str
    ) -> tuple[str, dict[str, str | int]] | None:
        """Why it cannot be done: a text of the catalogue."""
        if not unique_id or unique_id not in self._account.seen:
            return "error.no_such_copy", {"host": self._machine.id}
        if how != "delete" and self.settings.service != "imap":
            return "error.pop_has_no_flags", {}
        return None

    def tidy(self, unique_id: str, how: str) -> None:
        """Delete or mark a message, here and on the server."""
        tidy(self._account, unique_id, how)
