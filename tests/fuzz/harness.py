"""Drives one engine through one fuzzed session and watches its memory.

It refuses to judge what the engine says: the tests do.
"""

import gc
from collections.abc import Callable
from random import Random
from types import FunctionType, ModuleType
from typing import Any

from simulator.journal.facts import Fact
from simulator.protocols.engine import Action, Answer, Engine, Question, TlsStarted
from tests.fuzz.bytes_of import pieces

_COUNTED = (bytes, bytearray, str)
_FOREIGN = (type, ModuleType, FunctionType)


def held(engine: object) -> int:
    """Octets and characters that can be reached from `engine`, each object once."""
    total, seen, waiting = 0, set(), [engine]
    while waiting:
        thing = waiting.pop()
        if id(thing) in seen or isinstance(thing, _FOREIGN):
            continue
        seen.add(id(thing))
        if isinstance(thing, _COUNTED):
            total += len(thing)
        else:
            waiting += gc.get_referents(thing)
    return total


class Heard:
    """`facts`, `sent` (one item each), `asked`, and the most that was `held`."""

    def __init__(self) -> None:
        self.facts: list[Fact] = []
        self.sent: list[bytes] = []
        self.asked: list[Question] = []
        self.closed = False

    @property
    def octets(self) -> bytes:
        return b"".join(self.sent)


def drive(
    engine: Engine,
    data: bytes,
    chance: Random,
    answer: Callable[[Question], Answer | None],
) -> Heard:
    """All of `data` in pieces; time, news, ends and breaks in between. `answer` may say
    None: the question stays open for a while, or until the connection is lost."""
    heard = Heard()
    now_us = 0
    _drain(engine, heard, answer, now_us)
    for piece in pieces(chance, data):
        if heard.closed:
            break
        engine.receive_data(piece, now_us)
        _drain(engine, heard, answer, now_us)
        now_us += chance.choice((0, 0, 0, 1_000, 400_000_000))
        deadline = engine.timer_at_us()
        if deadline is not None and deadline <= now_us:
            engine.handle_timer(now_us)
            _drain(engine, heard, answer, now_us)
    end = chance.choice((engine.receive_eof, engine.connection_lost))
    end(now_us)
    _drain(engine, heard, answer, now_us)
    engine.connection_lost(now_us)
    _drain(engine, heard, answer, now_us)
    return heard


def _drain(
    engine: Engine,
    heard: Heard,
    answer: Callable[[Question], Answer | None],
    now_us: int,
) -> None:
    while True:
        heard.facts += engine.facts()
        heard.sent += engine.data_to_send()
        question = engine.next_question()
        action = engine.action()
        if action is Action.START_TLS:
            engine.notify(TlsStarted(), now_us)
        heard.closed = heard.closed or action is Action.CLOSE
        if question is None:
            if action is None:
                return
            continue
        reply: Any = answer(question)
        if reply is None:
            return
        heard.asked.append(question)
        engine.answer(reply, now_us)
