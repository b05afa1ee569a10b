"""A scoring rule as tokens: all of the text, numbers with their units, words by their roles."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.scoring_rules.lexing import lexed
from flows.scoring_rules.words import folded

PIECES = [
    "执行率",
    "95%",
    "≥",
    "得10分",
    "分值",
    "每",
    "低于",
    "1个百分点",
    "扣0.5分",
    "，",
    "①",
    "满分的80%",
    "x",
    "2022年",
]


@given(st.lists(st.sampled_from(PIECES)).map("".join))
def test_the_tokens_of_a_text_are_the_text(text):
    flat = folded(text)
    assert "".join(token.text for token in lexed(flat)) == flat


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("95%", ["number", "unit"]),
        ("10分", ["number", "point"]),
        ("5分钟", ["number", "unit"]),
        ("2022年度", ["year"]),
        ("得分值", ["word", "word"]),  # 得 and 分值, not 得分 and 值
        ("1234567", ["other"]),
    ],
)
def test_kinds_of_tokens(text, kinds):
    assert [token.kind for token in lexed(text)] == kinds


def test_digits_that_are_no_number_are_told_from_years():
    assert lexed("1234567")[0].has_digits and not lexed("2022年")[0].has_digits
