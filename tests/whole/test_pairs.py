"""Pairs of correct reports for the rules that compare documents: each adds up in itself, and every trap laid."""

from tests.detector.documents import document
from tests.synthetic.pairs import PAIRS, filed

_COUNT = 12
_LAID = {
    "更正前的旧版", "另一格式的副本", "本级决算", "同年部门预算", "不相邻年度", "二级机构", "收入合计含上年结转", "总计含年初结转", "收入支出含结转",
    "财政拨款三公少于全部", "局机关一部分", "年初数与年末数", "约数",
}  # fmt: skip


def test_every_paper_adds_up_and_is_of_its_department_kind_and_year():
    for number in range(_COUNT):
        papers = filed(number)
        years = set()
        for name in {name for pairs in PAIRS.values() for pair in pairs for name in pair}:
            found = document(papers.paper(name).sample)
            [heading] = found.extract.headings
            kind = "department_evaluation" if name.startswith("自评") else "department_accounts"
            assert heading.report_kind == kind
            years.add((heading.county_id, heading.department_name, heading.fiscal_year, name[-1]))
            sums = [one for one in found.comparisons if one.rule_code.startswith("A")]
            assert [one.explanation for one in sums if one.status == "fail"] == []
        (first, second) = sorted(years, key=lambda one: one[3])
        assert first[:2] == second[:2]
        assert second[2] == (first[2] or 0) + 1


def test_every_trap_is_laid():
    assert set().union(*(filed(number).traps for number in range(200))) >= _LAID
