"""The parameters of MAIL and RCPT: which are known here, and which are well written.

A parameter is known if its extension was announced to this client; else 555 (RFC 5321
§4.1.1.11). Its form stands with its extension. It refuses to act on them: the agent
gets them as they were sent, with its question.
"""

from simulator.protocols.smtp.cursor import CommandLine
from simulator.protocols.smtp.extensions import parameters_of
from simulator.protocols.smtp.questions import Reply
from simulator.protocols.smtp.replies import make_reply
from simulator.protocols.smtp.session import SmtpSession


def judge_parameters(session: SmtpSession, command: CommandLine) -> Reply | None:
    """None when every parameter of MAIL or RCPT can be honoured."""
    if not command.parameters:
        return None
    known = parameters_of(command.verb, session.extensions)
    for keyword, value in command.parameters:
        parameter = known.get(keyword)
        if parameter is None:
            return make_reply("unknown_parameter", string=keyword)
        if not parameter.is_value(value):
            return make_reply("syntax_parameter")
        if parameter.bounded_by:
            limit = getattr(session.config, parameter.bounded_by)
            if int(value) > limit:
                return make_reply("too_big", limit=limit)
    return None
