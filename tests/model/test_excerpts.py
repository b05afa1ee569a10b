"""What a quote holds of a longer text, and that nothing in it is cut in two."""

import re

import pytest

from flows.model.excerpts import excerpt

NUMBER = "110101199003070011"


def test_a_short_text_is_quoted_whole():
    assert excerpt(" 全年支出5万元。 ", 4, 7) == "全年支出5万元。"


def test_a_longer_one_is_quoted_by_whole_clauses_around_the_stretch():
    text = "，".join(["甲乙丙丁戊己庚辛"] * 40)
    at = text.index("丙", len(text) // 2)
    assert re.fullmatch(r"甲乙丙丁戊己庚辛(，甲乙丙丁戊己庚辛){10,16}", excerpt(text, at, at + 1))
    assert len(excerpt(text, at, at + 1)) <= 160
    assert excerpt(text, most=20) == "甲乙丙丁戊己庚辛，甲乙丙丁戊己庚辛"


def test_a_quote_may_begin_behind_the_number_of_a_document():
    text = f"根据《{'子' * 90}通知》（湘财建指（2020）40号）中央补助资金1983万和《{'丑' * 60}通知》（第391号）1425万元"
    at = text.index("1425")
    assert excerpt(text, at, at + 4).startswith("（湘财建指（2020）40号）中央补助资金1983万和《")


@pytest.mark.parametrize("length", range(100, 200))
def test_no_number_and_no_name_behind_its_label_is_cut_wherever_it_stands(length: int):
    before = f"联系人：欧阳修远{'子' * length}由XX局负责"
    behind = f"由XX局负责，{'子' * length}证件{NUMBER}办理"
    for text in (before, behind, f"{'丑' * 90}，{before}，{behind}"):
        match = re.search("XX局", text)
        assert match is not None
        quote = excerpt(text, *match.span())
        assert "XX局" in quote
        assert "欧阳修远" not in quote or "联系人：欧阳修远" in quote
        assert not re.search(r"欧阳|修远", quote.replace("联系人：欧阳修远", ""))
        assert not re.search(r"\d", quote.replace(NUMBER, ""))


@pytest.mark.parametrize("length", range(20, 45))
def test_the_beginning_of_a_text_ends_with_no_part_of_a_number(length: int):
    assert not re.search(r"\d", excerpt("子" * length + NUMBER + "丑" * 20, most=40).replace(NUMBER, ""))
