"""Sessions written down as text, played against an engine and cut in every way.

A transcript is a file of lines; `C:` is what the client says, `S:` what the server
says. Whoever is under test must say exactly its lines, no more and no less, after each
group of the other's; `*` in them stands for any text. It knows no protocol: the test
gives the engine, made from the directives, and who answers its questions.

    ## prose
    # directive word word          for the test that plays it
    C: NOOP                        a line, CR LF added, UTF-8
    C= NOOP\\r\\n\\x00                octets with Python's escapes, nothing added
    S: 250 *                       a line the engine must say (or the peer says)
    T: 300                         seconds go by
    E:                             the peer closes its side
    L:                             the connection breaks
    X:                             the engine closes
    H:                             the engine asked for TLS, and the handshake is done

It refuses an engine that says more than is written.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from simulator.journal.facts import Fact
from simulator.protocols.engine import Action, Answer, Engine, Question, TlsStarted

FOLDER = Path(__file__).parent
SECOND_US = 1_000_000

_STEP = re.compile(r"([CSTELXH])([:=]) ?(.*)")

Cut = Callable[[bytes], Iterable[bytes]]
"""How octets arrive: the pieces of what was sent."""


class Step(NamedTuple):
    """`kind`: the letter; `octets`: what is said, `*` standing for anything in the
    engine's lines; `number`: line in the file."""

    kind: str
    octets: bytes
    number: int


class Transcript(NamedTuple):
    """`directives`: word tuples, in order."""

    name: str
    directives: tuple[tuple[str, ...], ...]
    steps: tuple[Step, ...]

    def words(self, first: str) -> list[tuple[str, ...]]:
        """The rest of every directive that begins with `first`."""
        return [words[1:] for words in self.directives if words[0] == first]

    def check(self, *known: str) -> None:
        """Refuse a directive the test would ignore."""
        unknown = {words[0] for words in self.directives} - set(known)
        assert not unknown, f"{self.name}: unknown directives {unknown}"


class Played(NamedTuple):
    """What came of it. `output`: all octets the engine sent."""

    facts: list[Fact]
    output: bytes
    closed: bool


def load(folder: str) -> list[Transcript]:
    """Every `*.txt` in a folder beside this file, in order of name."""
    paths = sorted((FOLDER / folder).glob("*.txt"))
    assert paths, f"no transcripts in {folder}"
    return [read(path.stem, path.read_text(encoding="utf-8")) for path in paths]


def read(name: str, text: str) -> Transcript:
    """The transcript written in `text`."""
    directives: list[tuple[str, ...]] = []
    steps: list[Step] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith("##"):
            continue
        if line.startswith("#"):
            directives.append(tuple(line[1:].split()))
            continue
        found = _STEP.fullmatch(line)
        assert found, f"{name}:{number}: not a step: {line!r}"
        steps.append(Step(found[1], _octets(found[1], found[2], found[3]), number))
    return Transcript(name, tuple(directives), tuple(steps))


def _octets(kind: str, sign: str, text: str) -> bytes:
    if sign == "=":
        return text.encode("latin-1").decode("unicode_escape").encode("latin-1")
    return text.encode("utf-8") + (b"\r\n" if kind in "CS" else b"")


# --- ways to cut ---------------------------------------------------------------------


def whole(data: bytes) -> Iterable[bytes]:
    """All at once."""
    return (data,)


def octet_by_octet(data: bytes) -> Iterable[bytes]:
    """One octet at a time."""
    return (data[at : at + 1] for at in range(len(data)))


class CutOnce:
    """Everything whole, but for one cut after `at` octets of all that is said."""

    def __init__(self, at: int) -> None:
        self._left = at

    def __call__(self, data: bytes) -> Iterator[bytes]:
        at, self._left = self._left, self._left - len(data)
        if 0 < at < len(data):
            yield data[:at]
            yield data[at:]
        else:
            yield data


# --- playing --------------------------------------------------------------------------


