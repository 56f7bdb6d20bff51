"""Why a POP3 server says `-ERR`, as data: reason key to wire text and response code.

Two texts per error: what the wire says is here, in English, short; what the learner
reads belongs to the narrator, who finds it by the same key. A `+OK` has the reason
`ok`. Texts may name `{count}`, messages in the maildrop, and `{number}`.

Response codes go between square brackets and only where the server announces
RESP-CODES (RFC 2449 §8): IN-USE (§8.1.2), and AUTH, SYS/TEMP, SYS/PERM (RFC 3206).
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
    # The messages.
    "no_such_message": Reason("No such message, only {count} in maildrop"),
    "message_marked": Reason("Message {number} is marked as deleted"),
    "not_removed": Reason("Some deleted messages not removed"),
    # Logging in; a store may give its own text.
    "login_failed": Reason("Invalid user name or password", "AUTH"),
    "too_many_logins": Reason("Invalid user name or password, closing", "AUTH"),
    "in_use": Reason("Maildrop already locked by another session", "IN-USE"),
    "temporary_failure": Reason("Maildrop not available now", "SYS/TEMP"),
}

SMTP_VERBS = frozenset(
    ("HELO", "EHLO", "MAIL", "RCPT", "DATA", "VRFY", "EXPN", "HELP", "STARTTLS", "BDAT")
)
"""Verbs of RFC 5321 and its extensions that POP3 does not have."""

NOT_OFFERED = frozenset(("APOP", "AUTH", "STLS", "UTF8", "LANG"))
"""Known (RFC 1939 §7, 5034, 2595, 6856), and not implemented by this server."""
