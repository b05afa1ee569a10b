"""Measure every rule and write the card: `python -m tests.detector`; some minutes."""

import argparse
from collections import Counter
from concurrent.futures import ProcessPoolExecutor

from tests.detector.card import CARD, SEED, card, row, seed
from tests.detector.documents import correct
from tests.detector.measuring import active_rules, alarms, recall

_PLAIN_COUNTIES = 3
_TRAPPED = 2_000


def main() -> None:
    """Write `expectations/detector_card.md` and the seed of the report page; `--rule` prints one rule's line alone."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rule", choices=active_rules())
    only = parser.parse_args().rule
    with ProcessPoolExecutor() as workers:
        codes = [only] if only else list(active_rules())
        measured = dict(zip(codes, workers.map(recall, codes), strict=True))
        samples = correct(_PLAIN_COUNTIES, _TRAPPED)
        false_alarms = Counter(code for found in workers.map(alarms, samples, chunksize=20) for code in found)
    if only:
        print(row(only, measured[only], false_alarms[only], len(samples)))
        return
    CARD.write_text(card(measured, false_alarms, len(samples)), encoding="utf-8")
    SEED.write_text(seed(measured, false_alarms, len(samples)), encoding="utf-8")
    print(f"{CARD} and {SEED}")


if __name__ == "__main__":
    main()
