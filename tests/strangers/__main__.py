"""How much of the invented documents is read as labelled, by group: `python -m tests.strangers [--misses WORD]`."""

import argparse
from collections import defaultdict

from tests.strangers.documents import strangers
from tests.strangers.measuring import Answer, answers, share

_QUALITIES = ("has_value", "has_label", "has_measure", "has_year", "has_basis", "is_own", "is_of_wrong_measure")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--misses", metavar="WORD", help="list what is not wholly right in documents of this name")
    word = parser.parse_args().misses
    by_group: defaultdict[str, list[Answer]] = defaultdict(list)
    for stranger in strangers():
        found = answers(stranger)
        by_group[stranger.group] += found
        by_group["all"] += found
        if word and word in stranger.path.name:
            for answer in found:
                if not answer.is_own:
                    print(_told(answer))
    print(f"{'group':12}{'figures':>8}" + "".join(f"{quality[3:]:>18}" for quality in _QUALITIES))
    for group, found in by_group.items():
        rates = "".join(f"{share(found, quality):18.3f}" for quality in _QUALITIES)
        print(f"{group:12}{len(found):>8}{rates}")


def _told(answer: Answer) -> str:
    wanted, one = answer.wanted, answer.figure
    asked = f"{wanted.printed} {'|'.join(wanted.label)} {wanted.measure_code} {wanted.year} {wanted.basis}"
    read = f"{one.value} {one.label} {one.measure_code} {one.period_year} {one.basis}" if one else "no figure"
    return f"{asked}  <-  {read}"


if __name__ == "__main__":
    main()
