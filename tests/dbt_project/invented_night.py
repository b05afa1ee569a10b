"""An invented night: reports that do not exist, as extraction and judging would give them."""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from flows.model.facts import (
    Claim,
    Comparison,
    Extract,
    Figure,
    Goal,
    Heading,
    Indicator,
    Project,
    Term,
    Token,
    Voucher,
)
from flows.model.relations import Operand, Relation
from flows.model.report import Place
from flows.model.rule_tree import Deduction, ScoringRule


def heading(**changes: object) -> Heading:
    """A self-evaluation of the county's housing bureau for 2020, its name as the cover prints it."""
    values: dict[str, object] = {
        "report_no": 0,
        "report_kind": "department_evaluation",
        "title": "整体支出绩效自评报告",
        "county_id": "990101",
        "department_name": "青禾县住建局",
        "budget_code": "303001",
        "fiscal_year": 2020,
        "score": Decimal(98),
        "grade": "优",
        "place_source": "heading",
        "place_conflict": "",
        "first_block_no": 0,
        "last_block_no": 40,
    }
    return Heading(**{**values, **changes})  # type: ignore[arg-type]


def figure(figure_no: int, amount: str, place: Place, **changes: object) -> Figure:
    """An income of the bureau itself in 元, printed in 万元."""
    values: dict[str, object] = {
        "figure_no": figure_no,
        "report_no": 0,
        "figure_kind": "finance",
        "scope_name": "局机关",
        "measure_code": "income_total",
        "label": "年度收入情况 / 收入合计",
        "period_year": 2020,
        "basis": "actual",
        "value": Decimal(amount),
        "value_low": None,
        "value_high": None,
        "hedge": "",
        "unit": "元",
        "printed": amount,
        "printed_unit": "元",
        "unit_source": "caption",
        "step": Decimal(1),
        "place": place,
        "quote": amount,
    }
    return Figure(**{**values, **changes})  # type: ignore[arg-type]


# What the comparisons below are known by.
SUBJECT = "收入合计=一般公共预算财政拨款"


def comparison(comparison_no: int, **changes: object) -> Comparison:
    """An income that is 18 元 more than the sum of its parts."""
    values: dict[str, object] = {
        "comparison_no": comparison_no,
        "report_no": 0,
        "rule_code": "A01",
        "scope_name": "局机关",
        "period_year": 2020,
        "basis": "actual",
        "left_value": Decimal(1000),
        "right_value": Decimal(982),
        "slack": Decimal(1),
        "relation": "eq",
        "status": "fail",
        "severity": "error",
        "reason": "",
        "explanation": "收入合计 1000 ≠ 982，相差 18；联系电话：13900000000",
        "suggestion": "核对收入合计",
        "unit": "元",
        "terms": (
            Term("right", 1, 1, "一般公共预算财政拨款", Decimal(982), "982", Place(3, 0, 2, 2, 0, 3)),
            Term("left", 1, 0, "收入合计", Decimal(1000), "1000", Place(3, 0, 2, 1, 0, 4)),
        ),
        "place": Place(3, 0, 2, 1),
        "subject": SUBJECT,
    }
    return Comparison(**{**values, **changes})  # type: ignore[arg-type]


RULE = "以100%为标准，每超过一个百分点扣0.5分"


def indicator(indicator_no: int, name: str, code: str | None, weight: int, score: int) -> Indicator:
    """A line of the scoring table for the department as a whole."""
    return Indicator(
        indicator_no=indicator_no,
        report_no=0,
        scope_name="部门整体支出",
        level1="投入",
        level2="预算配置",
        level3=name,
        indicator_code=code,
        weight=Decimal(weight),
        score=Decimal(score),
        weight_figure_no=None,
        score_figure_no=None,
        rule_text=RULE,
        definition="",
        reason="",
        target_text="",
        completion_text="",
        place=Place(6, 2, indicator_no + 1, 0),
        rule_kind="deduction",
        rule_parsed=ScoringRule(None, (Deduction(Decimal(100), Decimal(1), Decimal("0.5"), True, False),)),
    )


_PROJECT = {"figure_kind": "project", "scope_name": "城北老旧小区改造", "measure_code": None}


