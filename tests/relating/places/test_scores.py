"""What sentences tell of a scoring table: its total, its levels, and the points that were lost."""

import pytest

from tests.extraction.printed_tables import table
from tests.relating.places.asking import errors, failing, held, numbers

TITLE = "青禾县水利局2023年度部门整体支出绩效自评报告"
SCORED = table(
    "一级指标 | 三级指标 | 分值 | 得分",
    "管理 | 预算编制 | 15 | 14.2",
    "管理 | 资产管理 | 15 | 15",
    "产出 | 渠道衬砌长度 | 25 | 22.6",
    "产出 | 工程验收合格率 | 15 | 15",
    "效益 | 灌溉保证率 | 20 | 18.5",
    "满意度 | 受益农户满意度 | 10 | 9.7",
    "合计 |  | 100 | 95",
)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("本次自评得分95分，等级为“优”。", ("95",)),
        ("经自评，产出得分37.6分，效益得分18.5分。", ("37.6", "22.6", "15")),
        ("渠道衬砌长度扣2.4分，主要是标段延期。", ("2.4", "25", "22.6")),
        ("失分较多的是灌溉保证率不足（扣1.5分）。", ("1.5", "20", "18.5")),
        ("自评总分95分，共扣5分。", ("5", "100", "95")),
    ],
)
def test_what_a_sentence_tells_of_the_table_is_held_against_it(text: str, told: tuple[str, ...]):
    assert numbers(*told) in held(TITLE, SCORED, text)
    assert not failing(TITLE, SCORED, text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("本次自评得分94分。", ("94", "95")),
        ("经综合自评，得分94分。", ("94", "95")),
        ("经自评，产出得分36.7分，效益得分18.5分。", ("36.7", "22.6", "15")),
        ("产出40分，得36.7分；效益20分，得18.5分。", ("36.7", "22.6", "15")),
        ("渠道衬砌长度扣1.4分，主要是标段延期。", ("1.4", "25", "22.6")),
        ("自评总分95分，共扣6分。", ("6", "100", "95")),
    ],
)
def test_what_differs_from_the_table_is_asked_about(text: str, told: tuple[str, ...]):
    assert failing(TITLE, SCORED, text) == {numbers(*told)}
    assert not errors(TITLE, SCORED, text)


@pytest.mark.parametrize(
    "text",
    [
        "县财政局考评得分88.3分。",  # another evaluation
        "总分100分，自评得分95分。",  # full points
        "产出70分，得66分。",  # another scale
        "渠道衬砌长度不足扣1.4分，渠道衬砌长度超期扣1分。",  # two parts of what was lost
        "档案不全扣1分，监理日志缺失扣1分。",  # no line of the table
        "过程扣分：档案不全扣1分，监理日志缺失扣2分，共扣3分。",  # all that one level lost
        "上年自评得分93分。",
    ],
)
def test_what_is_not_surely_of_the_table_states_nothing(text: str):
    assert not failing(TITLE, SCORED, text)
