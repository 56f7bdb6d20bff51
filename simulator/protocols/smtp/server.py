"""The SMTP server engine: octets in; replies, questions and facts out (RFC 5321).

One loop: take a line, read it (`grammar`), judge it (`commands`), answer it. A line may
become a question; then the loop stops and octets wait, so an agent may take its time
and pipelined commands are answered in order (RFC 2920 §3.2). After 354 the loop gives
octets to a `DotReader` until the lone dot.

It refuses policy (`questions`), and to raise for what a client sends.
"""

from simulator.journal.facts import Fact, SmtpCommandReceived, SmtpReplySent, inline
from simulator.protocols.engine import Action, Answer, News, Question
from simulator.protocols.lines import DotReader, Line, LineReader
from simulator.protocols.smtp.codes import allowed
from simulator.protocols.smtp.commands import respond
from simulator.protocols.smtp.config import SmtpServerConfig
from simulator.protocols.smtp.content import receive_content
from simulator.protocols.smtp.grammar import Command, parse_command
from simulator.protocols.smtp.questions import MailObject, Reply
from simulator.protocols.smtp.replies import encode_reply, make_reply
from simulator.protocols.smtp.session import Session
from simulator.protocols.smtp.states import CONNECTION, CONTENT, State

_NO_COMMAND = Command(CONNECTION, "")
_CONTENT = Command(CONTENT, "")


