"""What the webmail is towards the mail servers: a mail client, in a person's name.

It refuses to keep mail: the mailbox stays on the server.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from simulator.agents.config import Endpoint
from simulator.agents.machine import Machine
from simulator.agents.mta import SendResult, send_mail
from simulator.agents.mua import Script, run_script
from simulator.journal.facts import MessageComposed
from simulator.mail import (
    Extras,
    compose,
    field_text,
    is_message_id,
    recipients,
)
from simulator.protocols.smtp import Transaction

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Person:
    """Who is logged in."""

    address: str
    user: str
    password: str


class MailClient:
    """`name`: what the webmail calls itself to the servers it uses."""

    def __init__(
        self,
        machine: Machine,
        name: str,
        mailbox_server: Endpoint,
        submission: Endpoint,
    ) -> None:
        self._machine = machine
        self._name = name
        self._mailbox_server = mailbox_server
        self._submission = submission
        self._sent = machine.numbers_from

    def run(
        self, person: Person, script: Script[T], done: Callable[[str, T | None], None]
    ) -> None:
        """Ask the IMAP server in the person's name."""
        login = (person.user, person.password)
        run_script(
            self._machine, self._mailbox_server, login, lambda _conn: script, done
        )

    def send(
        self, person: Person, form: dict[str, str], done: Callable[[SendResult], None]
    ) -> bytes:
        """Write the message and submit it; its octets."""
        self._sent += 1
        name = f"{self._machine.id}-{self._sent}"
        to, copies = recipients(form["to"]), recipients(form.get("cc", ""))
        content = self._write(person, form, to, copies)
        paths = tuple(dict.fromkeys((*to, *copies)))
        self._machine.stream(f"message.{name}").append(content)
        self._machine.record(
            MessageComposed(
                message=name,
                reverse_path=person.address,
                forward_paths=paths,
                subject=field_text(content, "Subject"),
                length=len(content),
            )
        )
        send_mail(
            self._machine,
            self._submission,
            self._name,
            Transaction(person.address, paths, content),
            done,
            (person.user, person.password),
        )
        return content

    def _write(
        self,
        person: Person,
        form: dict[str, str],
        to: tuple[str, ...],
        copies: tuple[str, ...],
    ) -> bytes:
        now_us = self._machine.clock.now_us
        answered = form.get("in_reply_to", "")
        known = [i for i in form.get("references", "").split() if is_message_id(i)]
        return compose(
            date=self._machine.date(),
            author=person.address,
            recipients=to,
            subject=form.get("subject", ""),
            message_id=f"<{self._sent}.{now_us}@{self._name}>",
            body=form.get("text", ""),
            extras=Extras(
                copies=copies,
                in_reply_to=answered if is_message_id(answered) else "",
                references=tuple(known),
            ),
        )
