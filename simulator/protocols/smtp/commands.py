"""What the server says to each command: a reply of its own, or a question.

`respond` is the order of judgement, and the order is teaching: is it a command at all
(500), is it offered (502), may it come now (503), is it well written (501)? Only then
its handler speaks. Handlers change nothing: a reply's effect is `SmtpSession.settle`'s.

It refuses policy: which mailbox exists, who may relay, what is refused. Those are
questions to the agent.
"""

from collections.abc import Callable, Mapping

from simulator.protocols.engine import Question
from simulator.protocols.lines import Line
from simulator.protocols.smtp import questions
from simulator.protocols.smtp.authentication import start_auth, start_tls
from simulator.protocols.smtp.codes import NOT_OFFERED
from simulator.protocols.smtp.cursor import CommandLine
from simulator.protocols.smtp.extensions import (
    ADDED_VERBS,
    AFTER_AUTH,
    BEFORE_TLS,
    EXTENSIONS,
    OPTIONAL_VERBS,
    SMTPUTF8,
)
from simulator.protocols.smtp.grammar import as_text
from simulator.protocols.smtp.parameters import judge_parameters
from simulator.protocols.smtp.questions import Reply
from simulator.protocols.smtp.replies import make_reply
from simulator.protocols.smtp.session import SmtpSession
from simulator.protocols.smtp.states import (
    EXTENSION_VERBS,
    TABLE,
    VERBS,
    State,
)

Response = Reply | Question

_OUT_OF_ORDER: Mapping[tuple[State, str], str] = {
    (State.GREETED, "MAIL"): "sequence_hello",
    (State.GREETED, "RCPT"): "sequence_hello",
    (State.GREETED, "DATA"): "sequence_hello",
    (State.READY, "RCPT"): "sequence_mail",
    (State.READY, "DATA"): "sequence_mail",
    (State.MAIL, "DATA"): "sequence_rcpt",
    (State.MAIL, "MAIL"): "sequence_nested",
    (State.RCPT, "MAIL"): "sequence_nested",
    **{
        place: reason
        for extension in EXTENSIONS.values()
        for place, reason in extension.out_of_order.items()
    },
}
"""What a 503 should be explained with."""


def respond(session: SmtpSession, line: Line, command: CommandLine) -> Response:
    """The answer to `line`, which was read as `command`."""
    verb = command.verb
    handler = _HANDLERS.get(verb)
    if session.state is State.REFUSED and verb != "QUIT":
        return make_reply("sequence_refused")
    if line.too_long:
        return _too_long(session, verb)
    if handler is None or (verb == "EHLO" and not _is_offered(session, verb)):
        return _no_command(line, verb)
    if not _is_offered(session, verb):
        return make_reply("not_offered", verb=_word(verb))
    if command.error == "bad_chunk":
        return make_reply("bad_chunk", host=session.config.host_name)
    if verb not in TABLE[session.state]:
        return make_reply(_OUT_OF_ORDER.get((session.state, verb), "sequence"))
    return (
        _too_soon(session, verb)
        or _syntax_error(verb, command)
        or handler(session, command)
    )


def _is_offered(session: SmtpSession, verb: str) -> bool:
    if verb == "EHLO":
        return session.config.esmtp
    if verb in EXTENSION_VERBS:
        return session.has(verb)
    return verb not in OPTIONAL_VERBS or verb in session.config.verbs


def _too_long(session: SmtpSession, verb: str) -> Reply:
    """Of a BDAT that is too long nobody knows the size: what follows is lost."""
    if verb == "BDAT" and session.has(verb):
        return make_reply("bad_chunk", host=session.config.host_name)
    return make_reply("line_too_long")


def _too_soon(session: SmtpSession, verb: str) -> Reply | None:
    """In order, but not before EHLO, TLS or AUTH."""
    config = session.config
    if verb in EXTENSION_VERBS and not session.extended:
        return make_reply("sequence_hello")
    if config.requires_tls and not session.secure and verb not in BEFORE_TLS:
        return make_reply("tls_required")
    if config.requires_auth and not session.user and verb in AFTER_AUTH:
        return make_reply("auth_required")
    return None


def _word(verb: str) -> str:
    """The command itself: of `BDAT LAST`, LAST is an argument."""
    return verb.partition(" ")[0]


def _no_command(line: Line, verb: str) -> Reply:
    if verb in NOT_OFFERED:
        return make_reply("not_offered", verb=_word(verb))
    return make_reply("unknown_verb" if line.text.strip() else "empty_line")


