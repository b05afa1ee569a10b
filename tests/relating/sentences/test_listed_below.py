"""A list whose parts are the paragraphs below the one that opens it."""

from flows.extraction import SourceClues, extract
from flows.judging.judge import judge
from flows.model.report import Paragraph, Report

WHOLE = "2022年农林水支出126.59万元，其中："
STAFF, REST = "护林人员经费{}万元，主要包括补贴、保险等。", "护林机具购置{}万元，主要包括油锯、对讲机等。"


def _told(*texts: str) -> list[tuple[str, str, str]]:
    blocks = tuple(Paragraph(block_no, text) for block_no, text in enumerate(texts))
    found = judge(extract(Report("txt", blocks), SourceClues("text.txt")))
    of_words = [one for one in found if one.relation_no is not None and len(one.terms) > 2]
    return [(one.status, one.severity, one.explanation.partition("（")[0]) for one in of_words]


def test_paragraphs_below_are_the_parts_of_a_whole_that_opens_a_list():
    [(status, _, words)] = _told(WHOLE, STAFF.format("110.24"), "- 6 -", REST.format("16.35"))
    assert (status, words) == ("pass", "农林水支出 126.59 = 护林人员经费 110.24 + 护林机具购置 16.35 = 126.59")


def test_parts_that_only_a_slip_keeps_from_making_it_up_are_asked():
    [(status, severity, _)] = _told(WHOLE, STAFF.format("110.24"), REST.format("13.65"))
    assert (status, severity) == ("fail", "warn")


def test_parts_of_another_level_are_none_of_the_list():
    parts = ("（一）" + STAFF.format("110.24"), "（二）" + REST.format("13.65"), "1." + REST.format("4.10"))
    [(status, _, words)] = _told(WHOLE, *parts)
    assert (status, words) == ("fail", "农林水支出 126.59 ≠ 护林人员经费 110.24 + 护林机具购置 13.65 = 123.89")


def test_a_paragraph_that_begins_with_a_sentence_is_no_part():
    assert _told(WHOLE, STAFF.format("110.24"), "机具老化严重。护林机具购置16.35万元。") == []
    assert _told(WHOLE.replace("，其中：", "。"), STAFF.format("110.24"), REST.format("13.65")) == []
