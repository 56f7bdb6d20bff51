"""The IMAP4rev1 server engine (RFC 3501): pure, as `protocols/engine.py` asks.

Order of a command: pieces of the wire (`reader.py`), joined until the last literal is
in (`assembly.py`), the table of `states.py`, a generator of `commands/`, perhaps some
questions to the store, untagged responses, what other sessions did meanwhile, one
tagged completion. While a question is open received octets wait, so commands sent
without waiting (§5.5) are answered in turn.

Waiting for a literal, a SASL response or DONE are states of the command, not questions.
News may come at any moment; they are told when RFC 3501 §7.4.1 allows, at once in IDLE.

It refuses to judge a password, to store, and to raise for anything a client sends.
"""

from simulator.journal import INLINE_OCTETS_MAX, inline
from simulator.journal.facts import ImapCommandReceived, ImapContinuationReceived
from simulator.protocols.engine import Action, Answer, EngineBase, News, Question
from simulator.protocols.imap.assembly import Assembly
from simulator.protocols.imap.codes import REASONS
from simulator.protocols.imap.commands import HANDLERS
from simulator.protocols.imap.config import ImapServerConfig
from simulator.protocols.imap.grammar.tokens import CommandSyntaxError, Cursor
from simulator.protocols.imap.objections import objection
from simulator.protocols.imap.questions import (
    Alert,
    FlagsChanged,
    MessagesArrived,
    MessagesExpunged,
    Shutdown,
)
from simulator.protocols.imap.reader import CRLF, Mark, Piece, Reader
from simulator.protocols.imap.responses import Teller
from simulator.protocols.imap.session import (
    CommandOutcome,
    ImapSession,
    Prompt,
    Run,
    refuse,
)
from simulator.protocols.imap.states import CONNECTION, State, next_state
from simulator.protocols.imap.tracker import SelectedView


