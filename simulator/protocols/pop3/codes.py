"""Why a POP3 server says `-ERR`, as data: reason key to wire text and response code.

Two texts per error: what the wire says is here, in English, short; what the learner
reads belongs to the narrator, who finds it by the same key. A `+OK` has the reason
`ok`. Texts may name `{count}`, messages in the maildrop, and `{number}`.

Response codes go between square brackets and only where the server announces
RESP-CODES (RFC 2449 §8): LOGIN-DELAY and IN-USE (§8.1.1, §8.1.2); AUTH and
SYS/TEMP (RFC 3206) where it announces AUTH-RESP-CODE; UTF8 (RFC 6856 §5).
"""

from typing import NamedTuple


class Reason(NamedTuple):
    """Wire `text` after `-ERR`, and the response `code` or ""."""

    text: str
    code: str = ""


OK = "ok"

REASONS: dict[str, Reason] = {
    # What was typed is no POP3 command.
    "empty_line": Reason("Empty command"),
    "unknown_verb": Reason("Unknown command"),
    "smtp_verb": Reason("That is an SMTP command, and this is POP3"),
    "not_offered": Reason("Command not offered here"),
    "line_too_long": Reason("Command line too long"),
    "not_printable": Reason("Only printable ASCII characters are allowed"),
    "spaces": Reason("Exactly one space between words, none before or after"),
    # The command exists, its arguments are wrong.
    "argument_missing": Reason("Argument missing"),
    "argument_unwanted": Reason("Too many arguments"),
    "bad_number": Reason("A number of decimal digits is needed"),
    # The command exists, but not now.
    "login_first": Reason("Log in first, with USER and PASS"),
    "user_first": Reason("USER first, then PASS"),
    "pass_next": Reason("Name already given: PASS or QUIT"),
    "already_logged_in": Reason("Already logged in"),
    "tls_already": Reason("TLS is already active"),
    "privacy_required": Reason("No passwords here without TLS: STLS first"),
    # An exchange of AUTH (RFC 5034 §4).
    "unknown_mechanism": Reason("Mechanism not offered"),
    "cancelled": Reason("Authentication cancelled"),
    "bad_base64": Reason("Response not understood"),
    "no_initial_response": Reason("This mechanism has no initial response"),
    # The messages.
    "no_such_message": Reason("No such message, only {count} in maildrop"),
    "message_marked": Reason("Message {number} is marked as deleted"),
    "not_removed": Reason("Some deleted messages not removed"),
    "utf8_needed": Reason("Message has UTF-8 addresses: UTF8 first", "UTF8"),
    # Logging in; a store may give its own text.
    "login_failed": Reason("Invalid user name or password", "AUTH"),
    "too_many_logins": Reason("Invalid user name or password, closing", "AUTH"),
    "in_use": Reason("Maildrop already locked by another session", "IN-USE"),
    "login_delay": Reason("Last login was a moment ago, wait", "LOGIN-DELAY"),
    "temporary_failure": Reason("Maildrop not available now", "SYS/TEMP"),
}

AUTH_CODES = frozenset(("AUTH", "SYS/TEMP"))
"""Those of RFC 3206, written where AUTH-RESP-CODE is announced."""

SMTP_VERBS = frozenset(
    ("HELO", "EHLO", "MAIL", "RCPT", "DATA", "VRFY", "EXPN", "HELP", "STARTTLS", "BDAT")
)
"""Verbs of RFC 5321 and its extensions that POP3 does not have."""

NOT_OFFERED = frozenset(("LANG",))
"""Known (RFC 6856 §3), and not implemented by this server."""
