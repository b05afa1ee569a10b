"""How long reading a PDF takes against plain pdfplumber, measured in turn in one run.

    python -m tests.benchmarks.bench_pdf [--rounds 5] [file.pdf ...]

Prints the median of each, their ratio, and how far memory grows over 300 pages. Not part of the tests.
"""

import argparse
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import pdfplumber

from flows.readers.pdf import read_pdf
from flows.readers.pdf_document import read_pages

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
GOAL = 1 / 6
MANY_PAGES = 300


def plain(path: Path) -> None:
    """What a script with pdfplumber does: text and tables of every page."""
    with pdfplumber.open(path) as document:
        for page in document.pages:
            page.extract_text()
            page.extract_tables()
            page.close()


def ours(path: Path) -> None:
    read_pdf(path.read_bytes(), path)


def seconds(step: Callable[[Path], None], path: Path) -> float:
    start = time.process_time()
    step(path)
    return time.process_time() - start


def compare(path: Path, rounds: int) -> tuple[float, float]:
    """Median seconds of ours and of plain pdfplumber, each warmed up once, then in turn."""
    ours(path)
    plain(path)
    pairs = [(seconds(ours, path), seconds(plain, path)) for _ in range(rounds)]
    return statistics.median(mine for mine, _ in pairs), statistics.median(other for _, other in pairs)


def resident() -> float:
    """Resident memory of this process in MB, nan where the system does not tell."""
    status = Path("/proc/self/status")
    if not status.exists():
        return float("nan")
    [line] = [line for line in status.read_text().splitlines() if line.startswith("VmRSS")]
    return int(line.split()[1]) / 1024


def memory_over_many_pages(path: Path) -> tuple[int, float, float]:
    """Pages read, and resident MB after a tenth of them and at the end."""
    data, pages, early = path.read_bytes(), 0, 0.0
    while pages < MANY_PAGES:
        for _ in read_pages(data, path):
            pages += 1
            if pages == MANY_PAGES // 10:
                early = resident()
    return pages, early, resident()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("files", nargs="*", type=Path)
    options = parser.parse_args()
    samples = [*sorted(SHARED.glob("samples/*/report.pdf")), *sorted(SHARED.glob("real/*.pdf"))]
    paths = options.files or samples
    if not paths:
        parser.error("no PDF given, and no samples beside the repository")
    largest = max(paths, key=lambda path: path.stat().st_size)
    pages, early, late = memory_over_many_pages(largest)
    print(f"memory: {early:.0f} MB after {MANY_PAGES // 10} pages, {late:.0f} MB after {pages}")
    worst = 0.0
    for path in paths:
        mine, other = compare(path, options.rounds)
        worst = max(worst, mine / other)
        name = f"{path.parent.name}/{path.name}"
        print(f"{name:45} {mine * 1000:7.0f} ms {other * 1000:7.0f} ms  1/{other / mine:.1f}")
    print(f"slowest ratio 1/{1 / worst:.1f}, goal 1/{1 / GOAL:.0f}: {'kept' if worst <= GOAL else 'MISSED'}")


if __name__ == "__main__":
    main()
