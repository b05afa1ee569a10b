"""How much of the invented documents is read as labelled, by group: `python -m tests.strangers [--misses WORD]`.

`python -m tests.strangers sentences [--misses WORD]` tells it of the relations of the invented sentences,
`python -m tests.strangers contradictions [--misses WORD]` how many of those planted in the documents are found.
"""

import argparse
from collections import defaultdict

from tests.strangers.documents import passages, strangers
from tests.strangers.finding import tell_contradictions
from tests.strangers.measuring import Answer, answers, share
from tests.strangers.relating import Reading, kinds, precision, read_passage, recall, verdicts

_QUALITIES = ("has_value", "has_label", "has_measure", "has_year", "has_basis", "is_own", "is_of_wrong_measure")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("of", nargs="?", choices=("documents", "sentences", "contradictions"), default="documents")
    parser.add_argument(
        "--misses", metavar="WORD", help="list what is not wholly right in documents or sentences of this name"
    )
    asked = parser.parse_args()
    if asked.of == "sentences":
        _tell_sentences(asked.misses)
    elif asked.of == "contradictions":
        tell_contradictions(asked.misses)
    else:
        _tell_documents(asked.misses)


def _tell_sentences(word: str | None) -> None:
    readings = [read_passage(passage) for passage in passages()]
    for reading in readings:
        if word and word in reading.passage.number:
            for line in _misses(reading):
                print(line)
    print(f"{len(readings)} sentences: relations {precision(readings):.3f} precise, {recall(readings):.3f} recalled,")
    print(f"verdicts {verdicts(readings):.3f} right")
    counted = kinds(readings)
    print("  ".join(f"{kind} {counted[f'found {kind}']}/{counted[kind]}" for kind in counted if " " not in kind))


def _misses(reading: Reading) -> list[str]:
    passage, right, recalled = reading.passage, reading.right, reading.recalled
    lines = [f"  missed: {label}" for label in reading.wanted if label not in recalled]
    lines += [f"  not labelled: {one.key} {one.holds} {one.is_meant}" for one in reading.found if one not in right]
    decided = reading.rightly_decided
    lines += [f"  verdict {recalled[label].holds}: {label}" for label in recalled if label not in decided]
    return [f"{passage.number} {passage.text}", *lines] if lines else []


def _tell_documents(word: str | None) -> None:
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
