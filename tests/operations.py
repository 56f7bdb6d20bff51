"""How much Python some work is: operations of the interpreter, counted, not timed, so
that the number is the same on every machine."""

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any


def operations(work: Callable[[], object]) -> int:
    """Bytecode operations that `work` takes, in this thread."""
    counted = 0

    def count(frame: FrameType, event: str, arg: Any) -> Any:
        nonlocal counted
        counted += event == "opcode"
        return count

    def enter(frame: FrameType, event: str, arg: Any) -> Any:
        frame.f_trace_opcodes = True
        frame.f_trace_lines = False
        return count

    before = sys.gettrace()
    sys.settrace(enter)
    try:
        work()
    finally:
        sys.settrace(before)
    return counted
