"""Runs the finders over foreign tables: `python -m tests.aggregations TABLES.jl.gz PREDICTIONS.jsonl [--changed 1000]`.

TABLES holds one table a line as JSON: `file_name`, `table_id`, `table_array`, `number_format`, and for `--changed`
`aggregation_annotations`. PREDICTIONS gets a line of relations for each.
"""

import argparse
import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.aggregations.changed import told_when_changed
from tests.aggregations.finding import found_in


def tables_of(path: Path) -> Iterator[dict[str, Any]]:
    """The tables of a file, plain or compressed."""
    text = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    yield from map(json.loads, text.decode("utf-8").splitlines())


def main() -> None:
    """Writes the predictions, or says how often a changed number is told."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("tables", type=Path)
    parser.add_argument("predictions", type=Path)
    parser.add_argument("--changed", type=int, default=0, metavar="COUNT", help="change one digit of so many sums")
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    if options.changed:
        print(told_when_changed(list(tables_of(options.tables)), options.changed, options.seed))
        return
    with options.predictions.open("w", encoding="utf-8") as file:
        for table in tables_of(options.tables):
            relations = [
                {"operator": one.operator, "aggregator_index": one.cell, "aggregatee_indices": sorted(one.others)}
                for one in found_in(table["table_array"], table["number_format"])
            ]
            line = {"file_name": table["file_name"], "table_id": table["table_id"], "relations": relations}
            file.write(json.dumps(line, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