class _Player:
    """Drives one engine; `said` is what it said since it was last compared."""

    def __init__(self, engine: Engine, answer: Callable[[Question], Answer]) -> None:
        self.engine = engine
        self.answer = answer
        self.now_us = 0
        self.facts: list[Fact] = []
        self.output: list[bytes] = []
        self.said = b""
        self.closed = False
        self.asked_tls = False

    def drain(self) -> None:
        """In the order of the contract, until there is nothing left to do."""
        while True:
            self.facts += self.engine.facts()
            sent = b"".join(self.engine.data_to_send())
            self.output.append(sent)
            self.said += sent
            question = self.engine.next_question()
            action = self.engine.action()
            self.closed = self.closed or action is Action.CLOSE
            self.asked_tls = self.asked_tls or action is Action.START_TLS
            if question is None:
                return
            assert self.engine.next_question() is question, "an open question changed"
            self.engine.answer(self.answer(question), self.now_us)

    def hear(self, data: bytes, cut: Cut) -> None:
        for piece in cut(data):
            self.engine.receive_data(piece, self.now_us)
            self.drain()

    def wait(self, seconds: int) -> None:
        self.now_us += seconds * SECOND_US
        deadline = self.engine.timer_at_us()
        if deadline is not None and deadline <= self.now_us:
            self.engine.handle_timer(self.now_us)
        self.drain()


def play(
    transcript: Transcript,
    engine: Engine,
    answer: Callable[[Question], Answer],
    *,
    side: str = "S",
    cut: Cut = whole,
) -> Played:
    """Play it against `engine`, whose lines are those of `side`."""
    player = _Player(engine, answer)
    player.drain()
    steps = list(transcript.steps)
    while steps:
        kind = steps[0].kind
        if kind == side:
            _compare(transcript, _group(steps, kind), player)
            continue
        _expect_silence(transcript, steps[0], player)
        if kind in "CS":
            player.hear(b"".join(s.octets for s in _group(steps, kind)), cut)
        else:
            _do(transcript, steps.pop(0), player)
    assert player.said == b"", f"{transcript.name}: it also said {player.said!r}"
    ends = any(step.kind in "XEL" for step in transcript.steps)
    assert player.closed <= ends, f"{transcript.name}: it closed"
    return Played(player.facts, b"".join(player.output), player.closed)


def play_at_once(
    transcript: Transcript,
    engine: Engine,
    answer: Callable[[Question], Answer],
    *,
    side: str = "S",
) -> Played:
    """All of the peer's octets in one piece, before anything is compared."""
    assert not any(step.kind in "TELH" for step in transcript.steps)
    player = _Player(engine, answer)
    player.drain()
    spoken = [s.octets for s in transcript.steps if s.kind in "CS" and s.kind != side]
    player.hear(b"".join(spoken), whole)
    _compare(transcript, [s for s in transcript.steps if s.kind == side], player)
    return Played(player.facts, b"".join(player.output), player.closed)


def octets_heard(transcript: Transcript, side: str = "S") -> int:
    """How many octets the engine of `side` is fed."""
    heard = (s.octets for s in transcript.steps if s.kind in "CS" and s.kind != side)
    return sum(map(len, heard))


def _group(steps: list[Step], kind: str) -> list[Step]:
    """Take the steps of `kind` off the front."""
    group = []
    while steps and steps[0].kind == kind:
        group.append(steps.pop(0))
    return group


def _do(transcript: Transcript, step: Step, player: _Player) -> None:
    if step.kind == "T":
        player.wait(int(step.octets))
    elif step.kind == "E":
        player.engine.receive_eof(player.now_us)
        player.drain()
    elif step.kind == "L":
        player.engine.connection_lost(player.now_us)
        player.drain()
    elif step.kind == "H":
        assert player.asked_tls, (
            f"{transcript.name}:{step.number}: no TLS was asked for"
        )
        player.asked_tls = False
        player.engine.notify(TlsStarted(), player.now_us)
        player.drain()
    else:
        assert player.closed, f"{transcript.name}:{step.number}: it did not close"


def _expect_silence(transcript: Transcript, step: Step, player: _Player) -> None:
    place = f"{transcript.name}:{step.number}"
    assert player.said == b"", f"{place}: before this it also said {player.said!r}"


def _compare(transcript: Transcript, group: list[Step], player: _Player) -> None:
    for step in group:
        pattern = b".*".join(map(re.escape, step.octets.split(b"*")))
        line, separator, player.said = player.said.partition(b"\r\n")
        said: Any = line + separator
        assert re.fullmatch(pattern, said, re.DOTALL), (
            f"{transcript.name}:{step.number}: it said {said!r}, not {step.octets!r}"
        )
