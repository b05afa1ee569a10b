"""Write invented reports into a folder: `python -m tests.synthetic DIR --counties 100 --years 2018 2022`."""

import argparse
import json
from pathlib import Path

from tests.samples.catalogue import render
from tests.synthetic.reports import reports


def main() -> None:
    """Write the reports below `DIR/raw` and what they state to `DIR/truth.jsonl`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--counties", type=int, default=100)
    parser.add_argument("--years", type=int, nargs=2, default=(2018, 2022), metavar=("FIRST", "LAST"))
    arguments = parser.parse_args()
    first, last = arguments.years
    arguments.folder.mkdir(parents=True, exist_ok=True)
    count = 0
    with (arguments.folder / "truth.jsonl").open("w", encoding="utf-8") as truth:
        for report in reports(arguments.counties, range(first, last + 1)):
            path = arguments.folder / "raw" / report.sample.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(render(report.sample))
            for fact in report.facts:
                row = {
                    "source_path": report.sample.path,
                    "measure_code": fact.measure_code,
                    "scope_name": fact.scope_name,
                    "period_year": fact.period_year,
                    "basis": fact.basis,
                    "value": str(fact.value),
                }
                truth.write(json.dumps(row, ensure_ascii=False) + "\n")
            count += 1
    print(f"{count} reports in {arguments.folder / 'raw'}")


if __name__ == "__main__":
    main()
