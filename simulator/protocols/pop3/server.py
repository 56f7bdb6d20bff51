"""The POP3 server engine (RFC 1939, RFC 2449): pure, as `protocols/engine.py` asks.

Order of a command: line, `grammar.py`, the table of `states.py`, a handler of
`commands.py`, perhaps a question to the store, one response, one fact. While a question
is open received octets wait, so commands sent without waiting (RFC 2449 §6.6) are
answered in turn.

Deletion has one road: QUIT in TRANSACTION asks `Update`. A connection lost, ended or
idle for ten minutes closes without it (RFC 1939 §3, §6); the autologout says nothing on
the wire, as §3 wants. Whoever drives the engine unlocks the maildrop then.

STLS throws away what was sent in the clear behind it (RFC 2595 §4): anybody may have
put it there.

It refuses to judge a password, to store, and to delay anybody.
"""

from simulator.journal import INLINE_OCTETS_MAX, Span
from simulator.journal.facts import Pop3CommandReceived, Pop3ResponseSent
from simulator.protocols.engine import (
    Action,
    Answer,
    EngineBase,
    News,
    Question,
    TlsStarted,
)
from simulator.protocols.lines import Line, LineReader, clip_spans
from simulator.protocols.pop3.authentication import RESPONSE_OCTETS_MAX
from simulator.protocols.pop3.codes import AUTH_CODES, NOT_OFFERED, SMTP_VERBS
from simulator.protocols.pop3.commands import ANSWERS, HANDLERS
from simulator.protocols.pop3.config import Pop3ServerConfig
from simulator.protocols.pop3.grammar import (
    ARGUMENTS,
    CommandLine,
    read_command,
    read_response_line,
)
from simulator.protocols.pop3.session import CommandOutcome, Pop3Session, refuse
from simulator.protocols.pop3.states import (
    CHALLENGE,
    CONNECTION,
    RESPONSE,
    TABLE,
    State,
    next_state,
)

SIGNS = {"+": "+OK", "-": "-ERR", CHALLENGE: "+"}


