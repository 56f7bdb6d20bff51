"""The SMTP server engine: octets in; replies, questions and facts out (RFC 5321).

One loop: take a line, read it (`grammar`), judge it (`commands`), answer it. A line may
become a question; then the loop stops and octets wait, so an agent may take its time
and pipelined commands are answered in order (RFC 2920 §3.2). After 354 the loop gives
octets to a `DotReader` until the lone dot; after BDAT, as many as it said to `Chunks`.

After STARTTLS the octets that are already here are thrown away, and all that comes
before `TlsStarted`: what was said in the clear is not obeyed inside (RFC 3207 §6).

It refuses policy (`questions`), and to raise for what a client sends.
"""

from simulator.journal.facts import SmtpCommandReceived, SmtpReplySent, inline
from simulator.protocols.engine import (
    Action,
    Answer,
    EngineBase,
    News,
    Question,
    TlsStarted,
)
from simulator.protocols.lines import (
    END_OF_DATA,
    LENIENT_ENDS,
    DotReader,
    Line,
    LineReader,
    clip_spans,
)
from simulator.protocols.smtp.authentication import RESPONSE_OCTETS_MAX, go_on
from simulator.protocols.smtp.chunks import Chunks
from simulator.protocols.smtp.codes import allowed
from simulator.protocols.smtp.commands import respond
from simulator.protocols.smtp.config import SmtpServerConfig
from simulator.protocols.smtp.content import judge_content, receive_content
from simulator.protocols.smtp.cursor import CommandLine
from simulator.protocols.smtp.extensions import ENHANCED_STATUS_CODES, SMTPUTF8
from simulator.protocols.smtp.grammar import parse_command
from simulator.protocols.smtp.questions import MailObject, Reply
from simulator.protocols.smtp.replies import encode_reply, make_reply
from simulator.protocols.smtp.session import SmtpSession
from simulator.protocols.smtp.states import (
    CONNECTION,
    CONTENT,
    LAST_CHUNK,
    RESPONSE,
    State,
)

_NO_COMMAND = CommandLine(CONNECTION, "")
_CONTENT = CommandLine(CONTENT, "")


