"""Versions are grouped where each is one of all the others."""

from flows.model.grouping import grouped


def test_all_versions_of_a_report_are_one_group():
    assert grouped([("a", "b", 0.9), ("b", "c", 0.9), ("a", "c", 0.6)]) == {"a": "a", "b": "a", "c": "a"}


def test_a_text_between_two_that_are_told_apart_joins_the_nearer_one():
    assert grouped([("a", "b", 0.6), ("b", "c", 0.9)]) == {"a": "a", "b": "b", "c": "b"}


def test_the_order_of_the_pairs_does_not_matter():
    pairs = [("a", "b", 0.8), ("b", "c", 0.8), ("c", "d", 0.8), ("b", "d", 0.8)]
    assert grouped(pairs) == grouped(reversed(pairs))
