"""Which texts are versions of one report, where it is known of pairs of them."""

from collections.abc import Iterable, Mapping

# Two texts of one report, and the share of what they say that both say.
Pair = tuple[str, str, float]


def grouped(pairs: Iterable[Pair]) -> Mapping[str, str]:
    """The group of each text, by the smallest key in it: all members of a group are pairwise of one report.

    A text that goes with two that are told apart joins the one that it has more in common with: it never makes one
    report of both.
    """
    pairs = list(pairs)
    related = {frozenset(pair[:2]) for pair in pairs}
    groups: dict[str, frozenset[str]] = {key: frozenset({key}) for pair in pairs for key in pair[:2]}
    for key, other, _ in sorted(pairs, key=lambda pair: (-pair[2], *sorted(pair[:2]))):
        group, other_group = groups[key], groups[other]
        if group is not other_group and all(
            frozenset((member, other_member)) in related for member in group for other_member in other_group
        ):
            joined = group | other_group
            groups.update(dict.fromkeys(joined, joined))
    return {key: min(group) for key, group in groups.items()}
