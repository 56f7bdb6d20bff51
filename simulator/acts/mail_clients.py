"""Acts of somebody at a mail client: send, collect, delete or mark a message, and fill
in the form of its account."""

from typing import Literal

from simulator.acts.conditions import no_mail_client, no_server, too_long
from simulator.acts.spec import Act, ActSpec, Doer, Problem, ShortForm, host_params
from simulator.agents import World
from simulator.agents.config import (
    AccountSettings,
    Endpoint,
    IncomingService,
)
from simulator.mail import Attachment, Extras, first_bad, is_message_id, recipients

ATTACHMENTS_MAX = 5
CREDENTIALS_CHARACTERS_MAX = 200


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


class Resend(Act, frozen=True, tag="resend"):
    """Let the mail client of `host` try again what no server has taken."""

    host: str


class Collect(Act, frozen=True, tag="collect"):
    """Let the mail client of `host` fetch its mail."""

    host: str


class Tidy(Act, frozen=True, tag="tidy"):
    """In the mail client of `host`: delete or mark the message it holds as
    `unique_id`. POP3 can only delete."""

    host: str
    unique_id: str
    how: Literal["delete", "read", "unread", "flag", "unflag"] = "delete"


class SetUp(Act, frozen=True, tag="set_up"):
    """Fill in the form of the account in the mail client of `host`, and save it.

    `service`: how it collects; `incoming`, `outgoing`: a server's name, address or, in
    a world without DNS, host id; `incoming_tls`, `outgoing_tls`: TLS begins with the
    first octet. `password` "": the one it has.
    """

    host: str
    service: IncomingService
    incoming: str
    incoming_port: int
    outgoing: str
    outgoing_port: int
    user: str
    incoming_tls: bool = False
    outgoing_tls: bool = False
    password: str = ""


def send_problem(act: Send) -> Problem:
    """What is wrong with a message, wherever it is written. Addresses come last: while
    somebody writes, they are all that may be missing."""
    texts = (act.body, act.subject, act.everybody, *act.references)
    problem = too_long(sum(map(len, texts)))
    if problem:
        return problem
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


def message_parts(
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


def _cannot_send(world: World, act: Send) -> Problem:
    return no_mail_client(world, act.host) or send_problem(act)


def _cannot_resend(world: World, act: Resend) -> Problem:
    problem = no_mail_client(world, act.host)
    if problem or world.muas[act.host].unsent.idle:
        return problem
    return "error.nothing_unsent", {"host": act.host}


def _cannot_collect(world: World, act: Collect) -> Problem:
    problem = no_mail_client(world, act.host)
    if problem or world.muas[act.host].settings.incoming:
        return problem
    return "error.collects_nowhere", {"host": act.host}


def _cannot_set_up(world: World, act: SetUp) -> Problem:
    problem = no_mail_client(world, act.host) or too_long(
        len(act.user + act.password), CREDENTIALS_CHARACTERS_MAX
    )
    if problem:
        return problem
    if not act.user or not (act.user + act.password).isprintable():
        return "error.bad_login", {}
    return no_server(world, act.host, act.incoming, act.incoming_port) or no_server(
        world, act.host, act.outgoing, act.outgoing_port
    )


def _cannot_tidy(world: World, act: Tidy) -> Problem:
    problem = no_mail_client(world, act.host)
    return problem or world.muas[act.host].tidy_problem(act.unique_id, act.how)


def _send(doer: Doer, act: Send) -> None:
    doer.world.muas[act.host].send(*message_parts(act))


def _resend(doer: Doer, act: Resend) -> None:
    doer.world.muas[act.host].unsent.send_again()


def _collect(doer: Doer, act: Collect) -> None:
    doer.world.muas[act.host].collect()


def _set_up(doer: Doer, act: SetUp) -> None:
    settings = AccountSettings(
        act.service,
        Endpoint(act.incoming, act.incoming_port, act.incoming_tls),
        Endpoint(act.outgoing, act.outgoing_port, act.outgoing_tls),
        act.user,
    )
    doer.world.muas[act.host].set_up(settings, act.password)


def _tidy(doer: Doer, act: Tidy) -> None:
    doer.world.muas[act.host].tidy(act.unique_id, act.how)


SPECS = (
    ActSpec(
        Send,
        _cannot_send,
        _send,
        "send",
        host_params,
        short=ShortForm(("host", "to", "subject", "body"), named=True, escapes=True),
    ),
    ActSpec(
        Resend,
        _cannot_resend,
        _resend,
        "resend",
        host_params,
        short=ShortForm(("host",)),
    ),
    ActSpec(
        Collect,
        _cannot_collect,
        _collect,
        "collect",
        host_params,
        short=ShortForm(("host",)),
    ),
    ActSpec(Tidy, _cannot_tidy, _tidy),
    ActSpec(SetUp, _cannot_set_up, _set_up, "set_up", host_params),
)
