"""Replies: from a reason to a `Reply`, from a `Reply` to octets, and back.

    Reply-line = *( Reply-code "-" [ textstring ] CRLF )
                 Reply-code [ SP textstring ] CRLF          ; RFC 5321 §4.2

The reader is a client's, so it is tolerant: a code alone will do (§4.2), and only the
first digit is to be trusted. The writer is strict: no line exceeds 512 octets
(§4.5.3.1.5), and what is not printable ASCII becomes a question mark (§4.2).
"""

import re
from functools import lru_cache
from typing import NamedTuple

from simulator.journal.facts import Span
from simulator.protocols.lines import clip_spans
from simulator.protocols.smtp.codes import FORMS, REASONS, VERDICTS
from simulator.protocols.smtp.questions import Reply

REPLY_LINE_OCTETS_MAX = 512
"""RFC 5321 §4.5.3.1.5, code and CRLF included."""


CUT = "..."
"""The end of a text that had no room."""
REPLIES_REMEMBERED = 512
"""A server says the same few replies over and over."""


@lru_cache(REPLIES_REMEMBERED)
def make_reply(
    reason: str,
    *lines: str,
    data: tuple[str, ...] = (),
    code: int = 0,
    enhanced: str = "",
    host: str = "",
    verb: str = "",
    path: str = "",
    string: str = "",
    limit: int = 0,
) -> Reply:
    """The reply that `codes.REASONS` has for `reason`, or `codes.FORMS`.

    `lines` stand for its text where that is data (names, keywords), `data` are further
    lines; `code` and `enhanced` replace its codes; the rest fill the names that its
    text mentions. Raises KeyError for an unknown reason.
    """
    default = REASONS.get(reason) or FORMS[reason]
    filled = default.text.format(
        host=host, verb=verb, path=path, string=string, limit=limit
    )
    return Reply(
        code=code or default.code,
        lines=(*(lines or (filled,)), *data),
        enhanced=enhanced or default.enhanced,
        reason=reason.partition(".")[0],
    )


@lru_cache(REPLIES_REMEMBERED)
def verdict(reason: str, string: str = "") -> tuple[int, str]:
    """Code (0: none) and text, as a client would have read them, of a reason that no
    server said: of `codes.VERDICTS`, or one for which a server would refuse."""
    found = VERDICTS.get(reason) or FORMS.get(reason) or REASONS[reason]
    return found.code, f"{found.enhanced} {found.text.format(string=string)}"


# textstring = 1*(%d09 / %d32-126)
_UNPRINTABLE = re.compile(r"[^\t -~]")


class EncodedReply(NamedTuple):
    """`octets` to send; `lines`, `enhanced` as written in them; `spans` mark them."""

    octets: bytes
    lines: tuple[str, ...]
    enhanced: str
    spans: tuple[Span, ...]


@lru_cache(REPLIES_REMEMBERED)
def encode_reply(reply: Reply, with_enhanced: bool) -> EncodedReply:
    """The octets of `reply`.

    An enhanced code goes on every line, and never with a 3yz code (RFC 2034 §4);
    the caller knows the other exceptions. A text that does not fit is cut, and says so.
    """
    enhanced = reply.enhanced if with_enhanced and reply.code // 100 != 3 else ""
    parts: list[str] = []
    texts: list[str] = []
    spans: list[Span] = []
    at = 0
    for index, text in enumerate(reply.lines):
        last = index == len(reply.lines) - 1
        prefix = f"{reply.code} " if last else f"{reply.code}-"
        shown = f"{enhanced} " if enhanced else ""
        room = REPLY_LINE_OCTETS_MAX - 2 - len(prefix) - len(shown)
        if len(text) > room:
            text = f"{text[: room - len(CUT)]}{CUT}"
        text = _UNPRINTABLE.sub("?", text)
        texts.append(text)
        parts.append(f"{prefix}{shown}{text}\r\n")
        end = at + len(parts[-1]) - 2
        spans.append((at, at + 3, "code"))
        if enhanced:
            spans.append((at + 4, at + 4 + len(enhanced), "enhanced"))
        spans.append((at + len(prefix) + len(shown), end, "text"))
        spans.append((end, end + 2, "crlf"))
        at = end + 2
    octets = "".join(parts).encode("ascii")
    return EncodedReply(octets, tuple(texts), enhanced, clip_spans(spans))


class ReplyLine(NamedTuple):
    """One line of a reply. `code` is 0 when the line is no reply at all."""

    code: int
    last: bool
    text: str


# §4.2 asks for a second digit of 0 to 5, and clients for no more than the first digit.
_REPLY_LINE = re.compile(rb"([2-5][0-9]{2})(?:([ -])(.*))?", re.DOTALL)


def read_reply_line(line: bytes) -> ReplyLine:
    """Read `line`, without its CRLF. Never raises."""
    found = _REPLY_LINE.fullmatch(line)
    if found is None:
        return ReplyLine(0, True, line.decode("latin-1"))
    code, separator, text = found.groups()
    return ReplyLine(int(code), separator != b"-", (text or b"").decode("latin-1"))