def _syntax_error(verb: str, command: CommandLine) -> Reply | None:
    reason, about = command.error, command.about
    if not reason:
        return None
    reply = make_reply(reason, verb=_word(verb), string=about)
    if verb == "MAIL" and reply.enhanced == "5.1.3":
        # RFC 3463 §3.2 tells a bad destination address from a bad sender's.
        return make_reply(reason, verb=verb, string=about, enhanced="5.1.7")
    return reply


# --- handlers, in the order of RFC 5321 §4.1.1 ----------------------------------------


def _ehlo(session: SmtpSession, command: CommandLine) -> Response:
    """ehlo-ok-rsp: the domain, a greeting, then one keyword on each line."""
    config = session.config
    hello = make_reply("hello", host=config.host_name, string=command.string)
    keywords = (*session.extension_lines, *config.announced_verbs)
    return make_reply("hello", *hello.lines, *keywords)


def _helo(session: SmtpSession, command: CommandLine) -> Response:
    host = session.config.host_name
    return make_reply("hello", host=host, string=command.string)


def _mail(session: SmtpSession, command: CommandLine) -> Response:
    refusal = judge_parameters(session, command)
    if refusal is not None:
        return refusal
    if _is_undeclared(command, (SMTPUTF8.keyword, "") in command.parameters):
        return make_reply("utf8_not_declared")
    return questions.ReversePath(
        as_text(command.path),
        command.parameters,
        session.helo,
        session.extended,
        session.user,
        session.secure,
    )


def _rcpt(session: SmtpSession, command: CommandLine) -> Response:
    envelope = session.envelope
    assert envelope is not None
    refusal = judge_parameters(session, command)
    if refusal is not None:
        return refusal
    if _is_undeclared(command, session.utf8):
        return make_reply("utf8_not_declared")
    if len(envelope.forward_paths) >= session.config.recipients_max:
        return make_reply("too_many_recipients")
    return questions.ForwardPath(
        as_text(command.path),
        command.parameters,
        envelope.reverse_path,
        envelope.forward_paths,
        session.user,
    )


def _is_undeclared(command: CommandLine, utf8: bool) -> bool:
    """A path beyond ASCII in a transaction that was begun without SMTPUTF8."""
    return not (utf8 or (command.path or "").isascii())


def _data(_session: SmtpSession, _command: CommandLine) -> Response:
    return make_reply("start_content")


def _rset(_session: SmtpSession, _command: CommandLine) -> Response:
    return make_reply("reset")


def _vrfy(session: SmtpSession, command: CommandLine) -> Response:
    if command.parameters and SMTPUTF8.keyword not in session.extensions:
        return make_reply("unknown_parameter", string=SMTPUTF8.keyword, code=504)
    if session.config.answers_verification:
        return questions.Verification(command.string)
    return make_reply("cannot_verify")


def _expn(session: SmtpSession, command: CommandLine) -> Response:
    if session.config.answers_verification:
        return questions.Expansion(command.string)
    return make_reply("cannot_verify")


def _help(session: SmtpSession, command: CommandLine) -> Response:
    topic = command.string.upper()
    offered = tuple(
        verb
        for verb, known in VERBS.items()
        if known.typed and _is_offered(session, verb)
    )
    if not topic:
        return make_reply("help", "Commands:", " ".join(offered))
    if topic not in offered:
        return make_reply("unknown_topic")
    return make_reply("help", verb=VERBS[topic].syntax)


def _noop(_session: SmtpSession, _command: CommandLine) -> Response:
    return make_reply("noop")


def _quit(session: SmtpSession, _command: CommandLine) -> Response:
    return make_reply("goodbye", host=session.config.host_name)


def _added(session: SmtpSession, command: CommandLine) -> Response:
    """The only reply of an extension's verb; of BDAT provisional, for the engine says
    it when the octets have come."""
    return make_reply(
        ADDED_VERBS[command.verb].reply,
        host=session.config.host_name,
        verb=command.verb,
        string=command.string,
        limit=command.size,
    )


_HANDLERS: Mapping[str, Callable[[SmtpSession, CommandLine], Response]] = {
    "EHLO": _ehlo,
    "HELO": _helo,
    "STARTTLS": start_tls,
    "AUTH": start_auth,
    "MAIL": _mail,
    "RCPT": _rcpt,
    "DATA": _data,
    "RSET": _rset,
    "NOOP": _noop,
    "VRFY": _vrfy,
    "EXPN": _expn,
    "HELP": _help,
    "QUIT": _quit,
    **{name: _added for name, verb in ADDED_VERBS.items() if verb.reply},
}
