"""The extract of the golden report, made from the figures that a careful reader took from it."""

import json
from decimal import Decimal

from flows.judging.evidence import is_total_name
from flows.model.facts import Extract, Heading
from flows.model.words import measure_by_word, plain
from tests.beside import SHARED
from tests.judging.sheets import Sheet

GOLD = SHARED / "gold" / "figures_001.jsonl"
_TABLES = {"staffing": 0, "finance": 1, "project": 2, "voucher": 40, "evaluation": 3, "indicator": 50}
_STAGES = {"项目计划资金": "planned"}


def golden_sheet() -> Sheet:
    """The golden report with the claims that its sentences make."""
    sheet = Sheet(fiscal_year=2020, department="住房和城乡建设局", grade="优秀")
    shares: list[tuple[int, int]] = []
    waiting: dict[str, int] = {}
    block = 90
    for line in GOLD.read_text(encoding="utf-8").splitlines():
        row = json.loads(line, parse_float=Decimal, parse_int=Decimal)
        fact, scope, unit, printed = row["fact"], row["scope"], row["unit"], str(row["value"])
        name, _, level = row["name"].partition(":")
        code = measure_by_word().get(plain(name))
        if fact == "finance" and name == "其他":
            code = "assets_other"
        if fact in ("prose", "percent"):
            kind = "percentage" if fact == "percent" or unit == "%" else "prose"
            if name == "财政拨款收入" or name == "支出合计" or name == "年度计划投资":
                block += 1
            known = code if unit in ("万元", "亿元") or code == "receipt_rate" else None
            number = sheet.word(known if fact == "prose" else None, printed, unit, label=name, kind=kind, block=block)
            if fact == "prose":
                waiting[name] = number
            else:
                shares.append((number, len(shares)))
        elif fact == "voucher" and name != "支出合计":
            sheet.voucher(printed, scope)
        elif fact == "indicator":
            if row["basis"] == "weight":
                waiting["weight"] = int(row["value"])
            else:
                sheet.indicator(
                    name,
                    str(waiting["weight"]),
                    printed,
                    RULES.get((scope, name), ""),
                    scope=scope,
                    code="D01" if name == "财政供养人员控制率" else None,
                    row=len(sheet.indicators),
                )
        else:
            label = f"{name} / 其中：{level}" if level else name
            kind = {"evaluation": "evaluation_score", "voucher": "voucher"}.get(fact, "")
            basis = "score" if fact == "evaluation" else _STAGES.get(name, "actual")
            table = _TABLES[fact]
            position = 99 if fact == "voucher" else 0 if not scope else 1 + len(scope)
            sheet.cell(
                code,
                printed,
                unit,
                scope=scope,
                label=label,
                kind=kind,
                basis=basis,
                table=table,
                row=position,
            )
    _add_claims(sheet, waiting, [number for number, _ in shares])
    return sheet


def _add_claims(sheet: Sheet, at: dict[str, int], shares: list[int]) -> None:
    income, spending = at["财政拨款收入"], at["支出合计"]
    parts = ["一般公共预算财政拨款收入", "政府性基金本年收入", "人员支出", "公用经费支出", "项目支出"]
    wholes = [income, income, spending, spending, spending]
    for share, part, whole in zip(shares, parts, wholes, strict=False):
        sheet.claim("share", value=share, parts=(at[part],), whole=whole, block=91 if whole == income else 92)
    sheet.claim("share", value=shares[5], parts=(at["基本支出"],), block=93)
    sheet.claim(
        "within_limit",
        subject="财政供养人员",
        limit="预算编制",
        quote="财政供养人员控制在预算编制以内",
        block=80,
    )


RULES = {
    (
        "部门整体支出",
        "财政供养人员控制率",
    ): "以100%为标准。在职人员控制率≦100%，计5分；每超过一个百分点扣0.5分，扣完为止。",
    (
        "部门整体支出",
        "三公经费控制率",
    ): "以100%为标准。三公经费控制率≦100%，计6分；\n每超过一个百分点扣1分，扣完为止。",
    ("部门整体支出", "固定资产利用率"): "每低于100%一个百分点扣0.1分，扣完为止。",
    ("老旧小区改造", "到位率"): "根据项目资金的实际到位率计算得分（3分）",
}


def golden_extract() -> Extract:
    """What the judge receives of the golden report."""
    sheet = golden_sheet()
    extract = sheet.extract()
    assert all(isinstance(heading, Heading) for heading in extract.headings)
    assert any(is_total_name(figure.scope_name) for figure in extract.figures)
    return extract
