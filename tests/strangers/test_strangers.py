"""The invented documents are what they say they are, and no less of them is read than once was."""

import re
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest

from flows.model.facts import Extract
from flows.model.words import measures
from tests.strangers.documents import Stranger, passages, planted, strangers
from tests.strangers.finding import found
from tests.strangers.measuring import paired, share, understood
from tests.strangers.relating import precision, read_passage, recall, verdicts

ALL = tuple(strangers())
_BASES = frozenset(
    {
        "", "initial_budget", "annual_budget", "adjusted_budget", "budget", "actual", "planned", "received", "spent",
        "balance", "weight", "score", "target",
    }
)  # fmt: skip
_KINDS = frozenset(
    {
        "sum", "part", "diff", "growth", "growth2", "share", "completion", "equal", "direction", "product", "perhead",
        "limit",
    }
)  # fmt: skip


class _Text(HTMLParser):
    def __init__(self, path: Path) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.feed(path.read_text(encoding="utf-8"))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def test_there_are_as_many_as_were_written_and_a_third_holds_no_fault():
    assert len(ALL) == 81
    assert 22 <= sum(not stranger.faults for stranger in ALL) <= 29


@pytest.mark.parametrize("stranger", ALL, ids=lambda stranger: stranger.path.stem)
def test_every_figure_and_fault_is_printed_in_its_order(stranger: Stranger):
    text = "\n".join(_Text(stranger.path).texts)
    at = 0
    for wanted in stranger.figures:
        at = text.find(wanted.printed, at)
        assert at >= 0, wanted
        at += len(wanted.printed)
    printed = {wanted.printed for wanted in stranger.figures}
    assert all(number in printed for fault in stranger.faults for number in fault.numbers)


@pytest.mark.parametrize("stranger", ALL, ids=lambda stranger: stranger.path.stem)
def test_measures_and_bases_are_those_that_there_are(stranger: Stranger):
    assert {wanted.measure_code for wanted in stranger.figures} - {""} <= measures().keys()
    assert {wanted.basis for wanted in stranger.figures} <= _BASES


def test_every_relation_is_of_a_known_kind_and_what_is_broken_is_stated():
    texts = tuple(passages())
    assert len({one.number for one in texts}) == len({one.text for one in texts}) == 545
    assert {relation.partition(":")[0] for one in texts for relation in one.relations} == _KINDS
    assert all(set(one.broken) <= set(one.relations) for one in texts)
    assert sum(not one.relations for one in texts) == 86


@cache
def _read(stranger: Stranger) -> Extract:
    return understood(stranger)


def test_no_less_is_read_than_once_was():
    read = [answer for one in ALL for answer in paired(one.figures, _read(one), one.head.kind)]
    assert share(read, "has_value") >= 0.985
    assert share(read, "is_own") >= 0.88
    assert share(read, "is_of_wrong_measure") <= 0.015


def test_no_label_says_only_that_something_changed_or_was_completed():
    only = re.compile(
        r"(?:[比较同与](?:上年|去年|同期|年初)[^/]{0,6})?(?:增长|增加|上升|增幅|下降|减少|降低|降幅|完成预算|完成|占)?[\d.,%\s]*"
    )
    told = [(one.path.name, figure.printed, figure.label) for one in ALL for figure in _read(one).figures]
    assert [one for one in told if only.fullmatch(one[2])] == []


def test_no_fewer_contradictions_are_found_than_once_were_and_nothing_right_is_called_wrong():
    judged = [found(one, _read(one)) for one in ALL]
    planted = sum(len(one.stranger.faults) for one in judged)
    assert sum(len(one.missed) for one in judged) <= 0.15 * planted
    assert sum(one.compared for one in judged) >= 0.77 * sum(one.figures for one in judged)
    assert [(one.stranger.path.name, false.explanation) for one in judged for false in one.false
            if false.severity == "error"] == []  # fmt: skip


def test_whose_report_it_is_and_of_what_kind_is_told_no_less_than_once_was():
    heads = [(one.head, _read(one).headings) for one in ALL]
    assert sum(found[0].department_name == head.department_name for head, found in heads) >= 79
    assert sum(found[0].report_kind == head.kind for head, found in heads) >= 79
    assert sum(found[0].fiscal_year == head.year for head, found in heads) >= 80
    assert sum(len(found) == 1 for _, found in heads) >= 79


def test_no_invented_county_has_the_code_of_another():
    assert not [one.path.name for one in ALL if any(head.county_id for head in _read(one).headings)]


def test_no_fewer_relations_of_sentences_are_found_and_rightly_decided_than_once_were():
    readings = [read_passage(passage) for passage in passages()]
    assert precision(readings) >= 0.99
    assert recall(readings) >= 0.975
    assert verdicts(readings) >= 0.99
    assert not [one for reading in readings for one in reading.found if not reading.wanted and one.holds is False]


PLANTED = tuple(planted())


def test_there_are_as_many_again_with_their_contradictions_alone():
    assert len(PLANTED) == 268
    assert sum(not one.faults for one in PLANTED) == 130
    assert sum(len(one.faults) for one in PLANTED) == 861


@pytest.mark.parametrize("stranger", PLANTED, ids=lambda stranger: stranger.path.stem)
def test_every_number_of_a_contradiction_is_printed(stranger: Stranger):
    text = "".join(_Text(stranger.path).texts)
    assert [number for fault in stranger.faults for numbers in fault.relations for number in numbers
            if number not in text] == []  # fmt: skip


def test_most_of_them_are_found_and_hardly_anything_else():
    judged = [found(one, understood(one)) for one in PLANTED]
    errors = sum(comparison.severity == "error" for one in judged for comparison in one.failing)
    false = sum(comparison.severity == "error" for one in judged for comparison in one.false)
    assert sum(len(one.missed) for one in judged) <= 0.25 * sum(len(one.stranger.faults) for one in judged)
    assert sum(one.compared for one in judged) >= 0.75 * sum(one.figures for one in judged)
    assert false <= 0.01 * errors
