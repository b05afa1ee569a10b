"""Processes that do one job each at a time; a job that hangs or kills its process costs only itself."""

import contextlib
import multiprocessing
import resource
import signal
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkServerProcess
from types import TracebackType
from typing import Any, Generic, Self, TypeVar

J = TypeVar("J")
R = TypeVar("R")

# A hostile file may ask for all memory of the machine; its process is told no at this many bytes.
MEMORY_LIMIT = 4 * 2**30

# Forked from a small server that was started afresh: forking a process with threads may deadlock.
_CONTEXT = multiprocessing.get_context("forkserver")


@dataclass(frozen=True, slots=True)
class Lost:
    """A job without a result, and why in Chinese."""

    reason: str


@dataclass(slots=True, eq=False)
class _Worker(Generic[J]):
    process: ForkServerProcess
    pipe: Connection
    job: J | None = None
    started: float = field(default=0.0)


class WorkerPool(Generic[J, R]):
    """A fixed number of processes that run `work` on jobs; a context manager.

    `work` is a function of a module and must not raise; it gets `seconds` for each job.
    """

    def __init__(self, work: Callable[[J], R], count: int, seconds: float) -> None:
        self._work = work
        self._seconds = seconds
        _CONTEXT.set_forkserver_preload([work.__module__])
        self._workers = [self._start() for _ in range(count)]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for worker in self._workers:
            self._stop(worker)

    def run(self, jobs: Iterable[J]) -> Iterator[tuple[J, R | Lost, float]]:
        """Every job with its result, or why it has none, and its seconds, in the order they come in."""
        waiting = iter(jobs)
        try:
            while True:
                self._hand_out(waiting)
                busy = [worker for worker in self._workers if worker.job is not None]
                if not busy:
                    return
                yield from self._collect(busy)
        finally:
            # Left early: what is under way must not answer the next call.
            for worker in [worker for worker in self._workers if worker.job is not None]:
                self._replace(worker)

    def _hand_out(self, waiting: Iterator[J]) -> None:
        for worker in [worker for worker in self._workers if worker.job is None]:
            job = next(waiting, None)
            if job is None:
                return
            if worker.process.exitcode is not None:
                worker = self._replace(worker)
            worker.job, worker.started = job, time.monotonic()
            with contextlib.suppress(OSError):  # it died just now: `_collect` finds its pipe closed
                worker.pipe.send(job)

    def _collect(self, busy: list[_Worker[J]]) -> Iterator[tuple[J, R | Lost, float]]:
        """What is done now; waits until a worker answers, dies, or has used up its time."""
        patience = min(worker.started for worker in busy) + self._seconds - time.monotonic()
        ready = wait([worker.pipe for worker in busy], timeout=max(0.0, patience))
        for worker in busy:
            job, spent = worker.job, time.monotonic() - worker.started
            assert job is not None
            if worker.pipe in ready:
                result = self._received(worker)
            elif spent >= self._seconds:
                result = Lost(f"处理超过 {self._seconds:g} 秒，已中止：请拆分后重新放入")
                self._replace(worker)
            else:
                continue
            worker.job = None
            yield job, result, spent

    def _received(self, worker: _Worker[J]) -> R | Lost:
        try:
            result: R = worker.pipe.recv()
        except (EOFError, OSError):
            worker.process.join()
            code = worker.process.exitcode or 0
            self._replace(worker)
            ended = f"被信号 {-code} 终止" if code < 0 else f"退出码 {code}"
            return Lost(f"处理进程意外结束（{ended}）：请用原软件打开并另存后重新放入")
        return result

    def _replace(self, worker: _Worker[J]) -> _Worker[J]:
        self._stop(worker)
        fresh = self._start()
        self._workers[self._workers.index(worker)] = fresh
        return fresh

    def _start(self) -> _Worker[J]:
        ours, theirs = _CONTEXT.Pipe()
        process = _CONTEXT.Process(target=_serve, args=(self._work, theirs, self._seconds), daemon=True)
        process.start()
        theirs.close()
        return _Worker(process, ours)

    def _stop(self, worker: _Worker[J]) -> None:
        worker.process.kill()
        worker.process.join()
        worker.pipe.close()


def _serve(work: Callable[[Any], Any], pipe: Connection, seconds: float) -> None:
    """Answer jobs until the other end is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT if most == resource.RLIM_INFINITY else most, most))
    with contextlib.suppress(EOFError, OSError):
        while True:
            job = pipe.recv()
            # The parent stops a job in time; should the parent be dead, the system does.
            signal.setitimer(signal.ITIMER_REAL, seconds + 10)
            result = work(job)
            signal.setitimer(signal.ITIMER_REAL, 0)
            pipe.send(result)
