"""Measure every rule and write the card: `python -m tests.detector`; half an hour on two cores.

What is found of errors anywhere, its first part, is measured alone in some minutes by `--anywhere`.
"""

import argparse
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import Executor, ProcessPoolExecutor

from tests.detector import field
from tests.detector.card import CARD, SEED, Result, card, row, seed, with_field
from tests.detector.documents import correct
from tests.detector.measuring import active_rules, alarms, recall
from tests.detector.pairs import measured, paired_rules

PLAIN_COUNTIES = 3
TRAPPED = 2_000


def main() -> None:
    """Write `expectations/detector_card.md` and the seed of the report page; `--rule` prints one rule's line alone,
    `--anywhere` writes the card's first part alone.
    """
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rule", choices=[*active_rules(), *paired_rules()])
    parser.add_argument("--anywhere", action="store_true", help="measure and write the first part of the card alone")
    asked = parser.parse_args()
    only = asked.rule
    if asked.anywhere:
        with ProcessPoolExecutor() as workers:
            first = field.measured(workers)
        CARD.write_text(with_field(CARD.read_text(encoding="utf-8"), first), encoding="utf-8")
        return
    results: dict[str, Result] = {}
    with ProcessPoolExecutor() as workers:
        if only not in paired_rules():
            results |= _of_one_document(workers, [only] if only else active_rules())
        if only is None or only in paired_rules():
            results |= measured(workers)
        anywhere = None if only else field.measured(workers)
    if anywhere is None:
        print(row(only, results[only]))
        return
    CARD.write_text(card(results, anywhere), encoding="utf-8")
    SEED.write_text(seed(results), encoding="utf-8")
    print(f"{CARD} and {SEED}")


def _of_one_document(workers: Executor, codes: Sequence[str]) -> dict[str, Result]:
    recalls = list(workers.map(recall, codes))
    samples = correct(PLAIN_COUNTIES, TRAPPED)
    false_alarms = Counter(code for found in workers.map(alarms, samples, chunksize=20) for code in found)
    return {code: Result(cells, false_alarms[code], len(samples)) for code, cells in zip(codes, recalls, strict=True)}


if __name__ == "__main__":
    main()
