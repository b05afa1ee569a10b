"""Every place that ignores a number names a reason; each reason has a number it takes and a like one it leaves."""

import ast
import importlib
import re
from pathlib import Path
from types import ModuleType

import pytest

import flows.extraction
from flows.extraction import SourceClues, extract
from flows.model.facts import Extract
from flows.model.personal import PERSONAL_KINDS
from flows.model.report import Paragraph, Report
from flows.model.words import read_seed
from flows.pages.wording import ignored_reason
from tests.extraction.printed_tables import report, table

HERE = Path(flows.extraction.__file__).parent
Site = tuple[str, str]  # module, reason


class _Reasons:
    """The reasons that a module hands to `Draft.ignore`, followed through names, tables and its own functions."""

    def __init__(self, path: Path) -> None:
        parts = path.relative_to(HERE.parents[1]).with_suffix("").parts
        self._module: ModuleType = importlib.import_module(".".join(parts).removesuffix(".__init__"))
        self._tree = ast.parse(path.read_text("utf-8"))
        self._seen: set[str] = set()

    def found(self) -> set[str]:
        calls = [node for node in ast.walk(self._tree) if isinstance(node, ast.Call)]
        given = [call.args[2] for call in calls if _is_ignore(call) and len(call.args) > 2]
        return {reason for argument in given for reason in self._of(argument)} - {""}

    def _of(self, node: ast.expr) -> set[str]:
        match node:
            case ast.Constant(value=str(reason)):
                return {reason}
            case ast.Subscript(value=inner):
                return self._of(inner)
            case ast.IfExp(body=one, orelse=other):
                return self._of(one) | self._of(other)
            case ast.Call(func=ast.Attribute(value=inner, attr="get"), args=[_, *default]):
                return self._of(inner).union(*map(self._of, default))
            case ast.Call(func=ast.Name(id=name)):
                return self._returned(name)
            case ast.Attribute(attr=name) | ast.Name(id=name):
                return self._named(name)
        raise AssertionError(f"{self._module.__name__}: how {ast.unparse(node)} becomes a reason is not followed")

    def _returned(self, function: str) -> set[str]:
        bodies = [node for node in ast.walk(self._tree) if isinstance(node, ast.FunctionDef) and node.name == function]
        returns = [node.value for body in bodies for node in ast.walk(body) if isinstance(node, ast.Return)]
        return {reason for value in returns if value is not None for reason in self._of(value)}

    def _named(self, name: str) -> set[str]:
        if isinstance(words := getattr(self._module, name, None), dict):
            return set(words.values())
        assert name not in self._seen, f"{self._module.__name__}: {name} is not followed"
        self._seen.add(name)
        values: list[ast.expr] = []
        for node in ast.walk(self._tree):
            match node:
                case ast.Assign(targets=[ast.Name(id=target)], value=value) if target == name:
                    values.append(value)
                case ast.NamedExpr(target=ast.Name(id=target), value=value) if target == name:
                    values.append(value)
        assert values, f"{self._module.__name__}: {name} is not followed"
        return {reason for value in values for reason in self._of(value)}


def _is_ignore(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Attribute) and call.func.attr == "ignore"


def _sites() -> set[Site]:
    return {(path.stem, reason) for path in sorted(HERE.rglob("*.py")) for reason in _Reasons(path).found()}


def header(text: str) -> Report:
    return Report("docx", (Paragraph(0, text, "header"),))


def hidden(text: str) -> Report:
    return Report("docx", (Paragraph(0, text, "hidden"),))


SCORES = "一级指标 | 三级指标 | 分值 | 得分 | {}"
VOUCHERS = "支出内容 | 实际支出数 | 会计凭证号 | {}"
FORM = ("项目名称 | 水渠", "预算编码 | 303001", "项目总投资 | 3", "综合得分 | 96")
FUNDS = "项目名称 | 预算数 | {}"

