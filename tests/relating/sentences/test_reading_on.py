"""What a paragraph says of numbers of those before it."""

import pytest

from flows.extraction import SourceClues, extract
from flows.judging.judge import judge
from flows.model.facts import Comparison
from flows.model.report import Block, Paragraph, Report
from tests.extraction.printed_tables import table

PLANNED = "护林项目计划总投资368.00万元，其中中央224.00万元、县级144.00万元。"


def _told(*texts: str) -> list[Comparison]:
    blocks = tuple(Paragraph(block_no, text) for block_no, text in enumerate(texts))
    return _judged(blocks)


def _judged(blocks: tuple[Block, ...]) -> list[Comparison]:
    found = judge(extract(Report("txt", blocks), SourceClues("text.txt")))
    blocks_of = [{term.place.block_no for term in one.terms if term.place} for one in found]
    return [one for one, its in zip(found, blocks_of, strict=True) if len(its) > 1 and one.relation_no is not None]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("三级资金共到位350.60万元，占计划总投资的95.27%。", "pass"),
        ("三级资金共到位350.60万元，占计划总投资的87.17%。", "fail"),
    ],
)
def test_a_rate_is_of_an_amount_of_the_paragraph_before(text: str, status: str):
    told = _told(PLANNED, text)
    assert [(one.status, one.severity) for one in told] == [(status, "warn" if status == "fail" else "info")]


def test_what_lies_far_off_is_of_other_numbers():
    assert _told(PLANNED, "木材产值占全县总投资的3.40%。") == []


def test_two_short_numbers_say_too_little():
    assert _told("另按考核办法，加1分、扣0.5分，净加0.5分。", "森林防火经费执行率仅88.17%。") == []


def test_a_table_between_two_paragraphs_parts_them():
    rows = table("树种 | 面积", "松林 | 120")
    between = (Paragraph(0, PLANNED), rows, Paragraph(2, "三级资金共到位350.60万元，占计划总投资的95.27%。"))
    assert _judged(between) == []