class SmtpServer:
    """One connection, opened at `now_us`; the greeting waits in `data_to_send`."""

    def __init__(self, config: SmtpServerConfig, now_us: int) -> None:
        self.config = config
        self._session = Session(config)
        self._lines = LineReader(config.command_octets_max)
        self._content: DotReader | None = None
        self._content_offset = 0
        self._question: Question | None = None
        self._answering = _NO_COMMAND
        self._active_at_us = now_us
        self._ended = False
        self._output: list[bytes] = []
        self._sent = 0
        self._facts: list[Fact] = []
        self._action: Action | None = None
        reason = "no_service" if config.refuses else "greeting"
        self._reply(_NO_COMMAND, make_reply(reason, host=config.host_name))

    @property
    def state(self) -> State:
        """The state of the session (`states.TABLE`)."""
        return self._session.state

    # --- the contract of `engine.Engine` ---

    def receive_data(self, data: bytes, now_us: int) -> None:
        """Octets from the client; none are read after the session is over."""
        if self._ended or self.state is State.CLOSED:
            return
        self._active_at_us = now_us
        if self._content is None:
            self._lines.feed(data)
        else:
            self._feed_content(data)
        self._advance()

    def receive_eof(self, now_us: int) -> None:
        """The client will send no more: an unfinished line or content is dropped."""
        if self.state is not State.CLOSED:
            self._ended = True
            self._content = None
            self._advance()

    def next_question(self) -> Question | None:
        """ReversePath, ForwardPath, MailObject, Verification or Expansion."""
        return self._question

    def answer(self, answer: Answer, now_us: int) -> None:
        """A `Reply` whose code `codes.allowed` has for what is being answered."""
        assert self._question is not None, "no question is open"
        assert isinstance(answer, Reply), f"not a Reply: {answer!r}"
        self._question = None
        self._active_at_us = now_us
        self._reply(self._answering, answer)
        self._advance()

    def data_to_send(self) -> list[bytes]:
        """Replies not yet sent, one item each."""
        output, self._output = self._output, []
        return output

    def facts(self) -> list[Fact]:
        """What happened since last asked."""
        facts, self._facts = self._facts, []
        return facts

    def action(self) -> Action | None:
        """CLOSE after 221, 421 and the client's end."""
        action, self._action = self._action, None
        return action

    def notify(self, news: News, now_us: int) -> None:
        """No news concerns an SMTP server."""
        raise AssertionError(f"not news for SMTP: {news!r}")

    def connection_lost(self, now_us: int) -> None:
        """The transaction, if any, is gone, as if it had failed (§4.1.1.10)."""
        self._question = None
        self._content = None
        self._session = Session(self.config)

    def timer_at_us(self) -> int | None:
        """When a silent client is dropped (§4.5.3.2.7); not while the agent thinks."""
        if self._ended or self._question is not None or self.state is State.CLOSED:
            return None
        return self._active_at_us + self.config.idle_timeout_us

    def handle_timer(self, now_us: int) -> None:
        """421 and close, if the client has been silent for that long."""
        deadline = self.timer_at_us()
        if deadline is not None and now_us >= deadline:
            self._content = None
            self._reply(
                _NO_COMMAND, make_reply("idle_timeout", host=self.config.host_name)
            )

    # --- reading ---

    def _advance(self) -> None:
        """Answer all lines that have come, until a question or a content."""
        while self._question is None and self.state is not State.CLOSED:
            line = self._lines.next_line() if self._content is None else None
            if line is None:
                break
            self._read(line)
        if self._ended and self._question is None:
            self._close()

    def _read(self, line: Line) -> None:
        command = parse_command(line.text, self.config.strict)
        self._facts.append(
            SmtpCommandReceived(
                octets=inline(line.octets),
                stream="c",
                offset=line.offset,
                length=line.length,
                verb=command.verb,
                argument=command.argument,
                state=self.state.value,
                spans=command.spans,
            )
        )
        self._respond(command, respond(self._session, line, command))

    def _feed_content(self, data: bytes) -> None:
        assert self._content is not None
        rest = self._content.feed(data)
        if rest is None:
            return
        reader, self._content = self._content, None
        self._lines.offset = self._content_offset + reader.length
        self._lines.feed(rest)
        received = receive_content(reader, self._content_offset, self.config)
        self._facts.append(received.fact)
        envelope = self._session.envelope
        assert envelope is not None
        self._respond(
            _CONTENT,
            received.refusal
            or MailObject(
                envelope.reverse_path,
                envelope.forward_paths,
                received.content,
                self._session.helo,
                self._session.extended,
            ),
        )

    # --- answering ---

    def _respond(self, command: Command, response: Reply | Question) -> None:
        if isinstance(response, Reply):
            self._reply(command, response)
        else:
            self._question = response
            self._answering = command

    def _reply(self, command: Command, reply: Reply) -> None:
        before = self.state
        assert reply.code in allowed(command.verb, before), (
            f"RFC 5321 §4.3.2 has no {reply.code} for {command.verb or 'this'!r}"
        )
        wire = encode_reply(reply, self._writes_enhanced(command, before))
        self._session.settle(command, reply.code)
        self._facts.append(
            SmtpReplySent(
                octets=inline(wire.octets),
                stream="s",
                offset=self._sent,
                length=len(wire.octets),
                code=reply.code,
                enhanced=wire.enhanced,
                lines=wire.lines,
                verb=command.verb,
                reason=reply.reason,
                state_before=before.value,
                state_after=self.state.value,
                path=command.path or "",
                spans=wire.spans,
            )
        )
        self._output.append(wire.octets)
        self._sent += len(wire.octets)
        if self.state is State.DATA and before is not State.DATA:
            self._start_content()
        if self.state is State.CLOSED:
            self._close()

    def _writes_enhanced(self, command: Command, state: State) -> bool:
        """Not in the greeting, nor in an answer to EHLO or HELO (RFC 2034 §4)."""
        return (
            "ENHANCEDSTATUSCODES" in self.config.extensions
            and state is not State.CLOSED
            and command.verb not in ("EHLO", "HELO")
        )

    def _start_content(self) -> None:
        self._content = DotReader(self.config.message_octets_max)
        rest = self._lines.take_rest()
        self._content_offset = self._lines.offset - len(rest)
        if rest:
            self._feed_content(rest)

    def _close(self) -> None:
        self._session.state = State.CLOSED
        self._content = None
        self._action = Action.CLOSE
