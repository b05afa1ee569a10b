"""Sample words, rows never filled, and the year that titles and dates of a form bear."""

import re

import pytest

from flows.extraction import SourceClues, extract
from flows.model.report import Table
from flows.model.words import read_seed
from tests.extraction.printed_tables import report, table

KINDS = {"placeholder", "sample_row", "form_title", "form_date"}


def claims(*blocks: str | Table) -> list[tuple[str, str]]:
    found = extract(report(*blocks), SourceClues("a.docx"))
    return [(claim.claim_kind, claim.subject) for claim in found.claims if claim.claim_kind in KINDS]


@pytest.mark.parametrize("row", list(read_seed("form_leftovers")), ids=lambda row: row["example"])
def test_each_pattern_takes_its_example_and_leaves_its_counter_example(row: dict[str, str]):
    assert re.search(row["pattern"], row["example"])
    assert not re.search(row["pattern"], row["counter_example"])


def test_sample_words_are_found_in_sentences_and_cells_with_their_place():
    found = extract(
        report("由XX局负责实施，全年支出____万元。", table("项目 | 单位", "校舍维修 | 某某局")), SourceClues("a.docx")
    )
    left = [claim for claim in found.claims if claim.claim_kind in KINDS]
    assert [(claim.subject, claim.place.block_no, claim.place.row_no, claim.place.char_start) for claim in left] == [
        ("XX局", 0, None, 1),
        ("____万元", 0, None, 13),
        ("某某局", 1, 1, 0),
    ]
    assert all(claim.subject in claim.quote for claim in left)


def test_a_row_that_still_bears_its_sample_name_is_none_of_the_report():
    form = table("三级指标 | 分值 | 得分", "受益人数 | 10 | 10", "指标2： | | ", "指标3：环境改善 | 5 | 5")
    assert claims(form) == [("sample_row", "指标2：")]


def test_notes_of_the_form_may_speak_of_samples():
    assert claims("填表说明：", "1、年度填20XX年。") == []


def test_numbers_of_persons_are_quoted_without_them():
    form = table("联系人 | 手机", "某同志 | 13900000000", "值班 | 0999-4230000")
    found = extract(report("身份证号码：990101198001010018，联系电话：4230000。", form), SourceClues("a.docx"))
    told = [(one.subject, one.quote, one.place.block_no) for one in found.claims if one.claim_kind == "personal"]
    assert told == [("identity", "身份证号码：***，联系电话：***。", 0), ("mobile", "***", 1)]


def test_titles_are_compared_where_there_are_several():
    own, other = "2021年度部门整体支出绩效自评报告", "2020年度部门整体支出绩效自评表"
    assert claims(own, "县教育局基本情况良好。") == []
    assert claims(own, "县教育局基本情况良好。", other) == [("form_title", own), ("form_title", other)]


def test_the_date_of_a_form_is_read_where_it_names_a_year():
    assert claims("填报日期：2021年3月5日") == [("form_date", "2021年3月5日")]
    assert claims("填报日期：    年  月  日") == []
    beside = "填报日期：2021年3月 联系电话：13900000000 填报人：张三"
    assert claims(beside) == [("form_date", "2021年3月")]


def test_sample_words_are_quoted_with_whatever_a_mask_needs_to_know_a_name_or_a_number():
    text = f"联系人：欧阳修远{'子' * 20}由XX局负责{'丑' * 18}证件110101199003070011"
    shown = text.replace("欧阳修远", "***").replace("110101199003070011", "***")
    [found] = [one for one in extract(report(text), SourceClues("a.docx")).claims if one.claim_kind == "placeholder"]
    assert found.quote == shown


def test_another_report_of_the_same_file_may_be_of_another_year():
    own, other = "2021年度部门整体支出绩效自评报告", "2020年度部门整体支出绩效自评报告"
    assert claims(own, "县教育局基本情况良好。", other) == []