# What is read, the number that is ignored there, and beside it one of the same looks that is a figure.
CASES: dict[Site, tuple[Report, str, Report, str]] = {
    ("__init__", "template_text"): (
        report("注：1.按实际填写。", "2、不超过300字。"), "300",
        report("二、资金情况", "2、支出300元。"), "300",
    ),
    ("__init__", "copy"): (
        report("项目支出绩效自评表", table(*FORM), "项目支出绩效自评表", table(*FORM)), "96",
        report("项目支出绩效自评表", table(*FORM)), "96",
    ),
    ("__init__", "running_head"): (header("绩效自评报告 12万元"), "12", report("绩效自评报告 12万元"), "12"),
    ("__init__", "telephone"): (report("联系电话：4230000"), "", report("电话费：4230000元"), "4230000"),
    ("__init__", "postcode"): (report("邮编：414299"), "414299", report("邮费：414299元"), "414299"),
    ("__init__", "person"): (report("填报人：张三 15"), "", report("填报人数：15人"), "15"),
    ("__init__", "code"): (report("预算编码：303001"), "303001", report("预算金额：303001元"), "303001"),
    ("__init__", "date"): (report("起止时间：3-12"), "3-12", report("起止里程：3-12公里"), "3-12"),
    ("leftovers", "hidden"): (hidden("支出合计12万元。"), "12", report("支出合计12万元。"), "12"),
    ("prose", "template_text"): (report("备注：限100字。"), "100", report("备付资金：100元。"), "100"),
    ("prose", "date"): (report("按照2020版办法执行"), "2020", report("按照2020元执行"), "2020"),
    ("prose", "list_number"): (report("7.公务接待费有所下降"), "7", report("公务接待费7元有所下降"), "7"),
    ("cells", "label"): (
        report(table("类别 | 60岁以上 | 其他", "男 | 3 | 1", "女 | 4 | 2")), "60",
        report(table("类别 | 岁数 | 其他", "男 | 60 | 1", "女 | 4 | 2")), "60",
    ),
    ("cells", "telephone"): (
        report(table("联系人 | 某某 | 联系电话 | 4230000", "项目负责人 | 某某 | 邮编 | 414299")), "",
        report(table("项目总投资 | 4230000 | 资金到位 | 414299", "其中：中央财政 | 1 | 其中：中央财政 | 1")), "4230000",
    ),
    ("cells", "postcode"): (
        report(table("联系人 | 某某 | 联系电话 | 4230000", "项目负责人 | 某某 | 邮编 | 414299")), "414299",
        report(table("项目总投资 | 4230000 | 资金到位 | 414299", "其中：中央财政 | 1 | 其中：中央财政 | 1")), "414299",
    ),
    ("cells", "person"): (
        report(table("联系人 | 某某15 | 邮编 | 414299", "填报人 | 某某 | 邮编 | 414299")), "",
        report(table("实有人数 | 15 | 编制数 | 16", "实有人数 | 15 | 编制数 | 16")), "15",
    ),
    ("cells", "date"): (
        report(table("起止时间 | 3.1 | 邮编 | 414299", "填报人 | 某某 | 邮编 | 414299")), "3.1",
        report(table("项目总投资 | 3.1 | 资金到位 | 12.15", "其中：中央财政 | 1 | 其中：中央财政 | 1")), "3.1",
    ),
    ("cells", "code"): (
        report(table("预算编码 | 303001 | 邮编 | 414299", "填报人 | 某某 | 邮编 | 414299")), "303001",
        report(table("项目总投资 | 303001 | 资金到位 | 1", "其中：中央财政 | 1 | 其中：中央财政 | 1")), "303001",
    ),
    ("matrix", "rule_text"): (
        report(table(FUNDS.format("评分标准"), "水渠 | 10 | 8", "道路 | 12 | 9")), "8",
        report(table(FUNDS.format("执行数"), "水渠 | 10 | 8", "道路 | 12 | 9")), "8",
    ),
    ("matrix", "person"): (
        report(table(FUNDS.format("负责人"), "水渠 | 10 | 8", "道路 | 12 | 9")), "",
        report(table(FUNDS.format("实有人数"), "水渠 | 10 | 8", "道路 | 12 | 9")), "8",
    ),
    ("matrix", "telephone"): (
        report(table(FUNDS.format("联系电话"), "水渠 | 4230000 | 8", "道路 | 4230001 | 9")), "",
        report(table(FUNDS.format("执行数"), "水渠 | 4230000 | 8", "道路 | 4230001 | 9")), "4230000",
    ),
    ("matrix", "list_number"): (
        report(table("序号 | 项目名称 | 预算数", "7 | 水渠 | 10", "8 | 道路 | 12")), "7",
        report(table("项目名称 | 执行数 | 预算数", "水渠 | 7 | 10", "道路 | 8 | 12")), "7",
    ),
    ("matrix", "voucher"): (
        report(table("支出内容 | 实际支出数 | 凭证号", "工程款 | 99 | 75", "监理费 | 98 | 76")), "75",
        report(table("支出内容 | 实际支出数 | 预算数", "工程款 | 99 | 75", "监理费 | 98 | 76")), "75",
    ),
    ("matrix", "code"): (
        report(table("科目编码 | 科目名称 | 合计", "208 | 社会保障和就业支出 | 5", "205 | 教育支出 | 6")), "208",
        report(table("科目名称 | 基本支出 | 合计", "社会保障和就业支出 | 208 | 5", "教育支出 | 205 | 6")), "208",
    ),
    ("scoring", "label"): (
        report(table(SCORES.format("评分标准"), "产出 | 完工12处 | 10 | 9 | 合规", "效益 | 受益 | 5 | 5 | 合规")), "12",
        report(table(SCORES.format("扣分原因"), "产出 | 完工 | 10 | 9 | 少12处", "效益 | 受益 | 5 | 5 | 无")), "12",
    ),
    ("scoring", "rule_text"): (
        report(table(SCORES.format("评分标准"), "产出 | 完工 | 10 | 9 | 每少1处扣2分", "效益 | 受益 | 5 | 5 | 合规")), "2",
        report(table(SCORES.format("扣分原因"), "产出 | 完工 | 10 | 9 | 欠资金2万元", "效益 | 受益 | 5 | 5 | 无")), "2",
    ),
    ("scoring", "list_number"): (
        report(table(SCORES.format("序号"), "产出 | 完工 | 10 | 9 | 3", "效益 | 受益 | 5 | 5 | 4")), "3",
        report(table(SCORES.format("完成值"), "产出 | 完工 | 10 | 9 | 3", "效益 | 受益 | 5 | 5 | 4")), "3",
    ),
    ("scoring", "person"): (
        report(table(SCORES.format("评价人员"), "产出 | 完工 | 10 | 9 | 3", "效益 | 受益 | 5 | 5 | 4")), "",
        report(table(SCORES.format("完成值"), "产出 | 完工 | 10 | 9 | 3", "效益 | 受益 | 5 | 5 | 4")), "3",
    ),
    ("vouchers", "label"): (
        report(table(VOUCHERS.format("备注"), "工程款3期 | 99 | 75号 | 无", "监理费 | 98 | 76号 | 无")), "3",
        report(table(VOUCHERS.format("备注"), "工程款 | 3 | 75号 | 无", "监理费 | 98 | 76号 | 无")), "3",
    ),
}  # fmt: skip
_OF_VOUCHERS = {
    "rule_text": "评分标准", "person": "负责人", "telephone": "联系电话", "list_number": "序号", "voucher": "会计凭证号", "code": "科目编码",
}  # fmt: skip
for _reason, _column in _OF_VOUCHERS.items():
    CASES["vouchers", _reason] = (
        report(table(VOUCHERS.format(_column), "工程款 | 99 | 75 | 41", "监理费 | 98 | 76 | 42")),
        "" if _reason in ("person", "telephone") else "75" if _reason == "voucher" else "41",
        report(table("支出内容 | 实际支出数 | 会计凭证号", "工程款 | 41 | 77号", "监理费 | 75 | 76号")),
        "75" if _reason == "voucher" else "41",
    )


