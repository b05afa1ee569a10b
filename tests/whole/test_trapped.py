"""Correct reports with every trap of printing and wording: the judge calls nothing in them wrong."""

import os
from concurrent.futures import ProcessPoolExecutor

import pytest

from tests.detector.documents import document
from tests.synthetic.trapped import trapped

_WIDELY_LAID = {
    "三十三项相加", "上年为零称增长百分之百", "亿元两位小数", "其中只列部分", "主要用途如下", "新组建部门的增长率", "比率取整", "比率截尾", "占比凑成一百",
    "类款项小计夹在行间", "行间小计", "结转下列其中项", "减少不印负号", "表题紧接表格而无单位行", "项目结余与部门结余", "项目表内小计", "表格以元为单位", "万元与元同在一份表内", "同一支出对两个基数的比率", "上年数与本年数同句",
    "年初预算为零的新增项目", "无数印作「」", "无数印作「－」", "无数印作「—」", "无数印作「0」", "无数印作「0.00」", "约数「约」", "约数「余」", "约数「近」",
    "填报日期在次年", "办公电话", "填表说明中的样字", "约数「左右」", "约数「以上」", "约数「不超过」", "格式 docx", "格式 txt", "格式 html", "格式 xlsx", "格式 pdf",
}  # fmt: skip


def _judged(number: int) -> tuple[frozenset[str], int, list[str]]:
    """The traps of a report, the comparisons that pass, and what fails in it."""
    report = trapped(number)
    comparisons = document(report.sample).comparisons
    fails = [f"{report.sample.path} {one.rule_code} {one.explanation}" for one in comparisons if one.status == "fail"]
    return report.traps, sum(one.status == "pass" for one in comparisons), fails


@pytest.mark.parametrize("count", [60, pytest.param(2_400, marks=pytest.mark.long)])
def test_no_correct_report_is_called_wrong_whatever_traps_lie_in_it(count: int):
    with ProcessPoolExecutor(min(2, os.cpu_count() or 1)) as workers:
        found = list(workers.map(_judged, range(count), chunksize=15))
    assert [fail for _, _, fails in found for fail in fails] == []
    assert all(passed for _, passed, _ in found), "a report of which nothing is asked proves nothing"
    if count > 60:
        assert set().union(*(traps for traps, _, _ in found)) >= _WIDELY_LAID