class Pop3Server(EngineBase[Question]):
    """One session, server side.

    Asks `Login`, `MessageContent`, `Pause` or `Update`. A message is one chunk, the
    stored object itself when no dot was stuffed.

    `now_us`: when the connection opened; the greeting is ready from the start.
    """

    def __init__(self, config: Pop3ServerConfig, now_us: int) -> None:
        super().__init__()
        self.config = config
        self.state = State.CLOSED
        self._session = Pop3Session(config, now_us)
        self._streams = ("tc", "ts") if config.tls else ("c", "s")
        self._shaking_hands = False
        self._lines = LineReader(config.command_octets_max)
        self._sent = 0
        self._asked = ""
        self._eof = False
        self._idle_at_us = now_us + config.idle_timeout_us
        greeting = config.greeting or f"POP3 {config.host_name}"
        if config.apop:
            greeting = f"{greeting} {self._session.timestamp}"
        self._finish(CONNECTION, CommandOutcome("+", greeting))

    @property
    def mailbox(self) -> str:
        """The mailbox whose lock this session holds, or ""."""
        return self._session.mailbox

    # --- the engine contract ---

    def receive_data(self, data: bytes, now_us: int) -> None:
        """Octets of commands, cut at any place."""
        if not (self.state == State.CLOSED or self._leaving or self._shaking_hands):
            self._lines.feed(data)
            self._read(now_us)

    def receive_eof(self, now_us: int) -> None:
        """No more commands: what is already here is still answered, then it ends."""
        self._eof = True
        self._shaking_hands = False
        self._read(now_us)

    def answer(self, answer: Answer, now_us: int) -> None:
        """Answer the open question; commands that waited are read next."""
        assert self._question is not None, "nothing was asked"
        verb, self._question = self._asked, None
        self._say_or_ask(verb, ANSWERS[verb](self._session, answer))
        self._idle_at_us = now_us + self.config.idle_timeout_us
        self._read(now_us)

    def action(self) -> Action | None:
        """CLOSE after the response to QUIT, at the end of input, or when idle;
        START_TLS after STLS."""
        action = super().action()
        if action is Action.CLOSE:
            self.state = State.CLOSED
        return action

    def notify(self, news: News, _now_us: int) -> None:
        """Only that TLS is there: POP3 has no news, for a session sees the maildrop as
        it was (RFC 1939 §4)."""
        if isinstance(news, TlsStarted):
            self._shaking_hands = False

    def connection_lost(self, _now_us: int) -> None:
        """No UPDATE, nothing deleted (RFC 1939 §6)."""
        self._end()
        self._action = None
        self.state = State.CLOSED

    def timer_at_us(self) -> int | None:
        """The autologout (RFC 1939 §3); it does not run while the store is asked."""
        if self._question or self._leaving or self.state == State.CLOSED:
            return None
        return self._idle_at_us

    def _time_out(self) -> None:
        """Close without a word and without UPDATE (RFC 1939 §3)."""
        self._end()

    # --- reading ---

    @property
    def _leaving(self) -> bool:
        return self._action is Action.CLOSE

    def _read(self, now_us: int) -> None:
        while not (self._question or self._leaving or self.state == State.CLOSED):
            line = self._lines.next_line()
            if line is None:
                if self._eof:
                    self._end()
                return
            self._idle_at_us = now_us + self.config.idle_timeout_us
            self._obey(line)

    def _obey(self, line: Line) -> None:
        in_exchange = self.state == State.AUTHORIZATION_AUTH
        command = (
            read_response_line(line.text)
            if in_exchange
            else read_command(line.text, self._session.utf8)
        )
        self._facts.append(
            Pop3CommandReceived(
                octets=line.octets[:INLINE_OCTETS_MAX].decode("latin-1"),
                stream=self._streams[0],
                offset=line.offset,
                length=line.length,
                verb=command.verb,
                argument=command.argument,
                state=self.state,
                spans=command.spans[:-1] if line.too_long else command.spans,
            )
        )
        reason = "line_too_long" if line.too_long else self._objection(command)
        if reason and not in_exchange:
            self._respond(command.verb, refuse(reason, self._session), self.state)
            return
        if reason:
            self._finish(RESPONSE, refuse(reason, self._session))
            return
        result = HANDLERS[command.verb](self._session, command.words)
        self._say_or_ask(command.verb, result)

    def _objection(self, command: CommandLine) -> str:
        """Why `command` is refused before any handler sees it, or ""."""
        verb = command.verb
        if self.state == State.AUTHORIZATION_AUTH:
            return ""
        if command.problem in ("empty_line", "not_printable") or not verb:
            return command.problem
        if verb not in HANDLERS or not self.config.offers(verb):
            return _stranger(verb)
        if verb not in TABLE[self.state]:
            return _out_of_place(verb, self.state)
        if command.problem:
            return command.problem
        fewest, most = ARGUMENTS[verb]
        if len(command.words) < fewest or command.words == ("",):
            return "argument_missing"
        return "argument_unwanted" if len(command.words) > most else ""

    # --- answering ---

    def _say_or_ask(self, verb: str, result: CommandOutcome | Question) -> None:
        if isinstance(result, CommandOutcome):
            self._finish(verb, result)
        else:
            self._question, self._asked = result, verb

    def _finish(self, verb: str, outcome: CommandOutcome) -> None:
        """Answer a command that was in order; the table says what comes next."""
        state = next_state(self.state, verb, outcome.sign)
        if outcome.reason == "too_many_logins":
            state = State.CLOSED
        self._respond(verb, outcome, state)
        self._lines.octets_max = self.config.command_octets_max
        if state == State.AUTHORIZATION:
            self._session.user = ""
        elif state == State.AUTHORIZATION_AUTH:
            self._lines.octets_max = RESPONSE_OCTETS_MAX
        if verb == "STLS" and outcome.sign == "+":
            self._start_tls()
        if state in (State.UPDATE, State.CLOSED):
            self._end()

    def _start_tls(self) -> None:
        """What came in the clear behind STLS goes the way of the old reader."""
        self._session.start_tls()
        self._lines = LineReader(self.config.command_octets_max)
        self._streams = ("tc", "ts")
        self._sent = 0
        self._shaking_hands = True
        self._action = Action.START_TLS

    def _respond(self, verb: str, outcome: CommandOutcome, state_after: State) -> None:
        code = outcome.code if self._writes(outcome.code) else ""
        status = SIGNS[outcome.sign]
        words = [status, f"[{code}]" if code else "", outcome.text]
        first = " ".join(filter(None, words)).encode("ascii") + b"\r\n"
        if outcome.sign == CHALLENGE:
            first = f"+ {outcome.text}\r\n".encode("ascii")
        chunks = [first]
        if outcome.data is not None:
            chunks += [outcome.data, b".\r\n"] if outcome.data else [b".\r\n"]
        length = sum(map(len, chunks))
        self._facts.append(
            Pop3ResponseSent(
                octets=_start(chunks).decode("latin-1"),
                stream=self._streams[1],
                offset=self._sent,
                length=length,
                status=status,
                code=code,
                text=outcome.text,
                verb=verb,
                reason=outcome.reason,
                state_before=self.state,
                state_after=state_after,
                multiline=outcome.data is not None,
                number=outcome.number,
                unique_id=outcome.unique_id,
                content_length=outcome.content_length,
                marked=self._session.marked,
                user=self._session.user,
                spans=_spans(status, code, len(first), length, outcome.data),
            )
        )
        self._output += chunks
        self._sent += length
        self.state = state_after

    def _writes(self, code: str) -> bool:
        """Whether CAPA announces codes of that kind (RFC 2449 §8, RFC 3206 §6)."""
        kind = "AUTH-RESP-CODE" if code in AUTH_CODES else "RESP-CODES"
        return kind in self.config.capabilities

    def _end(self) -> None:
        """Close; the question, if any, is withdrawn and the maildrop forgotten."""
        self._question = None
        self._session.release()
        self._action = Action.CLOSE


def _stranger(verb: str) -> str:
    """Why a verb this server does not obey is refused."""
    if verb in SMTP_VERBS:
        return "smtp_verb"
    known = verb in NOT_OFFERED or verb in HANDLERS
    return "not_offered" if known else "unknown_verb"


def _out_of_place(verb: str, state: State) -> str:
    """Why a known verb is refused in `state`."""
    if state == State.TRANSACTION:
        return "already_logged_in"
    if verb == "PASS":
        return "user_first"
    if verb in TABLE[State.AUTHORIZATION]:
        return "pass_next"
    return "login_first"


def _start(chunks: list[bytes]) -> bytes:
    """What a fact holds inline, without joining a whole message."""
    return b"".join(chunk[:INLINE_OCTETS_MAX] for chunk in chunks)[:INLINE_OCTETS_MAX]


def _spans(
    status: str, code: str, first: int, length: int, data: bytes | None
) -> tuple[Span, ...]:
    """Roles: status, code, text, crlf; data and dot in a multi-line response."""
    at = len(status)
    spans: list[Span] = [(0, at, "status")]
    if code:
        spans.append((at + 1, at + 3 + len(code), "code"))
        at += 3 + len(code)
    spans.append((at + 1, first - 2, "text"))
    spans.append((first - 2, first, "crlf"))
    if data is not None:
        spans.append((first, length - 3, "data"))
        spans.append((length - 3, length, "dot"))
    return clip_spans(spans)
