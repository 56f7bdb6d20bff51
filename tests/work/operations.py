"""How much Python some work is: operations of the interpreter, counted, not timed, so
that the number is the same on every machine.

From Python 3.12 on `sys.monitoring` counts them (PEP 669). `sys.settrace`, which counts
them before, misses there what a function does the first time it is called: a frame asks
for its operations only once it runs, and what runs already is not instrumented anew.
"""

import sys
import threading
from collections.abc import Callable
from types import CodeType, FrameType
from typing import Any


def operations(work: Callable[[], object]) -> int:
    """Bytecode operations that `work` takes, in this thread."""
    monitoring = vars(sys).get("monitoring")
    return _monitored(work, monitoring) if monitoring else _traced(work)


def _monitored(work: Callable[[], object], monitoring: Any) -> int:
    counted = 0
    current = threading.get_ident
    here = current()

    def count(code: CodeType, offset: int) -> None:
        nonlocal counted
        counted += current() == here

    tool = monitoring.PROFILER_ID
    monitoring.use_tool_id(tool, "operations")
    instruction = monitoring.events.INSTRUCTION
    monitoring.register_callback(tool, instruction, count)
    monitoring.set_events(tool, instruction)
    try:
        work()
    finally:
        monitoring.set_events(tool, 0)
        monitoring.register_callback(tool, instruction, None)
        monitoring.free_tool_id(tool)
    return counted


def _traced(work: Callable[[], object]) -> int:
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
