"""What every benchmark shares: steps timed in turn in one run, their ratio against a goal, and memory.

Milliseconds differ between machines and with what else runs on them; ratios of steps timed in turn do not.
"""

import itertools
import statistics
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import _lru_cache_wrapper
from math import inf, log
from pathlib import Path

Step = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Result:
    """One line of the table: what was measured, and the most that it may be, infinite where it is only told.

    Nothing is measured where `skipped` says why; then no goal is missed.
    """

    subject: str
    measured: float
    goal: float
    detail: str = ""
    skipped: str = ""

    @property
    def is_kept(self) -> bool:
        """Whether the goal is reached; nan never reaches one."""
        return bool(self.skipped) or self.measured <= self.goal

    @property
    def line(self) -> str:
        """The result as a row of the table."""
        if self.skipped:
            return f"{self.subject:58} {'-':>9} {self.goal:9.3g}  skipped: {self.skipped}"
        verdict = "told" if self.goal == inf else "kept" if self.is_kept else "MISSED"
        return f"{self.subject:58} {self.measured:9.3g} {self.goal:9.3g}  {verdict:6} {self.detail}"


def forget() -> None:
    """Empties what the package keeps of earlier documents, so that no step is served by the round before.

    What is read once per process (words, gazetteer) stays.
    """
    for module in [module for name, module in sys.modules.items() if name.startswith("flows.")]:
        for function in vars(module).values():
            if hasattr(function, "forget"):
                function.forget()
            elif isinstance(function, _lru_cache_wrapper) and function.cache_parameters()["maxsize"]:
                function.cache_clear()


def seconds(step: Step) -> float:
    """Processor time of this process for one step."""
    forget()
    start = time.process_time()
    step()
    return time.process_time() - start


def in_turn(steps: Mapping[str, Step], rounds: int) -> dict[str, list[float]]:
    """The seconds of each step in each round; all are warmed up once, then run one after the other."""
    for step in steps.values():
        step()
    taken: dict[str, list[float]] = {name: [] for name in steps}
    for _ in range(rounds):
        for name, step in steps.items():
            taken[name].append(seconds(step))
    return taken


def ratio(subject: str, ours: Step, other: Step, goal: float, rounds: int) -> Result:
    """How many times as long as `other` ours takes: of two steps run in turn, the fastest round of each.

    What else runs on the machine only ever adds to a round; the medians tell how much.
    """
    taken = in_turn({"ours": ours, "other": other}, rounds)
    mine, theirs = (statistics.median(taken[name]) for name in ("ours", "other"))
    least = min(taken["ours"]), min(taken["other"])
    detail = f"{least[0] * 1000:.1f} ms against {least[1] * 1000:.1f} ms; of the medians {mine / theirs:.3g}"
    return Result(subject, least[0] / least[1], goal, detail)


def growth(subject: str, step_of_size: Callable[[int], Step], sizes: Sequence[int], goal: float, rounds: int) -> Result:
    """The exponent with which the cost of a step grows: the steepest between any two neighbouring sizes."""
    taken = in_turn({str(size): step_of_size(size) for size in sizes}, rounds)
    fastest = {size: min(taken[str(size)]) for size in sizes}
    exponents = [
        log(fastest[larger] / fastest[smaller]) / log(larger / smaller) for smaller, larger in itertools.pairwise(sizes)
    ]
    detail = ", ".join(f"{size}: {fastest[size] * 1000:.1f} ms" for size in sizes)
    return Result(subject, max(exponents), goal, detail)


def resident(process_id: int | str = "self") -> float:
    """Resident memory of a process in MB, nan where the system does not tell."""
    status = Path(f"/proc/{process_id}/status")
    if not status.exists():
        return float("nan")
    [line] = [line for line in status.read_text().splitlines() if line.startswith("VmRSS")]
    return int(line.split()[1]) / 1024
