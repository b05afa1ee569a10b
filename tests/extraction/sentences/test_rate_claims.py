"""Rates told in sentences: what they are of, and what was done of it, only where the sentence leaves no choice."""

import pytest

from tests.extraction.sentences.test_prose import read


def rates(text: str) -> list[tuple[str, str | None, list[str]]]:
    """Each rate as printed, with its base and its part as printed."""
    extracted = read(text)
    printed = [figure.printed for figure in extracted.figures]
    return [
        (
            printed[claim.value_figure_no],
            None if claim.whole_figure_no is None else printed[claim.whole_figure_no],
            [printed[number] for number in claim.part_figure_nos],
        )
        for claim in extracted.claims
        if claim.claim_kind == "rate"
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("公务接待费年初预算10万元，支出决算8万元，完成年初预算的80%。", ("80", "10", ["8"])),
        ("年初预算为300万元，支出决算为320万元，完成年初预算的106.7%。", ("106.7", "300", ["320"])),
        ("支出决算390万元，完成预算的78%。", ("78", None, ["390"])),
        ("实际支出480万元，占全年预算的96%。", ("96", None, ["480"])),
        ("全年支出400万元，占年初预算500万元的80%。", ("80", "500", ["400"])),
        ("项目预算300万元，实际支出270万元，执行率为90%。", ("90", "300", ["270"])),
        ("计划投资80万元，实际到位资金60万元，资金到位率75%。", ("75", "80", ["60"])),
        ("预算执行率达到98.6%。", ("98.6", None, [])),
        ("项目完成率100%。", ("100", None, [])),
    ],
)
def test_a_rate_is_of_the_base_that_its_sentence_names(text, expected):
    assert rates(text) == [expected]


def test_each_rate_of_a_sentence_has_the_base_of_its_own_matter():
    text = (
        "公务接待费年初预算10万元，支出决算8万元，完成年初预算的80%；"
        "公务用车运行维护费年初预算20万元，支出决算15万元，完成年初预算的75%。"
    )
    assert rates(text) == [("80", "10", ["8"]), ("75", "20", ["15"])]


@pytest.mark.parametrize(
    "text",
    [
        # two budgets: 预算 does not say which
        "年初预算100万元，调整预算120万元，支出决算110万元，完成预算的91.7%。",
        # the base is another than the one printed
        "年初预算100万元，支出决算110万元，完成调整预算的91.7%。",
        # the budget of all is none of the reception
        "三公经费年初预算10万元，公务接待费支出决算4万元，完成年初预算的80%。",
        # what was received is not what was spent
        "项目预算300万元，实际支出270万元，资金到位率100%。",
        # how much of the work is done is no matter of money
        "项目预算300万元，实际支出270万元，工程完成率95%。",
    ],
)
def test_a_base_that_is_open_stays_open(text):
    [(_, base, _)] = rates(text)
    assert base is None


def test_a_share_of_income_is_no_rate():
    assert rates("收入合计500万元，其中其他收入100万元，占收入合计的20%。") == []
