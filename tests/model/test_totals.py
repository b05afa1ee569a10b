import pytest

from flows.model.totals import is_grand_total, is_total, total_words


@pytest.mark.parametrize(
    "label",
    [
        "合计", "合 计", "总计", "小计", "总 分", "局机关及二级机构汇总", "收入总计", "年度资⾦总额", "其中：小计", "（1）合计：",
        # Where a unit, a remark, a noun or a number stands behind the word, one of two readings knew it.
        "收入合计（万元）", "支出总计（含结转）", "合计（100分）", "合计100分", "合计金额", "合计支出", "支出合计数", "总分值",
        "年度资金总额 执行率", "合计\n9,027,205", "合计 12.5 15.5",
    ],
)  # fmt: skip
def test_a_total_is_known_by_how_its_label_ends(label: str):
    assert is_total(label)


@pytest.mark.parametrize(
    "label",
    [
        "", "基本支出", "总计划", "总计划投资", "数据汇总平台建设", "汇总分析费", "总分馆制建设", "县小计量站改造", "合计5个项目",
        "该项得分=（考核得分/该部分总分）×8。", "上年收、支总计各增加",
    ],
)  # fmt: skip
def test_a_word_that_only_holds_or_begins_like_one_is_none(label: str):
    assert not is_total(label)


def test_a_grand_total_holds_carry_over_too():
    assert [label for label in ("总计", "收入总计", "支出总计（含结转）", "总计（万元）") if is_grand_total(label)] == [
        "总计", "收入总计", "支出总计（含结转）", "总计（万元）",
    ]  # fmt: skip
    assert not any(is_grand_total(label) for label in ("合计", "收入合计", "小计", "总分", "总计划", ""))


def test_the_words_alone_name_no_matter():
    assert {"合计", "总计", "小计", "共计"} <= total_words()
    assert "收入合计" not in total_words()


def test_many_digits_behind_a_total_are_parted_in_one_way_only():
    assert not is_total("合计" + "3590.40860.00" * 200 + "项")
    assert is_total("合计" + "3590.40860.00" * 200)
    assert is_total("总分100分") and is_total("合计 9,027,205") and is_total("合计1.2万元3万")