def housing_report() -> Extract:
    """The bureau's report: two units, a project with two sources of money, two indicators and more."""
    report = Extract(
        headings=(heading(),),
        figures=(
            figure(0, "1000", Place(3, 0, 2, 1, 0, 4)),
            figure(
                1,
                "982",
                Place(3, 0, 2, 2, 0, 3),
                measure_code="income_general",
                label="收入 / 一般公共预算财政拨款",
            ),
            figure(2, "1000", Place(3, 0, 3, 1, 0, 4), scope_name="局机关及二级机构汇总"),
            figure(
                3,
                "500",
                Place(3, 0, 4, 1, 0, 3),
                scope_name="市政所",
                measure_code=None,
                label="收入 / 捐赠收入",
            ),
            figure(4, "1001", Place(9, char_start=4, char_end=8), quote="收入1001元，联系人：张三，电话：4230000"),
            figure(5, "7000", Place(4, 1, 1, 1, 0, 4), **_PROJECT, label="实际到位资金 / 合计", basis="received"),
            figure(
                6,
                "3000",
                Place(4, 1, 1, 2, 0, 4),
                **_PROJECT,
                label="实际到位资金 / 县（市、区）财政",
                basis="received",
            ),
            figure(
                7,
                "162",
                Place(2, char_start=3, char_end=6),
                figure_kind="staffing",
                unit="人",
                measure_code="staff_actual",
            ),
            figure(
                8,
                "40",
                Place(5, char_start=1, char_end=3),
                figure_kind="voucher",
                scope_name="城北老旧小区改造",
            ),
            figure(
                9,
                "7000",
                Place(4, 1, 2, 1, 0, 4),
                **{**_PROJECT, "scope_name": "合计"},
                label="合计",
                basis="received",
            ),
        ),
        indicators=(indicator(0, "在职人员控制率", "D01", 5, 5), indicator(1, "本地创建任务", None, 5, 4)),
        goals=(Goal(0, 0, "", "产出", "数量", "改造小区", "5个", "5个", Place(7, 3, 1, 1)),),
        projects=(Project(0, 0, "城北老旧小区改造", "经常性", "改造管网", Place(4, 1, 1, 0)),),
        vouchers=(
            Voucher(
                0,
                0,
                "城北老旧小区改造",
                "付材料款",
                8,
                Decimal(40),
                "0012",
                "2020-10",
                Place(5, char_start=0),
            ),
        ),
        claims=(
            Claim(
                0,
                0,
                "part_of",
                "局机关",
                "收入",
                "income_total",
                "",
                0,
                None,
                (1,),
                "收入1000元，其中拨款982元",
                Place(9),
            ),
        ),
        relations=(
            Relation(
                0,
                "part_of",
                "words",
                (Operand(1),),
                (Operand(0),),
                False,
                True,
                Decimal("0.9"),
                "收入1000元，其中拨款982元，联系人：张三",
            ),
        ),
        tokens=(
            Token(0, "1000", 0, "", Place(3, 0, 2, 1, 0, 4)),
            Token(1, "", None, "telephone", Place(10, char_start=3, char_end=14)),
            Token(2, "2020年", None, "date", Place(10, char_start=20, char_end=25)),
            Token(3, "77", None, "", Place(11, char_start=0, char_end=2)),
        ),
    )
    return with_tokens(report)


def with_tokens(report: Extract) -> Extract:
    """The report with a token for every figure that has none."""
    known = {token.figure_no for token in report.tokens}
    missing = [figure for figure in report.figures if figure.figure_no not in known]
    tokens = [
        Token(number, found.printed, found.figure_no, "", found.place)
        for number, found in enumerate(missing, start=len(report.tokens))
    ]
    return replace(report, tokens=(*report.tokens, *tokens))


def one_figure_report(amount: str, **changes: object) -> Extract:
    """A report with its heading and one income."""
    return with_tokens(Extract(headings=(heading(**changes),), figures=(figure(0, amount, Place(3, 0, 2, 1, 0, 4)),)))


def invented_night() -> tuple[dict[str, Extract], dict[str, list[Comparison]], dict[str, list[list[object]]]]:
    """Extracts and comparisons by document, and the night's tables.

    `a` is the current report, `b` the same as PDF, `old` stood at its path before, `lost` belongs nowhere.
    """
    extracts = {
        "a": housing_report(),
        "b": one_figure_report("1000", department_name="住房和城乡建设局"),
        "old": one_figure_report("900"),
        "lost": one_figure_report("5", county_id="", department_name="", fiscal_year=None, place_source="none"),
    }
    passing = {
        "status": "pass",
        "severity": "info",
        "left_value": Decimal(7),
        "right_value": Decimal(7),
        "terms": (),
    }
    comparisons = {
        "a": [
            comparison(0),
            comparison(1, rule_code="A02", **passing, explanation="一致"),
            comparison(
                2,
                rule_code="A09",
                status="not_applicable",
                severity="info",
                left_value=None,
                right_value=None,
                reason="没有填政府采购明细",
                explanation="",
                terms=(),
                place=None,
            ),
        ],
        "b": [comparison(0)],
        "lost": [comparison(0, terms=(), place=Place(11))],
    }
    day = datetime(2031, 1, 4, 2)
    night: dict[str, list[list[object]]] = {
        "documents": [
            ["a", "青禾县/2020/住建局.docx", "docx", 10, "f1", datetime(2031, 1, 5, 2), True, "[]"],
            ["b", "青禾县/2020/住建局.pdf", "pdf", 20, "f1", datetime(2031, 1, 5, 2), True, "[]"],
            ["old", "青禾县/2020/住建局.docx", "docx", 9, "f0", day, False, "[]"],
            ["lost", "不知哪里.txt", "txt", 5, "", day, True, "[]"],
        ],
        "document_paths": [
            ["青禾县/2020/住建局.docx", "old", False],
            ["青禾县/2020/住建局.docx", "a", True],
            ["青禾县/2020/住建局.pdf", "b", True],
            ["不知哪里.txt", "lost", True],
        ],
        "runs": [["night1", day, day, True], ["night2", datetime(2031, 1, 5, 2), None, False]],
        "outcomes": [["night2", "青禾县/2020/住建局.docx", "read", True, "", 0.5]],
        "current_run": [["night2"]],
    }
    return extracts, comparisons, night
