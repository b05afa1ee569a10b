"""Averages over heads that another paragraph counts."""

import pytest

from tests.relating.places.asking import asked

SPENT = "运行费132.82万元，其中办公费23.20万元，按在职人数计算人均2.92万元。"


def test_an_average_over_heads_counted_elsewhere_is_asked_about():
    [one] = asked("管护站实有人数73人，其中在职人数58人。", SPENT)
    assert (one.numbers, one.status, one.severity) == (frozenset({"132.82", "58", "2.92"}), "fail", "warn")
    [one] = asked("管护站实有人数73人，其中在职人数58人。", SPENT.replace("2.92", "2.29"))
    assert one.status == "pass"


@pytest.mark.parametrize(
    "text", ["管护站编制人数58人。", "东站在职人数58人，西站在职人数40人。", "在职人数58人。年末在职人数60人。"]
)
def test_an_average_over_heads_that_are_not_counted_once_states_nothing(text: str):
    assert asked(text, SPENT) == []