def read(found: Report) -> Extract:
    return extract(found, SourceClues("青禾县/2021/表.docx"))


def test_every_place_in_the_code_that_ignores_a_number_is_tried_both_ways():
    assert _sites() == set(CASES)


def test_every_reason_has_one_chinese_name():
    by_pattern = {(row["ignored_reason"], row["reason_name"]) for row in read_seed("ignored_numbers")}
    by_place = {(row["ignored_reason"], row["reason_name"]) for row in read_seed("ignored_reasons")}
    reasons = {reason for reason, _ in by_pattern} | {reason for _, reason in _sites()} | PERSONAL_KINDS
    assert sorted(reasons) == sorted(reason for reason, _ in by_pattern | by_place)
    assert [reason for reason in reasons if not re.search(r"[\u4e00-\u9fff]", ignored_reason(reason))] == []


@pytest.mark.parametrize("site", sorted(CASES), ids="-".join)
def test_a_reason_takes_its_number_and_leaves_the_like(site):
    ignored, printed, counted, kept = CASES[site]
    reasons = [(token.printed, token.ignored_reason) for token in read(ignored).tokens]
    assert (printed, site[1]) in reasons
    assert kept in [figure.printed for figure in read(counted).figures]


def test_no_number_of_a_kept_report_is_ignored_for_the_reason_it_is_kept_from():
    for (_, reason), (_, _, counted, kept) in CASES.items():
        found = read(counted)
        assert (kept, reason) not in [(token.printed, token.ignored_reason) for token in found.tokens]


