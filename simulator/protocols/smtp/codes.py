"""Reply codes as data: what each means, where each is allowed, and why it is given.

Three tables. `CODES`: every code of RFC 5321 §4.2.3 and of the extensions we know.
`SEQUENCES`: which of them may answer which command (§4.3.2). `REASONS`: why this server
says them; a reason is finer than a code, so that two texts exist for every error: the
short English one on the wire, and the one the narrator finds by the reason's key. What
extensions add stands with them.

It refuses behaviour: who answers what is decided by the server and its agent.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from simulator.protocols.smtp.extensions import (
    ADDED_VERBS,
    EXTENSIONS,
    Reason,
    Sequence,
)
from simulator.protocols.smtp.session_states import CONNECTION, CONTENT, State

__all__ = [
    "ANY_COMMAND",
    "CATEGORIES",
    "CLASSES",
    "CODES",
    "EXTENSION_CODES",
    "EXTENSION_SEQUENCES",
    "FORMS",
    "NOT_OFFERED",
    "REASONS",
    "SEQUENCES",
    "VERDICTS",
    "Code",
    "Reason",
    "Sequence",
    "allowed",
]

# --- what a code means (RFC 5321 §4.2.3) ----------------------------------------------


class Code(NamedTuple):
    """`text`: its meaning in our words, English; `rfc`: where it is defined."""

    text: str
    rfc: str = "5321#4.2.3"


CODES: Mapping[int, Code] = {
    211: Code("system status or help reply"),
    214: Code("help text for people"),
    220: Code("ready"),
    221: Code("goodbye, closing the connection"),
    250: Code("done"),
    251: Code("not local, will forward it", "5321#3.4"),
    252: Code("not verified, will try to deliver", "5321#3.5.3"),
    354: Code("send the content, end it with a lone dot"),
    421: Code("service not available, closing", "5321#3.8"),
    450: Code("mailbox not available now"),
    451: Code("local error"),
    452: Code("no room now, or too many recipients"),
    455: Code("parameter cannot be honoured now", "5321#4.1.1.11"),
    500: Code("command not recognized, or line too long"),
    501: Code("bad arguments"),
    502: Code("command not implemented", "5321#4.2.4"),
    503: Code("commands out of order", "5321#4.1.4"),
    504: Code("argument not implemented"),
    550: Code("mailbox not available, or refused by policy"),
    551: Code("not local, try another path", "5321#3.4"),
    552: Code("storage exceeded"),
    553: Code("mailbox name not allowed"),
    554: Code("transaction failed, or no service here", "5321#3.1"),
    555: Code("parameter not recognized", "5321#4.1.1.11"),
    235: Code("authentication succeeded", "4954#6"),
    334: Code("challenge, answer in base64", "4954#4"),
    432: Code("password must be changed first", "4954#6"),
    454: Code("TLS or authentication not available now", "3207#4"),
    523: Code("encryption needed first", "5248"),
    525: Code("account disabled", "5248"),
    530: Code("encryption or authentication required first", "4954#6"),
    534: Code("mechanism too weak", "4954#6"),
    535: Code("credentials invalid", "4954#6"),
    538: Code("mechanism needs encryption", "4954#6"),
    521: Code("host never accepts mail", "7504#3"),
    556: Code("domain never accepts mail", "7504#4"),
}

CLASSES: Mapping[str, str] = {
    "2": "positive completion",
    "3": "positive intermediate",
    "4": "transient negative completion",
    "5": "permanent negative completion",
}
"""First digit (§4.2.1)."""

CATEGORIES: Mapping[str, str] = {
    "0": "syntax",
    "1": "information",
    "2": "connection",
    "3": "security",
    "5": "mail system",
}
"""Second digit (§4.2.1; 3 is unspecified there and became that of RFC 4954)."""

# --- which code may answer which command (RFC 5321 §4.3.2) ----------------------------


ANY_COMMAND = (421, 500, 501)
"""Allowed as the answer to every command."""

SEQUENCES: Mapping[str, Sequence] = {
    CONNECTION: Sequence((220,), (554,)),
    "EHLO": Sequence((250,), (502, 504, 550)),
    "HELO": Sequence((250,), (502, 504, 550)),
    "MAIL": Sequence((250,), (451, 452, 455, 503, 550, 552, 553, 555)),
    "RCPT": Sequence((250, 251), (450, 451, 452, 455, 503, 550, 551, 552, 553, 555)),
    "DATA": Sequence((354,), (503, 554)),
    CONTENT: Sequence((250,), (450, 451, 452, 550, 552, 554)),
    "RSET": Sequence((250,)),
    "VRFY": Sequence((250, 251, 252), (502, 504, 550, 551, 553)),
    "EXPN": Sequence((250, 252), (502, 504, 550)),
    "HELP": Sequence((211, 214), (502, 504)),
    "NOOP": Sequence((250,)),
    "QUIT": Sequence((221,)),
}

EXTENSION_SEQUENCES: Mapping[str, Sequence] = {
    verb.name: verb.sequence for verb in ADDED_VERBS.values()
}
"""The same for the verbs of extensions; 502 where they are not offered."""

_ADDED_CODES = [
    {CONNECTION: (521,), "RCPT": (556,)},
    *(extension.codes for extension in EXTENSIONS.values()),
]
"""Hosts and domains that accept no mail (RFC 7504), then what extensions add."""

EXTENSION_CODES: Mapping[str, tuple[int, ...]] = {
    verb: tuple(dict.fromkeys(c for added in _ADDED_CODES for c in added.get(verb, ())))
    for verb in dict.fromkeys(verb for added in _ADDED_CODES for verb in added)
}
"""Codes that later RFCs allow as answers to the commands of RFC 5321."""

NOT_OFFERED = frozenset(("ETRN", "TURN", "SEND", "SOML", "SAML"))
"""Verbs a server recognizes though it does not offer them: 502, not 500 (§4.2.4). So
are those of `states.EXTENSION_VERBS` where they are not announced."""


@lru_cache(256)
def allowed(verb: str, state: State) -> frozenset[int]:
    """The codes that may answer `verb` when the session is in `state`.

    A refused session answers 503 to everything but QUIT (§3.1). `CONNECTION` after the
    greeting: a timeout, or a line without a verb.
    """
    if state is State.REFUSED and verb != "QUIT":
        return frozenset((421, 503))
    if verb == CONNECTION and state is not State.CLOSED:
        return frozenset((421, 500))
    sequence = SEQUENCES.get(verb) or EXTENSION_SEQUENCES.get(verb)
    if sequence is None:
        other = (502, 503) if verb in NOT_OFFERED else ()
        return frozenset((*ANY_COMMAND, *other))
    added = EXTENSION_CODES.get(verb, ())
    return frozenset((*ANY_COMMAND, *sequence.success, *sequence.error, *added))


# --- why a reply is given -------------------------------------------------------------


REASONS: Mapping[str, Reason] = {
    # Done.
    "ok": Reason(250, "2.0.0", "OK", "5321#4.2.3"),
    "greeting": Reason(220, "", "{host} ESMTP Cartero", "5321#3.1"),
    "hello": Reason(250, "", "{host} greets {string}", "5321#4.1.1.1"),
    "sender_ok": Reason(250, "2.1.0", "Sender OK", "5321#4.1.1.2"),
    "sender_checked": Reason(250, "2.1.0", "Sender OK", "7208#2.4"),
    "recipient_ok": Reason(250, "2.1.5", "Recipient OK", "5321#4.1.1.3"),
    "will_forward": Reason(
        251, "2.1.5", "User not local; will forward to <{path}>", "5321#3.4"
    ),
    "start_content": Reason(
        354, "", "Start mail input; end with <CRLF>.<CRLF>", "5321#4.1.1.4"
    ),
    "accepted": Reason(250, "2.0.0", "Message accepted", "5321#6.1"),
    "reset": Reason(250, "2.0.0", "Transaction reset", "5321#4.1.1.5"),
    "noop": Reason(250, "2.0.0", "OK", "5321#4.1.1.9"),
    "help": Reason(214, "2.0.0", "{verb}", "5321#4.1.1.8"),
    "verified": Reason(250, "2.1.5", "<{path}>", "5321#3.5.1"),
    "expanded": Reason(250, "2.1.5", "<{path}>", "5321#3.5.1"),
    "cannot_verify": Reason(
        252, "2.5.0", "Cannot verify, but will try to deliver", "5321#7.3"
    ),
    "goodbye": Reason(221, "2.0.0", "{host} Bye", "5321#4.1.1.10"),
    # The service itself.
    "no_service": Reason(554, "", "{host} No SMTP service here", "5321#3.1"),
    "idle_timeout": Reason(
        421, "4.4.2", "{host} Idle too long, closing", "5321#4.5.3.2.7"
    ),
    "too_many_connections": Reason(
        421, "4.7.0", "{host} Too many connections, try again later", "5321#3.8"
    ),
    # No command, or none that is offered.
    "unknown_verb": Reason(500, "5.5.2", "Command not recognized", "5321#4.2.4"),
    "empty_line": Reason(500, "5.5.2", "No command on this line", "5321#4.1.1"),
    "line_too_long": Reason(500, "5.5.2", "Line too long", "5321#4.5.3.1.4"),
    "not_offered": Reason(502, "5.5.1", "{verb} not implemented here", "5321#4.2.4"),
    # Out of order.
    "sequence": Reason(503, "5.5.1", "Bad sequence of commands", "5321#4.1.4"),
    "sequence_hello": Reason(503, "5.5.1", "Send EHLO first", "5321#4.1.4"),
    "sequence_mail": Reason(503, "5.5.1", "Send MAIL FROM first", "5321#4.1.4"),
    "sequence_rcpt": Reason(503, "5.5.1", "No recipient accepted yet", "5321#3.3"),
    "sequence_nested": Reason(
        503, "5.5.1", "A transaction is already open", "5321#4.1.4"
    ),
    "sequence_refused": Reason(503, "5.5.1", "Bad sequence of commands", "5321#3.1"),
    # Written wrongly: the command line.
    "syntax": Reason(501, "5.5.4", "Syntax error in arguments", "5321#4.1.2"),
    "syntax_missing": Reason(501, "5.5.4", "{verb} needs an argument", "5321#4.1.1"),
    "syntax_no_argument": Reason(
        501, "5.5.4", "{verb} takes no argument", "5321#4.3.2"
    ),
    "syntax_hello": Reason(
        501, "5.5.4", "{verb} needs one domain or address literal", "5321#4.1.1.1"
    ),
    "syntax_from": Reason(501, "5.5.4", "Say MAIL FROM:<path>", "5321#4.1.1.2"),
    "syntax_to": Reason(501, "5.5.4", "Say RCPT TO:<path>", "5321#4.1.1.3"),
    "syntax_space": Reason(
        501, "5.5.4", "No space is allowed before the path", "5321#3.3"
    ),
    "syntax_parameter": Reason(501, "5.5.4", "Badly written parameter", "5321#4.1.2"),
    "non_ascii": Reason(
        501, "5.5.4", "Only ASCII characters are allowed", "5321#4.1.2"
    ),
    "control_character": Reason(
        501, "5.5.4", "Control characters are not allowed", "5321#4.1.2"
    ),
    # Written wrongly: the path.
    "syntax_brackets": Reason(
        501, "5.1.3", "The path must stand between < and >", "5321#4.1.2"
    ),
    "syntax_null_path": Reason(501, "5.1.3", "<> cannot receive mail", "5321#4.1.1.3"),
    "syntax_two_paths": Reason(501, "5.1.3", "One path per command", "5321#4.1.1.3"),
    "syntax_local_part": Reason(
        501, "5.1.3", "Bad local part, before the @", "5321#4.1.2"
    ),
    "syntax_quotes": Reason(501, "5.1.3", "Bad quoted local part", "5321#4.1.2"),
    "syntax_at": Reason(501, "5.1.3", "The path has no @domain", "5321#4.1.2"),
    "syntax_domain": Reason(501, "5.1.3", "Bad domain, after the @", "5321#4.1.2"),
    "syntax_literal": Reason(501, "5.1.3", "Bad address literal", "5321#4.1.3"),
    "syntax_route": Reason(501, "5.1.3", "Bad source route", "5321#4.1.2"),
    "local_part_too_long": Reason(
        501, "5.1.3", "Local part too long", "5321#4.5.3.1.1"
    ),
    "domain_too_long": Reason(501, "5.1.3", "Domain too long", "5321#4.5.3.1.2"),
    "path_too_long": Reason(501, "5.1.3", "Path too long", "5321#4.5.3.1.3"),
    # Arguments understood and not served.
    "unknown_parameter": Reason(
        555, "5.5.4", "Parameter {string} not recognized", "5321#4.1.1.11"
    ),
    "parameter_repeated": Reason(
        501, "5.5.4", "Parameter {string} given twice", "5321#4.1.1.11"
    ),
    "unknown_topic": Reason(504, "5.5.4", "No help on that", "5321#4.1.1.8"),
    # The mailbox.
    "no_such_mailbox": Reason(550, "5.1.1", "No such mailbox here", "5321#3.3"),
    "no_such_domain": Reason(550, "5.1.2", "No such domain", "5321#3.6.2"),
    "ambiguous": Reason(553, "5.1.4", "Ambiguous; possibilities are", "5321#3.5.1"),
    "not_a_list": Reason(550, "5.1.1", "No mailing list of that name", "5321#3.5.1"),
    "is_a_list": Reason(
        550, "5.1.0", "That is a mailing list, not a user", "5321#3.5.1"
    ),
    "mailbox_busy": Reason(450, "4.2.1", "Mailbox busy, try again later", "5321#4.2.3"),
    "mailbox_full": Reason(452, "4.2.2", "Mailbox full, try again later", "5321#4.2.3"),
    "over_quota": Reason(552, "5.2.2", "Mailbox full", "5321#4.2.3"),
    "greylisted": Reason(451, "4.7.1", "Greylisted, try again later", "6647#2.4"),
    "spf_failed": Reason(
        550, "5.7.23", "SPF: {path} may not send for {string}", "7372#3.2"
    ),
    "dmarc_failed": Reason(
        550, "5.7.1", "DMARC: {string} asks to refuse what is not its own", "9989#7.2"
    ),
    "spf_unsure": Reason(
        451,
        "4.7.24",
        "SPF: DNS does not answer about {string}, try again later",
        "7208#8.6",
    ),
    "dmarc_unsure": Reason(
        451,
        "4.4.3",
        "DMARC: DNS does not answer about {string}, try again later",
        "9989#5.3.6",
    ),
    "no_single_author": Reason(
        550, "5.7.1", "From must name one domain; here: {string}", "9989#11.5"
    ),
    "relay_denied": Reason(550, "5.7.1", "Relaying denied", "5321#3.6.2"),
    "null_mx": Reason(556, "5.1.10", "Domain accepts no mail", "7504#4"),
    "too_many_recipients": Reason(
        452, "4.5.3", "Too many recipients, send the rest later", "5321#4.5.3.1.10"
    ),
    # The content.
    "too_big": Reason(552, "5.3.4", "Message too big, the limit is {limit}", "1870#6"),
    "no_storage": Reason(452, "4.3.1", "No room now, try again later", "5321#4.2.3"),
    "content_line_too_long": Reason(
        554, "5.6.0", "A line is longer than {limit} octets", "5321#4.5.3.1.6"
    ),
    "content_null": Reason(554, "5.6.0", "The content has null octets", "5322#3.5"),
    "too_many_hops": Reason(554, "5.4.6", "Too many hops, mail is looping", "5321#6.3"),
    **{
        key: reason
        for extension in EXTENSIONS.values()
        for key, reason in extension.reasons.items()
    },
}
"""Every key that a reply's `reason` may have."""

