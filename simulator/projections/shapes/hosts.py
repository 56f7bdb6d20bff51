"""The machines of the model: what each of them is, has, and can be broken at."""

from typing import Literal

from simulator.projections.catalogue import Param
from simulator.projections.shapes.base import Json, Shape
from simulator.projections.shapes.recorded import Node


class Program(Shape):
    """A program of a host that listens."""

    name: str
    """mta, msa, pop3, imap, dns or webmail."""
    port: int
    protocol: str


class FaultChoice(Shape):
    """How much of a fault: `n` milliseconds or percent."""

    n: int
    act: dict[str, Json]


class PossibleFault(Shape, kw_only=True):
    """What can be broken at a machine now, or is; an open connection can be reset,
    too."""

    id: str
    """Unlike any other of the machine."""
    group: Literal["machine", "cable", "mailboxes", "programs"]
    name: str | None = None
    """Where texts are called otherwise than `id`."""
    params: dict[str, Param] | None = None
    """Of its texts."""
    act: dict[str, Json]
    """Breaks it; where there are `choices`, the first of them."""
    repair: dict[str, Json]
    choices: tuple[FaultChoice, ...] | None = None
    broken: bool | None = None


class Account(Shape):
    """What the form of a mail client's account says; the password stays in it."""

    service: Literal["pop3", "imap"]
    incoming: str
    """Name of the server; "": it reads no mail."""
    incoming_port: int
    incoming_tls: bool
    """From the first octet."""
    outgoing: str
    outgoing_port: int
    outgoing_tls: bool
    user: str


class UnsentMessage(Node):
    """A message that a mail client could not hand over."""

    message: str
    subject: str
    forward_paths: list[str]
    """For whom no server has taken it."""
    length: int
    attempts: int
    code: int
    """Said last, with `text`; 0: no reply."""
    text: str
    trying: bool | None = None
    """It is being tried again."""


class ZoneRecord(Shape):
    """A record that people edit in a zone."""

    name: str
    type: str
    value: str
    """Of TXT its text; of a key that was there at the beginning, how it begins."""


class Zone(Node):
    """What a name server is the authority for."""

    name: str
    records: list[ZoneRecord]


class Host(Node):
    """A machine on the stage."""

    id: str
    on: bool
    label: dict[str, str]
    """Language to the name people read."""
    names: list[str]
    """In DNS."""
    ip: str
    role: Literal["mua", "browser", "server", "wiretap"]
    mailboxes: list[str]
    """Addresses it keeps mail for."""
    programs: list[Program]
    domains: list[str] | None = None
    """Of a mail server: those it takes mail for."""
    address: str | None = None
    """Of a mail client: the person's e-mail address."""
    person: str | None = None
    account: Account | None = None
    """Of a mail client with an account: as it is set up now."""
    home: str | None = None
    """Of a browser: the host of its webmail."""
    resolver: str | None = None
    """Host its programs ask for names."""
    zones: list[Zone] | None = None
    """Of a name server: what it is the authority for."""
    device: Literal["phone"] | None = None
    """Absent: a computer."""
    crashed: bool | None = None
    frozen: bool | None = None
    """Its programs stand still; TCP still acknowledges."""
    stopped: list[str] | None = None
    """Programs that were ended."""
    faults: list[str] | None = None
    """What is wrong with its mail server."""
    possible_faults: tuple[PossibleFault, ...] | None = None
    unsent: list[UnsentMessage] | None = None
    """What its mail client could not hand over, the oldest first."""
    visitor: bool | None = None
    """The machine of a real program."""
    left: bool | None = None
    """A visitor that is gone."""