# Numbers that stand where others are ignored, and are none of those: each ends as a figure or unexplained.
LIKE_IGNORED = [
    (report("综合评定：优秀（自评得分：95）。"), "95"),
    (report("产出指标（满分：20、得分：18）。"), "18"),
    (report("年度任务 120 户，实际完成 125 户。"), "120"),
    (report("计划任务12、完成13。"), "12"),
    (report("核定名额12、在岗11。"), "12"),
    (report("全年完成GDP156.3亿元。"), "156.3"),
    (report("购置AED20台。"), "20"),
    (report("办结审批事项（12项）。"), "12"),
    (report("支付50000工程款。"), "50000"),
    (report("城乡配套比例为1：10。"), "10"),
    (report("发放困难补助合计2015。"), "2015"),
    (report("注：1.按实际填写。全年清运垃圾211,106.90吨。"), "211,106.90"),
    (report(table("资金来源 | 金额", "中央财政补助500万元 | 480", "县级配套 | 20")), "500"),
    (report(table("农村低保 | 12 | 1396.25 | 2615", "城市低保 | 13 | 6518.40 | 19836")), "1396.25"),
    (report(table("序号 | 项目名称 | 预算数", "1 | 水渠 | 10", "1,280.50 | 合计 | 12")), "1,280.50"),
    (report(table("科目编码 | 科目名称 | 合计", "205 | 教育支出 | 5", "1280.50 | 合计 | 6")), "1280.50"),
    (report(table("起止时间 | 总投资500万元 | 邮编 | 414299", "填报人 | 某某 | 邮编 | 414299")), "500"),
]
# Such as are ignored rightly, of the same looks.
NAMES = [
    (report(table("资产 | 数量", "单价50万元以上设备 | 3", "单价100万元以上设备 | 1")), "50"),
    (report("空气PM2.5浓度下降。"), "2.5"),
    (report("行政运行（01项）、事业运行（50项）经费充足。"), "50"),
    (report("值班时间为8:30-17:30。"), "8:30"),
    (report("主要包括：（1）机关运行；（2）其他。"), "1"),
    (report("注：自评得分90分（含）以上为优，60分以下为差。"), "90"),
    (report("按照2020版办法，结合2019、2020数据开展。"), "2019"),
]


@pytest.mark.parametrize(("found", "printed"), LIKE_IGNORED, ids=[printed for _, printed in LIKE_IGNORED])
def test_an_amount_a_score_or_a_count_is_not_ignored_where_it_stands_among_labels_lists_and_codes(
    found: Report, printed: str
) -> None:
    assert [token.ignored_reason for token in read(found).tokens if token.printed == printed] == [""]


@pytest.mark.parametrize(("found", "printed"), NAMES, ids=[printed for _, printed in NAMES])
def test_a_number_of_a_name_a_list_or_a_code_is_no_figure(found: Report, printed: str) -> None:
    tokens = [token for token in read(found).tokens if token.printed == printed]
    assert [token for token in tokens if token.figure_no is not None or not token.ignored_reason] == []
    assert tokens
