"""A content that comes in chunks (RFC 3030): so many octets, and no dot at the end.

A chunk's octets follow its BDAT line at once, wanted or not. So a refused BDAT is
answered when its octets have been read and thrown away (§2), or they would be taken for
commands. Dots are not stuffed, nothing in a chunk ends it but its size.

It refuses BINARYMIME (§3): what the chunks make up is text, ended with CRLF.
"""

from simulator.journal.facts import INLINE_OCTETS_MAX, SmtpChunkReceived, inline
from simulator.mail.message import field, split
from simulator.protocols.smtp.cursor import CommandLine
from simulator.protocols.smtp.extensions import LAST_CHUNK
from simulator.protocols.smtp.questions import Reply
from simulator.protocols.smtp.states import State


class Chunks:
    """The chunks of one content, and the one that is coming in.

    `too_long`: more than `octets_max` in all; what is beyond is not kept.
    """

    def __init__(self, octets_max: int) -> None:
        self.octets_max = octets_max
        self.length = 0
        self.command = CommandLine("", "")
        self.verdict: Reply | None = None
        self.offset = 0
        self._left = 0
        self._head = bytearray()
        self._kept: list[bytes] = []

    def begin(self, command: CommandLine, offset: int, verdict: Reply | None) -> None:
        """A BDAT line was read; its octets begin at `offset`. `verdict`: a refusal that
        is decided already."""
        self.command, self.offset, self.verdict = command, offset, verdict
        self._left = command.size
        self._head.clear()

    def feed(self, data: bytes) -> bytes | None:
        """Add octets. At the end of the chunk: those that follow it; else None."""
        used = data[: self._left]
        self._left -= len(used)
        room = INLINE_OCTETS_MAX - len(self._head)
        self._head += used[: max(room, 0)]
        if self.verdict is None:
            self.length += len(used)
            if self.too_long:
                self._kept.clear()
            else:
                self._kept.append(used)
        return None if self._left else data[len(used) :]

    @property
    def too_long(self) -> bool:
        """Whether it has more octets than are taken."""
        return self.length > self.octets_max

    def content(self) -> bytes:
        """All of it. To be called once, after the last chunk."""
        joined = b"".join(self._kept)
        self._kept.clear()
        return joined if not joined or joined.endswith(b"\r\n") else joined + b"\r\n"

    def fact(
        self, stream: str, state: State, content: bytes | None
    ) -> SmtpChunkReceived:
        """The chunk that is complete now; of the last one `content` is known."""
        layout = split(content) if content is not None else None
        known = content or b""
        return SmtpChunkReceived(
            octets=inline(bytes(self._head)),
            stream=stream,
            offset=self.offset,
            length=self.command.size,
            state=state.value,
            last=self.command.verb == LAST_CHUNK,
            content_length=len(known),
            header_length=layout.header_length if layout else 0,
            blank_line=layout.blank_line if layout else False,
            subject=inline(field(known, "Subject") or b""),
            header_from=inline(field(known, "From") or b""),
            header_to=inline(field(known, "To") or b""),
        )
