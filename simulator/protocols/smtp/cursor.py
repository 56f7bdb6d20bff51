"""One SMTP command line while it is read, and what became of it.

`grammar.py` reads the commands of RFC 5321, `extensions/` those they add; both are
functions from a `Cursor` and a `CommandLine` to a `CommandLine`.
"""

from typing import NamedTuple

from simulator.journal.facts import Span
from simulator.mail.address import Mailbox
from simulator.protocols.smtp.questions import Parameters


class CommandLine(NamedTuple):
    """One command line.

    `verb` in capitals, "" when the line begins with none; `argument` as sent, after
    the verb and its space. `path`: of MAIL and RCPT, without brackets or route, or None
    when there is none. `parameters`: keyword in capitals, value. `string`: the domain
    of EHLO, the string of VRFY, EXPN and HELP, the mechanism of AUTH in capitals; its
    initial response is `initial`. `size`: octets of the chunk after BDAT. `error`: a
    key of `codes.REASONS`, or ""; `about`: the word it is about.
    """

    verb: str
    argument: str
    spans: tuple[Span, ...] = ()
    path: str | None = None
    mailbox: Mailbox | None = None
    parameters: Parameters = ()
    string: str = ""
    initial: str | None = None
    size: int = 0
    error: str = ""
    about: str = ""


class CommandError(Exception):
    """Ends a reader; `grammar.parse_command` turns it into `Command.error`. `reason`: a
    key of `codes.REASONS`; `start`, `end`: what to mark."""

    def __init__(self, reason: str, start: int, end: int, about: str = "") -> None:
        self.reason, self.start, self.end, self.about = reason, start, end, about


class Cursor:
    """The line being read: `text` up to `end`; the argument begins at `at`."""

    def __init__(self, text: str, at: int, strict: bool, utf8: bool) -> None:
        self.text = text.rstrip(" \t")
        self.at = min(at, len(self.text))
        self.strict = strict
        self.utf8 = utf8
        self.spans: list[Span] = []

    @property
    def rest(self) -> str:
        """What is left to read."""
        return self.text[self.at :]


# starttls = "STARTTLS" CRLF   data = "DATA" CRLF   rset, quit: in the same way


def no_argument(cursor: Cursor, command: CommandLine) -> CommandLine:
    """Nothing may follow the verb (RFC 5321 §4.3.2)."""
    if cursor.rest:
        raise CommandError("syntax_no_argument", cursor.at, len(cursor.text))
    return command
