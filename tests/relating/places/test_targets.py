"""A target of one paragraph and what another tells of the same."""

import pytest

from tests.relating.places.asking import asked

SET = "年初设定护林员年人均补助标准不低于5500元，监测员年人均补助标准不低于4800元。"


def test_what_missed_its_target_is_asked_about():
    found = {one.numbers: (one.status, one.severity) for one in asked(SET, "护林员年人均补助标准达到5420元。")}
    assert found == {frozenset({"5500", "5420"}): ("fail", "warn")}


def test_what_is_to_be_kept_below_is_held_against_it_the_other_way_round():
    blocks = "目标为林木病虫害成灾率不超过3.5%。", "全年林木病虫害成灾率为2.8%。"
    assert [(one.left, one.right, one.status) for one in asked(*blocks)] == [(("2.8",), ("3.5",), "pass")]


@pytest.mark.parametrize(
    "text", ["巡护员年人均补助标准达到5420元。", "护林员年人均补助标准约5400元。", "护林员月人均补助标准达到420元。"]
)
def test_what_is_of_another_subject_is_held_against_no_target(text: str):
    assert asked(SET, text) == []
