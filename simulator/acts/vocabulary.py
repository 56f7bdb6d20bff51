"""Everything anybody outside the world can do to it: the acts, as plain values.

An act is what a button, a typed line, a script or a lesson's solution sends. Decoding
is strict: an unknown act or field is refused with its place.
"""

# This file is long on purpose: the whole vocabulary stands on one page.

from typing import Annotated, Any, Literal

import msgspec

from simulator.mail import Attachment, Extras, first_bad, is_message_id, recipients

TEXT_CHARACTERS_MAX = 20_000
COMMAND_CHARACTERS_MAX = 400
OCTETS_MAX = 65_536
ATTACHMENTS_MAX = 5


Fault = Literal["disk_full", "busy", "closes_in_data"]
"""What may be wrong with a mail server."""


class Act(
    msgspec.Struct,
    frozen=True,
    gc=False,
    tag_field="act",
    forbid_unknown_fields=True,
):
    """Base of the acts; the tag is the act's name."""


class PowerOn(Act, frozen=True, tag="power_on"):
    """Switch `host` on; a mail client may then collect by itself."""

    host: str


class PowerOff(Act, frozen=True, tag="power_off"):
    """Switch `host` off, as pulling its plug does."""

    host: str


class Send(Act, frozen=True, tag="send"):
    """Press Send in the mail client of `host`.

    `to`, `cc`, `bcc`, `reply_to`: addresses, commas between. `in_reply_to`,
    `references`: Message-IDs, of an answer. `rich`: the text as HTML too.
    """

    host: str
    to: str = ""
    subject: str = ""
    body: str = ""
    cc: str = ""
    bcc: str = ""
    reply_to: str = ""
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    rich: bool = False
    attachments: tuple[Attachment, ...] = ()

    @property
    def everybody(self) -> str:
        """Whom the envelope names: blind copies like the others."""
        return ",".join((self.to, self.cc, self.bcc))


class Tidy(Act, frozen=True, tag="tidy"):
    """In the mail client of `host`: delete or mark the letter it holds as `unique_id`.
    POP3 can only delete."""

    host: str
    unique_id: str
    how: Literal["delete", "read", "unread", "flag", "unflag"] = "delete"


class Browse(Act, frozen=True, tag="browse"):
    """In the browser of `host`: open `target` of its home server, or press a button of
    a form with these `fields`. `language`: what the browser asks for; "": its
    own (RFC 9110 §12.5.4)."""

    host: str
    target: str = "/"
    method: Literal["GET", "POST"] = "GET"
    fields: tuple[tuple[str, str], ...] = ()
    language: Annotated[str, msgspec.Meta(pattern="^([a-z]{2,3})?$")] = ""


class Collect(Act, frozen=True, tag="collect"):
    """Let the mail client of `host` fetch its mail."""

    host: str


class Open(Act, frozen=True, tag="open"):
    """`telnet target port` at `host`. `target`: host id, name or address."""

    host: str
    target: str
    port: int


class Run(Act, frozen=True, tag="run"):
    """Give the machine `host` a command: `nslookup -type=mx sur.example`."""

    host: str
    text: str


class TypeLine(Act, frozen=True, tag="line"):
    """Type one line and press Enter. `conn`: "" for the newest usable terminal."""

    text: str
    conn: str = ""


class Paste(Act, frozen=True, tag="paste"):
    """Send several lines at once, without waiting for replies."""

    text: str
    conn: str = ""


class Close(Act, frozen=True, tag="close"):
    """Close the terminal's window without saying goodbye."""

    conn: str = ""


class Cut(Act, frozen=True, tag="cut"):
    """Cut the cable of host `link`, `after_us` from now: in the middle of what comes
    next."""

    link: str
    after_us: int = 0


class Restore(Act, frozen=True, tag="restore"):
    """Mend the cable of host `link`: whole, as fast and as sure as at the beginning."""

    link: str


class Slow(Act, frozen=True, tag="slow"):
    """Make the cable of host `link` slow: `latency_us` one way, `rate_bps` bits per
    second (0: no limit)."""

    link: str
    latency_us: int
    rate_bps: int = 0


