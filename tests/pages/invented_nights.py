"""Invented nights for the tests of the quality report; no county or department of these exists."""

from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from flows.model.overview import (
    Checked,
    County,
    Coverage,
    Department,
    Finding,
    Night,
    ReportData,
    Rule,
    SkippedCheck,
    Spot,
)
from flows.model.report import Place

NIGHT = Night("20310105-0200", datetime(2031, 1, 5, 2, 0, tzinfo=ZoneInfo("Asia/Shanghai")), None)
COVERAGE = Coverage(4210, 3608, 590, 12, (("date", 400), ("dispatch_number", 190)))

RULES = (
    Rule("A01", "收入合计等于各项之和", "error", "收入合计 = 各项收入之和", 5, 31, 2),
    Rule("A14", "执行率与复算一致", "error", "执行率 = 全年执行数 ÷ 全年预算数", 1, 12, 0),
    Rule("S01", "自评得分在复算范围内", "error", "自评得分 = 按评分标准复算的得分", 2, 20, 9),
    Rule("X05", "项目个数与列出的行数一致", "warn", "文中项目个数 = 表中项目行数", 2, 3, 0),
    Rule("V06", "指标是否全部满分", "info", "", 1, 4, 0),
)


def finding(number: int = 0, **changes: object) -> Finding:
    """A sum that is 18 万元 short, with its two places."""
    values: dict[str, object] = {
        "finding_id": f"f{number}",
        "rule_code": "A01",
        "rule_name": "收入合计等于各项之和",
        "severity": "error",
        "lifecycle": "new",
        "scope_name": "局机关",
        "period_year": 2030,
        "left_name": "收入合计",
        "right_name": "公共财政拨款 + 政府基金拨款",
        "left_value": Decimal("292010000.000000"),
        "right_value": Decimal("291830000.000000"),
        "difference": Decimal("180000.000000"),
        "slack": Decimal("100.000000"),
        "unit": "元",
        "relation": "eq",
        "explanation": "收入合计 29201 ≠ 公共财政拨款 20353.71 + 政府基金拨款 8829.29 = 29183；相差 18",
        "suggestion": "核对“政府基金拨款”一栏：若改为 8847.29，合计即相符",
        "spots": (
            Spot(
                Place(14, 2, 3, 1, page_no=4),
                label="年度收入情况 / 收入合计",
                printed="29201",
                printed_unit="万元",
            ),
            Spot(
                Place(14, 2, 3, 4, page_no=4),
                label="年度收入情况 / 其中 / 政府基金拨款",
                printed="8829.29",
                printed_unit="万元",
            ),
            Spot(
                Place(41, char_start=9, char_end=14),
                label="收入合计",
                printed="29201",
                printed_unit="万元",
                quote="全年共取得收入29201万元，较上年有所增加。",
            ),
        ),
    }
    return Finding(**{**values, **changes})  # type: ignore[arg-type]


def score_finding(number: int = 0, **changes: object) -> Finding:
    """A self-score outside the recomputed interval."""
    return finding(
        number,
        **{
            "rule_code": "S01",
            "rule_name": "自评得分在复算范围内",
            "lifecycle": "known",
            "scope_name": "部门整体支出",
            "left_value": Decimal("5"),
            "right_value": Decimal("0"),
            "difference": Decimal("5"),
            "slack": Decimal("0"),
            "unit": "分",
            "explanation": "在职人员控制率 = 162 ÷ 143 = 113.29%；应得 0 分，自评 5 分",
            "suggestion": "按评分标准重新计分，或说明超编原因",
            "spots": (Spot(Place(20, 6, 2, 7), label="在职人员控制率 / 得分", printed="5", printed_unit="分"),),
            **changes,
        },
    )


def checked(number: int = 0, findings: tuple[Finding, ...] = (), **changes: object) -> Checked:
    """A report of 2030 in which eleven checks passed and two could not be asked."""
    values: dict[str, object] = {
        "report_id": f"r{number}",
        "source_path": f"甲省/乙市/青禾县/2030/整体支出自评报告{number}.docx",
        "format": "docx",
        "report_kind": "部门整体支出绩效自评报告",
        "fiscal_year": 2030,
        "score": Decimal("98.0000"),
        "grade": "优",
        "renditions": (),
        "passed": 11,
        "rounded": 1,
        "gone": 0,
        "unexplained": 0,
        "findings": findings,
        "waived": (),
        "skipped": (SkippedCheck("A09", "采购等于三类之和", "没有填政府采购明细", 2),),
    }
    return Checked(**{**values, **changes})  # type: ignore[arg-type]


def county(code: str, name: str, *departments: Department) -> County:
    """A county of an invented city."""
    return County(code, name, "乙市", "甲省", departments)


def night(*counties: County, **changes: object) -> ReportData:
    """A night with these counties and every file read."""
    values: dict[str, object] = {
        "night": NIGHT,
        "counties": counties,
        "unread": (),
        "coverage": COVERAGE,
        "rules": RULES,
    }
    return ReportData(**{**values, **changes})  # type: ignore[arg-type]


def many_counties(counties: int, departments: int, findings: int) -> ReportData:
    """A province: so many counties, departments each and findings each department."""
    return night(
        *(
            county(
                f"99{number:04}",
                f"虚构第{number}县",
                *(
                    Department(
                        f"d{number}-{position}",
                        f"虚构第{position}局",
                        "",
                        (
                            checked(
                                position,
                                tuple(_any(i + number * position) for i in range(findings + number % 3)),
                            ),
                        ),
                    )
                    for position in range(1, departments + 1)
                ),
            )
            for number in range(1, counties + 1)
        )
    )


def _any(number: int) -> Finding:
    if number % 5 == 1:
        return score_finding(number)
    if number % 5 == 3:
        return finding(
            number,
            rule_code="X05",
            rule_name="项目个数与列出的行数一致",
            severity="warn",
            unit="个",
            left_value=Decimal(8),
            right_value=Decimal(7),
            difference=Decimal(1),
            slack=Decimal(0),
        )
    return finding(number)
