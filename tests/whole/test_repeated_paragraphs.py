"""A document that says the same again and again costs a little more each time, never more each time than the last."""

from pathlib import Path

import pytest

from flows.extraction import SourceClues, extract
from flows.judging.judge import judge
from flows.readers import READERS
from tests.work import operations

pytestmark = pytest.mark.long

TITLE = "青禾县教育局2020年度部门整体支出绩效自评报告"
PARAGRAPHS = (
    "青禾县教育局2020年度收入合计100万元，其中一般公共预算财政拨款100万元。支出合计100万元。",
    "年末结转结余10万元，上年结转5万元，本年收入合计100万元，支出合计95万元。",
    "三公经费支出5.2万元，其中公务接待费3万元，公务用车运行维护费2.2万元，比上年减少10%。",
    "老旧小区改造项目到位资金5057万元，实际支出1560.87万元，执行率30.87%。",
    "项目预算执行率（20分）：执行率达到100%得20分，每低1个百分点扣0.5分，扣完为止。得18分。",
    "全县共有学校25所，其中小学18所，初中7所，教师编制1250人，在职1200人，人员控制率96%。",
    "政府采购支出总额12.5万元，其中货物5万元、工程5万元、服务2.5万元。",
    "基本支出比上年增加12.3万元，增长5.6%，主要原因是人员增加3人。",
)
FEW, SOME, MANY = 20, 40, 80


def work_of(paragraph: str, times: int) -> int:
    text = "\n\n".join([TITLE, *[paragraph] * times])
    report = READERS["txt"](text.encode(), Path("自评报告.txt"))
    return operations(lambda: judge(extract(report, SourceClues("自评报告.txt"))))


@pytest.mark.parametrize("paragraph", PARAGRAPHS, ids=lambda text: text[:8])
def test_a_paragraph_that_repeats_is_read_and_judged_in_proportion(paragraph: str) -> None:
    for _ in range(2):  # words are read and patterns compiled once, some again where other tests filled what is kept
        work_of(paragraph, FEW)
    few, some, many = (work_of(paragraph, times) for times in (FEW, SOME, MANY))
    assert (many - some) / (MANY - SOME) <= (some - few) / (SOME - FEW)
