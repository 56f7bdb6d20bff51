"""A class that plays the internet: what a device sees, and what the projector."""

from typing import Literal

from simulator.projections.catalogue import Text
from simulator.projections.shapes.base import Shape

RoleName = Literal["computer", "relay", "dns", "mx", "mailbox", "spy"]
"""`ui.internet.role.NAME` is what it is called."""

Outcome = Literal[
    "on_its_way",
    "arrived",
    "returned",
    "refused",
    "waits",
    "astray",
    "uncollected",
]
"""`waits`: a server will try again; `astray`: it is in somebody else's mailbox;
`uncollected`: it stays in the right one."""


class ClassInternetState(Shape):
    """The class plays it, at `/clase/<code>/internet`."""

    changes: int
    """Grows with every one: then a page asks `class_device` or `class_internet_board`
    again."""
    lab: str
    """Where the letters were played; a student who watches it is shown nothing."""
    holds: bool
    """Letters wait until whoever teaches lets them out."""


class DeviceRole(Shape):
    """What somebody is: a machine, or a spy at its cable."""

    role: RoleName
    host: str
    domain: str


LineKind = Literal[
    "said",
    "covered",
    "tls",
    "refused",
    "waits",
    "written",
    "stored",
    "collected",
]
"""`covered`: octets inside TLS, for a spy; `tls`: all that follows is inside it;
`refused`: nobody listens there; `waits`: the letter is in a queue; `written`: somebody
pressed Send; `stored`: put into a mailbox; `collected`: out of it."""


class DeviceLine(Shape):
    """What crossed a wire of the device's, or happened at it."""

    kind: LineKind
    came: str
    """The host that said it."""
    to: str
    """The one that heard it; the same where it happened at one."""
    text: str
    """As it was said; of `covered`, `tls` and `refused` "", of `waits` the minutes
    until it is tried again, of `stored` the mailbox, of `written` the subject, of
    `collected` author and subject."""
    octets: int


class DeviceChoice(Shape):
    """One way to decide. `said`, `rfc`: what there is to say of it, once it was
    tried."""

    shown: str
    said: Text | None = None
    rfc: str = ""


class DeviceDecision(Shape):
    """What a machine has to decide before the letter goes on."""

    number: int
    """Of the decisions about this letter, from 0."""
    host: str
    role: RoleName
    asked: Text
    choices: tuple[DeviceChoice, ...]


class DeviceDecided(Shape):
    """What it decided last about this letter."""

    shown: str
    said: Text
    rfc: str
    by_hand: bool


class DeviceLeak(Shape):
    """What a spy learned of a letter: `domain`, `sender`, `recipient` or `letter`."""

    what: Literal["domain", "sender", "recipient", "letter"]
    read: bool
    """False: it crossed inside TLS."""


class DeviceLetter(Shape):
    """A letter as far as it crossed this device."""

    id: str
    number: int
    """The class counts its letters, from 1."""
    lines: tuple[DeviceLine, ...]
    astray: tuple[DeviceLine, ...]
    """What crosses this device since a wrong decision that has not been made anew; that
    machine may be any."""
    leaks: tuple[DeviceLeak, ...]
    """Of a spy; else empty."""
    over: bool
    """It is on its way no more."""
    decision: DeviceDecision | None = None
    """It waits for this device."""
    decided: DeviceDecided | None = None


class DeviceAddress(Shape):
    """Somebody to write to."""

    name: str
    address: str


class InternetDevice(Shape):
    """The answer to `class_device`, `class_decide` and `class_write`, of a student."""

    ok: bool
    roles: tuple[DeviceRole, ...]
    letters: tuple[DeviceLetter, ...]
    """The newest first."""
    address: str
    """Of whoever has a computer; "": may not write."""
    writes: bool
    """False: the last letter is still on its way."""
    people: tuple[DeviceAddress, ...]
    """Others of the class."""


class BoardMachine(Shape):
    """A machine, or a spy, and who in the class it is."""

    role: RoleName
    host: str
    domain: str
    who: str
    """A nickname; "": nobody, so that the engine decides."""


class BoardAstray(Shape):
    """Where a wrong decision leads, until it is made anew."""

    shown: str
    """What was chosen."""
    outcome: Outcome
    hosts: tuple[str, ...]
    """Whose wires show it."""


class BoardLetter(Shape):
    """A letter, and where it is."""

    id: str
    number: int
    sender: str
    recipient: str
    outcome: Outcome
    host: str
    """Of the machine that has to decide; "": it is on its way no more."""
    role: RoleName
    who: str
    passed: tuple[str, ...]
    """Hosts where somebody decided, in order."""
    decided: int
    decisions: int
    by_hand: int
    wrong: int
    """Choices that were taken back."""
    astray: BoardAstray | None = None


class InternetBoard(Shape):
    """The answer to `class_internet`, `class_internet_board` and, of a teacher, to
    `class_decide`."""

    ok: bool
    machines: tuple[BoardMachine, ...]
    letters: tuple[BoardLetter, ...]
    """The newest first."""
    starttls: bool
