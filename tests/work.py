"""How much work a piece of code does: counted, so that a busy machine says the same as an idle one."""

import gc
import sys
from collections.abc import Callable
from types import FrameType
from typing import Any


def operations(work: Callable[[], object]) -> int:
    """How many operations of the interpreter a call takes; what C code does in one of them counts once.

    The garbage collector rests meanwhile: what other libraries have it call back (hypothesis does) is none of the work.
    """
    count = 0

    def step(frame: FrameType, event: str, _argument: Any) -> Any:
        nonlocal count
        frame.f_trace_opcodes, frame.f_trace_lines = True, False
        count += event == "opcode"
        return step

    before, is_collecting = sys.gettrace(), gc.isenabled()
    gc.disable()
    sys.settrace(step)
    try:
        work()
    finally:
        sys.settrace(before)
        if is_collecting:
            gc.enable()
    return count