FORMS: Mapping[str, Reason] = {
    # The example of RFC 821 §3.5.
    "greeting.plain": Reason(
        220, "", "{host} Simple Mail Transfer Service Ready", "5321#3.1"
    ),
    "accepted.named": Reason(250, "2.0.0", "Accepted as {string}", "5321#6.1"),
    "recipient_ok.elsewhere": Reason(
        250, "2.1.5", "Recipient OK, will relay", "5321#3.6.2"
    ),
    # RFC 3463 §3.5: a lookup that finds the name and nothing else is "unable to route".
    "no_such_domain.no_hosts": Reason(
        550, "5.4.4", "No host takes mail for that domain", "5321#5.1"
    ),
    # The name is known, and is no list: not "bad mailbox address".
    "not_a_list.user": Reason(
        550, "5.1.0", "That is a user name, not a mailing list", "5321#3.5.1"
    ),
}
"""Reasons that are told the same and said otherwise: `reason.form`."""

VERDICTS: Mapping[str, Reason] = {
    "delivered": Reason(250, "2.0.0", "Delivered", "3463#2"),
    "route_unknown": Reason(
        451, "4.4.3", "Nobody could say where that domain takes its mail", "3463#3.5"
    ),
    "routed_to_us": Reason(
        554, "5.4.6", "Mail for that domain comes back to this host", "3463#3.5"
    ),
    "forwards_to_itself": Reason(
        554, "5.4.6", "That address forwards to itself", "3463#3.5"
    ),
    "utf8_not_offered": Reason(
        553, "5.6.7", "The next server offers no SMTPUTF8", "6531#3.2"
    ),
    "not_in_policy": Reason(
        0,
        "4.7.0",
        "The policy of the domain names none of its mail hosts",
        "8461#4.1",
    ),
    # Nobody said a code. RFC 3463 §3.8: X.7.4 is a security feature that the other side
    # lacks, X.7.5 a cryptographic failure.
    "tls_missed.not_offered": Reason(
        0, "4.7.4", "TLS is required, and the server does not offer it", "3207#6"
    ),
    "tls_missed.refused": Reason(
        0, "4.7.4", "TLS is required, and the server refused it: {string}", "3207#4"
    ),
    "tls_missed.certificate": Reason(
        0, "4.7.5", "The certificate of the server cannot be trusted", "8461#4.2"
    ),
    "no_such_host": Reason(0, "4.4.4", "No machine has that name", "3463#3.5"),
    "no_such_address": Reason(0, "4.4.1", "No machine has that address", "3463#3.5"),
    "connection_refused": Reason(0, "4.4.1", "Connection refused", "3463#3.5"),
    "no_answer": Reason(0, "4.4.1", "No answer from host", "3463#3.5"),
    "connection_reset": Reason(0, "4.4.2", "Connection reset", "3463#3.5"),
    "connection_lost": Reason(0, "4.4.2", "{string}", "3463#3.5"),
    "expired": Reason(0, "4.4.7", "Delivery time expired", "3463#3.5"),
}
"""What a mail system finds out about a recipient without any server's reply: it is
never on the wire, and stands in queues and notices as if it had been."""
