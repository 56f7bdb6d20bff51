"""Why an IMAP server does not say OK, as data: reason to status, text, response code.

Two texts per error: what the wire says is here, in English, short; what the learner
reads belongs to the narrator, who finds it by the same key. An OK has the reason `ok`.

NO: the command was understood and could not be done; that is policy, and a store may
give any of these reasons. BAD: it was not understood or not in order (RFC 3501 §7.1);
only the engine says that. Codes are those of RFC 3501 §7.1, RFC 5530 §3 and the
extensions; `OVERQUOTA` and kin stand between square brackets on the wire.
"""

from typing import NamedTuple


class Reason(NamedTuple):
    """`status`: NO, BAD or BYE; wire `text`; response `code` or ""."""

    status: str
    text: str
    code: str = ""


OK = "ok"

REASONS: dict[str, Reason] = {
    # What was typed is no IMAP command.
    "empty_line": Reason("BAD", "Empty line: a command begins with a tag"),
    "bad_tag": Reason("BAD", "A command begins with a tag, such as a1"),
    "no_verb": Reason("BAD", "A command follows the tag"),
    "unknown_verb": Reason("BAD", "Unknown command"),
    "tag_missing": Reason("BAD", "Unknown command: was the tag forgotten?"),
    "smtp_verb": Reason("BAD", "That is an SMTP command, and this is IMAP"),
    "pop3_verb": Reason("BAD", "That is a POP3 command, and this is IMAP"),
    "not_offered": Reason("BAD", "Command not offered here"),
    "line_too_long": Reason("BAD", "Command line too long"),
    "literal_too_big": Reason("BAD", "Literal too big", "TOOBIG"),
    "bad_octets": Reason("BAD", "Octet not allowed here"),
    # The command exists, its arguments are wrong.
    "argument_missing": Reason("BAD", "Argument missing"),
    "argument_unwanted": Reason("BAD", "Too many arguments"),
    "spaces": Reason("BAD", "Exactly one space between words, none at the end"),
    "syntax": Reason("BAD", "Arguments not understood"),
    "bad_number": Reason("BAD", "A number is needed"),
    "bad_set": Reason("BAD", "A set of message numbers such as 2,4:7,9:* is needed"),
    "no_such_message": Reason("BAD", "No such message number"),
    "bad_flag": Reason("BAD", "Not a flag a client may set"),
    "bad_date": Reason("BAD", "A date such as 23-Nov-2026 is needed"),
    "bad_item": Reason("BAD", "Unknown data item"),
    "bad_key": Reason("BAD", "Unknown search key"),
    "bad_section": Reason("BAD", "Not a section of a message"),
    "bad_string": Reason("BAD", "A quoted string or a literal is needed"),
    "quote_missing": Reason("BAD", "A quoted string without its second quote"),
    "parenthesis": Reason("BAD", "A parenthesis is missing"),
    "bad_base64": Reason("BAD", "Not base64"),
    "nothing_selected": Reason("BAD", "No mailbox selected: SELECT first"),
    # The command exists, but not now.
    "login_first": Reason("BAD", "Log in first, with LOGIN or AUTHENTICATE"),
    "already_logged_in": Reason("BAD", "Already logged in"),
    "tls_already": Reason("BAD", "TLS is already active"),
    "cancelled": Reason("BAD", "Cancelled by the client"),
    "done_expected": Reason("BAD", "DONE was expected to end IDLE"),
    "unselect_first": Reason("BAD", "Only before a mailbox is selected"),
    # Logging in; a store may give its own text.
    "login_failed": Reason(
        "NO", "Invalid user name or password", "AUTHENTICATIONFAILED"
    ),
    "authorization_failed": Reason(
        "NO", "Not allowed to act as that user", "AUTHORIZATIONFAILED"
    ),
    "privacy_required": Reason(
        "NO", "Plaintext login needs TLS first", "PRIVACYREQUIRED"
    ),
    "unknown_mechanism": Reason("NO", "Mechanism not offered", "CANNOT"),
    # Mailboxes.
    "no_such_mailbox": Reason("NO", "No such mailbox", "NONEXISTENT"),
    "try_create": Reason("NO", "No such mailbox, create it first", "TRYCREATE"),
    "already_exists": Reason("NO", "That mailbox exists already", "ALREADYEXISTS"),
    "bad_mailbox_name": Reason("NO", "Not a possible mailbox name", "CANNOT"),
    "inbox_forever": Reason("NO", "INBOX cannot be created or deleted", "CANNOT"),
    "has_children": Reason("NO", "It has mailboxes below it", "HASCHILDREN"),
    "not_selectable": Reason("NO", "It holds no messages, only names", "CANNOT"),
    "not_subscribed": Reason("NO", "Not subscribed to that mailbox", "NONEXISTENT"),
    "read_only": Reason("NO", "The mailbox is open read-only"),
    "limit": Reason("NO", "A limit of this server was reached", "LIMIT"),
    "over_quota": Reason("NO", "The mailbox is full", "OVERQUOTA"),
    # Messages.
    "expunge_issued": Reason("NO", "Some messages are gone already", "EXPUNGEISSUED"),
    "message_too_big": Reason("NO", "Message too big", "TOOBIG"),
    "bad_charset": Reason("NO", "Only US-ASCII and UTF-8", "BADCHARSET"),
    # Ends that nobody asked for.
    "autologout": Reason("BYE", "Autologout; idle for too long"),
    "too_many_logins": Reason("BYE", "Too many failed logins"),
    "shutdown": Reason("BYE", "Server going down"),
}

SMTP_VERBS = frozenset(("HELO", "EHLO", "MAIL", "RCPT", "DATA", "VRFY", "EXPN", "RSET"))
"""Verbs of SMTP that IMAP does not have: a learner on the wrong port."""

POP3_VERBS = frozenset(("USER", "PASS", "STAT", "RETR", "DELE", "TOP", "UIDL", "CAPA"))
"""Verbs of POP3 that IMAP does not have."""
