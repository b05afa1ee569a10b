"""Processes that do one job each at a time; a job that hangs or kills its process costs only itself."""

import contextlib
import importlib
import multiprocessing
import signal
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from types import TracebackType
from typing import Any, Self, TypeVar

from flows.model.patience import asked
from flows.night.limits import SYSTEM_REFUSES, end_after, end_no_more, is_greedy, limit_memory

J = TypeVar("J")
R = TypeVar("R")

# Every system can start a process afresh; forking one that has threads may deadlock, and the server that would fork
# afresh leaves a folder behind where it is killed.
_CONTEXT = multiprocessing.get_context("spawn")

# What a process takes to start is not its job's time.
_START_SECONDS = 120.0

# How often a process is looked at whose system refuses it no memory.
_LOOK_SECONDS = 0.2

OUT_OF_MEMORY = "处理所需内存超过上限，已中止：请拆分后重新放入"


@dataclass(frozen=True, slots=True)
class Lost:
    """A job without a result, and why in Chinese; `is_overtime` where it used up its time."""

    reason: str
    is_overtime: bool = False


@dataclass(frozen=True, slots=True)
class _MoreTime:
    """What a process sends before its result when its job takes longer by its nature."""

    seconds: float


@dataclass(frozen=True, slots=True)
class _Ready:
    """What a process sends when it has started."""


@dataclass(slots=True, eq=False)
class _Worker:
    process: SpawnProcess
    pipe: Connection
    job: Any = None
    started: float = field(default=0.0)
    seconds: float = field(default=0.0)
    is_ready: bool = False

    @property
    def deadline(self) -> float:
        return self.started + self.seconds + (0 if self.is_ready else _START_SECONDS)


class WorkerPool:
    """A fixed number of processes that each get `seconds` for a job; a context manager.

    What they will run is of the modules `preload`, which each imports before its time counts. Work that takes long
    by its nature gets what it asks for with `more_time` besides.
    """

    def __init__(self, count: int, seconds: float, preload: Sequence[str]) -> None:
        self._seconds, self._preload = seconds, tuple(preload)
        self._workers = [self._start() for _ in range(count)]

    @property
    def process_ids(self) -> tuple[int, ...]:
        """The processes as the system knows them."""
        return tuple(worker.process.pid or 0 for worker in self._workers)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for worker in self._workers:
            self._stop(worker)

    def run(self, work: Callable[[J], R], jobs: Iterable[J]) -> Iterator[tuple[J, R | Lost, float]]:
        """Every job with its result, or why it has none, and its seconds, in the order they come in.

        `work` is a function of a module and must not raise.
        """
        waiting = iter(jobs)
        try:
            while True:
                self._hand_out(work, waiting)
                busy = [worker for worker in self._workers if worker.job is not None]
                if not busy:
                    return
                yield from self._collect(busy)
        finally:
            # Left early: what is under way must not answer the next call.
            for worker in [worker for worker in self._workers if worker.job is not None]:
                self._replace(worker)

    def _hand_out(self, work: Callable[[J], R], waiting: Iterator[J]) -> None:
        for worker in [worker for worker in self._workers if worker.job is None]:
            job = next(waiting, None)
            if job is None:
                return
            if worker.process.exitcode is not None:
                worker = self._replace(worker)
            worker.job, worker.started, worker.seconds = job, time.monotonic(), self._seconds
            with contextlib.suppress(OSError):  # it died just now: `_collect` finds its pipe closed
                worker.pipe.send((work, job))

    def _collect(self, busy: list[_Worker]) -> Iterator[tuple[Any, Any, float]]:
        """What is done now; waits until a worker answers, asks for time, dies, or has used up its time or memory."""
        patience = min(worker.deadline for worker in busy) - time.monotonic()
        if not SYSTEM_REFUSES:
            patience = min(patience, _LOOK_SECONDS)
        ready = wait([worker.pipe for worker in busy], timeout=max(0.0, patience))
        for worker in busy:
            job, spent = worker.job, time.monotonic() - worker.started
            if worker.pipe in ready:
                result = self._received(worker)
                if isinstance(result, _Ready):
                    worker.is_ready, worker.started = True, time.monotonic()
                    continue
                if isinstance(result, _MoreTime):
                    worker.seconds += result.seconds
                    continue
            elif spent >= worker.seconds:
                result = Lost(f"处理超过 {worker.seconds:g} 秒，已中止：请拆分后重新放入", is_overtime=True)
                self._replace(worker)
            elif not SYSTEM_REFUSES and is_greedy(worker.process.pid or 0):
                result = Lost(OUT_OF_MEMORY)
                self._replace(worker)
            else:
                continue
            worker.job = None
            yield job, result, spent

    def _received(self, worker: _Worker) -> Any:
        try:
            return worker.pipe.recv()
        except (EOFError, OSError):
            worker.process.join()
            code = worker.process.exitcode or 0
            self._replace(worker)
            ended = f"被信号 {-code} 终止" if code < 0 else f"退出码 {code}"
            return Lost(f"处理进程意外结束（{ended}）：请用原软件打开并另存后重新放入")

    def _replace(self, worker: _Worker) -> _Worker:
        self._stop(worker)
        fresh = self._start()
        self._workers[self._workers.index(worker)] = fresh
        return fresh

    def _start(self) -> _Worker:
        ours, theirs = _CONTEXT.Pipe()
        process = _CONTEXT.Process(target=_serve, args=(theirs, self._seconds, self._preload), daemon=True)
        process.start()
        theirs.close()
        return _Worker(process, ours)

    def _stop(self, worker: _Worker) -> None:
        worker.process.kill()
        worker.process.join()
        worker.pipe.close()


def _serve(pipe: Connection, seconds: float, preload: Sequence[str]) -> None:
    """Answer jobs until the other end is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for module in preload:
        importlib.import_module(module)
    limit_memory()
    deadline = 0.0

    def ask(more: float) -> None:
        nonlocal deadline
        deadline += more
        end_after(deadline - time.monotonic())
        pipe.send(_MoreTime(more))

    asked.set(ask)
    with contextlib.suppress(EOFError, OSError):
        pipe.send(_Ready())
        while True:
            work, job = pipe.recv()
            # The parent stops a job in time; should the parent be dead, this does.
            deadline = time.monotonic() + seconds + 10
            end_after(seconds + 10)
            result = work(job)
            end_no_more()
            pipe.send(result)
