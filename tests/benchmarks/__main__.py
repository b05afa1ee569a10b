"""All benchmarks, or those named: a table of what was measured against each goal.

    python -m tests.benchmarks [--rounds 9] [docx extraction growth patterns memory pdf queries]

Exits 1 where a goal is missed. Not part of the tests: a busy machine is no bug.
"""

import argparse
import sys

from tests.benchmarks import (
    bench_docx,
    bench_extraction,
    bench_growth,
    bench_memory,
    bench_patterns,
    bench_pdf,
    bench_queries,
)

_BENCHMARKS = {
    "docx": bench_docx.measure,
    "extraction": bench_extraction.measure,
    "pdf": bench_pdf.measure,
    "growth": bench_growth.measure,
    "patterns": bench_patterns.measure,
    "memory": bench_memory.measure,
    "queries": bench_queries.measure,
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("names", nargs="*", choices=[*_BENCHMARKS, []], metavar="name")
    options = parser.parse_args()
    print(f"{'':58} {'measured':>9} {'at most':>9}")
    missed = 0
    for name in options.names or _BENCHMARKS:
        for result in _BENCHMARKS[name](options.rounds):
            print(result.line, flush=True)
            missed += not result.is_kept
    print(f"{missed} goals missed" if missed else "all goals kept")
    return min(missed, 1)


if __name__ == "__main__":
    sys.exit(main())