class ImapServer(EngineBase[Question]):
    """One session, server side.

    Asks any question of `questions.py` but WhatNext. Contents are chunks of their own,
    the stored objects where all was asked.

    `now_us`: when the connection opened; the greeting is ready from the start.
    """

    def __init__(self, config: ImapServerConfig, now_us: int) -> None:
        super().__init__()
        self.config = config
        self.state = State.CLOSED
        self.session = ImapSession(config, now_us)
        self._reader = Reader(config.line_octets_max)
        self._teller = Teller(self.session, self._output, self._facts)
        self._assembly: Assembly | None = None
        self._begun: Assembly | None = None
        self._mark: Mark | None = None
        self._literal: Piece | None = None
        self._run: Run | None = None
        self._prompt: Prompt | None = None
        self._eof = False
        self._idle_at_us = now_us + config.idle_timeout_us
        self._greet()

    @property
    def mailbox(self) -> str:
        """The mailbox this session has selected, or ""."""
        return self.session.mailbox

    @property
    def user(self) -> str:
        """Who is logged in, or ""."""
        return self.session.user

    # --- the engine contract ---

    def receive_data(self, data: bytes, now_us: int) -> None:
        """Octets of commands, cut at any place."""
        if self.state is not State.LOGOUT and self._action is None:
            self._reader.feed(data)
            self._read(now_us)

    def receive_eof(self, now_us: int) -> None:
        """No more commands: what is already here is still answered, then it ends."""
        self._eof = True
        self._read(now_us)

    def answer(self, answer: Answer, now_us: int) -> None:
        """Answer the open question; commands that waited are read next."""
        assert self._question is not None, "nothing was asked"
        self._question = None
        self._idle_at_us = now_us + self.config.idle_timeout_us
        self.session.now_us = now_us
        self._resume(answer)
        self._read(now_us)

    def action(self) -> Action | None:
        """START_TLS after its OK; CLOSE after LOGOUT, BYE, or the end of input."""
        action = super().action()
        if action is Action.START_TLS:
            self._reader.restart()
            self._teller.restart()
            self.session.tls = True
        return action

    def notify(self, news: News, _now_us: int) -> None:
        """News of the selected mailbox, an alert, or the end; at any moment."""
        if self.state is State.LOGOUT:
            return
        view = self.session.view
        match news:
            case Alert(text=text):
                self.session.say_status("OK", text, "ALERT")
                self._flush()
            case Shutdown(text=text):
                self._say_bye("shutdown", text)
            case _ if view is not None:
                _take_news(view, news)
        self._tell_at_once()

    def connection_lost(self, _now_us: int) -> None:
        """The open question is withdrawn; nothing is expunged."""
        self._end()
        self._action = None

    def timer_at_us(self) -> int | None:
        """The autologout (RFC 3501 §5.4); it does not run while the store is asked."""
        if self._question or self.state is State.LOGOUT:
            return None
        return self._idle_at_us

    def _time_out(self) -> None:
        """`* BYE` and close."""
        self._say_bye("autologout")

    # --- reading ---

    @property
    def _waiting(self) -> bool:
        """Whether received octets must wait."""
        return (
            self._question is not None
            or self._action is not None
            or self.state is State.LOGOUT
        )

    def _read(self, now_us: int) -> None:
        while not self._waiting:
            piece = self._reader.next()
            if piece is None:
                if self._eof:
                    self._end()
                return
            self._idle_at_us = now_us + self.config.idle_timeout_us
            self.session.now_us = now_us
            self._take(piece)

    def _take(self, piece: Piece) -> None:
        if self._prompt is not None:
            self._take_continuation(piece)
        elif piece.is_literal:
            self._take_literal(piece)
        elif self._assembly is None:
            self._take_command(piece)
        else:
            self._assembly.add_line(piece)
            self._continued(piece, "literal", self._literal)
            self._go_on(piece.mark)

    def _take_command(self, line: Piece) -> None:
        """The first line of a command."""
        self._assembly = assembly = Assembly(line)
        self._teller.verb = assembly.verb
        self.session.tag = assembly.tag
        assembly.problem = objection(assembly, self.state, self.config)
        self._teller.record(
            ImapCommandReceived(
                octets=inline(line.octets),
                stream=self.session.streams[0],
                offset=line.offset,
                length=line.length,
                tag=assembly.tag,
                verb=assembly.verb,
                argument=inline(assembly.argument),
                state=self.state,
                literal_length=line.mark.size if line.mark else -1,
                mailbox=self.session.mailbox,
                spans=assembly.spans(),
            )
        )
        self._go_on(line.mark)

    def _go_on(self, mark: Mark | None) -> None:
        """After a line: wait for the literal it announces, or do the command."""
        assembly = self._assembly
        assert assembly is not None
        room = self.config.command_octets_max - assembly.size
        if assembly.verb == "APPEND" and not assembly.problem:
            room += self.config.append_octets_max
        if room < 0:
            assembly.refuse("line_too_long")
        if mark is None:
            self._start()
            return
        self._weigh(assembly, mark, room)
        if mark.waits and assembly.problem:
            # The client waits for a `+`; what it gets instead ends the command.
            self._start()
            return
        if mark.waits:
            self._teller.prompt("Ready for literal data", self.state)
        self._mark = mark
        self._reader.expect_literal(mark.size, keep=not assembly.problem)

    def _weigh(self, assembly: Assembly, mark: Mark, room: int) -> None:
        """Refuse a literal that is too big before it is sent, if the client waits."""
        message = assembly.verb == "APPEND" and not assembly.problem
        if message and mark.size > self.config.append_octets_max:
            assembly.refuse("message_too_big")
        elif mark.size > room:
            assembly.refuse("literal_too_big")

    def _take_literal(self, piece: Piece) -> None:
        assert self._assembly is not None and self._mark is not None
        if not self._assembly.problem:
            self._assembly.add_literal(piece.octets, self._mark)
        self._literal = piece

    def _take_continuation(self, line: Piece) -> None:
        """A SASL response, or the DONE of IDLE."""
        assert self._prompt is not None
        part, self._prompt = self._prompt.part, None
        self._continued(line, part)
        text = b"\0" if line.too_long else line.octets.removesuffix(CRLF)
        self._resume(text)

    def _continued(self, line: Piece, part: str, literal: Piece | None = None) -> None:
        """The fact: a continuation line, with the literal before it."""
        start = literal.octets[:INLINE_OCTETS_MAX] if literal else b""
        length = literal.length if literal else 0
        octets = start if length > INLINE_OCTETS_MAX else start + line.octets
        self._teller.record(
            ImapContinuationReceived(
                octets=inline(octets),
                stream=self.session.streams[0],
                offset=line.offset - length,
                length=length + line.length,
                tag=self.session.tag,
                verb=self._teller.verb,
                part=part,
                state=self.state,
                content_length=length,
                literal_length=line.mark.size if line.mark else -1,
            )
        )

    # --- doing ---

    def _start(self) -> None:
        """The command is whole: do it, or say why not."""
        assembly, self._assembly = self._assembly, None
        assert assembly is not None
        self._begun = assembly
        if assembly.problem:
            self._complete(refuse(assembly.problem), counts=False)
            return
        arguments = assembly.arguments(self.session.utf8)
        self._run = self._whole(assembly.verb, arguments)
        self._resume(None)

    def _whole(self, verb: str, arguments: Cursor) -> Run:
        """A command, and what is new before its completion, but for the last part."""
        outcome = yield from HANDLERS[verb](self.session, arguments)
        if next_state(self.state, verb, outcome.status) is State.SELECTED:
            expunges = outcome.expunges and outcome.status != "BAD"
            yield from self.session.tell_in_parts(expunges=expunges)
        return outcome

    def _resume(self, sent: Answer | bytes | None) -> None:
        """Let the command run until it asks, prompts or ends."""
        assert self._run is not None
        try:
            asked = self._run.send(sent)
        except StopIteration as end:
            self._run = None
            self._complete(end.value)
            return
        except CommandSyntaxError as problem:
            self._run = None
            assert self._begun is not None
            self._teller.point_out(self._begun.spans(problem.at))
            self._complete(refuse(problem.reason))
            return
        self._flush()
        if isinstance(asked, Prompt):
            self._prompt = asked
            self._teller.prompt(asked.text, self.state)
            self._tell_at_once()
        else:
            self._question = asked

    def _complete(self, outcome: CommandOutcome, *, counts: bool = True) -> None:
        """What is new, then the tagged completion; the table says what comes next."""
        verb = self._teller.verb if counts else None
        state = self.state
        if verb is not None:
            state = next_state(self.state, verb, outcome.status)
        if state is not State.SELECTED:
            self.session.view = None
        if verb is not None and state is not State.LOGOUT:
            self.session.tell(expunges=outcome.expunges and outcome.status != "BAD")
        self._flush()
        self._teller.complete(outcome, self.state, state)
        self._teller.verb = CONNECTION
        self.state = state
        self._after()

    def _after(self) -> None:
        limit = self.config.failed_logins_max
        if self.state is State.LOGOUT:
            self._end()
        elif self.session.start_tls:
            self.session.start_tls = False
            self._action = Action.START_TLS
        elif limit and self.session.failed_logins >= limit:
            self._say_bye("too_many_logins")

    # --- saying ---

    def _tell_at_once(self) -> None:
        """In IDLE everything new is told as it happens."""
        if self._prompt is not None and self._prompt.part == "done":
            self.session.tell(expunges=True)
            self._flush()

    def _greet(self) -> None:
        config = self.config
        status = "PREAUTH" if config.preauthenticated else "OK"
        text = config.greeting or f"{config.host_name} IMAP4rev1 ready"
        code = " ".join(("CAPABILITY", *self.session.capabilities))
        self.session.say_status(status, text, code)
        self._flush()

    def _flush(self) -> None:
        """What the session has to say, goes out."""
        said, self.session.out = self.session.out, []
        for response in said:
            self.state = self._teller.untagged(response, self.state)

    def _say_bye(self, reason: str, text: str = "") -> None:
        self.session.say_status("BYE", text or REASONS[reason].text, "", reason)
        self._flush()
        self._end()

    def _end(self) -> None:
        """Close; what was going on is forgotten."""
        if self._run is not None:
            self._run.close()
        self._run = self._prompt = self._question = self._assembly = None
        self.session.view = None
        self.state = State.LOGOUT
        self._action = Action.CLOSE


def _take_news(view: SelectedView, news: News) -> None:
    """News of another mailbox is none."""
    match news:
        case MessagesArrived(mailbox=view.mailbox, entries=entries, recent=recent):
            view.arrive(entries, recent)
        case FlagsChanged(mailbox=view.mailbox, flags=changed):
            for uid, flags in changed:
                view.change(uid, flags)
        case MessagesExpunged(mailbox=view.mailbox, uids=uids):
            view.expunge(uids)