class Lose(Act, frozen=True, tag="lose"):
    """Let the cable of host `link` lose `loss_ppm` of a million segments."""

    link: str
    loss_ppm: int


class DropSegment(Act, frozen=True, tag="drop"):
    """Lose one segment in the air. `flight`: seq of the event that sent it; `segment`:
    which of those still to arrive, from 0."""

    flight: int
    segment: int = 0


class Reset(Act, frozen=True, tag="reset"):
    """Break the connection `conn`: both ends are told that it is over (RST)."""

    conn: str


class Crash(Act, frozen=True, tag="crash"):
    """Stop `host` in the middle of what it does; what is on its disk stays."""

    host: str


class Restart(Act, frozen=True, tag="restart"):
    """Start `host` again: its programs go on with what is on its disk."""

    host: str


class Freeze(Act, frozen=True, tag="freeze"):
    """Let the programs of `host` stand still; its network goes on."""

    host: str


class Thaw(Act, frozen=True, tag="thaw"):
    """Let the programs of `host` go on where they were."""

    host: str


class ServiceOff(Act, frozen=True, tag="service_off"):
    """End one program of `host`: mta, msa, pop3, imap or dns."""

    host: str
    program: str


class ServiceOn(Act, frozen=True, tag="service_on"):
    """Start a program of `host` that was ended."""

    host: str
    program: str


class Break(Act, frozen=True, tag="break"):
    """Let something be wrong with the mail server of `host`: its disk is full, it is
    busy, or it closes in the middle of a content."""

    host: str
    fault: Fault


class Mend(Act, frozen=True, tag="mend"):
    """Put that right."""

    host: str
    fault: Fault


class Fill(Act, frozen=True, tag="fill"):
    """Fill `mailbox`: nothing more fits in."""

    mailbox: str


class MakeRoom(Act, frozen=True, tag="make_room"):
    """Make room in a mailbox that was filled."""

    mailbox: str


class Skip(Act, frozen=True, tag="skip"):
    """Skip the waiting: jump to the next timer that waits; `to` retry: to the next
    attempt of a queue, whatever goes off before it."""

    to: Literal["next", "retry"] = "next"


class AnswerQuestion(Act, frozen=True, tag="answer"):
    """Answer a question of a lesson."""

    question: str
    value: str


class Join(Act, frozen=True, tag="join"):
    """Plug in the machine of a real program. `labels`: what to call it, by language."""

    host: str
    address: str
    labels: dict[str, str]


class Arrive(Act, frozen=True, tag="arrive"):
    """The real program at `host` calls `port` of the machine `target`. `tls`: inside
    TLS from the first octet on."""

    host: str
    target: str
    port: int
    tls: bool = False


class SendOctets(Act, frozen=True, tag="octets"):
    """The real program at `host` sends octets: as Latin-1 text, one character each."""

    host: str
    text: str


class Encrypt(Act, frozen=True, tag="encrypt"):
    """The real program at `host` did what STARTTLS asks: from here on inside TLS."""

    host: str


class Take(Act, frozen=True, tag="take"):
    """The real program at `host` has read `octets` more of what it was sent."""

    host: str
    octets: int


class HangUp(Act, frozen=True, tag="hang_up"):
    """The real program at `host` will send no more."""

    host: str


class Leave(Act, frozen=True, tag="leave"):
    """Unplug `host`; what it still has open is reset."""

    host: str


AnyAct = (
    PowerOn
    | PowerOff
    | Send
    | Browse
    | Tidy
    | Collect
    | Open
    | Run
    | TypeLine
    | Paste
    | Close
    | Cut
    | Restore
    | Slow
    | Lose
    | DropSegment
    | Reset
    | Crash
    | Restart
    | Freeze
    | Thaw
    | ServiceOff
    | ServiceOn
    | Break
    | Mend
    | Fill
    | MakeRoom
    | Skip
    | AnswerQuestion
    | Join
    | Arrive
    | SendOctets
    | Encrypt
    | Take
    | HangUp
    | Leave
)

