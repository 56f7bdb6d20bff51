"""What the server says to each command: a reply of its own, or a question.

`respond` is the order of judgement, and the order is teaching: is it a command at all
(500), is it offered (502), may it come now (503), is it well written (501)? Only then
its handler speaks. Handlers change nothing: a reply's effect is `Session.settle`'s.

It refuses policy: which mailbox exists, who may relay, what is refused. Those are
questions to the agent.
"""

from collections.abc import Callable, Mapping

from simulator.protocols.engine import Question
from simulator.protocols.lines import Line
from simulator.protocols.smtp import questions
from simulator.protocols.smtp.codes import NOT_OFFERED
from simulator.protocols.smtp.config import SmtpServerConfig
from simulator.protocols.smtp.extensions import OPTIONAL_VERBS, parameters_of
from simulator.protocols.smtp.grammar import Command
from simulator.protocols.smtp.questions import Reply
from simulator.protocols.smtp.replies import make_reply
from simulator.protocols.smtp.session import Session
from simulator.protocols.smtp.states import TABLE, VERBS, State

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
}
"""What a 503 should be explained with."""


def respond(session: Session, line: Line, command: Command) -> Response:
    """The answer to `line`, which was read as `command`."""
    verb = command.verb
    handler = _HANDLERS.get(verb)
    if session.state is State.REFUSED and verb != "QUIT":
        return make_reply("sequence_refused")
    if line.too_long:
        return make_reply("line_too_long")
    if handler is None:
        return _no_command(line, verb)
    if verb in OPTIONAL_VERBS and verb not in session.config.verbs:
        return make_reply("not_offered", verb=verb)
    if verb not in TABLE[session.state]:
        return make_reply(_OUT_OF_ORDER.get((session.state, verb), "sequence"))
    if command.error:
        return _syntax_error(verb, command.error, command.about)
    return handler(session, command)


def _no_command(line: Line, verb: str) -> Reply:
    if verb in NOT_OFFERED:
        return make_reply("not_offered", verb=verb)
    return make_reply("unknown_verb" if line.text.strip() else "empty_line")


def _syntax_error(verb: str, reason: str, about: str = "") -> Reply:
    reply = make_reply(reason, verb=verb, string=about)
    if verb == "MAIL" and reply.enhanced == "5.1.3":
        # RFC 3463 §3.2 tells a bad destination address from a bad sender's.
        return make_reply(reason, verb=verb, string=about, enhanced="5.1.7")
    return reply


# --- handlers, in the order of RFC 5321 §4.1.1 ----------------------------------------


def _ehlo(session: Session, command: Command) -> Response:
    """ehlo-ok-rsp: the domain, a greeting, then one keyword on each line."""
    config = session.config
    hello = make_reply("hello", host=config.host_name, string=command.string)
    return make_reply("hello", *hello.lines, *_keywords(config))


def _keywords(config: SmtpServerConfig) -> tuple[str, ...]:
    values = {"SIZE": f"SIZE {config.message_octets_max}"}
    announced = tuple(values.get(keyword, keyword) for keyword in config.extensions)
    return announced + config.verbs


def _helo(session: Session, command: Command) -> Response:
    host = session.config.host_name
    return make_reply("hello", host=host, string=command.string)


def _mail(session: Session, command: Command) -> Response:
    refusal = _judge_parameters(session, command)
    if refusal is not None:
        return refusal
    return questions.ReversePath(
        command.path or "", command.parameters, session.helo, session.extended
    )


def _rcpt(session: Session, command: Command) -> Response:
    envelope = session.envelope
    assert envelope is not None
    refusal = _judge_parameters(session, command)
    if refusal is not None:
        return refusal
    if len(envelope.forward_paths) >= session.config.recipients_max:
        return make_reply("too_many_recipients")
    return questions.ForwardPath(
        command.path or "",
        command.parameters,
        envelope.reverse_path,
        envelope.forward_paths,
    )


def _judge_parameters(session: Session, command: Command) -> Reply | None:
    """None when every parameter of MAIL or RCPT can be honoured."""
    known = parameters_of(command.verb, session.extensions)
    for keyword, value in command.parameters:
        if keyword not in known:
            return make_reply("unknown_parameter", string=keyword)
        if keyword == "SIZE":
            # size-value = 1*20DIGIT (RFC 1870 §4)
            if not (value.isdecimal() and len(value) <= 20):
                return make_reply("syntax_parameter")
            if int(value) > session.config.message_octets_max:
                return make_reply("too_big", limit=session.config.message_octets_max)
        # body-value = "7BIT" / "8BITMIME" (RFC 6152 §2)
        if keyword == "BODY" and value.upper() not in ("7BIT", "8BITMIME"):
            return make_reply("syntax_parameter")
    return None


def _data(session: Session, command: Command) -> Response:
    return make_reply("start_content")


def _rset(session: Session, command: Command) -> Response:
    return make_reply("reset")


def _vrfy(session: Session, command: Command) -> Response:
    if session.config.answers_verification:
        return questions.Verification(command.string)
    return make_reply("cannot_verify")


def _expn(session: Session, command: Command) -> Response:
    if session.config.answers_verification:
        return questions.Expansion(command.string)
    return make_reply("cannot_verify")


def _help(session: Session, command: Command) -> Response:
    topic = command.string.upper()
    offered = tuple(
        verb
        for verb in _HANDLERS
        if verb not in OPTIONAL_VERBS or verb in session.config.verbs
    )
    if not topic:
        return make_reply("help", "Commands:", " ".join(offered))
    if topic not in offered:
        return make_reply("unknown_topic")
    return make_reply("help", verb=VERBS[topic].syntax)


def _noop(session: Session, command: Command) -> Response:
    return make_reply("noop")


def _quit(session: Session, command: Command) -> Response:
    return make_reply("goodbye", host=session.config.host_name)


_HANDLERS: Mapping[str, Callable[[Session, Command], Response]] = {
    "EHLO": _ehlo,
    "HELO": _helo,
    "MAIL": _mail,
    "RCPT": _rcpt,
    "DATA": _data,
    "RSET": _rset,
    "NOOP": _noop,
    "VRFY": _vrfy,
    "EXPN": _expn,
    "HELP": _help,
    "QUIT": _quit,
}
