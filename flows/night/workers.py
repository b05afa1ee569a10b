"""Processes that do one job each at a time; a job that hangs or kills its process costs only itself."""

import contextlib
import importlib
import multiprocessing
import signal
import time
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from multiprocessing.reduction import ForkingPickler
from types import TracebackType
from typing import Any, Self, TypeVar

import psutil

from flows.model.allowances import asked
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

# A job that has not used up its processor time after so many times its seconds waits for the machine, not for itself.
_PATIENCE = 10

# How often a job is looked at that has next to nothing of its time left.
_GLANCE = 0.05

OUT_OF_MEMORY = "处理所需内存超过上限，已中止：请拆分后重新放入"
_RESAVE = "请用原软件打开并另存后重新放入"
_LATER = "与文件无关，下一次运行再读"


@dataclass(frozen=True, slots=True)
class Lost:
    """A job without a result, and why in Chinese; `is_overtime` where it used up its processor time,
    `is_from_outside` where the machine or somebody ended it, who may let it live another time.
    """

    reason: str
    is_overtime: bool = False
    is_from_outside: bool = False


@dataclass(frozen=True, slots=True)
class _MoreTime:
    """What a process sends before its result when its job takes longer by its nature."""

    seconds: float


@dataclass(frozen=True, slots=True)
class _Ready:
    """What a process sends when it has started."""


@dataclass(slots=True, eq=False)
class _Worker:
    """A process with its job: when that began, how much processor time it may take, and what was used before it."""

    process: SpawnProcess
    pipe: Connection
    clock: psutil.Process
    job: Any = None
    started: float = 0.0
    seconds: float = 0.0
    used_before: float = 0.0
    used_last: float = 0.0
    is_ready: bool = False

    def begin(self, job: Any, seconds: float) -> None:
        self.job, self.started, self.seconds = job, time.monotonic(), seconds
        self.used_before = self.used()

    def used(self) -> float:
        """The processor time of all jobs so far; of a process that is gone, what was last seen."""
        with contextlib.suppress(psutil.Error):
            times = self.clock.cpu_times()
            self.used_last = times.user + times.system
        return self.used_last

    @property
    def left(self) -> float:
        """The processor time that the job has left, which it cannot use up in less time by the clock."""
        return self.seconds - (self.used() - self.used_before) if self.is_ready else self.seconds

    @property
    def patience(self) -> float:
        """How long the job is waited for by the clock, from now on."""
        starting = 0 if self.is_ready else _START_SECONDS
        return self.started + starting + self.seconds * _PATIENCE - time.monotonic()


class WorkerPool:
    """A fixed number of processes that each get `seconds` of processor time for a job; a context manager.

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

        `work` is a function of a module; what it raises is told as an error of ours. A job that was ended from
        outside is tried once more, alone, after all others.
        """
        again: list[J] = []
        with contextlib.closing(self._run(work, jobs)) as results:
            for job, result, spent in results:
                if isinstance(result, Lost) and result.is_from_outside:
                    again.append(job)
                else:
                    yield job, result, spent
        for job in again:
            yield from self._run(work, [job])

    def _run(self, work: Callable[[J], R], jobs: Iterable[J]) -> Generator[tuple[J, R | Lost, float], None, None]:
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
            worker.begin(job, self._seconds)
            with contextlib.suppress(OSError):  # it died just now: `_collect` finds its pipe closed
                worker.pipe.send((work, job))

    def _collect(self, busy: list[_Worker]) -> Iterator[tuple[Any, Any, float]]:
        """What is done now; waits until a worker answers, asks for time, dies, or may have had its time or memory."""
        patience = min(min(worker.left, worker.patience) for worker in busy)
        if not SYSTEM_REFUSES:
            patience = min(patience, _LOOK_SECONDS)
        ready = wait([worker.pipe for worker in busy], timeout=max(_GLANCE, patience))
        for worker in busy:
            job, spent = worker.job, time.monotonic() - worker.started
            if worker.pipe in ready:
                result = self._received(worker)
                if isinstance(result, _Ready):
                    worker.is_ready = True
                    worker.begin(worker.job, worker.seconds)
                    continue
                if isinstance(result, _MoreTime):
                    worker.seconds += result.seconds
                    continue
            elif worker.left <= 0:
                result = Lost(f"处理超过 {worker.seconds:g} 秒，已中止：请拆分后重新放入", is_overtime=True)
                self._replace(worker)
            elif worker.patience <= 0:
                waited = f"等了 {spent:.0f} 秒，处理器只给了 {worker.seconds - worker.left:.1f} 秒"
                result = Lost(f"机器过于繁忙，未能处理（{waited}）：{_LATER}", is_from_outside=True)
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
            return _death(code)

    def _replace(self, worker: _Worker) -> _Worker:
        self._stop(worker)
        fresh = self._start()
        self._workers[self._workers.index(worker)] = fresh
        return fresh

    def _start(self) -> _Worker:
        pipes: tuple[Any, Any] = _CONTEXT.Pipe()  # Windows has a kind of its own, which does the same
        ours, theirs = pipes
        process = _CONTEXT.Process(target=_serve, args=(theirs, self._seconds, self._preload), daemon=True)
        process.start()
        theirs.close()
        return _Worker(process, ours, psutil.Process(process.pid))

    def _stop(self, worker: _Worker) -> None:
        worker.process.kill()
        worker.process.join()
        worker.pipe.close()


def _death(code: int) -> Lost:
    """What the end of a process tells by its exit code: who ended it, and whether the file is to blame."""
    name = next((known.name for known in signal.Signals if known == -code), "")
    if name == "SIGKILL":
        return Lost(f"处理进程意外结束（{name}：被系统强行终止，多为机器内存不足）：{_LATER}", is_from_outside=True)
    if name in {"SIGHUP", "SIGINT", "SIGTERM"}:
        return Lost(f"处理进程意外结束（{name}：被其他程序或人终止）：{_LATER}", is_from_outside=True)
    if name:
        return Lost(f"处理进程意外结束（{name}：读取程序在这份文件上崩溃）：{_RESAVE}")
    return Lost(f"处理进程意外结束（退出码 {code}：读取程序在这份文件上退出）：{_RESAVE}")


def _serve(pipe: Connection, seconds: float, preload: Sequence[str]) -> None:
    """Answer jobs until the other end is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for module in preload:
        importlib.import_module(module)
    limit_memory()
    deadline = 0.0

    def ask(more: float) -> None:
        nonlocal deadline
        deadline += more * _PATIENCE
        end_after(deadline - time.monotonic())
        pipe.send(_MoreTime(more))

    asked.set(ask)
    with contextlib.suppress(EOFError, OSError):
        pipe.send(_Ready())
        while True:
            work, job = pipe.recv()
            # The parent stops a job in time; should the parent be dead, this does.
            deadline = time.monotonic() + seconds * _PATIENCE + 10
            end_after(seconds * _PATIENCE + 10)
            answer = _answer(work, job)
            end_no_more()
            pipe.send_bytes(answer)


def _answer(work: Callable[[J], Any], job: J) -> memoryview:
    """The result as it goes through a pipe, or that there is none because of an error of ours or of memory."""
    try:
        return ForkingPickler.dumps(work(job))
    except MemoryError:
        return ForkingPickler.dumps(Lost(OUT_OF_MEMORY))
    except Exception as error:
        reason = f"程序错误，请报告开发者（{type(error).__name__}: {error}）"[:400]
        return ForkingPickler.dumps(Lost(reason))