class SmtpServer(EngineBase[Question]):
    """One connection, opened at `now_us`; the greeting waits in `data_to_send`.

    Asks Authentication, ReversePath, ForwardPath, MailObject, Verification or
    Expansion.
    CLOSE after 221, 421 and the client's end; START_TLS after STARTTLS.

    `nonce`: what no other connection of this server has, for challenges. `busy`: there
    are too many connections; 421 instead of a greeting (§3.8).
    """

    def __init__(
        self,
        config: SmtpServerConfig,
        now_us: int,
        nonce: str = "",
        busy: bool = False,
    ) -> None:
        super().__init__()
        self.config = config
        self._session = SmtpSession(config, nonce, secure=config.tls)
        self._streams = ("tc", "ts") if config.tls else ("c", "s")
        self._shaking_hands = False
        self._line_octets_max = config.line_octets_max
        self._lines = LineReader(self._line_octets_max)
        self._content: DotReader | None = None
        self._chunks: Chunks | None = None
        self._in_chunk = False
        self._content_offset = 0
        self._answering = _NO_COMMAND
        self._active_at_us = now_us
        self._ended = False
        self._sent = 0
        greeting = "greeting" if config.esmtp else "greeting.plain"
        reason = "no_service" if config.refuses else greeting
        reason = "too_many_connections" if busy else reason
        self._reply(_NO_COMMAND, make_reply(reason, host=config.host_name))

    @property
    def state(self) -> State:
        """The state of the session (`states.TABLE`)."""
        return self._session.state

    # --- the contract of `engine.Engine` ---

    def receive_data(self, data: bytes, now_us: int) -> None:
        """Octets from the client; none are read after the session is over."""
        if self._ended or self._shaking_hands or self._session.state is State.CLOSED:
            return
        self._active_at_us = now_us
        self._feed(data)
        self._advance()

    def receive_eof(self, _now_us: int) -> None:
        """The client will send no more: an unfinished line or content is dropped."""
        if self._session.state is not State.CLOSED:
            self._ended = True
            self._drop_content()
            self._advance()

    def answer(self, answer: Answer, now_us: int) -> None:
        """A `Reply` whose code `codes.allowed` has for what is being answered."""
        assert self._question is not None, "no question is open"
        assert isinstance(answer, Reply), f"not a Reply: {answer!r}"
        self._question = None
        self._active_at_us = now_us
        self._reply(self._answering, answer)
        self._advance()

    def notify(self, news: News, now_us: int) -> None:
        """`TlsStarted`: the client may speak again."""
        assert isinstance(news, TlsStarted), f"not news for SMTP: {news!r}"
        self._shaking_hands = False
        self._active_at_us = now_us

    def connection_lost(self, _now_us: int) -> None:
        """The transaction, if any, is gone, as if it had failed (§4.1.1.10)."""
        self._question = None
        self._drop_content()
        self._session = SmtpSession(self.config)

    def timer_at_us(self) -> int | None:
        """When a silent client is dropped (§4.5.3.2.7); not while the agent thinks."""
        if (
            self._ended
            or self._question is not None
            or self._session.state is State.CLOSED
        ):
            return None
        return self._active_at_us + self.config.idle_timeout_us

    def _time_out(self) -> None:
        """421 and close, if the client has been silent for that long."""
        self._drop_content()
        self._reply(_NO_COMMAND, make_reply("idle_timeout", host=self.config.host_name))

    # --- reading ---

    def _feed(self, data: bytes) -> None:
        """Octets go to the content, to the chunk, or into lines."""
        if self._content is not None:
            self._feed_content(data)
        elif self._in_chunk:
            self._feed_chunk(data)
        else:
            self._lines.feed(data)

    def _advance(self) -> None:
        """Answer all lines that have come, until a question or a content."""
        while self._question is None and self._session.state is not State.CLOSED:
            waits = self._content is None and not self._in_chunk
            line = self._lines.next_line() if waits else None
            if line is None:
                break
            self._read(line)
        if self._ended and self._question is None:
            self._close()

    def _read(self, line: Line) -> None:
        if self._session.state is State.AUTH:
            command = _response_line(line)
        else:
            offers_utf8 = SMTPUTF8.keyword in self.config.extensions
            utf8 = offers_utf8 and self._session.extended
            command = parse_command(line.text, self.config.strict, utf8)
        self._facts.append(
            SmtpCommandReceived(
                octets=inline(line.octets),
                stream=self._streams[0],
                offset=line.offset,
                length=line.length,
                verb=command.verb,
                argument=command.argument,
                state=self._session.state,
                spans=command.spans,
            )
        )
        if self._session.state is State.AUTH:
            self._respond(command, go_on(self._session, line))
            return
        response = respond(self._session, line, command)
        if self._has_chunk(line, command):
            assert isinstance(response, Reply)
            self._start_chunk(command, None if response.code == 250 else response)
        else:
            self._respond(command, response)

    def _feed_content(self, data: bytes) -> None:
        assert self._content is not None
        rest = self._content.feed(data)
        if rest is None:
            return
        reader, self._content = self._content, None
        self._lines.offset = self._content_offset + reader.length
        self._lines.feed(rest)
        received = receive_content(
            reader, self._streams[0], self._content_offset, self.config
        )
        self._facts.append(received.fact)
        if received.false_end is not None:
            self._facts.append(received.false_end)
        self._respond(_CONTENT, received.refusal or self._object(received.content))

    def _object(self, content: bytes) -> MailObject:
        session = self._session
        envelope = session.envelope
        assert envelope is not None
        return MailObject(
            envelope.reverse_path,
            envelope.forward_paths,
            content,
            session.helo,
            session.extended,
            session.parameters,
            tuple(session.recipient_parameters),
            session.user,
            session.secure,
            session.utf8,
        )

    # --- chunks (RFC 3030) ---

    def _has_chunk(self, line: Line, command: CommandLine) -> bool:
        """Whether octets follow the line: then they are read even if it is refused."""
        known = command.verb in ("BDAT", LAST_CHUNK) and self._session.has(command.verb)
        return known and not line.too_long and not command.error

    def _start_chunk(self, command: CommandLine, verdict: Reply | None) -> None:
        if self._chunks is None:
            self._chunks = Chunks(self.config.message_octets_max)
        rest = self._lines.take_rest()
        self._chunks.begin(command, self._lines.offset - len(rest), verdict)
        self._in_chunk = True
        self._feed_chunk(rest)

    def _feed_chunk(self, data: bytes) -> None:
        chunks = self._chunks
        assert chunks is not None
        rest = chunks.feed(data)
        if rest is None:
            return
        self._in_chunk = False
        self._lines.offset = chunks.offset + chunks.command.size
        self._lines.feed(rest)
        command, verdict = chunks.command, chunks.verdict
        last = command.verb == LAST_CHUNK and verdict is None
        content = chunks.content() if last else None
        self._facts.append(chunks.fact(self._streams[0], self._session.state, content))
        if verdict is None and (content is not None or chunks.too_long):
            verdict = judge_content(chunks.too_long, content or b"", self.config)
        if verdict is not None:
            self._respond(command, verdict)
        elif content is not None:
            self._respond(command, self._object(content))
        else:
            self._respond(command, make_reply("chunk_ok", limit=command.size))

    # --- answering ---

    def _respond(self, command: CommandLine, response: Reply | Question) -> None:
        if isinstance(response, Reply):
            self._reply(command, response)
        else:
            self._question = response
            self._answering = command

    def _reply(self, command: CommandLine, reply: Reply) -> None:
        before = self._session.state
        assert reply.code in allowed(command.verb, before), (
            f"RFC 5321 §4.3.2 has no {reply.code} for {command.verb or 'this'!r}"
        )
        wire = encode_reply(reply, self._writes_enhanced(command, before))
        self._session.settle(command, reply.code)
        after = self._session.state
        self._facts.append(
            SmtpReplySent(
                octets=inline(wire.octets),
                stream=self._streams[1],
                offset=self._sent,
                length=len(wire.octets),
                code=reply.code,
                enhanced=wire.enhanced,
                lines=wire.lines,
                verb=command.verb,
                reason=reply.reason,
                state_before=before,
                state_after=after,
                path=command.path or "",
                spans=wire.spans,
            )
        )
        self._output.append(wire.octets)
        self._sent += len(wire.octets)
        if after is not State.BDAT:
            self._chunks = None
        if after is State.DATA and before is not State.DATA:
            self._start_content()
        elif command.verb == "STARTTLS" and reply.code == 220:
            self._start_tls()
        elif after is State.CLOSED:
            self._close()
        in_exchange = after is State.AUTH
        self._lines.octets_max = (
            RESPONSE_OCTETS_MAX if in_exchange else self._line_octets_max
        )

    def _start_tls(self) -> None:
        """All that came behind STARTTLS was said by anybody (RFC 3207 §6)."""
        self._lines = LineReader(self._line_octets_max)
        self._streams = ("tc", "ts")
        self._sent = 0
        self._shaking_hands = True
        self._action = Action.START_TLS

    def _writes_enhanced(self, command: CommandLine, state: State) -> bool:
        """Not in the greeting, nor in an answer to EHLO or HELO (RFC 2034 §4)."""
        return (
            ENHANCED_STATUS_CODES.keyword in self.config.extensions
            and state is not State.CLOSED
            and command.verb not in ("EHLO", "HELO")
        )

    def _start_content(self) -> None:
        ends = LENIENT_ENDS if self.config.lenient_end else (END_OF_DATA,)
        self._content = DotReader(self.config.message_octets_max, ends)
        rest = self._lines.take_rest()
        self._content_offset = self._lines.offset - len(rest)
        if rest:
            self._feed_content(rest)

    def _drop_content(self) -> None:
        self._content = None
        self._chunks = None
        self._in_chunk = False

    def _close(self) -> None:
        self._session.state = State.CLOSED
        self._drop_content()
        self._action = Action.CLOSE


def _response_line(line: Line) -> CommandLine:
    """A line of an AUTH exchange, which is no command."""
    text = line.text.decode("latin-1")
    spans = [(0, len(text), "argument"), (len(text), len(text) + 2, "crlf")]
    return CommandLine(RESPONSE, text, clip_spans(spans[: 1 if line.too_long else 2]))
