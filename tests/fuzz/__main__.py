"""`python -m tests.fuzz`: breaks documents of every format, and says what became of them."""

import argparse
import sys
import time
from collections import Counter
from pathlib import Path

from flows.night.workers import Lost, WorkerPool
from tests.fuzz.originals import SUFFIXES
from tests.fuzz.trial import Trial, bytes_of, run

SECONDS = 30.0  # of the processor, for one document
SECONDS_A_CELL = 0.002  # more than that for a workbook of thousands of sheets
_PATIENCE = 180.0  # by the clock, until its process is ended


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz")
    parser.add_argument("--mutations", type=int, default=10_000, help="of each format")
    parser.add_argument("--format", choices=SUFFIXES, action="append", help="these formats only")
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--save", type=Path, help="write the document of the first seed here, and do no more")
    arguments = parser.parse_args()
    formats = arguments.format or list(SUFFIXES)
    if arguments.save:
        arguments.save.write_bytes(bytes_of(Trial(formats[0], arguments.first)))
        return 0
    seeds = range(arguments.first, arguments.first + arguments.mutations)
    return 1 if sum([_broke(name, seeds, arguments.workers) for name in formats]) else 0


def _broke(format_name: str, seeds: range, workers: int) -> int:
    """Prints what became of the format's documents; how many crashed, hung or ended their process."""
    kinds: Counter[str] = Counter()
    most, slowest, started = 0, (0.0, 0), time.monotonic()
    with WorkerPool(workers, _PATIENCE, [run.__module__]) as pool:
        for trial, verdict, _ in pool.run(run, (Trial(format_name, seed) for seed in seeds)):
            if isinstance(verdict, Lost):
                kind, detail = ("hang" if verdict.is_overtime else "death"), verdict.reason
            else:
                kind, detail = verdict.kind, verdict.detail
                most, slowest = max(most, verdict.megabytes), max(slowest, (verdict.seconds, trial.seed))
                kind = "hang" if verdict.seconds > max(SECONDS, verdict.cells * SECONDS_A_CELL) else kind
            kinds[kind] += 1
            if kind in {"crash", "hang", "death"}:
                print(f"{format_name} --first {trial.seed} --mutations 1: {kind}\n{detail}", flush=True)
    bad = sum(kinds[kind] for kind in ("crash", "hang", "death"))
    refused = ", ".join(f"{kind} {count}" for kind, count in sorted(kinds.items()) if kind != "read")
    print(
        f"{format_name}: {len(seeds)} mutations, {kinds['read']} read ({refused or 'none refused'}); "
        f"crashes {kinds['crash']}, hangs {kinds['hang']}, deaths {kinds['death']}; at most {most} MB; "
        f"slowest {slowest[0]:.1f} s (seed {slowest[1]}); {time.monotonic() - started:.0f} s",
        flush=True,
    )
    return bad


if __name__ == "__main__":
    sys.exit(main())