FaultAct = (
    Cut
    | Restore
    | Slow
    | Lose
    | DropSegment
    | Reset
    | Crash
    | Restart
    | Freeze
    | Thaw
    | ServiceOff
    | ServiceOn
    | Break
    | Mend
    | Fill
    | MakeRoom
)
"""What goes wrong, and how it is put right."""

GatewayAct = Join | Arrive | SendOctets | Encrypt | Take | HangUp | Leave
"""What only the actor `gateway` does."""


def decode_act(data: Any) -> AnyAct:
    """The act a mapping such as `{"act": "line", "text": "NOOP"}` describes.

    Raises msgspec.ValidationError, whose text names the place.
    """
    act: AnyAct = msgspec.convert(data, AnyAct)
    return act


def encode_act(act: Act) -> dict[str, Any]:
    """The inverse of `decode_act`."""
    encoded: dict[str, Any] = msgspec.to_builtins(act)
    return encoded


def target_of(act: Act) -> str:
    """What an act is about: a host, a cable, a connection or a mailbox, or ""."""
    names = ("host", "link", "conn", "mailbox")
    return next((str(getattr(act, n)) for n in names if getattr(act, n, "")), "")


def name_of(act: Act) -> str:
    """`power_on` for a PowerOn."""
    return str(act.__struct_config__.tag)


Problem = tuple[str, dict[str, str | int]] | None
"""What is wrong with an act, whoever does it: key and parameters of a text of the
catalogue; None: nothing."""


def text_problem(act: TypeLine | Paste | Run) -> Problem:
    """What is wrong with what was typed."""
    most = COMMAND_CHARACTERS_MAX if isinstance(act, Run) else TEXT_CHARACTERS_MAX
    if len(act.text) > most:
        return "error.text_too_long", {"limit": most}
    several = "\n" in act.text or "\r" in act.text
    return ("error.several_lines", {}) if several and type(act) is not Paste else None


def written(
    act: Send,
) -> tuple[tuple[str, ...], str, str, Extras, tuple[str, ...]]:
    """What is written in it, for a mail program: to, subject, body, the rest, blind
    copies. Addresses that are none are left out."""
    extras = Extras(
        copies=_good(act.cc),
        reply_to=_good(act.reply_to),
        in_reply_to=act.in_reply_to,
        references=act.references,
        rich=act.rich,
        attachments=act.attachments,
    )
    return _good(act.to), act.subject, act.body, extras, _good(act.bcc)


def _good(text: str) -> tuple[str, ...]:
    return tuple(address for address in recipients(text) if not first_bad(address))


def browse_problem(act: Browse) -> Problem:
    """What is wrong with an address or a form."""
    if sum(len(a) + len(b) for a, b in act.fields) > TEXT_CHARACTERS_MAX:
        return "error.text_too_long", {"limit": TEXT_CHARACTERS_MAX}
    plain = act.target.isascii() and act.target.isprintable() and " " not in act.target
    if not act.target.startswith("/") or not plain or len(act.target) > 2_000:
        return "error.bad_web_address", {"address": act.target[:80]}
    return None


def send_problem(act: Send) -> Problem:
    """What is wrong with a letter, wherever it is written. Addresses come last: while
    somebody writes, they are all that may be missing."""
    written = (act.body, act.subject, act.everybody, *act.references)
    if sum(map(len, written)) > TEXT_CHARACTERS_MAX:
        return "error.text_too_long", {"limit": TEXT_CHARACTERS_MAX}
    if any(not is_message_id(i) for i in (act.in_reply_to, *act.references) if i):
        return "error.bad_message_id", {}
    if len(act.attachments) > ATTACHMENTS_MAX:
        return "error.many_attachments", {"limit": ATTACHMENTS_MAX}
    unfit = [one.name for one in act.attachments if not one.fits]
    if unfit:
        return "error.bad_attachment", {"name": unfit[0][:80]}
    if not recipients(act.everybody):
        return "error.no_recipient", {}
    bad = first_bad(act.everybody) or first_bad(act.reply_to)
    return ("error.bad_recipient", {"address": bad[:80]}) if bad else None
