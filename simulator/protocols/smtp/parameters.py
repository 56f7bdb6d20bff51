"""The parameters of MAIL and RCPT: which are known here, and which are well written.

A parameter is known if its extension was announced to this client; else 555 (RFC 5321
§4.1.1.11). Each has its own form, under its ABNF. It refuses to act on them: the agent
gets them as they were sent, with its question.
"""

import re
from collections.abc import Callable, Mapping

from simulator.mail.address import AddressError, parse_mailbox
from simulator.mail.xtext import decode_xtext, is_xtext
from simulator.protocols.smtp.extensions import parameters_of
from simulator.protocols.smtp.grammar import Command
from simulator.protocols.smtp.questions import Reply
from simulator.protocols.smtp.replies import make_reply
from simulator.protocols.smtp.session import Session

ENVID_CHARACTERS_MAX = 100
"""RFC 3461 §4.4."""

ORCPT_CHARACTERS_MAX = 500
"""RFC 3461 §4.2."""


def judge_parameters(session: Session, command: Command) -> Reply | None:
    """None when every parameter of MAIL or RCPT can be honoured."""
    if not command.parameters:
        return None
    known = parameters_of(command.verb, session.extensions)
    for keyword, value in command.parameters:
        if keyword not in known:
            return make_reply("unknown_parameter", string=keyword)
        if not _FORMS[keyword](value):
            return make_reply("syntax_parameter")
        limit = session.config.message_octets_max
        if keyword == "SIZE" and int(value) > limit:
            return make_reply("too_big", limit=limit)
    return None


# size-value = 1*20DIGIT                           ; RFC 1870 §4


def _is_size(value: str) -> bool:
    return value.isascii() and value.isdigit() and len(value) <= 20


# body-value = "7BIT" / "8BITMIME"                 ; RFC 6152 §2


def _is_body(value: str) -> bool:
    return value.upper() in ("7BIT", "8BITMIME")


# auth-param = "AUTH=" ( xtext of a mailbox / "<>" )     ; RFC 4954 §5


def _is_identity(value: str) -> bool:
    if not is_xtext(value):
        return False
    text = decode_xtext(value)
    if text == "<>":
        return True
    try:
        parse_mailbox(text)
    except AddressError:
        return False
    return True


# ret-value = "FULL" / "HDRS"                      ; RFC 3461 §4.3
# envid-parameter = "ENVID=" xtext                 ; RFC 3461 §4.4


def _is_ret(value: str) -> bool:
    return value.upper() in ("FULL", "HDRS")


def _is_envid(value: str) -> bool:
    return len(value) <= ENVID_CHARACTERS_MAX and _is_printable_xtext(value)


# notify-esmtp-value = "NEVER" / 1#notify-list-element     ; RFC 3461 §4.1
# notify-list-element = "SUCCESS" / "FAILURE" / "DELAY"
# original-recipient-address = addr-type ";" xtext         ; RFC 3461 §4.2


def _is_notify(value: str) -> bool:
    words = value.upper().split(",")
    return words == ["NEVER"] or set(words) <= {"SUCCESS", "FAILURE", "DELAY"}


def _is_orcpt(value: str) -> bool:
    kind, semicolon, address = value.partition(";")
    atom = re.fullmatch(r"[A-Za-z0-9-]+", kind)
    long = len(value) > ORCPT_CHARACTERS_MAX
    return bool(atom and semicolon) and not long and _is_printable_xtext(address)


def _is_printable_xtext(value: str) -> bool:
    text = decode_xtext(value)
    return is_xtext(value) and bool(text) and text.isascii() and text.isprintable()


_FORMS: Mapping[str, Callable[[str], bool]] = {
    "SIZE": _is_size,
    "BODY": _is_body,
    "AUTH": _is_identity,
    "RET": _is_ret,
    "ENVID": _is_envid,
    "NOTIFY": _is_notify,
    "ORCPT": _is_orcpt,
    # SMTPUTF8 stands alone (RFC 6531 §3.4).
    "SMTPUTF8": lambda value: value == "",
}
